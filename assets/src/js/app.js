// For every page; each piece is a help, never a need: the pages work without it.
import { keepDrafts } from "./drafts.js";
import { watchNetwork } from "./network.js";
import { revealConditional } from "./reveal.js";
import { keepTokensFresh } from "./token.js";

// The summary of faults is read out first.
const summary = document.querySelector(".govuk-error-summary");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}

// A second press of a button that sends is ignored for a second.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-prevent-double-click]");
  if (!button) return;
  if (button.dataset.pressed) {
    event.preventDefault();
    return;
  }
  button.dataset.pressed = "1";
  setTimeout(() => delete button.dataset.pressed, 1000);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

revealConditional();
keepDrafts();
watchNetwork();
keepTokensFresh();

if ("serviceWorker" in navigator && location.protocol === "https:") navigator.serviceWorker.register("/sw.js");
