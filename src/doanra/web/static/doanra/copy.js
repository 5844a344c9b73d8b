// <button type="button" class="linkish" hidden data-copy="ID" data-done="Đã chép">Chép</button> copies the text of #ID.
// The button stays hidden where the browser has no clipboard for the page; the text can be marked by hand.
async function copy(button) {
  const text = document.getElementById(button.dataset.copy).innerText.trim();
  await navigator.clipboard.writeText(text);
  const word = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = word; }, 2000);
}

function show(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
document.addEventListener("htmx:load", (event) => show(event.target));
show(document);
