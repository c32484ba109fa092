// Questions under a choice are shown only while it is chosen (without JavaScript they are always shown).
export function revealConditional() {
  const inputs = [...document.querySelectorAll("input[data-aria-controls]")];
  if (!inputs.length) return;
  for (const input of inputs) input.setAttribute("aria-controls", input.dataset.ariaControls);
  const draw = () => {
    for (const input of inputs) {
      const box = document.getElementById(input.dataset.ariaControls);
      if (!box) continue;
      box.classList.toggle("ts-hidden", !input.checked);
    }
  };
  document.addEventListener("change", draw);
  draw();
}
