// A figure of the page as one picture to keep: all its plots in the colours of light ground, on
// white, with its caption and its legend, whatever the theme of the page is.
"use strict";
const figureExport = (() => {
  const scale = 3; // pixels of a PNG for each of the page
  const margin = 20;
  const line = 18; // height of a line of text
  const font = "system-ui, sans-serif";
  const context = document.createElement("canvas").getContext("2d");

  const escaped = (text) =>
    text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  const text = (words, x, y, style) =>
    `<text x="${x}" y="${y}" font-family="${font}" ${style}>${escaped(words)}</text>`;
  function widthOf(words, style) {
    context.font = `${style} ${font}`;
    return Math.ceil(context.measureText(words).width);
  }

  // The words in lines that are no wider than `width`.
  function folded(words, width, style) {
    const lines = [""];
    for (const word of words.split(/\s+/)) {
      const longer = (lines.at(-1) + " " + word).trim();
      if (lines.at(-1) && widthOf(longer, style) > width) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  // A plot drawn anew, off the page. Vega counts the names inside on from drawing to drawing: here
  // they are counted by plot, as all plots share one document and the same figure is the same file.
  async function drawn(spec, nth, width, config, hidden) {
    spec.width = width;
    spec.params[0].value = hidden;
    const view = new vega.View(vega.parse(vegaLite.compile(spec, { config }).spec));
    const names = new Map();
    const svg = (await view.toSVG()).replace(/( id="|url\(#)([^")]+)/g, (_, before, name) => {
      if (!names.has(name)) names.set(name, `plot${nth}-${names.size}`);
      return before + names.get(name);
    });
    view.finalize();
    return { svg, height: Number(/ height="([\d.]+)"/.exec(svg)[1]) };
  }

  // The entries of a legend that are shown, in rows below `top`.
  function legend(figure, width, top) {
    const shown = figure.querySelectorAll(".legend .key, .legend [aria-pressed=true]");
    let [x, y, svg] = [margin, top, ""];
    for (const entry of shown) {
      const words = entry.textContent;
      const wide = 30 + widthOf(words, "12px");
      if (x > margin && x + wide > width - margin) [x, y] = [margin, y + line];
      const swatch = entry.querySelector("svg").cloneNode(true);
      swatch.setAttribute("color", swatch.style.getPropertyValue("--light"));
      for (const name of ["class", "style"]) swatch.removeAttribute(name);
      swatch.setAttribute("x", x);
      swatch.setAttribute("y", y - 10);
      svg += new XMLSerializer().serializeToString(swatch);
      svg += text(words, x + 28, y, 'font-size="12" fill="#1c2430"');
      x += wide + 18;
    }
    return { svg, bottom: shown.length > 0 ? y + line : top };
  }

  async function svgOf(figure, config, hidden) {
    const plots = figure.querySelector(".plots");
    const columns = Number(plots.style.getPropertyValue("--columns"));
    const wide = columns > 1 ? 360 : 560;
    const width = columns * (wide + margin) + margin;
    const title = 'font-size="15" font-weight="600" fill="#1c2430"';
    let y = margin + 12;
    let svg = "";
    for (const words of folded(
      figure.querySelector("figcaption").textContent, width - 2 * margin, "600 15px")) {
      svg += text(words, margin, y, title);
      y += line + 2;
    }
    const specs = [...plots.querySelectorAll("script")].map((s) => JSON.parse(s.textContent));
    for (let i = 0; i < specs.length; i += columns) {
      const row = await Promise.all(specs.slice(i, i + columns).map(
        (spec, c) => drawn(spec, i + c, wide, config, hidden)));
      row.forEach(({ svg: plot }, c) => {
        svg += plot.replace("<svg ", `<svg x="${margin + c * (wide + margin)}" y="${y}" `);
      });
      y += Math.max(...row.map((plot) => plot.height)) + margin;
    }
    const names = legend(figure, width, y);
    const from = figure.closest("section").dataset.name;
    const note = `mdisim, ${from}. Intervals are 95 %, over replications.`;
    svg += names.svg + text(note, margin, names.bottom + 6, 'font-size="11" fill="#5b6673"');
    const height = Math.ceil(names.bottom + 6 + margin);
    return {
      width, height,
      svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
        `viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#ffffff"/>` +
        `${svg}</svg>`,
    };
  }

  const asBlob = (svg) => new Blob([svg], { type: "image/svg+xml" });

  async function pngOf({ svg, width, height }) {
    const image = new Image();
    image.src = URL.createObjectURL(asBlob(svg));
    await image.decode();
    URL.revokeObjectURL(image.src);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [scale * width, scale * height];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  // Saves a figure as a file; `form` is "svg" or "png", `hidden` the series that are not shown.
  return async function save(figure, form, config, hidden) {
    const picture = await svgOf(figure, config, hidden);
    const blob = form === "png" ? await pngOf(picture) : asBlob(picture.svg);
    const link = document.createElement("a");
    link.download = `${figure.dataset.name}.${form}`;
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
})();
