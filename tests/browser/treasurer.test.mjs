// The treasurer counts a basket, logs an expense and reads the report; with scripts, without them, and by keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { looksRight } from "./browser.mjs";
import { openDemo } from "./house.mjs";
import { stageOf } from "./stage.mjs";

const stage = stageOf(openDemo);

/** Cents, from "$1,234.50" or "−$60.00". */
const cents = (said) => Math.round(Number(said.replaceAll("−", "-").replace(/[^\d.-]/g, "")) * 100);

/** What the report says of today, by the words of its rows. */
async function today(page) {
  await page.goto("/treasury/collections/new");
  const day = await page.locator("#day").getAttribute("max");
  await page.goto(`/treasury/report?from=${day}&to=${day}`);
  const rows = await page.locator("article table").first().locator("tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
  const figures = Object.fromEntries(rows.filter((cells) => cells.length === 2));
  return (name) => cents(figures[name] ?? "0");
}

const count = (page, minor) => page.locator(`input[data-minor="${minor}"]`);
const save = (page) => page.locator("main form .primary").click();
const chooseCounter = (page) => page.locator("#second_counter").selectOption({ index: 2 });

for (const scripts of [true, false]) {
  test(`she counts a basket and logs an expense, scripts ${scripts ? "on" : "off"}, and the report agrees`, async () => {
    const { page, close } = await stage.visit({ who: "treasurer", scripts });
    const before = await today(page);

    await page.goto("/treasury/collections/new");
    await count(page, 2000).fill("1");
    await count(page, 500).fill("3");
    await count(page, 100).fill("12");
    if (scripts) {
      assert.equal(await page.locator("[data-total]").innerText(), "$47.00");
      assert.equal(await page.locator("#total").inputValue(), "47.00", "the declared total follows the count");
    }
    await page.locator("#total").fill("48.00");
    await chooseCounter(page);
    await save(page);
    await page.locator("#total-error").waitFor();
    assert.match(await page.locator("#total-error").innerText(), /48\.00.*47\.00/);
    assert.equal(await count(page, 100).inputValue(), "12", "the count is kept");
    assert.equal(await page.locator("#total").inputValue(), "48.00", "what she declared is kept");
    if (scripts) await looksRight(page, "treasurer-collection-refused");

    await page.locator("#total").fill("47.00");
    if (scripts) await page.locator("main form .primary").dblclick();
    else await save(page);
    await page.waitForURL(/\/treasury\/entries\//);
    await page.getByRole("status").waitFor();

    await page.goto("/treasury/expenses/new");
    await page.locator("#amount").fill("12.345");
    await page.locator("#category").selectOption({ label: "Refreshments" });
    await save(page);
    await page.locator("#amount-error").waitFor();
    if (scripts) await looksRight(page, "treasurer-expense-refused");
    await page.locator("#amount").fill("9.50");
    await save(page);
    await page.getByRole("status").waitFor();

    const after = await today(page);
    assert.equal(after("Basket") - before("Basket"), 4700, "one basket, however often the button was pressed");
    assert.equal(Math.abs(after("Refreshments")) - Math.abs(before("Refreshments")), 950);
    if (scripts) await looksRight(page, "treasurer-report");
    await close();
  });
}

test("the same counter twice is refused with a sentence beside the field", async () => {
  const { page, close } = await stage.visit({ who: "treasurer" });
  await page.goto("/treasury/collections/new");
  await count(page, 100).fill("5");
  await page.locator("#second_counter").selectOption({ index: 3 });
  await page.locator("#first_counter").selectOption(await page.locator("#second_counter").inputValue());
  await save(page);
  await page.locator("#second_counter-error").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.className), "error-summary", "the page begins with what to mend");
  await close();
});

test("a basket is counted by keyboard alone: one stop a denomination, arrows count", async () => {
  const { page, close } = await stage.visit({ who: "treasurer" });
  const before = await today(page);
  await page.goto("/treasury/collections/new");
  const fields = await page.locator("input[data-minor]").evaluateAll((all) => all.map((field) => field.dataset.minor));
  await count(page, fields[0]).focus();
  for (const minor of fields) {
    assert.equal(await page.evaluate(() => document.activeElement.dataset.minor), minor, "each press of Tab reaches the next denomination");
    if (minor === "500") await page.keyboard.type("4");
    if (minor === "100") for (let pieces = 0; pieces < 3; pieces++) await page.keyboard.press("ArrowUp");
    if (minor === "100") await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
  }
  assert.equal(await page.locator("[data-total]").innerText(), "$22.00");
  const reach = async (id) => {
    for (let presses = 0; presses < 12; presses++) {
      if ((await page.evaluate(() => document.activeElement.id)) === id) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not reach ${id}`);
  };
  await reach("second_counter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await reach("note");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/treasury\/entries\//);
  await page.getByRole("status").waitFor();
  assert.equal((await today(page))("Basket") - before("Basket"), 2200);
  await close();
});

test("typed work is not lost by a wrong turn, and leaving at once is never asked about", async () => {
  const { page, close } = await stage.visit({ who: "treasurer" });
  await page.goto("/treasury/collections/new");
  await count(page, 100).click();
  await page.keyboard.type("7");
  let asked = 0;
  page.on("dialog", (dialog) => (asked++, dialog.dismiss()));
  await page.locator("main a.back").click();
  await page.waitForFunction(() => true);
  assert.equal(asked, 1);
  assert.equal(await count(page, 100).inputValue(), "7");
  const safe = await page.locator(".quick-exit").getAttribute("href");
  await page.context().route(safe, (route) => route.fulfill({ body: "weather" }));
  await page.locator(".quick-exit").click();
  await page.waitForURL(safe);
  assert.equal(asked, 1);
  await close();
});
