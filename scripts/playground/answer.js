// How answers of the simulator are shown: figures, the values at a place on the axis, and one
// request as each policy saw it. Names come from scenarios, so they are set as text, never as HTML.
"use strict";
const shown = (() => {
  function el(tag, properties = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === "data") Object.assign(node.dataset, value);
      else if (/-|^(role|for)$/.test(name)) node.setAttribute(name, value);
      else node[name] = value;
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }
  const number = (x, digits = 4) =>
    x === null || x === undefined || Number.isNaN(x) ? "–"
      : Math.abs(x) >= 1e6 || (x !== 0 && Math.abs(x) < 1e-3) ? x.toExponential(2)
        : String(Number(x.toPrecision(Math.max(digits, Math.ceil(Math.log10(Math.abs(x) || 1))))));

  // The rows of a specification's numbers.
  const rowsOf = (spec) => vega.read(spec.data.values, spec.data.format);

  // An axis that has shown a value goes on to show it, so that curves move and not the axis. What
  // is in grey is shown, too.
  function hold(spec, before, ghost) {
    const scale = spec.encoding?.y?.scale;
    if (!scale?.domain) return;
    const then = before?.encoding?.y?.scale?.domain ?? [];
    const grey = ghost ? vega.read(ghost, spec.data.format).map((row) => row.y) : [];
    const all = [...scale.domain, ...then, ...grey].filter(Number.isFinite);
    scale.domain = [Math.min(...all), Math.max(...all)];
  }
  const nothing = "s,k,x,y,lo,hi\n";
  // What was there before the first move, in grey; and the place whose values are in the table.
  function addLayers(spec, ghost, place) {
    if (!spec.layer || !spec.encoding) return;
    const behind = {
      data: { name: "before", values: ghost ?? nothing, format: spec.data.format },
      transform: spec.transform,
      mark: { type: "line", strokeWidth: 4, opacity: 0.3, tooltip: null, clip: true },
      encoding: { color: { value: "#777777" }, detail: { field: "s" } },
    };
    spec.data.name = "numbers";
    spec.params.push({ name: "place", value: place });
    const rule = {
      data: { values: [{}] },
      transform: [{ calculate: "place", as: "x" }],
      mark: { type: "rule", strokeWidth: 1, strokeDash: [3, 3], color: "#5b6673", tooltip: null },
      encoding: { y: null, color: null },
    };
    spec.layer.unshift(behind, rule);
  }
  const withoutNumbers = (spec) =>
    JSON.stringify(spec, (key, value) =>
      key === "values" ? undefined : value?.name === "place" ? "place" : value);

  function figureOf(answer) {
    const figure = el("figure", { data: { name: "play-" + answer.name } });
    figure.append(el("figcaption", {}, answer.title));
    const plots = el("div", { className: "plots" });
    plots.style.setProperty("--columns", Math.min(answer.specs.length, 3));
    for (let i = 0; i < answer.specs.length; ++i) {
      plots.append(el("div", { className: "plot" },
        el("script", { type: "application/json" }), el("div", { className: "chart" })));
    }
    figure.append(plots, el("div", { className: "legend-place" }), el("p", { className: "note" }));
    const save = el("p", { className: "export" }, "Save this figure: ");
    for (const form of ["png", "svg"]) {
      save.append(el("button", { type: "button", data: { form } }, form.toUpperCase()), " ");
    }
    figure.append(save);
    return figure;
  }

  // Draws answers into a place. `ghosts` has the numbers in grey, by figure and plot, or nothing.
  async function figures(into, answers, ghosts, at) {
    if (into.children.length !== answers.length) into.replaceChildren(...answers.map(figureOf));
    const drawn = [];
    answers.forEach((answer, f) => {
      const figure = into.children[f];
      figure.querySelector(".note").textContent = answer.note;
      const legend = figure.querySelector(".legend-place");
      if (legend.of !== answer.legend) {
        legend.innerHTML = legend.of = answer.legend; // written by the simulator, names escaped
        figure.querySelectorAll(".plot").forEach((plot) => (plot.spec = null));
      }
      figure.querySelectorAll(".plot").forEach((plot, p) => {
        const spec = structuredClone(answer.specs[p]);
        hold(spec, plot.spec, ghosts?.[f]?.[p]);
        addLayers(spec, ghosts?.[f]?.[p], at);
        drawn.push(draw(plot, spec));
      });
    });
    await Promise.all(drawn);
  }
  // If nothing but numbers differs they are exchanged, which is quicker than drawing anew.
  async function draw(plot, spec) {
    const before = plot.spec;
    plot.spec = spec;
    plot.querySelector("script").textContent = JSON.stringify(spec);
    plot.reading = undefined;
    const same = plot.view && before && withoutNumbers(before) === withoutNumbers(spec);
    if (!same) return pagePlots.show(plot);
    const exchange = (name, values) =>
      plot.view.change(name, vega.changeset().remove(() => true)
        .insert(vega.read(values, spec.data.format)));
    exchange("numbers", spec.data.values);
    if (spec.layer) exchange("before", spec.layer[0].data.values);
    return plot.view.runAsync();
  }

  // The values of every series at a place of the axis, a column for each plot.
  function valuesAt(into, answers, at, axisWords) {
    const head = [axisWords];
    const rows = new Map();
    answers.forEach((answer) => answer.specs.forEach((spec) => {
      head.push([spec.title.text].flat().join(" "));
      for (const row of spec.encoding ? rowsOf(spec) : []) {
        if (row.x !== at) continue;
        if (!rows.has(row.s)) rows.set(row.s, []);
        rows.get(row.s)[head.length - 2] = row;
      }
    }));
    const cells = (values) => head.slice(1).map((_, i) => {
      const row = values[i];
      if (!row) return el("td", {}, "–");
      const half = Math.max(row.hi - row.y, row.y - row.lo);
      return el("td", { data: { mean: row.y } }, number(row.y),
        el("small", {}, Number.isFinite(half) && half > 0 ? " ±" + number(half, 2) : ""));
    });
    into.replaceChildren(
      el("thead", {}, el("tr", {}, ...head.map((words) => el("th", { scope: "col" }, words)))),
      el("tbody", {}, ...[...rows].map(([name, values]) =>
        el("tr", {}, el("th", { scope: "row" }, name), ...cells(values)))));
  }

  const stageNames = { earlier_attempts: "earlier attempts", prepare: "prepare", uplink: "uplink",
    cloud_prepare: "prepare in the cloud", wait: "wait", execution: "execution",
    downlink: "downlink" };

  // The stages of a request along time, with the deadline.
  function timeline(policy, deadline) {
    const { happened } = policy;
    const stages = Object.entries(happened.stages_ms ?? {}).filter(([, ms]) => ms > 0);
    const cloud = stages.reduce((sum, [, ms]) => sum + ms, 0);
    const phoneEnd = happened.phone_ms ?? 0;
    const whole = Math.max(cloud, phoneEnd, deadline) * 1.04;
    const share = (ms) => (100 * ms) / whole + "%";
    const bar = (name, parts) => el("div", { className: "lane" }, el("span", {}, name),
      el("div", {}, ...parts, mark()));
    const mark = () => {
      const line = el("i", { className: "deadline", title: `deadline, ${number(deadline)} ms` });
      line.style.left = share(deadline);
      return line;
    };
    const part = (name, kind, from, ms) => {
      const node = el("b", { className: kind, title: `${name}: ${number(ms)} ms` });
      node.style.left = share(from);
      node.style.width = share(ms);
      return node;
    };
    let from = 0;
    const lanes = [];
    if (stages.length > 0) {
      lanes.push(bar("cloud", stages.map(([name, ms]) => {
        from += ms;
        return part(stageNames[name] ?? name, name, from - ms, ms);
      })));
    }
    if (happened.phone_ms !== undefined) {
      const start = happened.phone_start_ms ?? 0;
      lanes.push(bar("phone", [part("model on the phone", "execution", start, phoneEnd - start)]));
    }
    return el("div", { className: "lanes" }, ...lanes);
  }

  function sentenceOf(policy) {
    const { chose, happened } = policy;
    const chosen = [];
    if (chose.in_cloud) chosen.push(`chose ${chose.in_cloud} in the cloud`);
    if (chose.on_phone) {
      const late = chose.on_phone_after_ms;
      chosen.push(`${chose.on_phone} on the phone` + (late ? ` after ${number(late)} ms` : ""));
    }
    const by = { cloud: "The cloud", phone: "The phone", both: "Both" }[happened.of];
    const answered = happened.of === "none" ? "Nobody answered."
      : `${by} answered (${happened.model}, accuracy ${number(happened.accuracy)}) after ` +
        `${number(happened.latency_ms)} ms, ${happened.in_time ? "in time" : "too late"}.`;
    const words = chosen.join(", and ");
    return (words ? words[0].toUpperCase() + words.slice(1) + ". " : "") + answered;
  }

  function beliefs(policy) {
    const models = policy.models ?? [];
    const weighed = [...new Set(models.flatMap((model) => Object.keys(model.weighed ?? {})))];
    const head = ["model", "accuracy", "μ (ms)", "σ (ms)", ...weighed];
    const row = (model) => {
      const chosen = model.model === policy.chose.in_cloud;
      return el("tr", { className: chosen ? "chosen" : "" },
        el("th", { scope: "row" }, model.model + (chosen ? " ✓" : "")),
        ...[model.accuracy, model.mu_ms, model.sigma_ms,
          ...weighed.map((key) => model.weighed?.[key])]
          .map((value) => el("td", {}, typeof value === "number" ? number(value) : value ?? "–")));
    };
    return el("table", { className: "results beliefs" },
      el("thead", {}, el("tr", {}, ...head.map((words) => el("th", { scope: "col" }, words)))),
      el("tbody", {}, ...models.sort((a, b) => b.accuracy - a.accuracy).map(row)));
  }

  function seen(policy) {
    const { saw, selecting, placing } = policy;
    const parts = [];
    if (saw) {
      parts.push(`saw an uplink of ${number(saw.uplink_ms)} ms`,
        `estimated the network at ${number(saw.network_ms)} ms`,
        `a budget of ${number(saw.budget_ms)} ms`);
      if (saw.queue?.replicas > 0) parts.push(`${saw.queue.waiting} waiting`);
    }
    for (const notes of [placing, selecting]) {
      for (const [key, value] of Object.entries(notes ?? {})) parts.push(`${key} ${number(value)}`);
    }
    return parts.join(" · ");
  }

  // One request under one policy.
  function request(into, explanation, name) {
    const { policies } = explanation;
    const policy = policies.find((one) => one.policy === name) ?? policies[0];
    into.replaceChildren(
      el("p", {}, sentenceOf(policy)), timeline(policy, explanation.sla_ms),
      el("p", { className: "hint" }, seen(policy)),
      policy.models?.length > 0
        ? el("div", { className: "scroll", tabIndex: 0, role: "region",
          "aria-label": "What the policy believed of each model" }, beliefs(policy))
        : el("p", { className: "hint" }, "This policy was not asked for a model of the cloud."));
    const chosen = into.querySelector(".chosen"); // is scrolled into sight, without the page
    if (chosen) into.querySelector(".scroll").scrollTop = chosen.offsetTop - 120;
  }

  return { el, number, figures, valuesAt, request };
})();
