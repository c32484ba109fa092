// A signature drawn with finger, pen or mouse: kept as strokes of whole points, sent in a hidden field.
const part = document.querySelector("[data-sign]");
const field = part?.querySelector("canvas");
const kept = part?.querySelector("[data-strokes]");
if (part && field && kept) {
  const pen = field.getContext("2d");
  let strokes = [];
  let drawing = false;
  part.hidden = false;
  pen.lineWidth = 4;
  pen.lineCap = "round";
  pen.lineJoin = "round";

  const at = (event) => {
    const box = field.getBoundingClientRect();
    const fit = (n, most) => Math.max(0, Math.min(most, Math.round(n * most)));
    return [
      fit((event.clientX - box.left) / box.width, field.width),
      fit((event.clientY - box.top) / box.height, field.height),
    ];
  };
  field.addEventListener("pointerdown", (event) => {
    field.setPointerCapture(event.pointerId);
    drawing = true;
    strokes.push(at(event));
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  field.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const point = at(event);
    const last = strokes.at(-1);
    if (last.at(-2) === point[0] && last.at(-1) === point[1]) return;
    last.push(...point);
    pen.lineTo(...point);
    pen.stroke();
    kept.value = JSON.stringify(strokes);
  });
  for (const name of ["pointerup", "pointercancel"]) field.addEventListener(name, () => (drawing = false));
  part.querySelector("[data-clear]").addEventListener("click", () => {
    strokes = [];
    kept.value = "";
    pen.clearRect(0, 0, field.width, field.height);
  });
}
