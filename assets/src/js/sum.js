// The SHA-256 of a chosen file, taken on this device: then only the sum is sent. Without it (an old browser, a
// connection that is not secure) the form sends the file, as it does without JavaScript.
import { say } from "./words.js";

const form = document.querySelector("form[data-sum]");
// A browser reads the whole file into its memory for this.
const MOST = 500 * 1024 * 1024;

function hex(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

form?.addEventListener("submit", async (event) => {
  const input = form.querySelector("input[type=file]");
  const file = input.files[0];
  const sum = form.elements.sha256;
  sum.value = "";
  if (!file || !file.size || file.size > MOST || !globalThis.crypto?.subtle) return;
  event.preventDefault();
  form.querySelector("[data-sum-state]").textContent = say("Đang tính mã của tệp trên máy của bạn");
  try {
    sum.value = hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    input.disabled = true;
  } finally {
    form.submit();
  }
});

// Coming back by the browser's own button: the field can be used again.
addEventListener("pageshow", () => {
  const input = form?.querySelector("input[type=file]");
  if (input) input.disabled = false;
});
