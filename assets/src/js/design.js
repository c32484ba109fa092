// The drawing of a process: bpmn-js with our attributes in a plain panel beside it. Loaded on this page alone.
// Without this script the page gives the file as text; here the text is what the drawing is saved into.
import Modeler from "bpmn-js/lib/Modeler";
import { onlyWhatRuns } from "./design/elements.js";
import { openPanel } from "./design/panel.js";
import { vietnamese } from "./design/translate.js";
import schema from "./design/tinhso.json";

const WIDE = 900;
const holder = document.querySelector("[data-draw]");
const form = document.querySelector("[data-process]");
const broken = document.querySelector("[data-broken]");

async function draw() {
  const text = form.elements.xml;
  holder.hidden = false;
  const modeler = new Modeler({
    container: holder.querySelector("[data-canvas]"),
    moddleExtensions: { tinhso: schema },
    additionalModules: [onlyWhatRuns, vietnamese],
  });
  try {
    await modeler.importXML(text.value);
  } catch (fault) {
    holder.hidden = true;
    modeler.destroy();
    broken.textContent = document.documentElement.lang === "en"
      ? "The file cannot be drawn. Mend its text below."
      : "Không vẽ được tệp này. Hãy sửa nội dung dạng chữ ở dưới.";
    broken.hidden = false;
    return;
  }
  const canvas = modeler.get("canvas");
  // A little smaller than the frame and beside the tools, which would cover the names of lanes.
  canvas.zoom(Math.min(1, canvas.zoom("fit-viewport", "auto") * 0.88), "auto");
  canvas.scroll({ dx: 36, dy: 0 });
  document.querySelector("[data-source]").open = false;
  const changes = openPanel(modeler, holder, !text.readOnly);
  form.addEventListener("submit", async (event) => {
    // Who opened the text and changed it there is taken at their word.
    if (text.value !== text.defaultValue || form.dataset.ready || !changes.any()) return;
    event.preventDefault();
    text.value = (await modeler.saveXML({ format: true })).xml;
    form.dataset.ready = "1";
    // Not from within this very event: a form that is being sent does not listen.
    setTimeout(() => form.requestSubmit(event.submitter), 0);
  });
  window.addEventListener("beforeunload", (event) => {
    if (changes.any() && !form.dataset.ready) event.preventDefault();
  });
  holder.dataset.drawn = "1";
}

if (holder && form && window.innerWidth >= WIDE) draw();
