// The plan board by keyboard and by hand. Every act is a form that works without this file; here it is sent in the
// background and the page's main part is put in its place. While a card is carried each column says what it would answer.
const htmx = window.htmx;
const PHONE = window.matchMedia("(max-width: 575.98px)");
let carried = null; // the card that is being carried, and what the columns say to it
let returnTo = null; // the card to focus when the menu closes
let beside = null; // the card next to the one that was last acted on: where to be if that one has gone elsewhere

const board = () => document.getElementById("board");
const editable = () => board()?.hasAttribute("data-editable") ?? false;
const cardOf = (element) => element?.closest?.("[data-card]") ?? null;
const address = (rest) => board().dataset.base + rest;

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

/* ---- acts ---- */

function send(url, values) {
  const main = document.getElementById("main");
  const card = document.activeElement?.closest("[data-card]") ?? document.querySelector(".sel, .is-dragged");
  beside = (card?.nextElementSibling ?? card?.previousElementSibling)?.id ?? beside;
  const kept = { left: document.querySelector(".cols")?.scrollLeft ?? 0, top: window.scrollY };
  main.classList.add("is-busy");
  return htmx
    .ajax("POST", url, { source: board(), target: "#main", select: "#main", swap: "outerHTML", values })
    .then(() => {
      document.getElementById("main").classList.remove("is-busy");
      settle(kept);
    });
}

function act(rest, values) {
  return send(address(rest), { revision: board().dataset.revision, back: board().dataset.back, ...values });
}

function settle(kept) {
  const here = board();
  if (!here || here.dataset.settled) return;
  here.dataset.settled = "1";
  dress();
  const columns = document.querySelector(".cols");
  if (columns) columns.scrollLeft = kept.left;
  window.scrollTo({ top: kept.top, behavior: "instant" });
  const said = document.querySelector(".notices");
  if (said) speak([...said.children]);
  const at = document.getElementById(`card-${here.dataset.at}`) ?? document.getElementById(beside);
  if (at) focusCard(at);
  else document.querySelector(".cols")?.focus({ preventScroll: true });
}

function speak(notices) {
  document.querySelector(".board-say")?.remove();
  const place = document.createElement("div");
  place.className = "board-say";
  place.append(...notices);
  const close = document.createElement("button");
  close.className = "btn btn-quiet btn-sm close";
  close.type = "button";
  close.textContent = board().dataset.saysClose;
  close.addEventListener("click", hush);
  place.append(close);
  document.getElementById("main").append(place);
}

function hush() {
  document.querySelector(".board-say")?.remove();
}

// What the server refuses is said in place; nothing of the page is exchanged.
function refused(event) {
  const { xhr } = event.detail;
  if (xhr.status < 400 || !board()) return;
  event.preventDefault();
  event.stopPropagation();
  const answer = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const notice = answer.querySelector(".notice");
  if (notice) speak([document.importNode(notice, true)]);
}
document.addEventListener("htmx:beforeOnLoad", refused, { capture: true });

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!board() || !htmx || !(form.matches("[data-undo]") || form.matches("[data-act]"))) return;
  event.preventDefault();
  const values = Object.fromEntries(new FormData(form, event.submitter));
  const card = document.querySelector(".sel");
  closeMenu();
  card?.focus({ preventScroll: true });
  send(form.getAttribute("action"), values);
});

/* ---- cards by keyboard ---- */

const visible = (element) => element.getClientRects().length > 0;
const lists = () => [...document.querySelectorAll(".board .col-people")].filter(visible);
const cardsIn = (list) => [...list.querySelectorAll(":scope > [data-card]")];

