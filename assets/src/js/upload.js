// Sends a file in pieces that can be resumed, for <input type="file" data-upload>; fills <name>__id.
//   POST  /tep/tai-len/            {name, size}            → {id, offset, chunk}
//   PATCH /tep/tai-len/<id>/       Upload-Offset, piece    → Upload-Offset
//   HEAD  /tep/tai-len/<id>/                               → Upload-Offset, Upload-Chunk
//   POST  /tep/tai-len/<id>/xong/                          → {id, name, size, pages, state, reason}
import { freshToken } from "./token.js";
import { say } from "./words.js";

const START = "/tep/tai-len/";
const PIECE = 256 * 1000;
// As many as the server takes in one form.
const MOST = 20;
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
    told.detail ? [told.detail, told.way_out].filter(Boolean).join(" ") : login ? say("Bạn đã bị đăng xuất. Hãy đăng nhập lại ở một thẻ khác rồi chọn lại tệp.") : say("Tệp này không tải lên được. Hãy chọn lại tệp."),
  );
  stopped.status = answer.status;
  throw stopped;
}

async function patiently(act, tell) {
  for (let tries = 0; ; tries++) {
    try {
      return await act();
    } catch (fault) {
      if (fault instanceof Stopped || tries >= WAITS.length) throw fault;
      tell(say("Mạng đang chập chờn, tự thử lại sau {0} giây. Phần đã tải vẫn được giữ.", WAITS[tries]));
      await sleep(WAITS[tries]);
    }
  }
}

// How many bytes the server holds, as each of its answers tells in the header.
const stood = (answer) => Number(answer.headers.get("Upload-Offset"));

const memory = (file) => `tinhso:upload:${file.name}:${file.size}:${file.lastModified}`;

// The upload of this very file that was broken off in this window, if the server still has it.
async function resumed(file) {
  try {
    const id = sessionStorage.getItem(memory(file));
    if (!id) return null;
    const stand = await ask(`${START}${id}/`, { method: "HEAD" });
    return { id, offset: stood(stand), chunk: Number(stand.headers.get("Upload-Chunk")) };
  } catch {
    return null;
  }
}

async function begin(file, tell) {
  const begun = await patiently(
    () => ask(START, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: file.name, size: file.size }) }),
    tell,
  );
  const upload = await begun.json();
  try {
    sessionStorage.setItem(memory(file), upload.id);
  } catch {
    // Without a store a broken upload begins anew; nothing else is lost.
  }
  return upload;
}

async function send(file, tell, progress) {
  const { id, offset: first, chunk } = (await resumed(file)) ?? (await begin(file, tell));
  const address = `${START}${id}/`;
  let offset = first || 0;
  progress(offset);
  while (offset < file.size) {
    const piece = file.slice(offset, offset + (chunk || PIECE));
    offset = await patiently(async () => {
      try {
        const answer = await ask(address, { method: "PATCH", headers: { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" }, body: piece });
        return stood(answer);
      } catch (fault) {
        // The piece may have arrived though its answer was lost: ask where the server stands.
        if (fault instanceof Stopped && fault.status !== 409) throw fault;
        const stand = await ask(address, { method: "HEAD" });
        const there = stood(stand);
        if (there === offset) throw new Error("no progress");
        return there;
      }
    }, tell);
    progress(offset);
  }
  const stored = await patiently(() => ask(`${address}xong/`, { method: "POST" }), tell);
  sessionStorage.removeItem(memory(file));
  return stored.json();
}

// As it is shown: without the characters that turn a line around or end it, and not longer than a line.
const shown = (file) => file.name.replace(/[\p{Cc}\p{Cf}]/gu, "").slice(0, 80);

function enhance(input) {
  const hidden = document.querySelector(`[data-upload-id="${input.id}"]`);
  const state = document.querySelector(`[data-upload-state="${input.id}"]`);
  if (!hidden || !state) return;
  const { form, name } = input;
  // What became of each file, a line for each; the last line is what goes on now.
  const told = [];
  const line = ([words, bad]) => {
    const node = document.createElement("span");
    node.className = bad ? "ts-upload__line ts-upload__line--bad" : "ts-upload__line";
    node.textContent = words;
    return node;
  };
  const tell = (words, bad = false) => state.replaceChildren(...[...told, [words, bad]].filter(([text]) => text).map(line));
  // The first file fills the field that is there; each further one gets a field of its own.
  let last = hidden;
  const hold = (id) => {
    if (!input.multiple || !hidden.value) {
      hidden.value = id;
      return;
    }
    const more = hidden.cloneNode();
    delete more.dataset.uploadId;
    more.value = id;
    last.after(more);
    last = more;
  };

  async function take(file) {
    const bar = document.createElement("progress");
    bar.max = file.size || 1;
    bar.setAttribute("aria-label", say("Đang tải {0}", shown(file)));
    state.after(bar);
    let said = -1;
    const progress = (sent) => {
      bar.value = sent;
      const tenth = Math.floor((sent / file.size) * 10);
      if (tenth !== said) tell(say("Đang tải {0}: {1} / {2}", shown(file), readableSize(sent), readableSize(file.size)));
      said = tenth;
    };
    try {
      progress(0);
      const stored = await send(file, tell, progress);
      if (stored.state === "refused") {
        told.push([say("Không nhận được {0}: {1}", shown(file), stored.reason), true]);
        return false;
      }
      hold(stored.id);
      const pages = stored.pages ? ` · ${say("{0} trang", stored.pages)}` : "";
      told.push([`${say("Đã nhận {0}", stored.name)} · ${readableSize(stored.size)}${pages}`, false]);
      return true;
    } catch (fault) {
      const why = fault instanceof Stopped ? fault.message : say("Chưa tải xong vì mạng yếu. Hãy chọn lại tệp để tải tiếp.");
      told.push([say("Không nhận được {0}: {1}", shown(file), why), true]);
      return false;
    } finally {
      bar.remove();
    }
  }

  input.addEventListener("change", async () => {
    const files = [...input.files];
    if (!files.length) return;
    told.length = 0;
    if (!input.multiple) hidden.value = "";
    if (files.length > MOST) {
      input.value = "";
      tell(say("Mỗi lần chọn tối đa {0} tệp. Bạn vừa chọn {1} tệp; hãy chọn ít hơn, hoặc gộp các trang vào một tệp PDF.", MOST, files.length), true);
      return;
    }
    input.disabled = true;
    form.dataset.uploading = String(Number(form.dataset.uploading || 0) + 1);
    let all = true;
    for (const file of files) all = (await take(file)) && all;
    tell("");
    input.disabled = false;
    form.dataset.uploading = String(Number(form.dataset.uploading) - 1);
    // What has arrived is not posted once more with the form; after a failure the field is empty, so that
    // choosing the same file again is noticed.
    if (all) input.removeAttribute("name");
    else {
      input.name = name;
      input.value = "";
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
