// The secretary writes minutes, is told everything that keeps them from going out, mends it and sends them; scripts on and off.
import assert from "node:assert/strict";
import { test } from "node:test";
import { looksRight } from "./browser.mjs";
import { openDemo } from "./house.mjs";
import { stageOf } from "./stage.mjs";

const stage = stageOf(openDemo);

const daysFrom = (day, days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const saveAll = async (page) => {
  await page.locator("button[name=at][value=end]").click();
  await page.getByRole("status").waitFor();
};

/** Every point of the agenda gets a line, so that only what the test leaves out is missing. */
async function fillNotes(page) {
  const notes = page.locator("section[id^=item-] textarea[name$=notes]");
  for (const field of await notes.all()) if (!(await field.inputValue())) await field.fill("Nothing to report.");
}

for (const [scripts, back] of [[true, -2], [false, -3]]) {
  test(`minutes are refused with the whole list, mended and sent, scripts ${scripts ? "on" : "off"}`, async () => {
    const { page, close } = await stage.visit({ who: "secretary", scripts });
    await page.goto("/me");
    const today = await page.locator("#clean_date").getAttribute("max");
    await page.goto("/minutes/new");
    await page.locator("#held_on").fill(daysFrom(today, back));
    await page.locator("main form .primary").click();
    await page.locator("#attendance").waitFor();
    if (scripts) await looksRight(page, "secretary-begins");

    // What must not go out, and much that is missing.
    await fillNotes(page);
    const last = page.locator("section[id^=item-] textarea[name$=notes]").last();
    await last.fill("Dana Rivers has the key.\nWrite to d.rivers@example.org or call 419-555-0134.");
    await saveAll(page);
    await page.goto(new URL(page.url()).pathname.replace(/\/edit$/, "/circulation"));
    const list = await page.locator(".error-summary").innerText();
    for (const told of [/Who led the meeting/, /How many were there/, /When the meeting closed/, /d\.rivers@example\.org/, /419-555-0134/, /Dana Rivers/]) assert.match(list, told);
    if (scripts) await looksRight(page, "secretary-refused");

    const edit = new URL(page.url()).pathname.replace(/\/circulation$/, "/edit");
    await page.goto(edit);
    await page.locator("textarea[name$=notes]").filter({ hasText: "Dana Rivers" }).fill("Dana R. has the key.");
    await page.locator("#place").fill("The hall");
    await page.locator("#opened_at").fill("20:10");
    await page.locator("#attendance").fill("14");
    await page.locator("#chair").fill("Rowan E.");
    await page.locator("#secretary").fill("Iris D.");
    await page.locator("#closed_at").fill("20:55");
    await page.locator("#next_meeting").fill(daysFrom(today, 28));
    await saveAll(page);
    if (scripts) await looksRight(page, "secretary-mended");

    await page.goto(edit.replace(/\/edit$/, "/circulation"));
    assert.equal(await page.locator(".error-summary").count(), 0, await page.locator("main").innerText());
    if (scripts) await looksRight(page, "secretary-ready");
    await page.locator("main form .primary").click();
    await page.locator("article.document").waitFor();
    assert.match(await page.locator("main").innerText(), /Dana R\. has the key/);

    const reader = await stage.visit({ who: "member", scripts });
    await reader.page.goto(edit.replace(/\/edit$/, ""));
    assert.match(await reader.page.locator("main").innerText(), /Dana R\. has the key/);
    if (scripts) await looksRight(reader.page, "member-reads-minutes");
    await reader.close();
    await close();
  });
}

test("a second tab that saved first loses nothing: both versions are shown", async () => {
  const { page, close } = await stage.visit({ who: "secretary" });
  await page.goto("/me");
  const today = await page.locator("#clean_date").getAttribute("max");
  await page.goto("/minutes/new");
  await page.locator("#held_on").fill(daysFrom(today, -4));
  await page.locator("main form .primary").click();
  await page.locator("#place").waitFor();
  const second = await page.context().newPage();
  await second.goto(page.url().split("#")[0]);
  await second.locator("#place").fill("The library");
  await saveAll(second);

  await page.locator("#place").fill("The garden room");
  await page.locator("button[name=at][value=end]").click();
  await page.locator(".versions").waitFor();
  assert.equal(await page.locator(".version.yours #place").inputValue(), "The garden room");
  assert.match(await page.locator(".version").last().innerText(), /The library/);
  await looksRight(page, "secretary-conflict");
  await close();
});
