// What every test file stands on: a house and a browser, there from its first test to its last.
import { after, before } from "node:test";
import { openBrowser, visit } from "./browser.mjs";

/** `house` is what `open` starts; `visit` lets somebody in, with the options of browser.mjs. */
export function stageOf(open) {
  const stage = { visit: (options) => visit(stage.browser, stage.house, options) };
  before(async () => {
    stage.house = await open();
    stage.browser = await openBrowser();
  });
  after(async () => {
    await stage.browser?.close();
    await stage.house?.end();
  });
  return stage;
}
