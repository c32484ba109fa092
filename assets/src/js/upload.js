// Sends a file in pieces that can be resumed, for <input type="file" data-upload>; fills <name>__id.
//   POST  /tep/tai-len/            {name, size}            → {id, offset}
//   PATCH /tep/tai-len/<id>/       Upload-Offset, piece    → {offset}
//   HEAD  /tep/tai-len/<id>/                               → Upload-Offset
//   POST  /tep/tai-len/<id>/xong/                          → {id, name, size, pages, state, reason}
import { freshToken } from "./token.js";

const START = "/tep/tai-len/";
const PIECE = 256 * 1000;
const WAITS = [1, 2, 4, 8, 15, 30];

const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

export function readableSize(size) {
  const words = (amount, places) => amount.toFixed(places).replace(/\.0$/, "").replace(".", ",");
  if (size < 1000) return `${size} byte`;
  return size < 999500 ? `${words(size / 1000, 0)} kB` : `${words(size / 1e6, 1)} MB`;
}

class Stopped extends Error {}

async function ask(address, options = {}) {
  const answer = await fetch(address, {
    ...options,
    headers: { "X-CSRFToken": freshToken(), Accept: "application/json", ...options.headers },
  });
  if (answer.ok) return answer;
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new Error(String(answer.status));
  const told = await answer.json().catch(() => ({}));
  const login = answer.status === 401 || answer.status === 403;
  const stopped = new Stopped(
    told.detail ? [told.detail, told.way_out].filter(Boolean).join(" ") : login ? "Bạn đã bị đăng xuất. Hãy đăng nhập lại ở một thẻ khác rồi chọn lại tệp." : "Tệp này không tải lên được. Hãy chọn lại tệp.",
  );
  stopped.status = answer.status;
  throw stopped;
}

async function patiently(act, say) {
  for (let tries = 0; ; tries++) {
    try {
      return await act();
    } catch (fault) {
      if (fault instanceof Stopped || tries >= WAITS.length) throw fault;
      say(`Mạng đang chập chờn, tự thử lại sau ${WAITS[tries]} giây. Phần đã tải vẫn được giữ.`);
      await sleep(WAITS[tries]);
    }
  }
}

const memory = (file) => `tinhso:upload:${file.name}:${file.size}:${file.lastModified}`;

// The upload of this very file that was broken off in this window, if the server still has it.
async function resumed(file) {
  try {
    const id = sessionStorage.getItem(memory(file));
    if (!id) return null;
    const stand = await ask(`${START}${id}/`, { method: "HEAD" });
    return { id, offset: Number(stand.headers.get("Upload-Offset")) };
  } catch {
    return null;
  }
}

async function begin(file, say) {
  const begun = await patiently(
    () => ask(START, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: file.name, size: file.size }) }),
    say,
  );
  const upload = await begun.json();
  try {
    sessionStorage.setItem(memory(file), upload.id);
  } catch {
    // Without a store a broken upload begins anew; nothing else is lost.
  }
  return upload;
}

async function send(file, say, progress) {
  const { id, offset: first } = (await resumed(file)) ?? (await begin(file, say));
  const address = `${START}${id}/`;
  let offset = first || 0;
  progress(offset);
  while (offset < file.size) {
    const piece = file.slice(offset, offset + PIECE);
    offset = await patiently(async () => {
      try {
        const answer = await ask(address, { method: "PATCH", headers: { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" }, body: piece });
        return (await answer.json()).offset;
      } catch (fault) {
        // The piece may have arrived though its answer was lost: ask where the server stands.
        if (fault instanceof Stopped && fault.status !== 409) throw fault;
        const stand = await ask(address, { method: "HEAD" });
        const there = Number(stand.headers.get("Upload-Offset"));
        if (there === offset) throw new Error("no progress");
        return there;
      }
    }, say);
    progress(offset);
  }
  const stored = await patiently(() => ask(`${address}xong/`, { method: "POST" }), say);
  sessionStorage.removeItem(memory(file));
  return stored.json();
}

function enhance(input) {
  const hidden = document.querySelector(`[data-upload-id="${input.id}"]`);
  const state = document.querySelector(`[data-upload-state="${input.id}"]`);
  if (!hidden || !state) return;
  const form = input.form;
  const name = input.name;
  const say = (text) => {
    state.textContent = text;
  };
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    hidden.value = "";
    const bar = document.createElement("progress");
    bar.max = file.size || 1;
    bar.setAttribute("aria-label", `Đang tải ${file.name}`);
    state.after(bar);
    input.disabled = true;
    form.dataset.uploading = String(Number(form.dataset.uploading || 0) + 1);
    let said = -1;
    const progress = (sent) => {
      bar.value = sent;
      const tenth = Math.floor((sent / file.size) * 10);
      if (tenth !== said) say(`Đang tải ${file.name}: ${readableSize(sent)} / ${readableSize(file.size)}`);
      said = tenth;
    };
    try {
      progress(0);
      const stored = await send(file, say, progress);
      if (stored.state === "refused") {
        say(`Không nhận được tệp này: ${stored.reason}`);
      } else {
        hidden.value = stored.id;
        say(`Đã nhận ${stored.name} · ${readableSize(stored.size)}${stored.pages ? ` · ${stored.pages} trang` : ""}`);
        // The file has arrived: it is not posted once more with the form.
        input.removeAttribute("name");
      }
    } catch (fault) {
      input.name = name;
      say(fault instanceof Stopped ? fault.message : "Chưa tải xong vì mạng yếu. Hãy chọn lại tệp để tải tiếp.");
    } finally {
      bar.remove();
      input.disabled = false;
      form.dataset.uploading = String(Number(form.dataset.uploading) - 1);
    }
  });
}

export function enhanceUploads(root = document) {
  root.querySelectorAll("input[type=file][data-upload]").forEach(enhance);
}

enhanceUploads();
// Fields that were drawn later, see redraw.js.
document.addEventListener("tinhso:redrawn", (event) => enhanceUploads(event.target));
document.addEventListener("submit", (event) => {
  if (Number(event.target.dataset.uploading || 0) > 0) {
    event.preventDefault();
    const state = event.target.querySelector("[data-upload-state]:not(:empty)");
    if (state) state.scrollIntoView({ block: "center" });
  }
});
