// The playground: an example, what is moved in it, and what comes out. The state stands in the
// address, so that a link is a result.
"use strict";
(() => {
  const { el, number } = shown;
  const content = JSON.parse(document.getElementById("content").textContent);
  const root = document.getElementById("playground");
  if (simulator.missing) {
    document.getElementById("missing").hidden = false;
    return;
  }
  simulator.begin(content.files);

  // In a frame of a report there is the report around it.
  document.documentElement.classList.toggle("framed", window !== window.parent);
  const patience = 60; // milliseconds of computing before the page asks whether it is still wanted
  const usual = [3, 10, 30]; // replications: the first curve stands soon, the last one is narrow
  let example, knobs, values, off, without, at, request, asPolicy;
  let opened = 0; // counts what was opened: an answer about what was open before is of no use
  let token = 0; // of what was asked last
  let first = false; // whether first curves are being computed
  let again = false; // whether something was moved meanwhile
  let latest = null;
  let ghosts = {}; // by example

  const axis = () => Object.keys(example.over)[0];
  const everyKnob = () => [...knobs.own, ...knobs.others];
  const moved = () => everyKnob().filter((knob) => values[knob.path] !== knob.value);
  const unmoved = () => moved().length === 0 && off.size === 0 && without.size === 0;

  // The scenario as the simulator is asked for it: the example's, with what was moved, as after
  // --set.
  function asked() {
    const sets = [];
    const policies = controls.policiesOf(example.scenario);
    const models = controls.modelsOf(example.scenario);
    if (off.size > 0) {
      sets.push(["policies", JSON.stringify(policies.filter((one) => !off.has(one.name)))]);
    }
    if (without.size > 0) {
      sets.push(["models.only", JSON.stringify(models.filter((name) => !without.has(name)))]);
    }
    for (const knob of moved()) {
      const [, name] = /^policies\.(.*)$/.exec(knob.path) ?? [];
      if (name && [...off].some((policy) => name.startsWith(policy + "."))) continue;
      sets.push([knob.path, JSON.stringify(values[knob.path])]);
    }
    return {
      scenario: JSON.stringify(example.scenario),
      sets, overs: Object.entries(example.over), figures: example.figures,
    };
  }
  const withReplications = (question, replications) =>
    ({ ...question, sets: [...question.sets, ["replications", String(replications)]] });

  // Computes with more and more replications, and shows each, until something is moved. First
  // curves are shown in any case, so that curves move while a slider does.
  async function compute() {
    if (first) {
      again = true;
      return;
    }
    const mine = ++token;
    const here = opened;
    const unwanted = () => here !== opened || (!first && mine !== token);
    first = true;
    again = false;
    const began = performance.now();
    const question = asked();
    root.querySelector(".shown").classList.add("stale");
    for (const replications of example.replications ?? usual) {
      const now = withReplications(question, replications);
      let answer;
      do {
        answer = await simulator.ask({ ask: "run", ...now, milliseconds: patience });
        if (unwanted()) return;
        if (answer.problems || answer.broken) {
          first = false;
          complain(answer);
          if (again) await compute();
          return;
        }
        tell(answer, replications, began);
      } while (!answer.finished);
      latest = { answer, question: now, replications };
      await show();
      if (unwanted()) return;
      if (!first) continue;
      first = false;
      void explain();
      if (again) return compute();
    }
    if (unmoved()) {
      ghosts[example.id] = numbersOf(latest.answer);
    } else if (!ghosts[example.id]) { // an address led here, past the example as it is
      const plain = { ...question, sets: [] };
      const answer = await simulator.ask(
        { ask: "run", ...withReplications(plain, (example.replications ?? usual)[0]) });
      if (mine !== token) return;
      if (answer.finished) ghosts[example.id] = numbersOf(answer);
      await show();
    }
    root.dataset.settled = token;
  }
  const numbersOf = (answer) =>
    answer.figures.map((figure) => figure.specs.map((spec) => spec.data.values));

  function tell(answer, replications, began) {
    const rows = answer.rows?.[0];
    const seconds = example.scenario.duration_s;
    const each = seconds ? `${seconds} s` : `${rows?.requests.toLocaleString("en")} requests`;
    const took = Math.round(performance.now() - began);
    const part = answer.requests > 0 ? answer.done / answer.requests : 1;
    const last = (example.replications ?? usual).at(-1);
    const bar = root.querySelector("progress");
    bar.max = last;
    bar.value = answer.finished ? replications : part * replications;
    if (answer.finished) {
      root.querySelector(".told").textContent =
        `${replications} replications of ${each} at each point, ${took.toLocaleString("en")} ms`;
    }
  }
  function complain(answer) {
    const texts = answer.broken ? ["The simulator ended: " + answer.broken]
      : answer.problems.map((one) => [one.pointer, one.what].filter(Boolean).join(": "));
    const few = [...new Set(texts)].slice(0, 5);
    root.querySelector(".complaints").replaceChildren(
      ...few.map((text) => el("p", { className: "warning mistake" }, text)));
    root.dataset.settled = token;
  }

  const places = () => [...new Set(latest.answer.rows.map((row) => row.at[axis()]))];
  const placeNearest = (to) =>
    places().reduce((best, x) => (Math.abs(x - to) < Math.abs(best - to) ? x : best));

  async function show() {
    const { answer } = latest;
    const slider = root.querySelector(".place input");
    slider.max = places().length - 1;
    at = placeNearest(at);
    slider.value = places().indexOf(at);
    root.querySelector(".complaints").replaceChildren(
      ...answer.warnings.map((text) => el("p", { className: "warning" }, text)));
    const behind = unmoved() ? null : ghosts[example.id];
    await shown.figures(root.querySelector(".drawn"), answer.figures, behind, at);
    root.querySelector(".shown").classList.remove("stale");
    table();
  }
  const axisWords = () =>
    latest.answer.figures[0].specs[0].encoding?.x?.title?.toString() ?? axis();
  function table() {
    root.querySelector(".place output").textContent = `${axisWords()}: ${number(at)}`;
    shown.valuesAt(root.querySelector(".values"), latest.answer.figures, at, `at ${number(at)}`);
  }

  let explaining = 0;
  async function explain() {
    const mine = ++explaining;
    const answer = await simulator.ask(
      { ask: "explain", ...asked(), at: { [axis()]: at }, request });
    if (mine !== explaining) return;
    const into = root.querySelector(".one");
    if (!answer.explanation) {
      into.replaceChildren(el("p", { className: "hint" }, answer.problems?.[0]?.what ?? ""));
      return;
    }
    const names = answer.explanation.policies.map((one) => one.policy);
    const select = root.querySelector(".as");
    if (names.join() !== [...select.options].map((one) => one.value).join()) {
      select.replaceChildren(...names.map((name) => el("option", { value: name }, name)));
    }
    if (!names.includes(asPolicy)) {
      const asks = answer.explanation.policies.find((one) => one.models?.length > 0);
      asPolicy = (asks ?? answer.explanation.policies[0]).policy;
    }
    select.value = asPolicy;
    shown.request(into, answer.explanation, asPolicy);
  }

  function remember() {
    const words = new URLSearchParams();
    for (const knob of moved()) words.set(knob.path, JSON.stringify(values[knob.path]));
    if (off.size > 0) words.set("off", JSON.stringify([...off]));
    if (without.size > 0) words.set("without", JSON.stringify([...without]));
    if (at !== example.at) words.set("at", at);
    if (request !== 0) words.set("request", request);
    const rest = words.toString();
    history.replaceState(null, "", "#" + example.id + (rest ? "&" + rest : ""));
  }
  let later;
  function changed() {
    clearTimeout(later);
    later = setTimeout(remember, 150); // browsers refuse addresses that change too often
    markMoved();
    void compute();
  }
  function markMoved() {
    for (const row of root.querySelectorAll(".knob")) {
      const knob = everyKnob().find((one) => one.path === row.dataset.path);
      row.classList.toggle("moved", values[knob.path] !== knob.value);
    }
    root.querySelector(".reset").disabled = unmoved();
  }

  function knobRow(knob) {
    const id = "knob-" + knob.path.replace(/[^a-z0-9]/gi, "-");
    const unit = knob.unit ? el("span", { className: "unit" }, knob.unit) : null;
    const label = el("label", { for: id }, knob.label);
    if (knob.choices) {
      const select = el("select", { id }, ...knob.choices.map((choice) =>
        el("option", { value: JSON.stringify(choice) }, String(choice).replaceAll("_", " "))));
      select.value = JSON.stringify(values[knob.path]);
      select.addEventListener("input", () => {
        values[knob.path] = JSON.parse(select.value);
        changed();
      });
      return el("div", { className: "knob", data: { path: knob.path } }, label, select);
    }
    const shape = { min: knob.min, max: knob.max, step: knob.step, value: values[knob.path] };
    const slider = el("input", { id, type: "range", "aria-label": knob.label, ...shape });
    const field = el("input",
      { type: "number", "aria-label": knob.label + ", as a number", ...shape, step: "any" });
    slider.value = field.value = values[knob.path];
    const take = (from, to) => {
      if (from.value === "" || !from.validity.valid) return;
      values[knob.path] = Number(from.value);
      to.value = from.value;
      changed();
    };
    slider.addEventListener("input", () => take(slider, field));
    field.addEventListener("input", () => take(field, slider));
    field.removeAttribute("max");
    return el("div", { className: "knob", data: { path: knob.path } }, label,
      el("span", { className: "value" }, field, unit), slider);
  }
  // Boxes of which at least one stays ticked. names: what each is called; gone: those that are not.
  function boxes(title, names, gone, open) {
    const box = (name) => {
      const input = el("input", { type: "checkbox", checked: !gone.has(name) });
      input.addEventListener("change", () => {
        if (!input.checked && gone.size + 1 >= names.length) {
          input.checked = true;
          return;
        }
        if (input.checked) gone.delete(name);
        else gone.add(name);
        changed();
      });
      return el("label", { className: "box" }, input, " ", name.replaceAll("_", " "));
    };
    return el("details", { open }, el("summary", {}, title), ...names.map(box));
  }
  function benchOf() {
    const models = controls.modelsOf(example.scenario);
    const policies = controls.policiesOf(example.scenario).map((one) => one.name);
    const reset = el("button", { type: "button", className: "reset" }, "Reset");
    reset.addEventListener("click", () => open(example));
    const json = el("button", { type: "button", className: "as-json" }, "As JSON");
    json.addEventListener("click", giveJson);
    const more = knobs.others.length === 0 ? null : el("details", {},
      el("summary", {}, "Everything else"), ...knobs.others.map(knobRow));
    return el("form", { className: "knobs", onsubmit: (event) => event.preventDefault() },
      ...knobs.own.map(knobRow),
      policies.length > 1 ? boxes("Policies", policies, off, true) : null,
      models.length > 1 ? boxes("Models in the cloud", models, without, false) : null, more,
      el("p", { className: "buttons" }, reset, " ", json));
  }

  function placeOf() {
    const slider = el("input", { type: "range", min: 0, max: 1, step: 1,
      "aria-label": "place on the axis" });
    slider.addEventListener("input", () => {
      at = places()[slider.value];
      for (const plot of root.querySelectorAll(".drawn .plot")) {
        plot.view?.signal("place", at).runAsync();
      }
      table();
      clearTimeout(later);
      later = setTimeout(remember, 150);
      void explain();
    });
    return el("label", { className: "place" }, el("output", {}), slider);
  }
  function requestOf() {
    const field = el("input", { type: "number", min: 0, max: 100000, step: 1, value: request,
      "aria-label": "number of the request" });
    field.addEventListener("input", () => {
      if (field.value === "" || !field.validity.valid) return;
      request = Number(field.value);
      remember();
      void explain();
    });
    const as = el("select", { className: "as", "aria-label": "policy" });
    as.addEventListener("change", () => {
      asPolicy = as.value;
      void explain();
    });
    return el("h3", {}, "Request ", field, " under ", as);
  }

  async function giveJson() {
    const said = await simulator.ask({ ask: "text", ...latest.question });
    if (!said.text) return complain(said);
    const text = said.text;
    const dialog = el("dialog", { className: "json", "aria-label": "The scenario as JSON" });
    const download = el("a", { download: "playground.json",
      href: URL.createObjectURL(new Blob([text], { type: "application/json" })) }, "Download");
    const copy = el("button", { type: "button" }, "Copy");
    copy.addEventListener("click", () => navigator.clipboard?.writeText(text)
      .then(() => (copy.textContent = "Copied"), () => getSelection().selectAllChildren(pre)));
    const pre = el("pre", { tabIndex: 0 }, text);
    const close = el("button", { type: "button" }, "Close");
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(el("h2", {}, "The same on the command line"),
      el("p", {}, "Saved as playground.json, ", el("code", {}, "mdisim run playground.json"),
        " computes these numbers, with this fingerprint:"),
      el("p", {}, el("code", { className: "fingerprint" }, latest.answer.fingerprint)),
      el("p", { className: "buttons" }, download, " ", copy, " ", close), pre);
    document.body.append(dialog);
    dialog.showModal();
  }

  // Opens an example as it is, or as words of an address say.
  function open(next, words = new URLSearchParams()) {
    ++opened;
    first = again = false;
    example = next;
    knobs = controls.of(example);
    values = Object.fromEntries(everyKnob().map((knob) => [knob.path, knob.value]));
    const said = (name) => {
      try {
        return JSON.parse(words.get(name));
      } catch {
        return null;
      }
    };
    for (const knob of everyKnob()) {
      const value = said(knob.path);
      if (typeof value === typeof knob.value) values[knob.path] = value;
    }
    const names = (name) => {
      const list = said(name);
      return new Set(Array.isArray(list) ? list.filter((one) => typeof one === "string") : []);
    };
    off = names("off");
    without = names("without");
    example.at ??= controls.at(example.scenario, axis()) ?? 0;
    at = Number(words.get("at") ?? example.at);
    request = Math.max(0, Math.trunc(Number(words.get("request")))) || 0;
    asPolicy = undefined;
    latest = null;
    delete root.dataset.settled;
    const tabs = content.examples.map((one) => {
      const tab = el("button", { type: "button", "aria-pressed": String(one === example) },
        one.question);
      tab.addEventListener("click", () => {
        open(one);
        remember();
      });
      return tab;
    });
    root.replaceChildren(
      el("div", { className: "examples", role: "group", "aria-label": "Examples" }, ...tabs),
      el("h2", {}, example.question), el("p", { className: "says" }, example.says),
      el("div", { className: "bench" }, benchOf(),
        el("div", { className: "shown" },
          el("div", { className: "drawn" }),
          el("p", { className: "status" }, el("progress", { value: 0, "aria-label": "computed" }),
            el("span", { className: "told", role: "status" }, "computing …")),
          placeOf(),
          el("div", { className: "scroll", tabIndex: 0, role: "region",
            "aria-label": "Values at the place" }, el("table", { className: "results values" })),
          el("div", { className: "complaints", role: "alert" }),
          requestOf(), el("div", { className: "one" }))));
    markMoved();
    void compute();
  }

  function openAddress() {
    const [id, ...words] = location.hash.slice(1).split("&");
    const named = content.examples.find((one) => one.id === id);
    const said = new URLSearchParams(named ? words.join("&") : "");
    if (/^(light|dark)$/.test(said.get("theme"))) {
      document.documentElement.dataset.theme = said.get("theme");
    }
    open(named ?? content.examples[0], said);
  }
  addEventListener("hashchange", openAddress);
  openAddress();
})();
