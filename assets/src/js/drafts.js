// Keeps what is typed in forms with data-draft-key on this device until the form was sent, so that a lost
// network or an expired login loses nothing. Passwords, files, hidden fields and tokens are never kept.
import { showNotice } from "./notice.js";
import { say } from "./words.js";

const PREFIX = "tinhso:draft:";
const DAY = 24 * 3600 * 1000;
// What is kept belongs to whoever is signed in: a telephone or a machine may be shared. An officer's is gone after
// a day: many sit at one machine.
const owner = document.body.dataset.draftOwner ?? "";
const LASTS = document.body.classList.contains("ts-officer") ? DAY : 7 * DAY;
// Who signs out, or closes a dossier that was opened by its receipt, leaves nothing behind.
const LEAVING = new Set(["/dang-xuat/", "/tra-cuu/ket-thuc/"]);
const SKIPPED = new Set(["password", "file", "hidden", "submit", "button"]);

// The id of an uploaded file is kept too: the file itself has arrived. So is the key of a sending (data-draft-keep):
// what arrived before the line broke is not filed twice.
// A scanned card is read at once: what it filled in is kept, its text is not.
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !field.hasAttribute("data-scan") && (!SKIPPED.has(field.type) || field.dataset.uploadId || field.hasAttribute("data-draft-keep")));

const lives = (kept) => Boolean(kept) && Date.now() < kept.until;
// What one person typed is theirs alone; what was typed signed out is shown to nobody who is signed in.
const mine = (kept) => lives(kept) && (kept.owner ?? "") === owner;

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + key));
    return mine(kept) ? kept : null;
  } catch {
    return null;
  }
}

function write(form) {
  const values = {};
  for (const field of fieldsOf(form)) {
    const choice = field.type === "radio" || field.type === "checkbox";
    if (choice && !field.checked) continue;
    (values[field.name] ??= []).push(field.value);
  }
  try {
    localStorage.setItem(PREFIX + form.dataset.draftKey, JSON.stringify({ until: Date.now() + LASTS, owner, values }));
  } catch {
    // A full or forbidden store only means that nothing is kept; typing goes on.
  }
}

function differs(form, values) {
  return fieldsOf(form).some((field) => {
    const kept = values[field.name] ?? [];
    if (field.type === "radio" || field.type === "checkbox") return field.checked !== kept.includes(field.value);
    if (field.hasAttribute("data-draft-keep")) return false;
    return kept.length > 0 && kept[0] !== field.value;
  });
}

function restore(form, values) {
  const seen = {};
  for (const field of fieldsOf(form)) {
    const kept = values[field.name] ?? [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = kept.includes(field.value);
    else {
      const at = seen[field.name] ?? 0;
      seen[field.name] = at + 1;
      if (kept[at] !== undefined) field.value = kept[at];
      const state = field.value && field.dataset.uploadId && form.querySelector(`[data-upload-state="${field.dataset.uploadId}"]`);
      if (state && !state.textContent) state.textContent = say("Tệp đã tải lên lần trước được dùng lại.");
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  // A form that draws its questions by the answers asks for those that are not there yet.
  form.dispatchEvent(new CustomEvent("tinhso:restore", { detail: values }));
}

export function clearDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

function keep(form) {
  const key = form.dataset.draftKey;
  const kept = read(key);
  if (kept && differs(form, kept.values)) {
    showNotice(
      say("Máy này còn giữ những gì bạn gõ lần trước."),
      [
        [say("Lấy lại"), () => restore(form, kept.values)],
        [say("Bỏ đi"), () => localStorage.removeItem(PREFIX + key)],
      ],
      form,
    );
  }
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => write(form), 400);
  });
  // Still kept while it travels: a login page or a lost line may answer instead. The page that comes after
  // a good answer says so in data-draft-done.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    write(form);
  });
}

// Personal data does not lie on the machine longer than it may, whoever opens the next page. Who signs in after
// another removes what the other left; a page without an owner (signed out) waits for the same one to return.
function sweep() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key));
    } catch {
      // Unreadable: removed below.
    }
    const others = owner && kept?.owner && kept.owner !== owner;
    if (others || !lives(kept)) localStorage.removeItem(key);
  }
}

export function keepDrafts() {
  try {
    sweep();
  } catch {
    // A forbidden store keeps nothing.
  }
  for (const done of document.querySelectorAll("[data-draft-done]")) localStorage.removeItem(PREFIX + done.dataset.draftDone);
  document.querySelectorAll("form[data-draft-key]").forEach(keep);
  document.addEventListener("submit", (event) => {
    if (LEAVING.has(new URL(event.target.action).pathname)) clearDrafts();
  });
}
