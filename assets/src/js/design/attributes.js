// Reading and writing one attribute of one element, each change one step of undo.
const ID = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const words = (vi, en) => (document.documentElement.lang === "en" ? en : vi);
const eventOf = (element) => element.businessObject.eventDefinitions?.[0];

export function read(element, name) {
  const it = element.businessObject;
  switch (name) {
    case "documentation":
      return it.documentation?.[0]?.text ?? "";
    case "condition":
      return it.conditionExpression?.body ?? "";
    case "default":
      return it.sourceRef?.default === it;
    case "message":
      return eventOf(element)?.messageRef?.name ?? "";
    case "role":
      return it.$type === "bpmn:Lane" ? (it.get("tinhso:role") ?? it.id) : "";
    default:
      return name.includes(":") && !(it.$descriptor.propertiesByName[name]) ? "" : (it.get(name) ?? "");
  }
}

/** Why a value cannot be taken, or "". */
export function refusal(modeler, element, name, value) {
  if (name !== "id" || value === element.id) return "";
  if (!ID.test(value)) return words("Mã chỉ có chữ không dấu, số, gạch dưới và không bắt đầu bằng số.", "An id has plain letters, digits and underscores, and no digit first.");
  return modeler.get("elementRegistry").get(value) ? words("Mã này đã dùng.", "This id is taken.") : "";
}

export function write(modeler, element, name, value) {
  const modeling = modeler.get("modeling");
  const moddle = modeler.get("moddle");
  const it = element.businessObject;
  const set = (properties) => modeling.updateProperties(element, properties);
  switch (name) {
    case "documentation":
      return set({ documentation: value ? [moddle.create("bpmn:Documentation", { text: value })] : [] });
    case "condition":
      return set({ conditionExpression: value ? moddle.create("bpmn:FormalExpression", { body: value }) : undefined });
    case "default":
      return modeling.updateProperties(element.source, { default: value ? it : undefined });
    case "message":
      return setMessage(modeler, element, value);
    case "role":
      return set({ "tinhso:role": value === it.id ? undefined : value });
    case "id":
    case "name":
      return set({ [name]: value });
    default:
      return set({ [name]: value || undefined });
  }
}

function setMessage(modeler, element, name) {
  const file = modeler.getDefinitions();
  const definition = eventOf(element);
  if (!definition) return;
  let message = file.rootElements.find((each) => each.$type === "bpmn:Message" && each.name === name);
  if (name && !message) {
    message = modeler.get("bpmnFactory").create("bpmn:Message", { name });
    message.$parent = file;
    file.rootElements.push(message);
  }
  modeler.get("modeling").updateModdleProperties(element, definition, { messageRef: name ? message : undefined });
}
