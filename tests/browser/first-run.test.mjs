// An empty folder becomes a group: set-up, the first member, her consents, a passphrase; every page looked at on the way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, looksRight } from "./browser.mjs";
import { openEmpty } from "./house.mjs";
import { stageOf } from "./stage.mjs";

const stage = stageOf(openEmpty);

test("the first officer sets the group up, adds a member and signs in again by passphrase", async () => {
  const { page, close } = await stage.visit({ size: desk });

  await page.goto("/");
  await looksRight(page, "first-not-set-up");
  await page.goto(stage.house.setUp);
  await looksRight(page, "first-set-up");
  await page.getByLabel("The group's name").fill("Thursday Women");
  await page.getByLabel("The neutral name").fill("Sobriety Circle");
  await page.getByLabel("Your name", { exact: false }).fill("Alma T.");
  await page.getByLabel("Time zone").fill("America/New_York");
  await page.getByLabel("Currency").fill("USD");
  await page.locator("#passphrase").fill("a lamp in the basement");
  await page.locator("#again").fill("a lamp in the cellar");
  await page.locator("main form .primary").click();
  await page.locator(".error-summary").waitFor();
  await looksRight(page, "first-set-up-refused");

  assert.equal(await page.locator("#name").inputValue(), "Thursday Women", "what was typed is kept");
  await page.locator("#neutral_name").fill("Thursday Circle");
  await page.locator("#passphrase").fill("a lamp in the basement");
  await page.locator("#again").fill("a lamp in the basement");
  await page.locator("main form .primary").click();
  await page.locator("body.signed-in").waitFor();
  await looksRight(page, "first-home");

  await page.goto("/members/new");
  await page.getByLabel("Name").fill("Ines K.");
  await page.locator("main form .primary").click();
  await page.getByText("Ines K.").first().waitFor();
  await looksRight(page, "first-member");

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.goto("/sign-in");
  await page.locator("form[action='/sign-in/passphrase'] input[name=name]").fill("Alma T.");
  await page.locator("form[action='/sign-in/passphrase'] input[name=passphrase]").fill("a lamp in the cellar");
  await page.locator("form[action='/sign-in/passphrase'] button").click();
  await looksRight(page, "first-sign-in-refused");
  await page.locator("form[action='/sign-in/passphrase'] input[name=passphrase]").fill("a lamp in the basement");
  await page.locator("form[action='/sign-in/passphrase'] button").click();
  await page.locator("body.signed-in").waitFor();
  await close();
});
