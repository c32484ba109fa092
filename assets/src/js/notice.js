// A notice in the page with up to two buttons, spoken once by screen readers.
export function showNotice(text, buttons = [], before = null) {
  const box = document.createElement("div");
  box.className = "ts-notice";
  box.setAttribute("role", "status");
  const line = document.createElement("p");
  line.textContent = text;
  box.append(line);
  for (const [label, act] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ts-linkbutton ts-notice__act";
    button.textContent = label;
    button.addEventListener("click", () => {
      act();
      box.remove();
    });
    box.append(button, " ");
  }
  const place = before ?? document.querySelector("main > :not(#refusal)");
  if (place) place.before(box);
  return box;
}
