// A box above the boxes of a list ticks all of this page, and the bar says how many are ticked. Without it all works by hand.
const head = document.querySelector("[data-pick-all]");
const says = document.querySelector("[data-picked]");

function boxes() {
  return [...document.querySelectorAll(".listed tbody .pick input")];
}

function tell() {
  const all = boxes();
  const picked = all.filter((box) => box.checked).length;
  const top = head.querySelector("input");
  top.checked = picked > 0 && picked === all.length;
  top.indeterminate = picked > 0 && picked < all.length;
  if (says) says.textContent = picked ? `${picked} / ${all.length}` : "";
}

if (head) {
  head.hidden = false;
  head.addEventListener("change", (event) => {
    for (const box of boxes()) box.checked = event.target.checked;
    tell();
  });
  document.addEventListener("change", (event) => { if (event.target.closest(".listed tbody .pick")) tell(); });
  tell();
}
