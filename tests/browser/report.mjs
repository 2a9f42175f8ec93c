// A report of every kind of figure: its specifications are Vega-Lite, and the page does what a
// reader expects of it. usage: tests/browser/run report PROGRAM
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { launching, modules, report, require } from "./steps.mjs";

const Ajv = require("ajv").default;

const program = path.resolve(process.argv[2]);
const scenario = new URL("../app/every_kind.json", import.meta.url).pathname;
const declared = JSON.parse(fs.readFileSync(scenario, "utf8"));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "mdisim-report-"));
const results = path.join(scratch, "results");

function made() {
  const run = (...words) => execFileSync(program, words, { stdio: ["ignore", "pipe", "inherit"] });
  run("run", scenario, "--no-figures", "--out", results);
  const said = run("report", results).toString();
  const file = path.join(results, "report.html");
  assert.equal(said, file + "\n");
  return file;
}

// Every specification on the page, with the config it is drawn with.
function specsIn(html) {
  const scripts = [...html.matchAll(/<script type="application\/json">(.*?)<\/script>/gs)];
  const page = JSON.parse(/<script id="page"[^>]*>(.*?)<\/script>/s.exec(html)[1]);
  return scripts.map((s) => ({ ...JSON.parse(s[1]), config: page.config }));
}

const steps = [];
const step = (name, run) => steps.push({ name, run });

step("every specification is Vega-Lite, and one that is not is told apart", ({ specs }) => {
  const schema = JSON.parse(
    fs.readFileSync(path.join(modules, "vega-lite/build/vega-lite-schema.json"), "utf8"),
  );
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const isVegaLite = ajv.compile(schema);
  assert.ok(specs.length > declared.figures.length);
  for (const spec of specs) {
    const valid = isVegaLite(spec); // of all it could have been, the deepest mistake tells most
    const depth = (e) => e.instancePath.split("/").length;
    const deepest = (isVegaLite.errors ?? []).sort((a, b) => depth(b) - depth(a)).slice(0, 3);
    assert.ok(valid, JSON.stringify([spec.title, deepest], null, 1));
  }
  assert.ok(!isVegaLite({ ...specs[0], layer: [{ mark: "nonsense" }] }));
});

step("every figure is drawn, with the network off and nothing on the console", async (at) => {
  assert.equal(await at.page.locator("figure").count(), declared.figures.length);
  for (const plot of await at.page.locator(".plot").all()) {
    await plot.scrollIntoViewIfNeeded();
    await plot.locator("svg.marks").waitFor();
  }
  assert.equal(await at.page.locator("svg.marks").count(), at.specs.length);
  assert.deepEqual(at.console, []);
});

const figure = (at, name) => at.page.locator(`figure[data-name$="-${name}"]`);

async function pointed(at, name, [right, down]) {
  const chart = figure(at, name).locator("svg.marks").first();
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  const y = box.y + down * box.height;
  await at.page.mouse.move(box.x + right * box.width, y);
  await at.page.mouse.move(box.x + right * box.width + 2, y, { steps: 2 });
}

async function hovered(at, name, where) {
  await pointed(at, name, where);
  const tip = at.page.locator("#vg-tooltip-element.visible");
  await tip.waitFor();
  return (await tip.innerText()).replace(/\s*\n\s*/g, "\n");
}

async function read(at, name, where) {
  await pointed(at, name, where);
  const readout = figure(at, name).locator(".readout");
  await readout.waitFor();
  return (await readout.innerText()).replace(/\s*\n\s*/g, "\n");
}

step("the pointer shows the values of all curves there, with their intervals", async (at) => {
  const text = await read(at, "lines", [0.5, 0.5]);
  assert.match(text, /^deadline \(ms\): (100|200|300)\b.*95 % interval\n\s*.*accuracy \(%\)/);
  for (const name of ["most accurate within budget", "static greedy", "a <copy> & more"]) {
    assert.match(text, new RegExp(`\\n\\s*${name}\\s+(≈ )?\\d+(\\.\\d+)?( ±\\d|\\n|$)`));
  }
  assert.match(await read(at, "areas", [0.5, 0.5]), /^deadline \(ms\): \d+\b/);
  assert.match(await read(at, "bars", [0.3, 0.5]), /^deadline \(ms\): \d+\b/);
  assert.match(await read(at, "cdf", [0.5, 0.5]), /^t \(ms\): [\d.]+/);
});

step("the pointer shows the point of a scatter that is nearest, with its interval", async (at) => {
  const text = await hovered(at, "scatter", [0.5, 0.5]);
  assert.match(text, /policy\n(most accurate within budget|static greedy|a <copy> & more|phone only|.*)/);
  assert.match(text, /latency \(ms\)\n\d+/);
  assert.match(text, /95 % interval\n\d+(\.\d+)? to \d+/);
});

