// Keys: "?" opens the help of this page, "g" the glossary, arrows walk the rows of a table, "j" and "k" from anywhere.
// Everything is also a plain page or a Tab away. Single letters can be switched off (WCAG 2.2, 2.1.4).
const off = document.cookie.split("; ").includes("doanra_keys=off");
const addresses = document.querySelector("[data-help]")?.dataset;

function typing(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=textbox], dialog") !== null;
}

function plain(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
}

let panel;
let opener;

function panelElement() {
  if (panel) return panel;
  panel = document.createElement("dialog");
  panel.className = "help-panel";
  panel.setAttribute("aria-labelledby", "help-title");
  panel.innerHTML = '<div class="help-top"><button type="button" class="btn btn-quiet"></button></div><div class="help-body"></div>';
  const close = panel.querySelector("button");
  close.textContent = addresses.helpClose;
  close.addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  panel.addEventListener("close", () => opener?.focus());
  document.body.append(panel);
  return panel;
}

async function open(address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok || answer.redirected) {
    location.assign(address.replace(/[?&]panel=1/, ""));
    return;
  }
  opener = document.activeElement;
  const dialog = panelElement();
  dialog.querySelector(".help-body").innerHTML = await answer.text();
  const back = dialog.querySelector("input[name=next]");
  if (back) back.value = location.pathname + location.search;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("#help-title")?.focus();
}

// A table is walked row by row: from its frame (one Tab stop), from a row that was clicked, or from within a row.
// Who has not gone into a table scrolls the page with the arrows as ever.
const WITHIN = "a[href], input[type=checkbox], button, summary";
const HEAD = 40; // pixels of the head that stays above the rows
let clicked;

function seen(element) {
  return element.getClientRects().length > 0;
}

function rowsOf(table) {
  return [...table.querySelectorAll("tbody tr")].filter((row) => stopOf(row));
}

// What of a row takes the focus: the same column as before, else its name, else its first link or box.
function stopOf(row, column = -1) {
  const all = [...row.querySelectorAll(WITHIN)].filter(seen);
  const same = all.find((stop) => stop.closest("td, th")?.cellIndex === column);
  return same ?? all.find((stop) => stop.closest("th")) ?? all.find((stop) => stop.matches("a[href]")) ?? all[0];
}

function enter(row, column) {
  stopOf(row, column).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// The first row that is on the screen, or the one that was clicked last.
function nearest(rows) {
  if (clicked && rows.includes(clicked)) return clicked;
  return rows.find((row) => row.getBoundingClientRect().top >= HEAD) ?? rows[0];
}

function tableOf(target) {
  const frame = target.closest?.("main .scroll[tabindex]");
  return target.closest?.("main table") ?? (frame === target ? frame.querySelector("table") : null);
}

function step(table, from, way) {
  const rows = rowsOf(table);
  if (!rows.length) return false;
  const row = from.closest?.("tbody tr");
  const here = rows.indexOf(row);
  const ends = { first: 0, last: rows.length - 1 };
  const next = way in ends ? rows[ends[way]] : here < 0 ? nearest(rows) : rows[here + way];
  if (next) enter(next, from.closest("td, th")?.cellIndex);
  return Boolean(next);
}

function walk(event) {
  if (event.target.type === "radio") return;
  const table = tableOf(event.target);
  const way = { ArrowDown: 1, ArrowUp: -1, Home: "first", End: "last" }[event.key];
  if (table && step(table, event.target, way)) event.preventDefault();
}

document.addEventListener("click", (event) => {
  const row = event.target.closest?.("main tbody tr");
  if (row) clicked = row;
});

document.addEventListener("keydown", (event) => {
  if (!plain(event) || typing(event.target)) return;
  if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
    walk(event);
  } else if (off || !addresses) {
    return;
  } else if (event.key === "?") {
    event.preventDefault();
    open(addresses.help);
  } else if (event.key === "g") {
    event.preventDefault();
    open(addresses.helpWords);
  } else if (event.key === "j" || event.key === "k") {
    const table = tableOf(event.target) ?? document.querySelector("main table:has(tbody a[href])");
    if (table) step(table, event.target, event.key === "j" ? 1 : -1);
  }
});

for (const link of document.querySelectorAll("a[data-help-open]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.dataset.helpOpen);
  });
}
