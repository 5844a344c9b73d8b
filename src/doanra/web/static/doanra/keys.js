// Keys: "?" opens the help of this page, "g" the glossary, arrows walk the rows of a table, "j" enters the first one.
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

// The rows of a table that can be walked: each by its first link or box.
function stops(table) {
  return [...table.querySelectorAll("tbody tr")]
    .map((row) => row.querySelector("a[href], input[type=checkbox]"))
    .filter((stop) => stop && stop.getClientRects().length > 0);
}

function walk(event) {
  const table = event.target.closest?.("main table");
  const row = event.target.closest?.("tbody tr");
  if (!table || !row) return;
  const all = stops(table);
  const here = all.findIndex((stop) => row.contains(stop));
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
  if (here < 0 || next === undefined || !all[next]) return;
  event.preventDefault();
  all[next].focus();
  all[next].closest("tr").scrollIntoView({ block: "nearest" });
}

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
  } else if (event.key === "j") {
    const table = document.querySelector("main table:has(tbody a[href])");
    if (table) stops(table)[0]?.focus();
  }
});

for (const link of document.querySelectorAll("a[data-help-open]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.dataset.helpOpen);
  });
}
