// A line across all plots of a figure, with the values of all curves there: ranked, and as
// differences to a curve that is pinned. By the pointer, or by the arrow keys. What the plots show
// is read from their specifications.
"use strict";
const crosshair = (() => {
  const svgNs = "http://www.w3.org/2000/svg";
  let pinned = ""; // the label of the curve that others are held against, in all figures that have it

  // The rows of a text in CSV. All columns have numbers but that of the series, and x if it is words.
  function rowsOf(text, words) {
    const [head, ...rest] = text.trim().split("\n").map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain),
    );
    const value = (name, field) =>
      name === "s" || (name === "x" && words) ? field : field === "" ? NaN : Number(field);
    return rest.map((line) =>
      Object.fromEntries(head.map((name, i) => [name, value(name, line[i] ?? "")])));
  }

  // What a plot shows, by series; null where there is nothing to read.
  function readingOf(plot) {
    if (plot.reading !== undefined) return plot.reading;
    const spec = JSON.parse(plot.querySelector("script").textContent);
    const reads = spec.usermeta?.reads;
    if (!reads) return (plot.reading = null);
    const series = new Map();
    for (const row of rowsOf(spec.data.values, Boolean(reads.words))) {
      if (Number.isNaN(row.y)) continue;
      if (!series.has(row.s)) series.set(row.s, []);
      series.get(row.s).push(row);
    }
    const colours = spec.encoding.color.scale;
    const points = [...series.values()].flat();
    if (reads.by === "points" && !reads.words) points.sort((a, b) => a.x - b.x);
    return (plot.reading = {
      ...reads,
      series,
      points,
      colour: (s) => colours.range[colours.domain.indexOf(s)],
      dark: spec.usermeta.dark ?? {},
    });
  }

  const isNumeric = (reading) => reading.by === "curves" || reading.by === "areas";
  const shownIn = (plot, reading) => {
    const hidden = plot.view?.signal("hidden") ?? [];
    return [...reading.series].filter(([name]) => !hidden.includes(name));
  };

  // The positions along x at which anything was measured.
  function positionsOf(plot, reading) {
    if (reading.by === "points") {
      const shown = new Set(shownIn(plot, reading).map(([name]) => name));
      return [...reading.points.keys()].filter((nth) => shown.has(reading.points[nth].s));
    }
    const all = new Set(shownIn(plot, reading).flatMap(([, rows]) => rows.map((row) => row.x)));
    if (!isNumeric(reading)) return reading.words.filter((word) => all.has(word));
    const [low, high] = plot.view.scale("x").domain();
    return [...all].filter((x) => x >= low && x <= high).sort((a, b) => a - b);
  }

  // The value of a series at x: measured there, or between the two that are nearest.
  function valueAt(rows, x, reading) {
    const there = rows.find((row) => row.x === x);
    if (there || !isNumeric(reading)) return there;
    const after = rows.findIndex((row) => row.x > x);
    if (after <= 0) return undefined;
    const [a, b] = [rows[after - 1], rows[after]];
    const share = (x - a.x) / (b.x - a.x);
    const between = (name) => a[name] + share * (b[name] - a[name]);
    return { s: a.s, x, y: between("y"), lo: between("lo"), hi: between("hi"), between: true };
  }

  // All series at x, the highest first.
  function ranked(plot, x) {
    const reading = readingOf(plot);
    if (reading.by === "points") return [reading.points[x]];
    return shownIn(plot, reading)
      .map(([, rows]) => valueAt(rows, x, reading))
      .filter(Boolean)
      .sort((a, b) => b.y - a.y);
  }

  const digits = (value, step) => {
    const places = step > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(step)))) : 3;
    const text = step > 0 ? value.toFixed(places) : String(Number(value.toPrecision(4)));
    return text.replace("-", "−");
  };

  const themeNow = () => document.documentElement.dataset.theme ??
    (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function rowOf(reading, row, base, selected) {
    const line = element("tr");
    if (row.s === selected) line.className = "selected";
    const dot = element("td");
    const dark = themeNow() === "dark";
    const colour = reading.colour(row.s) ?? "currentColor";
    dot.append(element("i", "", { style: `background:${dark ? reading.dark[colour] ?? colour : colour}` }));
    const half = Math.max(row.hi - row.y, row.y - row.lo);
    const name = element("th", row.s === pinned ? `${row.s} (pinned)` : row.s, { scope: "row" });
    const spread = half > 0 ? ` ±${digits(half, half)}` : "";
    const value = element("td", (row.between ? "≈ " : "") + digits(row.y, half) + spread);
    line.append(dot, name, value);
    if (base) {
      const gap = row.y - base.y;
      const sign = gap > 0 ? "+" : "";
      line.append(element("td", row.s === base.s ? "" : sign + digits(gap, half)));
    }
    return line;
  }

  function readoutOf(figure) {
    if (!figure.readout) {
      figure.readout = element("div", undefined, { class: "readout", role: "status", hidden: "" });
      figure.append(figure.readout);
    }
    return figure.readout;
  }

  function fill(readout, plot, x, selected) {
    const reading = readingOf(plot);
    const rows = ranked(plot, x);
    const base = rows.find((row) => row.s === pinned);
    const table = element("table");
    const title = plot.querySelector(".role-title-text")?.textContent ?? "";
    const where = reading.by === "points" ? rows[0].x : x;
    if (reading.x) table.append(element("caption", `${reading.x}: ${where}`));
    if (reading.band) table.caption?.append(element("small", `± is the ${reading.band}`));
    const head = element("tr");
    head.append(element("td"), element("th", ""), element("th", reading.y));
    if (base) head.append(element("th", `less ${pinned}`));
    table.createTHead().append(head);
    table.createTBody().append(...rows.map((row) => rowOf(reading, row, base, selected)));
    readout.setAttribute("aria-label", title);
    readout.replaceChildren(table);
  }

  // Where the axes are on the chart.
  function frameOf(plot) {
    const outer = plot.querySelector(".chart").getBoundingClientRect();
    const inner = plot.querySelector("svg.marks path.background").getBoundingClientRect();
    const [width, height] = [plot.view.width(), plot.view.height()];
    return { left: inner.left - outer.left, top: inner.top - outer.top, width, height };
  }

  function pixelOf(plot, position) {
    const scale = plot.view.scale("x");
    const reading = readingOf(plot);
    const x = reading.by === "points" ? reading.points[position].x : position;
    return scale(x) + (scale.bandwidth ? scale.bandwidth() / 2 : 0);
  }

  function drawLine(plot, x, selected) {
    plot.querySelector("svg.cross")?.remove();
    const reading = readingOf(plot);
    if (!reading || !plot.view || !positionsOf(plot, reading).length) return;
    const frame = frameOf(plot);
    const at = frame.left + pixelOf(plot, x);
    if (!(at >= frame.left - 1 && at <= frame.left + frame.width + 1)) return;
    const svg = document.createElementNS(svgNs, "svg");
    svg.setAttribute("class", "cross");
    const shape = (name, attributes) => {
      const made = document.createElementNS(svgNs, name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      svg.append(made);
    };
    shape("line", { x1: at, x2: at, y1: frame.top, y2: frame.top + frame.height });
    if (reading.by === "curves" || reading.by === "points") {
      const scale = plot.view.scale("y");
      for (const row of ranked(plot, x)) {
        const y = scale(row.y);
        if (!(y >= -1 && y <= frame.height + 1)) continue;
        shape("circle", { cx: at, cy: frame.top + y, r: row.s === selected ? 5 : 3 });
      }
    }
    plot.querySelector(".chart").append(svg);
  }

  function show(plot, x, selected) {
    const figure = plot.closest("figure");
    figure.cross = { plot, x, selected };
    for (const other of figure.querySelectorAll(".plot")) drawLine(other, x, selected);
    const readout = readoutOf(figure);
    fill(readout, plot, x, selected);
    readout.hidden = false;
    const box = plot.getBoundingClientRect();
    const outer = figure.getBoundingClientRect();
    const frame = frameOf(plot);
    const at = box.left - outer.left + frame.left + pixelOf(plot, x);
    const right = at + 16 + readout.offsetWidth <= outer.width;
    const left = right ? at + 16 : Math.max(0, at - 16 - readout.offsetWidth);
    readout.style.left = `${left}px`;
    readout.style.top = `${box.top - outer.top + frame.top}px`;
  }

  function hide(figure) {
    figure.cross = null;
    for (const cross of figure.querySelectorAll("svg.cross")) cross.remove();
    if (figure.readout) figure.readout.hidden = true;
  }

  // The curve that is nearest to the pointer at x.
  function nearest(plot, x, y) {
    const reading = readingOf(plot);
    if (reading.by !== "curves") return undefined;
    const scale = plot.view.scale("y");
    const far = (row) => Math.abs(scale(row.y) - y);
    return ranked(plot, x).reduce((a, b) => (!a || far(b) < far(a) ? b : a), undefined)?.s;
  }

  function follow(plot, event) {
    const reading = plot.view && readingOf(plot);
    if (!reading || event.buttons || reading.by === "points") return; // of points Vega tells itself
    const positions = positionsOf(plot, reading);
    if (!positions.length) return;
    const box = plot.querySelector(".chart").getBoundingClientRect();
    const frame = frameOf(plot);
    const [px, py] = [event.clientX - box.left - frame.left, event.clientY - box.top - frame.top];
    if (px < -8 || px > frame.width + 8 || py < -8 || py > frame.height + 8) {
      hide(plot.closest("figure"));
      return;
    }
    const far = (x) => Math.abs(pixelOf(plot, x) - px);
    const x = positions.reduce((a, b) => (far(b) < far(a) ? b : a));
    show(plot, x, nearest(plot, x, py));
  }

  function step(plot, key) {
    const reading = plot.view && readingOf(plot);
    if (!reading) return false;
    const figure = plot.closest("figure");
    const positions = positionsOf(plot, reading);
    if (!positions.length) return false;
    const now = figure.cross?.plot === plot ? figure.cross : null;
    const at = now ? positions.indexOf(now.x) : -1;
    const along = { ArrowRight: at + 1, ArrowLeft: at < 0 ? positions.length - 1 : at - 1,
                    Home: 0, End: positions.length - 1 }[key];
    if (along !== undefined) {
      show(plot, positions[Math.min(positions.length - 1, Math.max(0, along))], now?.selected);
    } else if (key === "ArrowUp" || key === "ArrowDown") {
      const x = now ? now.x : positions[0];
      const rows = ranked(plot, x);
      const nth = rows.findIndex((row) => row.s === now?.selected);
      const next = nth < 0 ? 0 : nth + (key === "ArrowUp" ? -1 : 1);
      show(plot, x, rows[Math.min(rows.length - 1, Math.max(0, next))].s);
    } else if (key === "p" && now) {
      pin(now.selected === pinned ? "" : now.selected ?? "");
    } else if (key === "Escape" && now) {
      hide(figure);
    } else {
      return false;
    }
    return true;
  }

  // Holds all curves against one; "" against none.
  function pin(label) {
    pinned = label;
    for (const select of document.querySelectorAll(".baseline select")) {
      select.value = [...select.options].some((option) => option.value === label) ? label : "";
    }
    for (const figure of document.querySelectorAll("figure")) {
      if (figure.cross) show(figure.cross.plot, figure.cross.x, figure.cross.selected);
    }
  }

  function addBaseline(figure) {
    const names = [...figure.querySelectorAll(".legend button")].map((b) => b.dataset.series);
    if (names.length < 2) return;
    const label = element("label", "difference to ", { class: "baseline" });
    const select = element("select");
    select.append(element("option", "none", { value: "" }));
    for (const name of names) select.append(element("option", name, { value: name }));
    select.addEventListener("change", () => pin(select.value));
    label.append(select);
    figure.querySelector(".legend").append(label);
  }

  // Figures that differ in the value of one axis become one, with a slider along the axis.
  function addSlider(figures) {
    figures.sort((a, b) => Number(a.dataset.at) - Number(b.dataset.at));
    const numbers = figures.every((figure) => figure.dataset.at !== "" && !isNaN(figure.dataset.at));
    if (!numbers) return;
    const sliders = figures.map((figure, nth) => {
      const label = element("label", `${figure.dataset.axis}: `, { class: "swept" });
      const slider = element("input", undefined,
        { type: "range", min: 0, max: figures.length - 1, step: 1, value: nth });
      slider.setAttribute("aria-valuetext", figure.dataset.at);
      label.append(slider, element("output", figure.dataset.at));
      figure.querySelector("figcaption").after(label);
      return slider;
    });
    const choose = (at) => figures.forEach((figure, nth) => {
      figure.hidden = nth !== at;
      sliders[nth].value = nth;
    });
    sliders.forEach((slider) => slider.addEventListener("input", () => {
      const at = Number(slider.value);
      choose(at);
      sliders[at].focus();
    }));
    // A link to a figure that is put away shows it.
    const target = () => {
      const at = figures.findIndex((figure) => `#${figure.id}` === location.hash);
      if (at < 0) return;
      choose(at);
      figures[at].scrollIntoView();
    };
    choose(0);
    addEventListener("hashchange", target);
    target();
  }
  const swept = new Map();
  for (const figure of document.querySelectorAll("figure[data-swept]")) {
    const key = figure.closest("section").id + figure.dataset.swept;
    swept.set(key, [...(swept.get(key) ?? []), figure]);
  }
  for (const figures of swept.values()) addSlider(figures);

  for (const figure of document.querySelectorAll("figure")) {
    const plots = [...figure.querySelectorAll(".plot")].filter((plot) => readingOf(plot));
    for (const plot of plots) {
      const reading = readingOf(plot);
      plot.tabIndex = 0;
      plot.setAttribute("role", "group");
      plot.setAttribute("aria-label", `${reading.y} over ${reading.x}; arrow keys read values`);
      plot.addEventListener("pointermove", (event) => follow(plot, event));
      plot.addEventListener("wheel", (event) => event.ctrlKey && hide(figure), { passive: true });
      plot.addEventListener("pointerdown", () => hide(figure));
      plot.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (step(plot, event.key)) event.preventDefault();
      });
    }
    if (plots.length) {
      figure.addEventListener("pointerleave", () => hide(figure));
      addBaseline(figure);
    }
  }
  return { hide };
})();
