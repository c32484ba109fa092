// Ticking rows of a list: the whole page at once, a run of rows with Shift, and how many there are.
const boxes = () => [...document.querySelectorAll("tbody input[name=step]")];
let last = -1;

function tell() {
  const every = boxes();
  const ticked = every.filter((box) => box.checked).length;
  const whole = document.getElementById("ca-trang");
  if (whole) {
    whole.checked = every.length > 0 && ticked === every.length;
    whole.indeterminate = ticked > 0 && ticked < every.length;
  }
  const said = document.querySelector("[data-ticked]");
  if (said && ticked) said.textContent = said.dataset.ticked.replace("{n}", ticked);
}

export function tickChosen(row) {
  const box = row.querySelector("input[name=step]");
  box?.click();
  return Boolean(box);
}

export function tickRows() {
  const place = document.querySelector("[data-select-page]");
  if (!place || !boxes().length) return;
  const label = document.createElement("label");
  label.className = "ts-tick";
  const whole = document.createElement("input");
  whole.type = "checkbox";
  whole.id = "ca-trang";
  whole.dataset.key = "a";
  whole.setAttribute("aria-label", place.dataset.selectPage);
  whole.addEventListener("change", () => {
    for (const box of boxes()) box.checked = whole.checked;
    tell();
  });
  label.append(whole);
  place.append(label);
  document.addEventListener("click", (event) => {
    const every = boxes();
    const at = every.indexOf(event.target);
    if (at < 0) return;
    if (event.shiftKey && last >= 0) {
      for (const box of every.slice(Math.min(at, last), Math.max(at, last) + 1)) box.checked = every[at].checked;
    }
    last = at;
    tell();
  });
  // The form's own boxes stand in the table; a reset reaches them after this event.
  document.addEventListener("reset", () => setTimeout(tell));
  addEventListener("pageshow", tell);
  tell();
}
