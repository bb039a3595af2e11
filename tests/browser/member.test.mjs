// A member looks after herself, without scripts and on a phone: her clean date, what she agrees to, and her mail.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDemo, until } from "./house.mjs";
import { letter } from "./mail.mjs";
import { stageOf } from "./stage.mjs";

const stage = stageOf(openDemo);

const daysBefore = (day, days) => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
const agree = /^Yes, I agree\s*:.*reach a mark/;

test("she sets her clean date, agrees to a note, and gets one mail that tells a stranger nothing", async () => {
  const { page, close } = await stage.visit({ who: "member", scripts: false });
  await page.goto("/me");
  const address = (await page.locator("main").innerText()).match(/\S+@\S+/)[0];
  const mine = async () => (await stage.house.mails()).map(letter).filter((mail) => mail.headers.to.includes(address));
  const today = await page.locator("#clean_date").getAttribute("max");
  const notices = () => stage.house.run("jobs", "run", "anniversaries/notices", "--on", today);

  await page.locator("form[action='/me/consents/none'] button").click();
  await page.locator("#clean_date").fill(daysBefore(today, 60));
  await page.locator("form[action='/me'] .primary").click();
  await page.getByRole("status").waitFor();
  assert.equal(await page.locator("#clean_date").inputValue(), daysBefore(today, 60));

  const before = (await mine()).length;
  await notices();
  await page.getByRole("button", { name: agree }).click();
  await page.getByRole("status").waitFor();
  await notices();
  await notices();
  await until("her mail", async () => (await mine()).length > before, 30);

  const [mail, ...more] = (await mine()).slice(before);
  assert.deepEqual(more, [], "one mail, however often the job runs");
  assert.match(mail.text, /60 days/);
  for (const shown of [mail.headers.subject, mail.headers.from, mail.text.split("\n").slice(0, 4).join(" ")]) {
    assert.doesNotMatch(shown, /sober|clean|recovery|anonymous|meeting|anniversar|60/i);
  }
  await close();
});

test("a date in the future is refused with a sentence, and what she typed is kept", async () => {
  const { page, close } = await stage.visit({ who: "member", scripts: false });
  await page.goto("/me");
  const tomorrow = daysBefore(await page.locator("#clean_date").getAttribute("max"), -1);
  // The browser would refuse it first; an old one does not know `max`.
  await page.locator("#phone").fill("555 0100");
  await page.locator("form[action='/me']").evaluate((form) => (form.noValidate = true));
  await page.locator("#clean_date").fill(tomorrow);
  await page.locator("form[action='/me'] .primary").click();
  await page.locator(".error-summary").waitFor();
  assert.equal(await page.locator("#clean_date").inputValue(), tomorrow);
  assert.equal(await page.locator("#phone").inputValue(), "555 0100");
  assert.ok(await page.locator("#clean_date-error").isVisible());
  await close();
});
