// Every page that links lead to is looked at, for each position and for a stranger: accessible, fitting, printable, quiet.
import assert from "node:assert/strict";
import { test } from "node:test";
import { looksRight } from "./browser.mjs";
import { openDemo } from "./house.mjs";
import { stageOf } from "./stage.mjs";

const stage = stageOf(openDemo);
const seen = new Set();

/** One address stands for all of its kind: an id, a number or a question in it makes no other page. */
const kind = (url) => url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id").replace(/\/\d+(?=\/|$)/g, "/number");

/** Follows all links from `first`; every answer is good, and pages not seen by anybody before are looked at. */
async function walk(page, who, first) {
  const waiting = [new URL(first, stage.house.base)];
  const mine = new Set();
  while (waiting.length) {
    const url = waiting.shift();
    const name = kind(url);
    if (mine.has(name) || url.origin !== stage.house.base) continue;
    mine.add(name);
    const answer = await page.request.get(url.href);
    assert.equal(answer.status(), 200, `${who}: a link leads to ${url.pathname}, which answers ${answer.status()}`);
    // Files to keep are not pages, and a mail shown by itself is the mail's look and not ours.
    const { "content-type": type, "content-security-policy": policy } = answer.headers();
    if (!type.startsWith("text/html") || policy.includes("sandbox")) continue;
    await page.goto(url.href);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
    waiting.push(...links.map((href) => new URL(href)));
    if (!seen.has(name)) {
      seen.add(name);
      await looksRight(page, `${who}${name.replaceAll("/", "-")}`);
    }
  }
  return mine;
}

for (const who of ["chair", "treasurer", "secretary", "member"]) {
  test(`every page that is open to the ${who} looks right`, async () => {
    const { page, close } = await stage.visit({ who });
    const pages = await walk(page, who, "/");
    assert.ok(pages.size >= 8, `she sees only ${[...pages].join(" ")}`);
    await close();
  });
}

test("what a stranger sees looks right", async () => {
  const { page, close } = await stage.visit();
  await walk(page, "stranger", "/sign-in");
  await page.goto("/no-such-page");
  await looksRight(page, "stranger-nothing-here");
  await close();
});

test("leaving at once replaces the page, by link, by keyboard, and without scripts", async () => {
  for (const scripts of [true, false]) {
    const { page, close } = await stage.visit({ who: "member", scripts });
    await page.goto("/me");
    const safe = await page.locator(".quick-exit").getAttribute("href");
    await page.context().route(safe, (route) => route.fulfill({ body: "weather" }));
    await page.locator(".quick-exit").click();
    await page.waitForURL(safe);
    if (scripts) {
      await page.goto("/me");
      const length = await page.evaluate(() => history.length);
      for (let press = 0; press < 3; press++) await page.keyboard.press("Escape");
      await page.waitForURL(safe);
      assert.equal(await page.evaluate(() => history.length), length, "the page is replaced, not followed");
    }
    await close();
  }
});
