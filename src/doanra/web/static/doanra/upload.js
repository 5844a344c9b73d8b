// Makes a .drop label take files by dropping, and lists what was chosen with a way to take one out. The input inside stays the
// truth: it is what the form sends, and it works alone. Limits come from data attributes: data-limit (bytes a file),
// data-many (files), and the words from data-says-*; nothing is refused here that the server does not refuse too.
function size(bytes, language) {
  const unit = bytes < 1e6 ? [1e3, "kB"] : [1e6, "MB"];
  return `${(bytes / unit[0]).toLocaleString(language, { maximumFractionDigits: 1 })} ${unit[1]}`;
}

function setFiles(input, files) {
  const box = new DataTransfer();
  for (const file of files) box.items.add(file);
  input.files = box.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function fault(file, zone, accept) {
  if (zone.dataset.limit && file.size > Number(zone.dataset.limit)) return zone.dataset.saysBig;
  const known = accept.filter((ending) => ending.startsWith("."));
  if (known.length && !known.some((ending) => file.name.toLowerCase().endsWith(ending))) return zone.dataset.saysKind;
  return file.size === 0 ? zone.dataset.saysEmpty : "";
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function row(file, zone, input, accept) {
  const item = document.createElement("li");
  const out = element("button", zone.dataset.saysOut, "linkish");
  out.type = "button";
  out.setAttribute("aria-label", `${zone.dataset.saysOut}: ${file.name}`);
  out.addEventListener("click", () => {
    setFiles(input, [...input.files].filter((other) => other !== file));
    input.focus();
  });
  item.append(element("span", ""), element("span", file.name.normalize("NFC")), element("span", size(file.size, document.documentElement.lang), "num meta"), out);
  const wrong = fault(file, zone, accept);
  if (wrong) item.append(element("span", wrong, "wrong"));
  return item;
}

function arm(zone) {
  const input = zone.querySelector("input[type=file]");
  const list = document.getElementById(zone.dataset.list);
  const accept = input.accept.toLowerCase().split(",").map((part) => part.trim()).filter(Boolean);
  const same = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

  input.addEventListener("change", () => {
    list.replaceChildren(...[...input.files].map((file) => row(file, zone, input, accept)));
    list.hidden = input.files.length === 0;
  });
  zone.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    zone.classList.add("is-over");
  });
  for (const end of ["dragleave", "drop"]) zone.addEventListener(end, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    const dropped = [...event.dataTransfer.files];
    const kept = input.multiple ? [...input.files].filter((file) => !dropped.some((other) => same(file, other))) : [];
    setFiles(input, input.multiple ? [...kept, ...dropped] : dropped.slice(0, 1));
  });
}

for (const zone of document.querySelectorAll(".drop[data-list]")) arm(zone);
// A file dropped beside the zone would replace the page and lose what was typed.
for (const kind of ["dragover", "drop"]) {
  window.addEventListener(kind, (event) => {
    if ([...(event.dataTransfer?.types ?? [])].includes("Files")) event.preventDefault();
  });
}