function focusCard(card) {
  for (const other of document.querySelectorAll('[data-card][tabindex="0"]')) other.tabIndex = -1;
  card.tabIndex = 0;
  card.focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function step(card, key) {
  const all = lists().filter((list) => cardsIn(list).length);
  const mine = all.indexOf(card.parentElement);
  const row = cardsIn(card.parentElement).indexOf(card);
  if (key === "ArrowDown" || key === "ArrowUp") return cardsIn(card.parentElement)[row + (key === "ArrowDown" ? 1 : -1)];
  if (key === "Home") return cardsIn(card.parentElement)[0];
  if (key === "End") return cardsIn(card.parentElement).at(-1);
  const beside = all[mine + (key === "ArrowRight" ? 1 : -1)];
  return beside && (cardsIn(beside)[row] ?? cardsIn(beside).at(-1));
}

const STEPS = new Set(["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"]);

function onCard(event, card) {
  if (STEPS.has(event.key)) {
    const next = step(card, event.key);
    if (next) focusCard(next);
    event.preventDefault();
  } else if (editable() && event.key.toLowerCase() === "m") {
    event.preventDefault();
    openMenu(card);
  } else if (editable() && event.key.toLowerCase() === "p" && card.closest(".col")) {
    event.preventDefault();
    act(`pin/${card.dataset.card}/`, { pinned: "pinned" in card.dataset ? "no" : "yes" });
  }
}

document.addEventListener("keydown", (event) => {
  if (!board() || typing(event.target) || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
    const undo = document.querySelector("[data-undo]");
    if (undo) {
      event.preventDefault();
      undo.requestSubmit();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") hush();
  const menu = event.target.closest("#moveto");
  if (menu) return onMenu(event, menu);
  if (event.target.matches(".cols") && STEPS.has(event.key)) {
    const first = document.querySelector('[data-card][tabindex="0"]') ?? document.querySelector("[data-card]");
    if (first) focusCard(first);
    return event.preventDefault();
  }
  const card = cardOf(event.target);
  if (card && event.target === card) onCard(event, card);
});

/* ---- the menu "move to" ---- */

async function openMenu(card) {
  closeMenu();
  returnTo = card.dataset.card;
  card.classList.add("sel");
  const link = card.querySelector("[data-move]").getAttribute("href");
  await htmx.ajax("GET", link, { source: card, target: "#moveto-slot", swap: "innerHTML" });
  const menu = document.getElementById("moveto");
  if (!menu) return card.classList.remove("sel");
  menu.addEventListener("toggle", onToggle);
  menu.showPopover();
  menu.querySelector("button, a")?.focus();
}

function onToggle(event) {
  if (event.newState !== "closed") return;
  for (const card of document.querySelectorAll(".sel")) card.classList.remove("sel");
  const card = returnTo && document.getElementById(`card-${returnTo}`);
  if (card) focusCard(card);
}

function closeMenu() {
  const menu = document.getElementById("moveto");
  if (menu?.matches(":popover-open")) {
    menu.removeEventListener("toggle", onToggle);
    menu.hidePopover();
  }
  for (const card of document.querySelectorAll(".sel")) card.classList.remove("sel");
}

function onMenu(event, menu) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const items = [...menu.querySelectorAll("button[name=to]")];
    const next = items[items.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    next?.focus();
    event.preventDefault();
  } else if (/^\d$/.test(event.key)) {
    menu.querySelector(`[data-key="${event.key}"]`)?.click();
    event.preventDefault();
  }
}

document.addEventListener("click", (event) => {
  if (!board()) return;
  const dots = event.target.closest("[data-move]");
  if (dots && htmx && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    return openMenu(cardOf(dots));
  }
  const opener = event.target.closest("[data-open]");
  if (opener && PHONE.matches) {
    event.preventDefault();
    return openColumn(opener.closest(".col"));
  }
  const stepper = event.target.closest("[data-step]");
  if (stepper) {
    event.preventDefault();
    return turn(Number(stepper.dataset.step));
  }
  const card = cardOf(event.target);
  if (card && !event.target.closest("a, button, summary")) focusCard(card);
});

document.addEventListener("contextmenu", (event) => {
  const card = cardOf(event.target);
  if (!card || !editable() || !htmx || event.target.closest("a") || PHONE.matches) return;
  event.preventDefault();
  openMenu(card);
});

/* ---- columns ---- */

function openColumn(column) {
  for (const other of document.querySelectorAll(".col.is-current")) other.classList.remove("is-current");
  column.classList.add("is-current");
  column.scrollIntoView({ block: "start" });
  const first = column.querySelector("[data-card]");
  if (first) focusCard(first);
}

function inView(columns) {
  const edge = columns.getBoundingClientRect();
  const all = [...columns.querySelectorAll(".col")];
  const seen = all.filter((column) => {
    const box = column.getBoundingClientRect();
    return box.left >= edge.left - 8 && box.right <= edge.right + 8;
  });
  return { all, first: all.indexOf(seen[0]), last: all.indexOf(seen.at(-1)) };
}

function turn(way) {
  const columns = document.querySelector(".cols");
  const { all, first, last } = inView(columns);
  const wide = Math.max(1, last - first + 1);
  const next = Math.min(Math.max(0, first + way * wide), all.length - 1);
  columns.scrollTo({ left: all[next].offsetLeft - columns.offsetLeft - 3, behavior: "instant" });
}

function tellRange() {
  const columns = document.querySelector(".cols");
  const range = document.querySelector("[data-range]");
  if (!columns || !range) return;
  const { all, first, last } = inView(columns);
  const more = columns.scrollWidth > columns.clientWidth + 8;
  for (const chip of document.querySelectorAll(".steps")) chip.hidden = !more;
  const [back, on] = document.querySelectorAll("[data-step]");
  back.hidden ||= first <= 0;
  on.hidden ||= last >= all.length - 1;
  const form = board().dataset.saysRange;
  range.textContent = form.replace("%1", first + 1).replace("%2", last + 1).replace("%3", all.length);
}

/* ---- carrying a card ---- */

document.addEventListener("dragstart", async (event) => {
  const card = cardOf(event.target);
  if (!card || !editable()) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.dataset.card);
  const mine = { card, moves: null };
  carried = mine;
  requestAnimationFrame(() => card.classList.add("is-dragged"));
  const answer = await fetch(address(`moves/${card.dataset.card}.json`), { headers: { Accept: "application/json" } });
  if (!answer.ok || carried !== mine) return;
  mine.moves = (await answer.json()).moves;
  for (const place of document.querySelectorAll("[data-drop]")) {
    const said = mine.moves[place.dataset.drop];
    if (!said || place.contains(card)) continue;
    place.classList.add(`can-${said.level}`);
    place.querySelector("[data-say]").textContent = said.say;
  }
});

function placeOf(event) {
  const place = event.target.closest?.("[data-drop]");
  const said = place && carried?.moves?.[place.dataset.drop];
  return said && !place.contains(carried.card) ? { place, said } : null;
}

document.addEventListener("dragover", (event) => {
  if (!carried) return;
  for (const over of document.querySelectorAll(".is-over")) over.classList.remove("is-over");
  autoscroll(event);
  const found = placeOf(event);
  whisper(found);
  if (!found) return;
  found.place.classList.add("is-over");
  if (found.said.level === "block") return; // not allowed: the browser shows it, the column says why
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
});

// The answer of the column below the card stands at its top; where that is out of sight it is said at the foot.
function whisper(found) {
  const said = found?.place.querySelector(".drop-say");
  const box = said?.getBoundingClientRect();
  const seen = box && box.bottom > 0 && box.top < window.innerHeight;
  let place = document.querySelector(".hover-say");
  if (!found || seen) return place?.remove();
  if (place?.dataset.of === found.place.dataset.drop) return;
  place ??= document.getElementById("main").appendChild(document.createElement("div"));
  place.className = "hover-say";
  place.dataset.of = found.place.dataset.drop;
  const notice = document.createElement("div");
  notice.className = `notice notice-${found.said.level === "ok" ? "pass" : found.said.level}`;
  const shape = said.querySelector(`[data-level="${found.said.level === "ok" ? "pass" : found.said.level}"]`);
  notice.append(shape.cloneNode(true), found.said.say);
  place.replaceChildren(notice);
}

function autoscroll(event) {
  const columns = document.querySelector(".cols");
  if (!columns) return;
  const edge = columns.getBoundingClientRect();
  if (event.clientY < edge.top || event.clientY > edge.bottom) return;
  if (event.clientX > edge.left && event.clientX < edge.left + 40) columns.scrollLeft -= 16;
  else if (event.clientX < edge.right && event.clientX > edge.right - 40) columns.scrollLeft += 16;
}

document.addEventListener("drop", (event) => {
  const found = carried && placeOf(event);
  if (!found || found.said.level === "block") return;
  event.preventDefault();
  const person = carried.card.dataset.card;
  letGo();
  act(`move/${person}/`, { to: found.place.dataset.drop });
});

function letGo() {
  for (const place of document.querySelectorAll("[data-drop]")) {
    place.classList.remove("can-ok", "can-warn", "can-block", "is-over");
  }
  document.querySelector(".hover-say")?.remove();
  carried?.card.classList.remove("is-dragged");
  carried = null;
}

document.addEventListener("dragend", letGo);

/* ---- beginning ---- */

function dress() {
  const first = document.querySelector(".cols [data-card]") ?? document.querySelector("[data-card]");
  if (first && !document.querySelector('[data-card][tabindex="0"]')) first.tabIndex = 0;
  for (const keys of document.querySelectorAll("[data-keys]")) keys.hidden = false;
  const columns = document.querySelector(".cols");
  columns?.addEventListener("scroll", tellRange, { passive: true });
  tellRange();
}

// What htmx fetched by itself: the rest of a column takes the place of its link.
document.addEventListener("htmx:afterSwap", (event) => {
  const link = event.detail.requestConfig?.elt;
  if (link?.matches?.("[data-rest]")) {
    const first = event.detail.target.querySelector("[data-card]");
    if (link.nextElementSibling?.matches(".print-only")) link.nextElementSibling.remove();
    link.remove();
    if (first) focusCard(first);
  }
});

window.addEventListener("resize", tellRange);
if (board()) {
  dress();
  const at = board().dataset.at && document.getElementById(`card-${board().dataset.at}`);
  if (at) focusCard(at);
}
