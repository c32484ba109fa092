// A long list to choose from gets a field above it that leaves only what contains the words typed.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

function narrow(select) {
  const every = [...select.querySelectorAll("option")].map((option) => ({ option, home: option.parentNode, text: plain(option.textContent) }));
  const id = `${select.id}-tim`;
  const label = document.createElement("label");
  label.className = "govuk-label";
  label.htmlFor = id;
  label.textContent = select.dataset.narrow;
  const field = document.createElement("input");
  field.className = "govuk-input govuk-input--width-20 ts-narrow-field";
  field.type = "search";
  field.id = id;
  field.autocomplete = "off";
  const said = document.createElement("p");
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const fits = every.filter(({ option, text }) => !option.value || words.every((word) => text.includes(word)));
    const chosen = select.value;
    for (const { option } of every) option.remove();
    for (const { option, home } of fits) home.append(option);
    for (const group of select.querySelectorAll("optgroup")) group.hidden = !group.children.length;
    const left = fits.filter(({ option }) => option.value);
    // One left: that is the one that is meant.
    select.value = left.length === 1 ? left[0].option.value : left.some(({ option }) => option.value === chosen) ? chosen : "";
    said.textContent = select.dataset.narrowed.replace("{n}", left.length);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    select.focus();
  });
  select.before(label, field, said);
}

export function narrowChoices() {
  for (const select of document.querySelectorAll("select[data-narrow]")) narrow(select);
}
