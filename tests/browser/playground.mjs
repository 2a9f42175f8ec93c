// The playground in a browser: sliders move, curves follow, and what comes out is what the program
// computes. usage: tests/browser/run playground PROGRAM
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { launching, report } from "./steps.mjs";

const program = path.resolve(process.argv[2]);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "mdisim-playground-"));
const inScratch = (name) => path.join(scratch, name);
const in_folder = (cwd) => (...words) =>
  execFileSync(program, words, { stdio: ["ignore", "pipe", "pipe"], cwd }).toString();
const said = in_folder(scratch);

// Names that would be HTML, or end a script, if they were not text.
const hostile = {
  version: 1,
  about: "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed = 2'>",
  requests: 200, replications: 2, seed: 1, sla_ms: 100,
  models: { list: [
    { name: "<img src=x onerror='window.harmed = 3'>", accuracy: 0.8, mean_ms: 60 },
    { name: "a & b", accuracy: 0.5, mean_ms: 10 },
  ] },
  network: { kind: "latency", latency: { kind: "exponential", mean_ms: 20 } },
  policies: [
    { name: "<b onclick='window.harmed = 4'>bold</b>", select: "mdinference" },
    { name: "</script><script>window.harmed = 5</script>", select: "static_greedy" },
  ],
};

const steps = [];
const step = (name, run) => steps.push({ name, run });

const settled = async (page) => {
  await page.waitForFunction(() => document.getElementById("playground").dataset.settled,
    null, { timeout: 100_000 });
};
const opened = async (at, hash = "") => {
  await at.page.goto("about:blank");
  await at.page.goto(at.address + hash);
  await settled(at.page);
};
const slid = async (page, path, presses) => {
  const slider = page.locator(`.knob[data-path="${path}"] input[type=range]`);
  await slider.focus();
  await page.evaluate(() => delete document.getElementById("playground").dataset.settled);
  for (let i = 0; i < Math.abs(presses); ++i) {
    await page.keyboard.press(presses > 0 ? "ArrowRight" : "ArrowLeft");
  }
  await settled(page);
};
const means = (page) => page.locator(".values").evaluate((table) =>
  Object.fromEntries([...table.querySelectorAll("tbody tr")].map((row) =>
    [row.querySelector("th").textContent,
      [...row.querySelectorAll("td")].map((cell) => Number(cell.dataset.mean))])));

step("it is one file below 5 MB, and asks nothing of a network", async (at) => {
  assert.ok(fs.statSync(at.file).size < 5_000_000, `${fs.statSync(at.file).size} bytes`);
  await opened(at);
  assert.deepEqual(at.asked.filter((url) => !/^(file|data|blob|about):/.test(url)), []);
});

step("every example computes, without a complaint", async (at) => {
  const tabs = at.page.locator(".examples button");
  assert.equal(await tabs.count(), 5);
  for (const tab of await tabs.all()) {
    await tab.click();
    await settled(at.page);
    assert.equal(await at.page.locator(".complaints .mistake").count(), 0);
    assert.ok(await at.page.locator(".drawn svg.marks").count() >= 2);
    const values = Object.values(await means(at.page)).flat();
    assert.ok(values.length >= 6 && values.some((value) => value > 0));
  }
});

