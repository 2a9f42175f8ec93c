// Search, keys, and buttons that copy.
"use strict";
(() => {
  const box = document.getElementById("search");
  const input = box.querySelector("input");
  const list = document.getElementById("found");
  const most = 12;

  // What can be found: headings, figures, claims and words, each with its place.
  function places() {
    const all = [];
    const add = (kind, element, text, to) => all.push({ kind, text: text.trim(), to, element });
    for (const head of document.querySelectorAll("h3[id], h2[id]")) {
      add("section", head, (head.querySelector("a") ?? head).textContent, `#${head.id}`);
    }
    for (const figure of document.querySelectorAll("figure[id]")) {
      const of = figure.closest("section")?.querySelector("h3 a")?.textContent ?? "";
      add("figure", figure, `${figure.querySelector("figcaption").textContent} ${of}`, `#${figure.id}`);
    }
    const claims = document.querySelectorAll(".claim[id]");
    for (const claim of claims) {
      const [id, says] = [claim.querySelector("h4").textContent, claim.querySelectorAll("p")[1]];
      add("claim", claim, `${id} ${says.textContent}`, `#${claim.id}`);
    }
    if (!claims.length) {
      for (const row of document.querySelectorAll("#all-claims tbody tr")) {
        const link = row.querySelector("a");
        add("claim", row, `${row.cells[0].textContent} ${row.cells[3].textContent}`, link?.getAttribute("href"));
      }
    }
    for (const word of document.querySelectorAll(".glossary dt")) {
      add("word", word, `${word.textContent}: ${word.nextElementSibling.textContent}`, `#${word.id}`);
    }
    return all;
  }
  let known;

  function find() {
    known ??= places();
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ text }) => words.every((word) => text.toLowerCase().includes(word));
    const found = words.length ? known.filter(fits).slice(0, most) : [];
    list.replaceChildren(
      ...found.map(({ kind, text, to }) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        const small = document.createElement("small");
        small.textContent = kind;
        link.append(small, " ", text.length > 110 ? `${text.slice(0, 108)} …` : text);
        if (to) link.href = to;
        item.append(link);
        return item;
      }),
    );
    if (words.length && !found.length) list.append("nothing on this page");
    list.hidden = !words.length;
  }
  const close = () => ((list.hidden = true), (input.value = ""));
  box.hidden = false;
  input.addEventListener("input", find);
  box.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      close();
      document.activeElement.blur();
    } else if (event.key === "Enter" && at < 0) {
      links[0]?.click();
    } else if (event.key === "ArrowDown") {
      links[Math.min(links.length - 1, at + 1)]?.focus();
      event.preventDefault();
    } else if (event.key === "ArrowUp") {
      (links[at - 1] ?? input).focus();
      event.preventDefault();
    }
  });
  list.addEventListener("click", (event) => event.target.closest("a") && close());
  document.addEventListener("click", (event) => !box.contains(event.target) && (list.hidden = true));

  // The next or the previous figure: the one after what has the focus, else after what is in sight.
  function go(by) {
    const figures = [...document.querySelectorAll("figure")];
    if (!figures.length) return;
    let at = figures.indexOf(document.activeElement?.closest("figure"));
    if (at < 0) {
      const below = figures.findIndex((figure) => figure.getBoundingClientRect().top > 60);
      at = by > 0 ? (below < 0 ? figures.length : below) - 1 : below < 0 ? figures.length : below;
    }
    const figure = figures[Math.min(figures.length - 1, Math.max(0, at + by))];
    figure.scrollIntoView({ block: "start" });
    const first = figure.querySelector(".plot[tabindex]") ?? figure;
    if (first === figure) figure.tabIndex = -1;
    first.focus({ preventScroll: true });
  }

  const help = document.getElementById("keys");
  const button = document.getElementById("help");
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") input.focus();
    else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "?") help.showModal();
    else return;
    event.preventDefault();
  });

  // Pages from files may not have the clipboard: then a selection is copied.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }
  for (const each of document.querySelectorAll("button.copy")) each.hidden = false;
  document.addEventListener("click", async (event) => {
    const each = event.target.closest("button.copy");
    if (!each) return;
    await copy(each.dataset.copy);
    each.textContent = "Copied";
    setTimeout(() => (each.textContent = "Copy"), 2000);
  });
})();