step("no rule of the page reaches a tooltip", async (at) => {
  await hovered(at, "scatter", [0.5, 0.5]);
  const cells = await at.page.evaluate(() =>
    [...document.querySelectorAll("#vg-tooltip-element td")].map((cell) => {
      const { display, borderBottomWidth } = getComputedStyle(cell);
      const { content } = getComputedStyle(cell, "::before");
      return { display, borderBottomWidth, content, top: cell.getBoundingClientRect().top };
    }),
  );
  assert.ok(cells.length >= 6);
  for (let i = 0; i < cells.length; i += 2) {
    const [key, value] = cells.slice(i, i + 2);
    assert.equal(key.display, "table-cell");
    assert.ok(Math.abs(key.top - value.top) < 3, "a name and its value stand beside each other");
    for (const cell of [key, value]) {
      assert.deepEqual([cell.borderBottomWidth, cell.content], ["0px", "none"]);
    }
  }
});

const curvesIn = (at, name) =>
  figure(at, name).locator("svg.marks").first().locator("g.mark-line path").count();

step("the legend hides and shows, by mouse and by key", async (at) => {
  const names = figure(at, "cdf").locator(".legend button");
  const before = await curvesIn(at, "cdf");
  assert.equal(before, declared.policies.length);
  await names.first().click();
  assert.equal(await names.first().getAttribute("aria-pressed"), "false");
  await at.page.waitForTimeout(100);
  assert.equal(await curvesIn(at, "cdf"), before - 1);
  await names.nth(1).focus();
  await at.page.keyboard.press("Space");
  await at.page.waitForTimeout(100);
  assert.equal(await curvesIn(at, "cdf"), before - 2);
  await names.first().click();
  await names.nth(1).click();
  await at.page.waitForTimeout(100);
  assert.equal(await curvesIn(at, "cdf"), before);
});

const axisIn = (at, name) =>
  figure(at, name).locator("svg.marks").first().locator(".role-axis-label text").allInnerTexts();

step("Ctrl and the wheel zoom, the wheel alone does not, a double click goes back", async (at) => {
  await pointed(at, "cdf", [0.5, 0.5]);
  const before = await axisIn(at, "cdf");
  await at.page.mouse.wheel(0, -1);
  await at.page.waitForTimeout(100);
  assert.deepEqual(await axisIn(at, "cdf"), before);
  await pointed(at, "cdf", [0.5, 0.5]);
  await at.page.keyboard.down("Control");
  await at.page.mouse.wheel(0, -300);
  await at.page.keyboard.up("Control");
  await at.page.waitForTimeout(100);
  assert.notDeepEqual(await axisIn(at, "cdf"), before);
  const box = await figure(at, "cdf").locator("svg.marks").first().boundingBox();
  await at.page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  await at.page.waitForTimeout(100);
  assert.deepEqual(await axisIn(at, "cdf"), before);
});

// How often plots were drawn since this was asked last.
const drawings = (at) =>
  at.page.evaluate(() => {
    if (!window.counted) {
      const embed = window.vegaEmbed;
      window.vegaEmbed = (...words) => (++window.counted, embed(...words));
    }
    const count = window.counted ?? 0;
    window.counted = 0;
    return count;
  });
const settled = (at) => at.page.waitForTimeout(1000);

step("light and dark: what is in sight is drawn anew, the rest when it comes into sight", async (at) => {
  const total = await at.page.locator(".plot").count();
  const ground = () => at.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const ink = (name) =>
    figure(at, name).locator(".role-title-text text").first().getAttribute("fill");
  await at.page.evaluate(() => scrollTo(0, 0));
  await settled(at);
  await drawings(at);
  const light = [await ground(), await ink("stages"), await ink("cdf")];
  await at.page.locator("#theme").click();
  await settled(at);
  const drawn = await drawings(at);
  const near = await at.page.evaluate(
    () => [...document.querySelectorAll(".plot")].filter(
      (plot) => plot.getBoundingClientRect().top < innerHeight + 600).length,
  );
  assert.ok(near < total / 2, "most figures are out of sight");
  assert.equal(drawn, near);
  const dark = [await ground(), await ink("stages")];
  assert.notEqual(dark[0], light[0]);
  assert.notEqual(dark[1], light[1]);
  assert.equal(await ink("cdf"), light[2]);
  await figure(at, "cdf").scrollIntoViewIfNeeded();
  await settled(at);
  assert.equal(await ink("cdf"), dark[1]);
  assert.ok((await drawings(at)) <= total - near);
});

// Plots are drawn by this in place of vegaEmbed, which is its first argument, until it is undone.
const embeddingBy = (at, instead) =>
  at.page.evaluate((text) => {
    window.embedding = window.vegaEmbed;
    const by = eval(text);
    window.vegaEmbed = (...words) => by(window.embedding, ...words);
  }, `(${instead})`);
