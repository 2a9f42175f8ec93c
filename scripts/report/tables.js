// Tables that are sorted by any column, and claims that are filtered.
"use strict";
(() => {
  // A cell's number: the first in its text, so that 97.2 ±0.4 is 97.2. Not-a-number if it has none.
  const numberIn = (text) => {
    const found = /^≈?\s*([−-]?[\d,]*\.?\d+)/.exec(text.trim());
    return found ? Number(found[1].replace(/,/g, "").replace("−", "-")) : NaN;
  };

  function sort(table, column, button) {
    const head = button.closest("th");
    const before = head.getAttribute("aria-sort");
    const rows = [...table.tBodies[0].rows];
    const text = (row) => row.cells[column].innerText;
    const numeric = rows.some((row) => !Number.isNaN(numberIn(text(row))));
    const descending = before ? before === "ascending" : numeric;
    const keyed = rows.map((row, nth) => ({ row, nth, key: numeric ? numberIn(text(row)) : text(row) }));
    keyed.sort((a, b) => {
      const missing = (x) => (numeric ? Number.isNaN(x.key) : x.key === "");
      if (missing(a) !== missing(b)) return missing(a) ? 1 : -1;
      const order = numeric ? a.key - b.key : a.key.localeCompare(b.key, undefined, { numeric: true });
      return (descending ? -order : order) || a.nth - b.nth;
    });
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    table.tBodies[0].append(...keyed.map(({ row }) => row));
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.setAttribute("aria-label", `sort by ${head.textContent}`);
      button.addEventListener("click", () => sort(table, column, button));
      head.append(" ", button);
    }
  }

  const bar = document.querySelector(".filter");
  if (!bar) return;
  const [input, status, all] = ["input", "[role=status]", "button"].map((s) => bar.querySelector(s));
  const rows = [...document.querySelectorAll("#all-claims tbody tr")];
  let [paper, verdict] = ["", ""];

  function filter() {
    const words = input.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const fits = (!paper || row.dataset.paper === paper) &&
        (!verdict || row.dataset.verdict === verdict) && words.every((word) => text.includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    const some = shown < rows.length;
    status.textContent = some ? `${shown} of ${rows.length} claims` : "";
    all.hidden = !some;
    for (const count of document.querySelectorAll("a.count")) {
      const chosen = paper !== "" && count.dataset.paper === paper && count.dataset.verdict === verdict;
      if (chosen) count.setAttribute("aria-current", "true");
      else count.removeAttribute("aria-current");
    }
  }
  bar.hidden = false;
  input.addEventListener("input", filter);
  all.addEventListener("click", () => {
    [paper, verdict, input.value] = ["", "", ""];
    filter();
  });
  document.addEventListener("click", (event) => {
    const count = event.target.closest("a.count");
    if (!count) return;
    event.preventDefault();
    ({ paper, verdict } = count.dataset);
    filter();
    document.getElementById("claims").scrollIntoView();
  });
})();
