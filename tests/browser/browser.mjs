// Headless Chromium, watched: a page that writes to the console, asks another host for something, or answers with a
// server error fails the test that opened it. The browser is CHROMIUM, or Debian's.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.HOMEGROUP_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

const keyOfASentence = /\b(layout|minutes|treasury|members|newsletter|anniversaries|settings|signin|error)-[a-z]+-?[a-z]*/g;

export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 900 };

export function openBrowser() {
  // Chromium asks its maker's hosts for updates at every start; the tests leave no such traffic.
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", ...quiet],
  });
}

/** Somebody's own browser on `house`; `troubles` collects what must not happen, and `close()` asserts that nothing did. */
export async function visit(browser, house, { who = null, scripts = true, size = phone } = {}) {
  const context = await browser.newContext({
    baseURL: house.base,
    javaScriptEnabled: scripts,
    viewport: size,
    locale: "en-US",
    reducedMotion: "reduce",
    storageState: who ? await signedIn(browser, house, who) : undefined,
  });
  const troubles = [];
  // A refused form is an answer, and Chromium writes every such answer to the console.
  const answer = /status of (401|403|404|409|422|429)/;
  context.on("console", (message) => {
    if (!answer.test(message.text())) troubles.push(`console on ${message.page()?.url()}: ${message.text()}`);
  });
  context.on("weberror", (error) => troubles.push(`script: ${error.error().message}`));
  context.on("request", (request) => {
    // Following the quick exit leaves on purpose; what a page loads must be ours.
    const ours = request.url().startsWith(`${house.base}/`) || request.isNavigationRequest();
    if (!ours) troubles.push(`request to ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} from ${response.url()}`);
  });
  const page = await context.newPage();
  return {
    page,
    troubles,
    async close() {
      await context.close();
      assert.deepEqual(troubles, []);
    },
  };
}

/** The cookies of `who`, who opened her link once and pressed the button on it: opening alone signs nobody in. */
async function signedIn(browser, house, who) {
  house.signedIn ??= {};
  house.signedIn[who] ??= (async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(house.links[who]);
    await page.locator("main form button").click();
    await page.locator("body.signed-in").waitFor();
    const cookies = await context.storageState();
    await context.close();
    return cookies;
  })();
  return house.signedIn[who];
}

/** The page is accessible, fits, and prints, at both widths, by day and at night. Pictures go to HOMEGROUP_SHOTS. */
export async function looksRight(page, name) {
  const before = page.viewportSize();
  // The head of the page stays in sight while scrolling; what lies under it at this moment is not what is looked at.
  await page.evaluate(() => scrollTo(0, 0));
  for (const size of [phone, desk]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, media: "screen" });
      const where = `${name} at ${size.width} px, ${colorScheme}`;
      assert.deepEqual(await overflowing(page), [], `${where}: wider than the screen`);
      assert.deepEqual(await violations(page), [], where);
      assert.deepEqual((await page.locator("body").innerText()).match(keyOfASentence), null, `${where}: a key instead of its sentence`);
      if (shots) await page.screenshot({ path: `${shots}/${name}-${size.width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light", media: "print" });
  assert.deepEqual(await page.evaluate(buttonsShown), [], `${name}: on paper there is nothing to press`);
  if (shots) await page.pdf({ path: `${shots}/${name}.pdf`, format: "A4" });
  await page.emulateMedia({ colorScheme: null, media: null });
  await page.setViewportSize(before);
}

function overflowing(page) {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
    return wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120));
  });
}

function buttonsShown() {
  return [...document.querySelectorAll("button, .button, .site-head, .quick-exit")].filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120));
}

/** What axe finds against WCAG 2.2 A and AA, contrast at AAA, and its best practices. */
async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() =>
    axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
    }),
  );
  return result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} (${node.failureSummary?.split("\n").slice(1).join(" ").trim()})`));
}
