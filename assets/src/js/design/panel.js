// The attributes of the chosen element in plain fields: everything the drawing can do, the keyboard can do here.
import { read, refusal, write } from "./attributes.js";

const SHOWN = ["bpmn:UserTask", "bpmn:ScriptTask", "bpmn:BusinessRuleTask", "bpmn:Lane", "bpmn:SequenceFlow", "bpmn:ExclusiveGateway", "bpmn:ParallelGateway", "bpmn:SubProcess", "bpmn:StartEvent", "bpmn:EndEvent", "bpmn:IntermediateCatchEvent", "bpmn:BoundaryEvent"];
const SIGNS = { UserTask: "▭", ScriptTask: "ƒ", BusinessRuleTask: "▤", Lane: "≡", SequenceFlow: "→", ExclusiveGateway: "◇", ParallelGateway: "✛", SubProcess: "⊞", StartEvent: "○", EndEvent: "●", IntermediateCatchEvent: "✉", BoundaryEvent: "✉" };

export function openPanel(modeler, holder, editable) {
  const registry = modeler.get("elementRegistry");
  const selection = modeler.get("selection");
  const choose = holder.querySelector("[data-choose]");
  const fields = holder.querySelector("[data-fields]");
  const told = holder.querySelector("[data-refused]");
  const inputs = [...fields.querySelectorAll("[data-prop]")].map((each) => ({
    name: each.dataset.prop,
    field: each.matches("input, select, textarea") ? each : each.querySelector("input"),
  }));
  let changed = false;
  let chosen = null;

  function list() {
    const found = registry.filter((each) => SHOWN.includes(each.type) && !each.labelTarget);
    const rows = found.map((each) => {
      const flow = each.type === "bpmn:SequenceFlow";
      const words = flow && !each.businessObject.name ? `${nameOf(each.source)} – ${nameOf(each.target)}` : nameOf(each);
      return new Option(`${SIGNS[each.type.slice(5)]} ${words}`, each.id, false, each === chosen);
    });
    choose.replaceChildren(choose.options[0], ...rows);
    if (chosen) choose.value = chosen.id;
  }

  function show(element) {
    chosen = element?.labelTarget ?? element ?? null;
    if (chosen && !SHOWN.includes(chosen.type)) chosen = null;
    fields.hidden = !chosen;
    told.hidden = true;
    for (const act of holder.querySelectorAll("[data-act]")) act.disabled = !chosen;
    choose.value = chosen ? chosen.id : "";
    if (!chosen) return;
    for (const part of fields.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(chosen.type);
    for (const { name, field } of inputs) {
      const value = read(chosen, name);
      if (field.type === "checkbox") field.checked = Boolean(value);
      else field.value = value;
      field.disabled = !editable;
    }
  }

  choose.addEventListener("change", () => {
    const element = registry.get(choose.value);
    selection.select(element ?? null);
    if (element) modeler.get("canvas").scrollToElement(element, 60);
  });
  for (const { name, field } of inputs)
    field.addEventListener("change", () => {
      const value = field.type === "checkbox" ? field.checked : field.value.trim();
      const fault = refusal(modeler, chosen, name, value);
      told.hidden = !fault;
      told.textContent = fault;
      if (!fault) write(modeler, chosen, name, value);
    });
  holder.querySelector('[data-act="append"]')?.addEventListener("click", () => {
    if (["bpmn:SequenceFlow", "bpmn:Lane", "bpmn:EndEvent"].includes(chosen.type)) return;
    const shape = modeler.get("elementFactory").createShape({ type: "bpmn:UserTask" });
    selection.select(modeler.get("autoPlace").append(chosen, shape));
    inputs.find(({ name }) => name === "name").field.focus();
  });
  holder.querySelector('[data-act="remove"]')?.addEventListener("click", () => {
    modeler.get("modeling").removeElements([chosen]);
    choose.focus();
  });
  modeler.on("selection.changed", ({ newSelection }) => show(newSelection.length === 1 ? newSelection[0] : null));
  modeler.on("commandStack.changed", () => {
    changed = true;
    list();
    show(chosen && registry.get(chosen.id));
  });
  list();
  show(null);
  return { any: () => changed };
}

const nameOf = (element) => element?.businessObject.name || element?.id || "";
