// Two conveniences; both pages work without: the progress of an upload, and a field that narrows the list of units.
const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");

function tellUpload(form) {
  const box = form.querySelector("[data-progress]");
  const bar = box.querySelector("progress");
  const word = box.querySelector("[role=status]");
  const says = document.getElementById("upload-says");

  form.addEventListener("htmx:xhr:loadstart", () => {
    says.replaceChildren();
    box.hidden = false;
    bar.value = 0;
    word.textContent = form.dataset.sending;
  });
  form.addEventListener("htmx:xhr:progress", (event) => {
    if (!event.detail.lengthComputable) return;
    bar.value = Math.round((100 * event.detail.loaded) / event.detail.total);
    if (event.detail.loaded >= event.detail.total) {
      bar.removeAttribute("value");
      word.textContent = form.dataset.reading;
    }
  });
  const broken = () => {
    box.hidden = true;
    const notice = document.createElement("p");
    notice.className = "notice notice-block";
    notice.textContent = form.dataset.broken;
    says.replaceChildren(notice);
  };
  form.addEventListener("htmx:sendError", broken);
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.getResponseHeader("HX-Redirect")) return;
    box.hidden = true;
    // A refusal comes as HTTP 400 with its words; other failures have none.
    if (xhr.status >= 400 && xhr.status < 500) event.detail.shouldSwap = true;
    else if (xhr.status >= 500) broken();
  });
}

function findUnit(form) {
  const select = form.querySelector("select");
  const field = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("p");
  field.className = "field mb-2";
  input.type = "search";
  input.id = "find-unit";
  input.autocomplete = "off";
  label.htmlFor = input.id;
  label.textContent = form.dataset.findLabel;
  count.className = "meta mb-0";
  count.setAttribute("role", "status");
  field.append(label, input, count);
  select.closest(".field").before(field);

  input.addEventListener("input", () => {
    const wanted = fold(input.value.trim());
    const seen = new Set();
    let first = null;
    for (const option of select.options) {
      const fits = option.value && !seen.has(option.value) && fold(option.textContent).includes(wanted);
      option.hidden = Boolean(wanted) && !fits;
      if (fits) seen.add(option.value);
      if (fits && !first) first = option;
    }
    for (const group of select.querySelectorAll("optgroup")) {
      group.hidden = [...group.children].every((option) => option.hidden);
    }
    if (wanted && first) first.selected = true;
    count.textContent = !wanted ? "" : seen.size ? `${seen.size} ${form.dataset.findSome}` : form.dataset.findNone;
  });
}

for (const form of document.querySelectorAll("[data-upload]")) tellUpload(form);
for (const form of document.querySelectorAll("[data-find-unit]")) findUnit(form);
