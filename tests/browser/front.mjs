// The pages of all results: the first page counts what `mdisim claims` counts, and a reader finds,
// filters, sorts and steps through what is there. usage: tests/browser/run front PROGRAM
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { launching, report } from "./steps.mjs";

const program = path.resolve(process.argv[2]);
const root = new URL("../..", import.meta.url).pathname;
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "mdisim-front-"));
const results = path.join(scratch, "results");
// Quick ones, with all verdicts, a hand of papers, and one without claims.
const scenarios = ["hello/hello", "modipick/fig1", "modipick/fig6", "mdinference/fig3",
  "mdinference/fig5", "mdinference/clock_skew", "cloud_or_device/table3", "together/interaction"]
  .map((name) => `scenarios/${name}.json`);

function said(...words) {
  const ended = spawnSync(program, words, { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.ok(ended.status === 0, `${words.join(" ")}: ${ended.stderr}`);
  return ended.stdout;
}

const steps = [];
const step = (name, run) => steps.push({ name, run });
const at_front = (at) => at.page.goto(at.front);
const at_paper = (at, name) => at.page.goto(new URL(`report/${name}.html`, at.front).href);

step("the first page counts what 'mdisim claims' counts, paper by paper", async (at) => {
  await at_front(at);
  const counts = new Map();
  for (const { paper, verdict } of at.claims) {
    const of = paper.startsWith("our question") ? "our question" : paper.split(/[,:]/)[0];
    for (const key of [`${of}|`, `${of}|${verdict}`]) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const shown = await at.page.locator("#papers a.count").evaluateAll((links) =>
    links.map((a) => [`${a.dataset.paper}|${a.dataset.verdict}`, Number(a.querySelector("b").textContent)]));
  assert.ok(counts.size > 10);
  assert.deepEqual(Object.fromEntries(shown.sort()), Object.fromEntries([...counts].sort()));
  assert.equal(await at.page.locator("#all-claims tbody tr").count(), at.claims.length);
});

const visibleRows = (at) => at.page.locator("#all-claims tbody tr:visible");

step("a count shows its claims, words show those with the words, a button shows all", async (at) => {
  for (const count of await at.page.locator("#papers a.count").all()) {
    await count.click();
    assert.equal(await visibleRows(at).count(), Number(await count.locator("b").innerText()));
  }
  await at.page.locator(".filter button").click();
  assert.equal(await visibleRows(at).count(), at.claims.length);
  await at.page.locator(".filter input").fill("static GREEDY latency");
  const texts = await visibleRows(at).allInnerTexts();
  assert.ok(texts.length > 0 && texts.length < at.claims.length);
  for (const text of texts) assert.match(text.toLowerCase(), /static greedy/);
  await at.page.locator(".filter button").click();
});

step("claims are sorted by any column, up and down", async (at) => {
  const column = () => at.page.locator("#all-claims tbody tr th").allInnerTexts();
  const before = await column();
  const button = at.page.locator("#all-claims thead th").first().locator("button");
  await button.click();
  const up = await column();
  assert.deepEqual(up, [...before].sort((a, b) => a.localeCompare(b, undefined, { numeric: true })));
  await button.click();
  assert.deepEqual(await column(), up.toReversed());
  assert.equal(await at.page.locator("#all-claims thead th").first().getAttribute("aria-sort"),
    "descending");
});

step("every link leads to something that is there", async (at) => {
  await at_front(at);
  const links = await at.page.locator("main a[href], header a[href]").evaluateAll((all) =>
    [...new Set(all.map((a) => a.href))]);
  assert.ok(links.length > at.claims.length);
  const pages = new Map();
  for (const link of links) {
    const { protocol, pathname, hash } = new URL(link);
    if (protocol === "data:") continue;
    const file = decodeURIComponent(pathname);
    if (!pages.has(file)) pages.set(file, fs.readFileSync(file, "utf8"));
    if (hash) assert.ok(pages.get(file).includes(`id="${hash.slice(1)}"`), link);
  }
});

step("a number is in the claim's own words and unit", async (at) => {
  const text = await at.page.locator("#all-claims tr", { hasText: "42 to 43 %" }).innerText();
  assert.match(text, /4[123](\.\d+)? % ±\d\S* less/);
  assert.match(text, /deadline 1\d\d ms/);
});

// Texts that a reader cannot see whole: cut off by their box or the edge of the window, unless
// their box scrolls.
const clipped = (page) => page.evaluate(() => {
  const found = [];
  const scrolls = (element) => element.closest(".scroll, pre, #found, dialog, .unseen, .skip, noscript");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.textContent.trim() || scrolls(element)) continue;
    if (!element.checkVisibility() || element.closest("script, style")) continue;
    range.selectNodeContents(texts.currentNode);
    for (const { left, right, width } of range.getClientRects()) {
      if (width > 1 && (left < -0.5 || right > innerWidth + 0.5)) found.push(texts.currentNode.textContent.slice(0, 60));
    }
  }
  for (const element of document.querySelectorAll("body *")) {
    const { overflowX, textOverflow } = getComputedStyle(element);
    const hides = overflowX === "hidden" || overflowX === "clip" || textOverflow === "ellipsis";
    const cut = hides && element.scrollWidth > element.clientWidth + 1;
    if (cut && !scrolls(element) && !element.closest("svg")) found.push(element.outerHTML.slice(0, 80));
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  return found;
});

async function drawn(at) {
  for (const plot of await at.page.locator(".plot:visible").all()) {
    await plot.scrollIntoViewIfNeeded();
    await plot.locator("svg.marks").waitFor();
  }
}

step("nothing is clipped at 390, 1280 and 1920 pixels", async (at) => {
  for (const width of [390, 1280, 1920]) {
    await at.page.setViewportSize({ width, height: 900 });
    for (const go of [at_front, (a) => at_paper(a, "modipick"), (a) => at_paper(a, "hello")]) {
      await go(at);
      await drawn(at);
      assert.deepEqual(await clipped(at.page), [], `${at.page.url()} at ${width}`);
    }
  }
  await at.page.setViewportSize({ width: 1280, height: 900 });
  await at.page.evaluate(() => {
    document.querySelector("h1").style.cssText = "white-space: nowrap; width: 3000px; text-align: right";
  });
  assert.ok((await clipped(at.page)).length > 0, "what is clipped is found");
});

// Texts whose contrast to their ground is below 4.5, by WCAG 2.
const pale = (page) => page.evaluate(() => {
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (rgb) => {
    const linear = rgb.slice(0, 3).map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const ground = parts(getComputedStyle(at).backgroundColor);
      if (ground.length === 3 || ground[3] === 1) return ground;
    }
    return [255, 255, 255];
  };
  const found = new Set();
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility() || element.closest("svg, noscript, script")) continue;
    const [a, b] = [light(parts(getComputedStyle(element).color)), light(groundOf(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.add(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
  }
  for (const text of document.querySelectorAll("svg.marks text")) {
    const fill = getComputedStyle(text).fill;
    if (!text.textContent || !fill.startsWith("rgb")) continue;
    const [a, b] = [light(parts(fill)), light(groundOf(text))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.add(`svg text "${text.textContent}" ${contrast.toFixed(2)}`);
  }
  return [...found];
});

step("all text has contrast, by light and by dark", async (at) => {
  for (const go of [at_front, (a) => at_paper(a, "modipick"), (a) => at_paper(a, "mdinference")]) {
    await go(at);
    await drawn(at);
    assert.deepEqual(await pale(at.page), [], at.page.url());
    await at.page.locator("#theme").click();
    await drawn(at);
    await at.page.waitForTimeout(1000);
    assert.equal(await at.page.locator("html").getAttribute("data-theme"), "dark");
    assert.deepEqual(await pale(at.page), [], `${at.page.url()}, dark`);
  }
  await at.page.evaluate(() => (document.querySelector("h1").style.color = "#777"));
  assert.equal((await pale(at.page)).length, 1);
});

const fig3a = (at) => at.page.locator("figure[data-name$='-fig3a']");
const readout = (at) => fig3a(at).locator(".readout");
async function rows(at) {
  return (await readout(at).locator("tbody tr").evaluateAll((all) =>
    all.map((row) => [...row.cells].slice(1).map((cell) => cell.innerText))));
}

step("one crosshair shows all curves at a point, the highest first", async (at) => {
  await at_paper(at, "mdinference");
  await fig3a(at).scrollIntoViewIfNeeded();
  await fig3a(at).locator("svg.marks").nth(1).waitFor();
  const box = await fig3a(at).locator("svg.marks").first().boundingBox();
  await at.page.mouse.move(box.x + 0.3 * box.width, box.y + box.height / 2);
  await at.page.mouse.move(box.x + 0.3 * box.width + 2, box.y + box.height / 2);
  await readout(at).waitFor();
  const deadline = Number(/deadline \(ms\): (\d+)/.exec(await readout(at).innerText())[1]);
  const spec = JSON.parse(await fig3a(at).locator(".plot script").first().textContent());
  const there = spec.data.values.trim().split("\n").map((line) => line.split(","))
    .filter((fields) => Number(fields[2]) === deadline).sort((a, b) => b[3] - a[3]);
  assert.deepEqual((await rows(at)).map(([name]) => name), there.map(([name]) => name));
  assert.equal(await fig3a(at).locator("svg.cross line").count(), 2, "a line in each plot");
});

step("a pinned curve is what the others are held against", async (at) => {
  await fig3a(at).locator(".baseline select").selectOption("static greedy");
  const plot = fig3a(at).locator(".plot").first();
  await plot.focus();
  for (let i = 0; i < 5; ++i) await at.page.keyboard.press("ArrowRight");
  const all = await rows(at);
  const value = (text) => Number(text.replace("−", "-").replace(/ .*/, ""));
  const base = all.find(([name]) => name === "static greedy (pinned)");
  assert.equal(base[2], "");
  for (const [name, shown, gap] of all) {
    if (name === base[0]) continue;
    assert.ok(Math.abs(value(gap) - (value(shown) - value(base[1]))) < 0.11, `${name} ${shown} ${gap}`);
  }
});

step("keys: arrows step, p pins, Escape puts away, j and k walk, / searches, ? helps", async (at) => {
  const caption = () => readout(at).locator("caption").evaluate((c) => c.firstChild.textContent);
  const plot = fig3a(at).locator(".plot").first();
  await plot.focus();
  await at.page.keyboard.press("Home");
  assert.equal(await caption(), "deadline (ms): 0");
  await at.page.keyboard.press("ArrowRight");
  const second = await caption();
  assert.notEqual(second, "deadline (ms): 0");
  await at.page.keyboard.press("ArrowLeft");
  await at.page.keyboard.press("ArrowDown");
  const chosen = await readout(at).locator("tr.selected th").innerText();
  await at.page.keyboard.press("p");
  assert.match(await readout(at).locator("tr.selected th").innerText(), /\(pinned\)$/);
  assert.equal(await fig3a(at).locator(".baseline select").inputValue(), chosen.replace(" (pinned)", ""));
  await at.page.keyboard.press("Escape");
  assert.equal(await readout(at).isVisible(), false);
  const focused = () => at.page.evaluate(() => document.activeElement.closest("figure")?.id);
  const here = await focused();
  await at.page.keyboard.press("j");
  const next = await focused();
  assert.notEqual(next, here);
  await at.page.keyboard.press("k");
  assert.equal(await focused(), here);
  await at.page.keyboard.press("?");
  assert.ok(await at.page.locator("#keys").isVisible());
  await at.page.keyboard.press("Escape");
  await at.page.keyboard.press("/");
  await at.page.keyboard.type("published curves");
  assert.match(await at.page.locator("#found a").first().innerText(), /md-1/);
  await at.page.keyboard.press("Enter");
  assert.equal(new URL(at.page.url()).hash, "#claim-md-1");
});

step("figures that differ in one value are one, with a slider", async (at) => {
  const section = "#s-mdinference-clock_skew";
  const visible = at.page.locator(`${section} figure:visible`);
  const sweep = at.page.locator(`${section} figure[data-axis="deadline (ms)"]:visible`);
  assert.equal(await at.page.locator(`${section} figure[data-axis="deadline (ms)"]`).count(), 2);
  assert.equal(await sweep.count(), 1);
  const before = await sweep.getAttribute("id");
  await sweep.locator("input[type=range]").focus();
  await at.page.keyboard.press("ArrowRight");
  assert.equal(await sweep.count(), 1);
  assert.notEqual(await sweep.getAttribute("id"), before);
  assert.equal(await sweep.locator("output").innerText(), "250");
  assert.ok(await visible.count() >= 1);
});

step("a command is copied by a button", async (at) => {
  const section = at.page.locator("#s-mdinference-fig5");
  await section.locator("summary", { hasText: "provenance" }).click();
  await section.locator("button.copy").click();
  await section.locator("button.copy", { hasText: "Copied" }).waitFor();
  assert.equal(await at.page.evaluate(() => navigator.clipboard.readText()),
    "mdisim run scenarios/mdinference/fig5.json");
});

step("a section without claims says that it is our question; a chip leads to its claim", async (at) => {
  await at_paper(at, "modipick");
  await at.page.locator("h3 a.chip").first().click();
  assert.match(new URL(at.page.url()).hash, /^#claim-mp-/);
  await at_paper(at, "mdinference");
  assert.match(await at.page.locator("#s-mdinference-fig5").innerText(), /No claim here: our question/);
});

step("without JavaScript there are the drawn figures", async (at) => {
  const context = await at.browser.newContext({ javaScriptEnabled: false, offline: true });
  const page = await context.newPage();
  await page.goto(new URL("report/mdinference.html", at.front).href);
  const images = page.locator("noscript img, figure img.paper");
  const drawings = fs.readdirSync(path.join(results, "mdinference/fig3/figures"))
    .filter((name) => name.endsWith(".svg"));
  if (drawings.length === 0) return; // matplotlib is not there
  assert.ok(await images.count() >= drawings.length);
  for (const image of await images.all()) {
    await image.scrollIntoViewIfNeeded();
    assert.ok(await image.evaluate((img) => img.decode().then(() => img.naturalWidth > 0)));
  }
  await context.close();
});

step("readers who see some colours alike, or none, can tell all series apart", () => {
  const folders = scenarios.map((file) => path.join(results, file.slice("scenarios/".length, -".json".length)));
  const told = (...words) => spawnSync("scripts/colours", words, { encoding: "utf8", cwd: root });
  const ended = told(...folders);
  if (/No module/.test(ended.stderr)) return; // matplotlib is not there
  assert.equal(ended.status, 0, ended.stdout);
  assert.match(ended.stdout, /0 pairs of series that look alike/);
  const file = path.join(folders[3], "figures/fig3a.json");
  const figure = JSON.parse(fs.readFileSync(file, "utf8"));
  figure.series[1].colour = figure.series[0].colour;
  fs.writeFileSync(file, JSON.stringify(figure));
  assert.equal(told(...folders).status, 1);
});

step("nothing was on the console, and nothing was asked of a network", async (at) => {
  assert.deepEqual(at.console, []);
  assert.ok(at.asked.length > 5);
  for (const url of at.asked) assert.match(url, /^(file|data|blob):/);
});

async function main() {
  said("run", ...scenarios, "--results", results);
  const at = { console: [], asked: [] };
  at.claims = JSON.parse(said("claims", ...scenarios, "--json", "--results", results));
  assert.equal(said("report", "--all", "--results", results), `${results}/report.html\n`);
  at.front = `file://${results}/report.html`;
  at.browser = await launching();
  const options = { viewport: { width: 1280, height: 900 }, offline: true, colorScheme: "light",
    permissions: ["clipboard-read", "clipboard-write"] };
  at.page = await (await at.browser.newContext(options)).newPage();
  at.page.on("console", (message) => at.console.push(message.text()));
  at.page.on("pageerror", (error) => at.console.push(error.message));
  at.page.on("request", (request) => at.asked.push(request.url()));
  at.page.setDefaultTimeout(10_000);
  try {
    process.exitCode = await report(steps, at);
  } finally {
    await at.browser.close();
    fs.rmSync(scratch, { recursive: true });
  }
}

await main();