step("curves follow a slider that is moved by keys, the old ones in grey", async (at) => {
  await opened(at, "#copy");
  const before = await means(at.page);
  const start = Date.now();
  await slid(at.page, "network.latency.mean_ms", 10);
  console.log(`      all of 10 moves: ${Date.now() - start} ms; ` +
    await at.page.locator(".told").innerText());
  const after = await means(at.page);
  assert.deepEqual(Object.keys(after), Object.keys(before));
  assert.ok(after["cloud only"][0] < before["cloud only"][0] - 5, "a slower network is worse");
  const grey = await at.page.locator(".drawn svg.marks").first()
    .locator('g.mark-line path[stroke="#777777"]').count();
  assert.equal(grey, Object.keys(before).length);
  assert.match(at.page.url(), /#copy&network\.latency\.mean_ms=150/);
  at.moved = after;
});

step("a link is a result", async (at) => {
  const page = await at.context.newPage();
  await page.goto(at.page.url());
  await settled(page);
  assert.deepEqual(await means(page), at.moved);
  assert.equal(await page.locator('.knob[data-path="network.latency.mean_ms"] input').first()
    .inputValue(), "150");
  await page.close();
});

step("the command line computes the same numbers of the JSON", async (at) => {
  await at.page.locator(".as-json").click();
  const dialog = at.page.locator("dialog.json");
  const text = await dialog.locator("pre").textContent();
  const fingerprint = await dialog.locator(".fingerprint").innerText();
  fs.writeFileSync(inScratch("playground.json"), text);
  const results = JSON.parse(said("run", "playground.json", "--json", "--no-figures"));
  assert.equal(results.fingerprint, fingerprint);
  const there = results.cells.filter((cell) => cell.at.sla_ms === 150);
  assert.equal(there.length, 4);
  for (const cell of there) {
    const [effective, byPhone, energy] = at.moved[cell.policy];
    const close = (ours, theirs) =>
      assert.ok(Math.abs(ours - theirs) <= 1e-5 * Math.abs(theirs) + 1e-9, `${ours} ${theirs}`);
    close(effective, 100 * cell.metrics.effective_accuracy.mean);
    close(byPhone, 100 * cell.metrics.on_device_reliance.mean);
    close(energy, cell.metrics.copy_energy_j_mean.mean);
  }
  await dialog.getByRole("button", { name: "Close" }).click();
  assert.equal(await dialog.count(), 0);
});

step("one request is explained as the command line explains it", async (at) => {
  const field = at.page.locator(".shown h3 input[type=number]");
  await field.fill("7");
  await at.page.waitForTimeout(1500);
  const chosen = (await at.page.locator(".beliefs .chosen th").innerText()).replace(" ✓", "");
  const told = said("run", "playground.json", "--explain-request", "7", "--set", "sla_ms=150");
  const policy = await at.page.locator(".as").inputValue();
  const part = told.slice(told.indexOf("\n" + policy + "\n"));
  assert.match(part.slice(0, part.indexOf("answer")), new RegExp(`ran +${chosen} in the cloud`));
});

step("curves move while the slider does, not only when it rests", async (at) => {
  await opened(at, "#copy");
  const seen = await at.page.evaluate(async () => {
    const slider = document.querySelector(".knob input[type=range]");
    const means = new Set();
    for (const start = performance.now(); performance.now() - start < 6000;) {
      slider.value = 100 + (performance.now() - start) / 50;
      slider.dispatchEvent(new Event("input"));
      await new Promise((done) => setTimeout(done, 16));
      means.add(document.querySelector(".values td").dataset.mean);
    }
    delete document.getElementById("playground").dataset.settled;
    return means.size;
  });
  console.log(`      ${seen} pictures in 6 s`);
  assert.ok(seen >= 4);
});

step("a mistake is told in the program's words, and the page goes on", async (at) => {
  await opened(at, "#copy&network.cv=-1");
  assert.match(await at.page.locator(".complaints .mistake").innerText(), /cv.*-1/);
  await at.page.evaluate(() => delete document.getElementById("playground").dataset.settled);
  await at.page.locator(".reset").click();
  await settled(at.page);
  assert.equal(await at.page.locator(".complaints .mistake").count(), 0);
  assert.ok(await at.page.locator(".drawn svg.marks").count() > 1);
});

step("policies and models are taken away and come back; reset is as before", async (at) => {
  await opened(at, "#clock");
  const before = await means(at.page);
  const box = at.page.locator(".box").filter({ hasText: "static greedy" });
  await at.page.evaluate(() => delete document.getElementById("playground").dataset.settled);
  await box.locator("input").uncheck();
  await settled(at.page);
  assert.equal(Object.keys(await means(at.page)).length, Object.keys(before).length - 1);
  await at.page.evaluate(() => delete document.getElementById("playground").dataset.settled);
  await at.page.locator(".reset").click();
  await settled(at.page);
  assert.deepEqual(await means(at.page), before);
});

step("a phone shows it without scrolling sideways, the figure in sight", async (at) => {
  await at.page.setViewportSize({ width: 390, height: 844 });
  await opened(at, "#copy");
  const wide = await at.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} px`);
  await at.page.locator(".knob").nth(2).scrollIntoViewIfNeeded();
  const box = await at.page.locator(".drawn svg.marks").first().boundingBox();
  assert.ok(box.y >= -40 && box.y < 400, `the figure is at ${box.y}`);
  await at.page.setViewportSize({ width: 1280, height: 900 });
});

step("a scenario's names stay text", async (at) => {
  fs.writeFileSync(inScratch("hostile.json"), JSON.stringify(hostile));
  const file = inScratch("hostile.html");
  said("playground", "hostile.json", "--out", file);
  const page = await at.context.newPage();
  page.on("pageerror", (error) => at.console.push(error.message));
  await page.goto("file://" + file);
  await settled(page);
  await page.locator(".as-json").click();
  await page.locator("dialog.json").getByRole("button", { name: "Close" }).click();
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => window.harmed), undefined);
  const text = await page.locator("#playground").innerText();
  for (const name of [hostile.about, ...hostile.policies.map((one) => one.name)]) {
    assert.ok(text.includes(name), name);
  }
  assert.equal(await page.locator("#playground img").count(), 0);
  const image = encodeURIComponent(JSON.stringify(["<img src=x onerror='window.harmed = 6'>"]));
  await page.goto("about:blank");
  await page.goto(`file://${file}#scenario&off=${image}&without=5&at=x&request=-1`);
  await settled(page);
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => window.harmed), undefined);
  await page.close();
});

