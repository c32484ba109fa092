// Questions that depend on an answer appear at once. A form with data-redraw is posted to its own page as
// "_update" after a change (nothing is filed), and its parts [data-part] whose questions are others now are
// put in. What was typed meanwhile stays. Without JavaScript the button in [data-redraw-button] does the same.
const controls = (part) => [...part.querySelectorAll("input[name], select[name], textarea[name]")];
const chosen = (field) => (field.type === "radio" || field.type === "checkbox" ? field.checked : field.value);
const label = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);

function signature(part) {
  const names = controls(part).filter((field) => field.type !== "file").map(label);
  const words = part.hasAttribute("data-part-words") ? part.querySelectorAll("p:not([data-upload-state])") : [];
  return [...names, ...[...words].map((line) => line.textContent.trim())].join("\n");
}

const valuesOf = (part) => new Map(controls(part).filter((field) => field.type !== "file").map((field) => [label(field), chosen(field)]));

function carry(values, before, part) {
  for (const field of controls(part)) {
    const now = values.get(label(field));
    if (field.type === "file" || now === undefined || now === before.get(label(field))) continue;
    if (typeof now === "boolean") field.checked = now;
    else field.value = now;
  }
}

function bodyOf(form, extra) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  for (const [name, value] of extra) body.append(name, value);
  return body;
}

function enhance(form) {
  const help = form.querySelector("[data-redraw-button]");
  const said = form.querySelector("[data-redraw-said]");
  let timer;
  let turn = 0;
  let busy = false;
  let again = false;
  if (help) help.hidden = true;

  // `all` puts every part in as the server drew it: after a row was added, or what this device kept was taken back.
  async function redraw(extra, all = false) {
    while (Number(form.dataset.uploading || 0) > 0) await new Promise((done) => setTimeout(done, 300));
    const mine = ++turn;
    const before = valuesOf(form);
    const had = new Set([...before.keys()]);
    let page;
    try {
      const answer = await fetch(form.action, { method: "POST", body: bodyOf(form, extra), headers: { "X-Redraw": "1" } });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      page = null;
    }
    if (mine !== turn) return;
    if (!page?.querySelector("form[data-redraw]")) {
      // Signed out, or no line: the button says that there may be more to answer.
      if (help) help.hidden = false;
      return;
    }
    let changed = false;
    for (const part of form.querySelectorAll("[data-part]")) {
      const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!fresh || (!all && signature(fresh) === signature(part))) continue;
      if (!all || extra[0][0] === "_add") carry(valuesOf(part), before, fresh);
      const focus = part.contains(document.activeElement) ? document.activeElement.id : "";
      part.replaceWith(fresh);
      fresh.dispatchEvent(new CustomEvent("tinhso:redrawn", { bubbles: true }));
      const first = all && controls(fresh).find((field) => !had.has(label(field)) && !["hidden", "file"].includes(field.type));
      const target = first || (focus ? document.getElementById(focus) : null);
      target?.focus();
      changed = true;
    }
    if (changed && said) said.textContent = said.dataset.redrawSaid;
  }

  function later(wait = 200) {
    if (busy) {
      again = true;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => redraw([["_update", "1"]]), wait);
  }

  // A change on the way to the button must not overtake what the button does.
  function whole(extra) {
    clearTimeout(timer);
    busy = true;
    redraw(extra, true).finally(() => {
      busy = false;
      if (again) later();
      again = false;
    });
  }

  // A scanner that types ends with Enter: the card is read and every part drawn anew; nothing is filed.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-scan]")) return;
    event.preventDefault();
    if (event.target.value.trim()) whole([["_card", "1"]]);
  });
  form.addEventListener("change", (event) => {
    const redrawn = event.target.matches("[data-scan]") || event.target.type === "file";
    // The choice between a card and what is known fills fields that are there already.
    if (/\.known$/.test(event.target.name)) whole([["_update", "1"]]);
    else if (!redrawn) later();
  });
  form.addEventListener("submit", (event) => {
    const { name, value } = event.submitter ?? {};
    if (!["_update", "_add", "_remove", "_card"].includes(name)) return;
    event.preventDefault();
    if (name === "_update") later(0);
    else whole([[name, value]]);
  });
  // Questions that could not be asked while the line was lost are asked now.
  addEventListener("online", () => {
    if (help && !help.hidden) {
      help.hidden = true;
      later();
    }
  });
  form.addEventListener("tinhso:restore", (event) => {
    const here = new Set([...form.elements].map((field) => field.name));
    const gone = Object.entries(event.detail).filter(([name]) => !here.has(name));
    if (!gone.length) return;
    whole([["_update", "1"], ...gone.flatMap(([name, kept]) => kept.map((value) => [name, value]))]);
  });
}

export function redrawForms() {
  document.querySelectorAll("form[data-redraw]").forEach(enhance);
}
