// The count in a cold hall: no signal, small screen, and the second counter's word.
import assert from "node:assert/strict";
import { test } from "node:test";
import { looksRight } from "./browser.mjs";
import { openDemo } from "./house.mjs";
import { stageOf } from "./stage.mjs";

const stage = stageOf(openDemo);

const count = (page, minor) => page.locator(`input[data-minor="${minor}"]`);
const more = (page, minor) => page.locator(`input[data-minor="${minor}"] + button`);
const save = (page) => page.locator("main form .primary").click();
const entries = async (page) => Number((await (await page.request.get("/treasury/entries.csv")).text()).trim().split("\n").at(-1).split(",")[0]);

/** 1 × $20, 3 × $5, 12 × $1, as thumbs do it. Returns how often the screen was touched. */
async function usualBasket(page, counter = { index: 2 }) {
  await page.goto("/treasury/collections/new");
  let touches = 0;
  const touch = async (locator) => (touches++, await locator.click());
  await touch(more(page, 2000));
  for (let pieces = 0; pieces < 3; pieces++) await touch(more(page, 500));
  await touch(count(page, 100));
  await page.keyboard.type("12");
  await page.locator("#second_counter").selectOption(counter);
  return touches + "12".length + 2;
}

/** What the browser itself writes to the console when a request does not arrive is what these tests are about. */
async function close({ troubles, close }) {
  const kept = troubles.filter((trouble) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(trouble));
  troubles.splice(0, troubles.length, ...kept);
  await close();
}

test("a usual basket takes few touches, and each finds something big enough", async () => {
  const visit = await stage.visit({ who: "treasurer" });
  const { page } = visit;
  assert.ok((await usualBasket(page)) + 1 <= 12, "with the one that saves");
  assert.equal(await page.locator("[data-total]").innerText(), "$47.00");
  for (const button of await page.locator(".stepper button").all()) {
    const { width, height } = await button.boundingBox();
    assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
  }
  await save(page);
  await page.waitForURL(/\/treasury\/entries\//);
  await page.getByRole("status").waitFor();
  await close(visit);
});

test("without a signal nothing is lost, and it is sent once when there is one", async () => {
  const visit = await stage.visit({ who: "treasurer" });
  const { page } = visit;
  const before = await entries(page);
  await usualBasket(page);
  await page.locator("#note").fill("Chilly evening");
  await page.context().setOffline(true);
  await save(page);
  await page.getByText("No signal. Nothing is lost").waitFor();
  assert.equal(await count(page, 100).inputValue(), "12");
  await looksRight(page, "counting-without-signal");
  await save(page);
  await page.getByText("No signal. Nothing is lost").waitFor();
  await page.context().setOffline(false);
  await page.waitForURL(/\/treasury\/entries\//);
  await page.getByText("Chilly evening").waitFor();
  await page.getByRole("status").waitFor();
  assert.equal(await entries(page), before + 1);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0, "nothing of it stays in the tab");
  await close(visit);
});

test("an answer that was lost on the way makes no second basket", async () => {
  const visit = await stage.visit({ who: "treasurer" });
  const { page } = visit;
  const before = await entries(page);
  await usualBasket(page);
  let sent = 0;
  await page.route("**/treasury/collections", async (route) => {
    if (++sent > 1) return route.continue();
    await route.fetch({ maxRedirects: 0 });
    await route.abort();
  });
  await save(page);
  await page.getByText("No signal. Nothing is lost").waitFor();
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await page.waitForURL(/\/treasury\/entries\//);
  assert.ok(sent > 1);
  assert.equal(await entries(page), before + 1);
  await close(visit);
});

test("the second counter types her code on the treasurer's phone, or answers on her own", async () => {
  const hers = await stage.visit({ who: "secretary" });
  const name = (await hers.page.goto("/me"), await hers.page.locator("#name").inputValue());
  await hers.page.goto("/me/counting-code");
  await looksRight(hers.page, "counting-code");
  for (const field of ["#code", "#again"]) await hers.page.locator(field).fill("4711");
  await save(hers.page);
  await hers.page.getByRole("status").waitFor();

  const visit = await stage.visit({ who: "treasurer" });
  const { page } = visit;
  await usualBasket(page, { label: name });
  await save(page);
  await page.waitForURL(/\/treasury\/entries\//);
  await looksRight(page, "counting-entry-unconfirmed");
  await page.locator("#code").fill("4712");
  await save(page);
  await page.getByText("This is not her code.").waitFor();
  await looksRight(page, "counting-entry-wrong-code");
  await page.locator("#code").fill("4711");
  await save(page);
  await page.getByText("The basket is confirmed.").waitFor();
  await looksRight(page, "counting-entry-confirmed");

  await usualBasket(page, { label: name });
  await save(page);
  await page.waitForURL(/\/treasury\/entries\//);
  await hers.page.goto("/");
  await hers.page.getByText("Was it so?").waitFor();
  await looksRight(hers.page, "counting-home-asks");
  await hers.page.getByRole("link", { name: "No", exact: true }).click();
  await hers.page.getByText("Tell the treasurer what you counted").waitFor();
  await looksRight(hers.page, "counting-doubt");
  await hers.page.goto("/");
  await hers.page.getByRole("button", { name: "Yes, I counted it too" }).click();
  await hers.page.getByText("The basket is confirmed.").waitFor();
  await hers.close();
  await close(visit);
});

test("literature and tokens: kept, sold, counted, and what is to be ordered", async () => {
  const visit = await stage.visit({ who: "treasurer" });
  const { page } = visit;
  await page.goto("/treasury/stock");
  await looksRight(page, "stock-none");
  await page.locator("main .primary").click();
  await looksRight(page, "stock-item-new");
  await page.locator("#name").fill("Step booklet");
  await page.locator("#unit_price").fill("3.50");
  await page.locator("#reorder_level").fill("10");
  await save(page);
  for (const [act, pieces] of [["Some came", "12"], ["Some were sold", "7"]]) {
    await page.getByRole("link", { name: act }).click();
    await looksRight(page, `stock-${act.split(" ").at(-1)}`);
    await page.locator("#pieces").fill(pieces);
    await save(page);
    await page.getByRole("status").waitFor();
  }
  await looksRight(page, "stock-item");
  await page.goto("/treasury/stock");
  await page.getByText("Ordering up to it costs $17.50.").waitFor();
  await looksRight(page, "stock");
  await page.goto("/treasury");
  await looksRight(page, "stock-treasury");
  await close(visit);
});

// The last one, for it ends the session that the others share.
test("a count half done survives the page, and nothing of it survives signing out", async () => {
  const visit = await stage.visit({ who: "treasurer" });
  const { page } = visit;
  page.on("dialog", (dialog) => dialog.accept());
  await usualBasket(page);
  await page.locator("#note").fill("Words about somebody");
  const once = await page.locator("input[name=once]").inputValue();
  await page.reload();
  await page.getByText("This is the count you began in this tab.").waitFor();
  assert.equal(await page.locator("[data-total]").innerText(), "$47.00");
  assert.equal(await page.locator("input[name=once]").inputValue(), once, "it is still the same basket");
  assert.equal(await page.locator("#note").inputValue(), "", "words are not kept");
  await page.getByRole("button", { name: "Begin anew" }).click();
  await page.waitForFunction((old) => document.querySelector("input[name=once]").value !== old, once);
  assert.equal(await count(page, 100).inputValue(), "");
  await count(page, 100).fill("3");
  assert.equal(await page.evaluate(() => sessionStorage.length), 1);
  await page.locator(".site-foot button").click();
  await page.locator("body.signed-out").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await close(visit);
});