step("a report of all has it below the figures of a scenario, in its own colours", async (at) => {
  const said = in_folder(new URL("../..", import.meta.url).pathname);
  const results = inScratch("results");
  said("run", "scenarios/mdinference/late_copy_phone.json", "--set", "requests=200", "--set",
    "replications=2", "--no-figures", "--results", results);
  said("report", "--all", "--results", results);
  const page = await at.context.newPage();
  page.on("pageerror", (error) => at.console.push(error.message));
  await page.goto(`file://${results}/report/mdinference.html`);
  await page.locator("#theme").click();
  await page.locator("details.try summary").click();
  const frame = page.frameLocator("details.try iframe");
  await frame.locator("#playground[data-settled]").waitFor({ timeout: 60_000 });
  assert.equal(await frame.locator("#playground h2").innerText(), "mdinference/late_copy_phone");
  assert.ok(await frame.locator(".drawn svg.marks").count() > 1);
  assert.equal(await frame.locator(".examples").isVisible(), false);
  const ground = (of) =>
    of.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  assert.equal(await ground(frame), await ground(page));
  await page.close();
});

step("where WebAssembly is missing the page says so", async (at) => {
  const page = await at.context.newPage();
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(at.address);
  assert.ok(await page.locator("#missing").isVisible());
  assert.match(await page.locator("#missing").innerText(), /no WebAssembly/);
  await page.close();
});

step("nothing was on the console", (at) => assert.deepEqual(at.console, []));

async function main() {
  const at = { console: [], asked: [], file: inScratch("play.html") };
  said("playground", "--out", at.file);
  at.address = "file://" + at.file;
  const browser = await launching();
  at.context = await browser.newContext({ viewport: { width: 1280, height: 900 }, offline: true,
    colorScheme: "light" });
  at.page = await at.context.newPage();
  at.page.on("console", (message) => at.console.push(message.text()));
  at.page.on("pageerror", (error) => at.console.push(error.message));
  at.page.on("request", (request) => at.asked.push(request.url()));
  at.page.setDefaultTimeout(20_000);
  try {
    process.exitCode = await report(steps, at);
  } finally {
    await browser.close();
    fs.rmSync(scratch, { recursive: true });
  }
}

await main();
