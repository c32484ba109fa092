// Keyboard for officers. Rows: [data-rows] tr[data-href]; ↑ ↓ or j k choose, Enter opens.
// "?" lists every key of the officers' pages.
// Acts: any link, button or field with data-key="t" is pressed with that letter, which is drawn in it.
import { offerCopies } from "./copy.js";
import { openKeys } from "./help.js";
import { narrowChoices } from "./narrow.js";
import { redrawForms } from "./redraw.js";
import { tickChosen, tickRows } from "./ticks.js";

const rowsOf = () => [...document.querySelectorAll("[data-rows] tr[data-href]")];
const CHOSEN = "is-chosen";
let chosen = -1;

function choose(to) {
  const rows = rowsOf();
  if (!rows.length) return;
  chosen = Math.max(0, Math.min(rows.length - 1, to));
  rows.forEach((row, at) => {
    row.classList.toggle(CHOSEN, at === chosen);
    if (at === chosen) {
      // The link in the row takes focus, so a screen reader reads the row and Enter opens it by itself.
      const link = row.querySelector("a") ?? row;
      if (link === row) row.tabIndex = -1;
      link.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }
  });
}

const typing = (node) => node.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  const { key } = event;
  const open = document.querySelector("dialog[open]");
  if (open && key !== "?") return;
  const listed = rowsOf().length > 0;
  const help = key === "?" && document.querySelector("[data-help-keys]");
  if (help) openKeys(help);
  else if (listed && (key === "ArrowDown" || key === "j")) choose(chosen + 1);
  else if (listed && (key === "ArrowUp" || key === "k")) choose(chosen < 0 ? 0 : chosen - 1);
  else if (listed && key === "s" && chosen >= 0 && tickChosen(rowsOf()[chosen])) event.preventDefault();
  else if (key === "Enter" && event.target === document.body && chosen >= 0) rowsOf()[chosen].querySelector("a")?.click();
  else {
    if (key.length !== 1) return;
    const target = [...document.querySelectorAll("[data-key]")].find((node) => node.dataset.key.toLowerCase() === key.toLowerCase() && node.offsetParent);
    if (!target) return;
    // A letter pressed by mistake must not file a dossier: such a button only takes the focus, Enter presses it.
    if (target.matches("input:not([type=checkbox]), select, textarea, summary, [data-key-focus]")) target.focus();
    else target.click();
  }
  event.preventDefault();
});

// Ctrl+Enter presses the page's own button from within a field, so that one hand stays on the paper.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const button = event.target.closest?.("form")?.querySelector("[data-ctrl-enter]");
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-rows] tr[data-href]");
  if (!row || event.target.closest("a, button, input, label, summary") || String(getSelection())) return;
  location.assign(row.dataset.href);
});

function drawKeys(root) {
  for (const node of root.querySelectorAll("[data-key]")) {
    if (node.querySelector(".ts-key") || node.matches("input, select, textarea")) continue;
    const key = document.createElement("kbd");
    key.className = "ts-key";
    key.setAttribute("aria-hidden", "true");
    key.textContent = node.dataset.key.toUpperCase();
    node.prepend(key);
    node.setAttribute("aria-keyshortcuts", node.dataset.key.toUpperCase());
  }
}

// On a desk nothing of a form is folded away, so that Tab reaches every field; a telephone keeps it short.
if (matchMedia("(min-width: 48em)").matches) {
  for (const part of document.querySelectorAll("details[data-open-wide]")) part.open = true;
}

drawKeys(document);
redrawForms();
tickRows();
narrowChoices();
// On a telephone the lists stand in one strip: the open one is brought into sight.
const strip = document.querySelector(".ts-side");
const current = strip?.querySelector("[aria-current]");
if (current && strip.scrollWidth > strip.clientWidth) strip.scrollLeft = current.offsetLeft - 16;
if (document.querySelector("[data-print-now]")) window.print();
// After htmx has put in a new list, the first row is the one above it again.
document.addEventListener("htmx:afterSwap", (event) => {
  chosen = -1;
  drawKeys(event.target);
});

offerCopies();
