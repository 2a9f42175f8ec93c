// What the tests in a browser share: the browser, and how they say what holds.
import { createRequire } from "node:module";
import path from "node:path";

export const modules = process.env.MDISIM_NODE_MODULES;
export const require = createRequire(path.join(modules, "none.js"));
export const { chromium } = require("playwright-core");

export function launching() {
  const root = process.getuid() === 0; // who may not have a sandbox
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: root ? ["--no-sandbox"] : [],
  });
}

// One after the other, on to the end whatever fails; gives the exit code.
export async function report(steps, at) {
  let failed = 0;
  for (const { name, run } of steps) {
    try {
      await run(at);
      console.log("ok    " + name);
    } catch (error) {
      ++failed;
      console.log("FAIL  " + name + "\n" + (error.stack ?? error));
    }
  }
  return failed === 0 ? 0 : 1;
}
