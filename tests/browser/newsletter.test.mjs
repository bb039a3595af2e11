// Whoever mails for the group writes an issue, looks at it, and sends it to those who asked for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { looksRight } from "./browser.mjs";
import { openDemo, until } from "./house.mjs";
import { letter } from "./mail.mjs";
import { stageOf } from "./stage.mjs";

const stage = stageOf(openDemo);

for (const scripts of [true, false]) {
  test(`an issue is written, previewed and sent once to each reader, scripts ${scripts ? "on" : "off"}`, async () => {
    const title = `Letters from the kettle ${scripts ? "one" : "two"}`;
    const { page, close } = await stage.visit({ who: "secretary", scripts });
    await page.goto("/newsletter");
    await page.getByRole("link", { name: "Write an issue" }).click();
    await page.locator("main form .primary").click();
    await page.locator(".error-summary").waitFor();

    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Text").fill("The **kettle** is mended.\n\n- tea at six\n- <script>alert(1)</script>");
    await page.getByRole("button", { name: "Save and look at the mail" }).click();
    await page.getByRole("heading", { name: "Before it goes out" }).waitFor();
    assert.equal(await page.locator("article strong").first().innerText(), "kettle");
    assert.equal(await page.locator("main script").count(), 0);
    if (scripts) await looksRight(page, "newsletter-preview-written");

    const send = page.locator("form[action$='/release'] button");
    const readers = Number((await send.innerText()).match(/\d+/)[0]);
    assert.ok(readers > 5, `${readers} readers`);
    // A hurried finger presses twice.
    if (scripts) await send.dblclick();
    else await send.click();
    await page.getByRole("heading", { name: title }).waitFor();

    const sent = async () => (await stage.house.mails()).map(letter).filter((mail) => mail.text.includes(title));
    await until("every reader's mail", async () => (await sent()).length >= readers, 90);
    const to = (await sent()).map((mail) => mail.headers.to);
    assert.equal(new Set(to).size, to.length, "nobody gets it twice");
    assert.equal(to.length, readers);
    for (const mail of await sent()) {
      assert.match(mail.headers["list-unsubscribe"], /^<http/);
      assert.equal(mail.headers["list-unsubscribe-post"], "List-Unsubscribe=One-Click");
    }

    await page.reload();
    if (scripts) await looksRight(page, "newsletter-sent");
    await close();
  });
}

test("a reader stops the newsletter from the mail: opening the page changes nothing, the button does", async () => {
  const mail = (await stage.house.mails()).map(letter).find((one) => one.headers["list-unsubscribe"]);
  const link = new URL(mail.headers["list-unsubscribe"].match(/<(http[^>]+)>/)[1]);
  const stranger = await stage.visit({ scripts: false });
  const looking = await stage.visit();
  await looking.page.goto(link.pathname);
  await looksRight(looking.page, "newsletter-stop");

  await stranger.page.goto(link.pathname);
  await stranger.page.locator("main form .primary").click();
  await stranger.page.waitForLoadState();
  assert.equal(await stranger.page.locator("main form").count(), 0, "nothing is left to press");

  await looking.page.goto(link.pathname);
  await looking.page.locator("main form .primary").click();
  await looksRight(looking.page, "newsletter-stopped");
  await stranger.close();
  await looking.close();
});