const embeddingAgain = (at) => at.page.evaluate(() => (window.vegaEmbed = window.embedding));

step("a plot that could not be drawn is drawn when it is asked for again", async (at) => {
  const theme = at.page.locator("#theme");
  await figure(at, "cdf").scrollIntoViewIfNeeded();
  await settled(at);
  await embeddingBy(at, "() => Promise.reject(new Error('no room'))");
  await theme.click();
  await settled(at);
  await embeddingAgain(at);
  assert.ok(at.console.splice(0).every((line) => line.includes("no room")));
  const before = await curvesIn(at, "cdf");
  await theme.click(); // back to the colours in which it was drawn last
  await settled(at);
  assert.equal(await curvesIn(at, "cdf"), declared.policies.length, `${before} before`);
  const names = figure(at, "cdf").locator(".legend button");
  await names.first().click();
  await at.page.waitForTimeout(100);
  assert.equal(await curvesIn(at, "cdf"), declared.policies.length - 1);
  await names.first().click();
  assert.deepEqual(at.console, []);
});

step("a click on the legend while a plot is drawn is not lost", async (at) => {
  await figure(at, "cdf").scrollIntoViewIfNeeded();
  await settled(at);
  await embeddingBy(at, "async (embed, ...words) => " +
    "(await new Promise((done) => setTimeout(done, 500)), embed(...words))");
  const names = figure(at, "cdf").locator(".legend button");
  for (const left of [declared.policies.length - 1, declared.policies.length]) {
    await at.page.locator("#theme").click();
    await at.page.waitForTimeout(200);
    await names.first().click();
    await at.page.waitForTimeout(4000);
    assert.equal(await curvesIn(at, "cdf"), left);
  }
  await embeddingAgain(at);
});

async function saved(at, name, form) {
  const [file] = await Promise.all([
    at.page.waitForEvent("download"),
    figure(at, name).locator(`.export [data-form=${form}]`).click(),
  ]);
  assert.match(file.suggestedFilename(), new RegExp(`-${name}\\.${form}$`));
  return fs.readFileSync(await file.path());
}

// Its size, its corners, and whether anything of it can be seen through.
const pixelsOf = (at, png) =>
  at.page.evaluate(async (base64) => {
    const image = new Image();
    image.src = "data:image/png;base64," + base64;
    await image.decode();
    const { width, height } = image;
    const context = Object.assign(document.createElement("canvas"), { width, height })
      .getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const corners = [0, width - 1, (height - 1) * width, height * width - 1];
    let opaque = true;
    for (let i = 3; i < data.length; i += 4) opaque &&= data[i] === 255;
    return { width, height, opaque, corners: corners.map((c) => [...data.slice(4 * c, 4 * c + 3)]) };
  }, png.toString("base64"));

