// Hands the specifications on the page to Vega, as they come into sight, in the colours of the
// theme. What is drawn is in the specifications alone.
"use strict";
(() => {
  const page = JSON.parse(document.getElementById("page").textContent);
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = document.getElementById("theme");
  const theme = () => root.dataset.theme ?? (system.matches ? "dark" : "light");

  // A document in the colours of the theme; `dark` says which stand for which on dark ground.
  function coloured(document, dark) {
    if (theme() === "light") return document;
    const text = JSON.stringify(document);
    return JSON.parse(text.replace(/#[0-9a-f]{6}/g, (c) => dark[c] ?? c));
  }

  const hiddenIn = (figure) =>
    [...figure.querySelectorAll(".legend button[aria-pressed=false]")].map((b) => b.dataset.series);

  async function redraw(plot) {
    const asked = theme();
    if (plot.theme === asked) return;
    const figure = plot.closest("figure");
    const written = JSON.parse(plot.querySelector("script").textContent);
    const spec = coloured(written, { ...page.dark, ...written.usermeta?.dark });
    const hidden = hiddenIn(figure);
    spec.params[0].value = hidden;
    plot.view?.finalize();
    plot.view = plot.theme = null;
    const embedded = await vegaEmbed(plot.querySelector(".chart"), spec, {
      config: coloured(page.config, page.dark),
      renderer: "svg",
      actions: false,
      tooltip: { theme: asked },
    });
    plot.view = embedded.view;
    plot.theme = asked;
    // What the legend was told while this was being drawn.
    if (String(hiddenIn(figure)) !== String(hidden)) hide(plot, figure);
  }
  const hide = (plot, figure) => {
    crosshair.hide(figure);
    return plot.view.signal("hidden", hiddenIn(figure)).runAsync();
  };
  // Draws a plot unless it is in the colours of the theme already; one drawing after the other. One
  // that fails is tried again the next time.
  function draw(plot) {
    plot.drawing = Promise.resolve(plot.drawing).then(() => redraw(plot)).catch(console.error);
  }

  // What is out of sight keeps the colours of an earlier theme until it comes into sight again.
  const plots = document.querySelectorAll(".plot");
  const inSight = new Set();
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) inSight.add(target);
        else inSight.delete(target);
      }
      inSight.forEach(draw);
    },
    { rootMargin: "600px" },
  );
  plots.forEach((plot) => near.observe(plot));
  addEventListener("beforeprint", () => plots.forEach(draw));
  // For plots that come later, or have another specification now.
  globalThis.pagePlots = {
    show(plot) {
      near.observe(plot);
      plot.theme = null;
      draw(plot);
      return plot.drawing;
    },
  };

  function recolour() {
    button.textContent = theme() === "dark" ? "Light" : "Dark";
    inSight.forEach(draw);
  }
  button.hidden = false;
  recolour();
  button.addEventListener("click", () => {
    root.dataset.theme = theme() === "dark" ? "light" : "dark";
    recolour();
  });
  system.addEventListener("change", recolour);

  // A playground is loaded when it is asked for, in the colours of the page.
  for (const panel of document.querySelectorAll("details.try")) {
    panel.hidden = false;
    panel.addEventListener("toggle", () => {
      if (!panel.open || panel.querySelector("iframe")) return;
      const frame = document.createElement("iframe");
      const link = document.createElement("a");
      link.href = panel.dataset.play;
      link.textContent = "on a page of its own";
      frame.title = "Try it";
      frame.src = panel.dataset.play + "&theme=" + theme();
      panel.append(frame, link);
    });
  }

  for (const buttons of document.querySelectorAll(".export, .export span")) buttons.hidden = false;
  document.addEventListener("click", (event) => {
    const clicked = event.target.closest(".legend button, .export button");
    if (!clicked) return;
    const figure = clicked.closest("figure");
    if (clicked.dataset.form) {
      figureExport(figure, clicked.dataset.form, page.config, hiddenIn(figure));
      return;
    }
    clicked.setAttribute("aria-pressed", String(clicked.getAttribute("aria-pressed") !== "true"));
    for (const plot of figure.querySelectorAll(".plot")) {
      if (plot.view) hide(plot, figure);
    }
  });
})();
