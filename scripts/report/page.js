// Hands the specifications on the page to Vega, as they come into sight, in the colours of the
// theme. What is drawn is in the specifications alone.
"use strict";
(() => {
  const page = JSON.parse(document.getElementById("page").textContent);
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = document.getElementById("theme");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const coloured = (text) =>
    JSON.parse(isDark() ? text.replace(/#[0-9a-f]{6}/g, (c) => page.dark[c] ?? c) : text);

  const hiddenIn = (figure) =>
    [...figure.querySelectorAll(".legend button[aria-pressed=false]")].map((b) => b.dataset.series);

  async function draw(plot) {
    const figure = plot.closest("figure");
    const spec = coloured(plot.querySelector("script").textContent);
    spec.params[0].value = hiddenIn(figure);
    plot.view?.finalize();
    const embedded = await vegaEmbed(plot.querySelector(".chart"), spec, {
      config: coloured(JSON.stringify(page.config)),
      renderer: "svg",
      actions: { export: true, source: false, compiled: false, editor: false },
      tooltip: { theme: isDark() ? "dark" : "light" },
      downloadFileName: figure.dataset.name,
    });
    plot.view = embedded.view;
  }

  const plots = [...document.querySelectorAll(".plot")];
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((e) => e.isIntersecting)) {
        near.unobserve(entry.target);
        draw(entry.target);
      }
    },
    { rootMargin: "600px" },
  );
  plots.forEach((plot) => near.observe(plot));
  addEventListener("beforeprint", () => plots.filter((p) => !p.view).forEach(draw));

  function recolour() {
    button.textContent = isDark() ? "Light" : "Dark";
    plots.filter((plot) => plot.view).forEach(draw);
  }
  button.hidden = false;
  button.textContent = isDark() ? "Light" : "Dark";
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    recolour();
  });
  system.addEventListener("change", recolour);

  document.addEventListener("click", (event) => {
    const name = event.target.closest(".legend button");
    if (!name) return;
    name.setAttribute("aria-pressed", String(name.getAttribute("aria-pressed") !== "true"));
    const figure = name.closest("figure");
    for (const plot of figure.querySelectorAll(".plot")) {
      plot.view?.signal("hidden", hiddenIn(figure)).runAsync();
    }
  });
})();