step("a figure is saved whole, large, on white, with its caption and its legend", async (at) => {
  for (const { name, kind } of declared.figures.filter((f) => f.name !== "nothing_active")) {
    const svg = (await saved(at, name, "svg")).toString();
    const plots = await figure(at, name).locator(".plot").count();
    assert.equal(svg.match(/<svg [^>]*class="marks"/g).length, plots, name);
    const texts = svg.replace(/<[^>]*>/g, "\n");
    const legend = await figure(at, name).locator(".legend > :not(.baseline)").allInnerTexts();
    const caption = await figure(at, name).locator("figcaption").innerText();
    for (const words of [...legend, caption]) {
      assert.ok(texts.includes(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
                `${name}: ${words}`);
    }
    assert.ok(kind === "bars" || legend.length > 0, name);
  }
  const svg = (await saved(at, "lines", "svg")).toString();
  const png = await saved(at, "lines", "png");
  const { width, height, opaque, corners } = await pixelsOf(at, png);
  const [wide, tall] = /width="(\d+)" height="(\d+)"/.exec(svg).slice(1).map(Number);
  assert.ok(wide > 700 && tall > 500);
  assert.deepEqual([width, height], [3 * wide, 3 * tall]);
  assert.ok(opaque);
  for (const corner of corners) assert.deepEqual(corner, [255, 255, 255]);
  assert.equal(await at.page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await at.page.locator("#theme").click();
  await settled(at);
  assert.equal((await saved(at, "lines", "svg")).toString(), svg);
  assert.ok(png.equals(await saved(at, "lines", "png")), "dark and light give the same");
  const name = figure(at, "lines").locator(".legend button").first();
  const hidden = await name.innerText();
  await name.click();
  assert.ok(!(await saved(at, "lines", "svg")).toString().includes(`>${hidden}<`));
  await name.click();
});

step("a phone shows it without scrolling sideways", async (at) => {
  await at.page.setViewportSize({ width: 390, height: 800 });
  await at.page.waitForTimeout(300);
  assert.equal(await at.page.evaluate(() => document.documentElement.scrollWidth), 390);
  assert.deepEqual(at.console, []);
});

step("without JavaScript all claims, tables and numbers to download are there", async (at) => {
  const context = await at.browser.newContext({ javaScriptEnabled: false, offline: true });
  const page = await context.newPage();
  await page.goto(at.url);
  const rows = page.locator("#all-claims tbody tr");
  assert.equal(await rows.count(), declared.claims.length);
  for (const [i, claim] of declared.claims.entries()) {
    const text = await rows.nth(i).innerText();
    for (const said of [claim.id, claim.paper, claim.says]) assert.ok(text.includes(said), text);
    assert.ok(text.includes(claim.verdict), text);
  }
  const cells = 3 * 2 * declared.policies.length;
  const bounds = 3 * 2;  // one behind the policies of each point
  assert.equal(await page.locator("table.results tbody tr").count(), cells + bounds);
  const link = await page.locator("a[download]").getAttribute("href");
  const csv = decodeURIComponent(link.slice(link.indexOf(",") + 1)).trim().split("\n");
  assert.equal(csv.length, 1 + cells);
  assert.match(csv[0], /^sla_ms,network,policy,attainment,attainment_low,attainment_high,/);
});

// Texts that would run a script, wherever a page takes them as they are.
const attack = (n) => `"><img src=x onerror="document.title='ran ${n}'"><script>document.title='ran ${n}'</script>`;

async function opened(at, file) {
  const page = await (await at.browser.newContext({ offline: true })).newPage();
  await page.goto("file://" + file);
  await page.waitForTimeout(500);
  return page;
}

step("hostile names, manifests and drawings run no script", async (at) => {
  const folder = path.join(scratch, "hostile");
  const study = {
    version: 1, requests: 30, replications: 2, about: attack("about"),
    models: { list: [{ name: attack("model"), accuracy: 0.5, mean_ms: 20 }] },
    policies: [{ name: attack("policy"), select: "fastest" }],
    sweep: { sla_ms: [50, 90] },
    labels: { sla_ms: attack("axis"), policy: { values: { [attack("policy")]: attack("label") } } },
    figures: [{ name: "one", title: attack("title"), x: "sla_ms", y: "attainment" }],
  };
  fs.mkdirSync(folder);
  const file = path.join(folder, "s.json");
  fs.writeFileSync(file, JSON.stringify(study));
  const run = (...words) => execFileSync(program, words, { stdio: ["ignore", "pipe", "inherit"] });
  run("run", file, "--no-figures", "--out", path.join(folder, "r"));
  const manifest = path.join(folder, "r/manifest.json");
  const known = JSON.parse(fs.readFileSync(manifest, "utf8"));
  // As one of a version that kept no digests, which is believed.
  const { digest, files, ...forged } = { ...known, command: attack("command") };
  fs.writeFileSync(manifest, JSON.stringify(forged));
  fs.mkdirSync(path.join(folder, "r/figures"), { recursive: true });
  fs.writeFileSync(path.join(folder, "r/figures/one.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg"><script>parent.document.title='ran svg'</script></svg>`);
  run("report", path.join(folder, "r"));
  const page = await opened(at, path.join(folder, "r/report.html"));
  assert.doesNotMatch(await page.title(), /^ran/);
  assert.ok((await page.locator("body").innerText()).includes("onerror"), "it is shown as text");
});

step("a script that got into a page does not run, and the page asks nobody", async (at) => {
  const html = fs.readFileSync(new URL(at.url), "utf8");
  const file = path.join(scratch, "spoilt.html");
  fs.writeFileSync(file, html.replace("<main", attack("page").slice(2) + "<main"));
  const page = await opened(at, file);
  assert.doesNotMatch(await page.title(), /^ran/);
  const asked = await page.evaluate(() => fetch("https://example.org/").then(() => "asked", (e) => e.name));
  assert.notEqual(asked, "asked");
  fs.writeFileSync(file, html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
    .replace("<main", attack("page").slice(2) + "<main"));
  assert.match(await (await opened(at, file)).title(), /^ran/, "without the policy it would run");
});

async function main() {
  const file = made();
  const at = { url: "file://" + file, specs: specsIn(fs.readFileSync(file, "utf8")), console: [] };
  at.browser = await launching();
  const options = { viewport: { width: 1280, height: 900 }, offline: true, colorScheme: "light" };
  at.page = await (await at.browser.newContext(options)).newPage();
  at.page.on("console", (message) => at.console.push(message.text()));
  at.page.on("pageerror", (error) => at.console.push(error.message));
  at.page.setDefaultTimeout(10_000);
  try {
    await at.page.goto(at.url);
    process.exitCode = await report(steps, at);
  } finally {
    await at.browser.close();
    fs.rmSync(scratch, { recursive: true });
  }
}

await main();
