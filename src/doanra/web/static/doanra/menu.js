// The shell's small comforts. Everything works without them: "/" goes to the search field, Esc and a click elsewhere close a
// menu, only one menu is open, the current stage is brought into view, a form sent twice is sent once.
const menus = () => document.querySelectorAll("details.menu[open]");

function close(menu, { refocus }) {
  menu.open = false;
  if (refocus) menu.querySelector("summary").focus();
}

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable], [role=textbox]") !== null;
}

function visible(element) {
  return element.getClientRects().length > 0;
}

function goToSearch(event) {
  const field = document.querySelector("[data-find]");
  if (!field) return;
  if (!visible(field)) {
    const contents = document.querySelector("details.toc");
    if (!contents) return;
    contents.open = true;
    contents.querySelector("input[type=search]").focus();
  } else {
    field.focus();
    field.select();
  }
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of menus()) close(menu, { refocus: menu.contains(document.activeElement) });
  } else if (event.key === "/" && !document.cookie.split("; ").includes("doanra_keys=off") && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
    goToSearch(event);
  }
});

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) close(menu, { refocus: false });
});

document.addEventListener("focusin", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) close(menu, { refocus: false });
});

// A second press of a submit button while the first request runs would do the act twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 4000); // an answer may be a file, and the page stays
});

const strip = document.querySelector(".stages ol");
const current = strip?.querySelector("[aria-current]");
if (current) strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;

// An error summary takes focus, so that a keyboard or a screen reader begins there.
document.querySelector(".wrongs")?.focus();

// "In trang này"
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
