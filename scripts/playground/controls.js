// What may be moved in a scenario: the controls that an example names, and the numbers that are
// found in it. A control is {path, label, unit, min, max, step, value} or {path, label, choices,
// value}.
"use strict";
const controls = (() => {
  // Follows a path from key to key. Members of lists are named by "name", which may have dots.
  function at(node, path) {
    if (path === "" || node === undefined || node === null) return node;
    if (Array.isArray(node)) {
      const item = node.find((one) => path === one?.name || path.startsWith(one?.name + "."));
      return item && at(item, path.slice(item.name.length + 1));
    }
    if (typeof node !== "object") return undefined;
    const dot = path.indexOf(".");
    return at(node[dot < 0 ? path : path.slice(0, dot)], dot < 0 ? "" : path.slice(dot + 1));
  }

  const blocks = ["network", "workload", "servers", "estimator", "payload", "pictures", "phone",
    "policies", "retries", "sites"];
  const left_out = new Set(["made_from", "models", "points_ms", "points_kb", "samples_ms", "parts",
    "lines", "table", "offset_s", "rates", "pieces"]);
  const most_found = 40;
  const units = { ms: "ms", s: "s", per_s: "/s", kb: "kB", mbit_per_s: "Mbit/s", mw: "mW", j: "J" };

  function unitOf(key) {
    const ending = Object.keys(units).filter((unit) => key.endsWith("_" + unit))
      .sort((a, b) => b.length - a.length)[0];
    return ending ? [key.slice(0, -ending.length - 1), units[ending]] : [key, ""];
  }
  // A range around a value, in steps that read well.
  function rangeOf(key, value) {
    if (/^(replicas|most_replicas|threads|phones|most)$/.test(key)) {
      return { min: 1, max: Math.max(16, 3 * value), step: 1 };
    }
    if (/^(share|weight|bound|accuracy|alpha|probability|confidence|rho)$/.test(key)) {
      return { min: 0, max: 1, step: 0.01 };
    }
    if (key === "cv") return { min: 0, max: 2, step: 0.05 };
    if (value === 0) return { min: key === "clock_skew_ms" ? -100 : 0, max: 100, step: 1 };
    const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
    const most = Math.ceil((4 * Math.abs(value)) / step) * step;
    return { min: value < 0 ? -most : 0, max: most, step };
  }

  function control(path, value) {
    const key = path.slice(path.lastIndexOf(".") + 1);
    const [called, unit] = unitOf(key);
    const name = called === "sla" ? "deadline" : called;
    const around = path.slice(0, path.length - key.length);
    const where = around.replace(/\.$/, "").replace(/^policies\./, "").split(".").join(", ");
    const words = (where === "" ? name : where + ": " + name).replaceAll("_", " ");
    return { path, label: words, unit, value, ...rangeOf(key, value) };
  }

  function find(node, path, found) {
    if (found.length >= most_found) return;
    if (typeof node === "number") found.push(control(path, node));
    if (Array.isArray(node)) {
      for (const item of node) if (item?.name) find(item, path + "." + item.name, found);
    } else if (node && typeof node === "object") {
      for (const [key, below] of Object.entries(node)) {
        if (!left_out.has(key)) find(below, path + "." + key, found);
      }
    }
  }

  // Those that the example names, with their values, and all others that are found.
  function of(example) {
    const document = example.scenario;
    const own = (example.controls ?? []).map((one) => {
      const value = at(document, one.path) ?? one.value ?? one.choices?.[0];
      return { ...one, value };
    });
    const axis = Object.keys(example.over)[0];
    const taken = new Set([axis, ...own.map((one) => one.path)]);
    const found = [];
    if (typeof document.sla_ms === "number") found.push(control("sla_ms", document.sla_ms));
    for (const block of blocks) find(document[block], block, found);
    const others = found.filter((one) => !taken.has(one.path));
    return own.length > 0 ? { own, others } : { own: others.slice(0, 6), others: others.slice(6) };
  }

  const modelsOf = (document) => {
    const only = document.models?.only;
    const names = (document.models?.list ?? []).map((model) => model.name);
    const picked = only?.filter((name) => names.includes(name)) ?? [];
    return picked.length > 0 ? picked : names;
  };
  const policiesOf = (document) =>
    document.policies.map((one) => (typeof one === "string" ? { name: one, select: one } : one));

  return { of, at, modelsOf, policiesOf };
})();
