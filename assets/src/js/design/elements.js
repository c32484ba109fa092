// The tools offer only what the engine executes; a plain task becomes a step that a person does.
const TOOLS = ["hand-tool", "lasso-tool", "space-tool", "global-connect-tool", "tool-separator", "create.start-event", "create.end-event", "create.exclusive-gateway", "create.task", "create.subprocess-expanded"];
const KINDS = ["none-start", "none-end", "terminate-end", "message-intermediate-catch", "exclusive-gateway", "parallel-gateway", "user-task", "script-task", "rule-task", "message-boundary", "non-interrupting-message-boundary", "expanded-subprocess", "default-flow", "sequence-flow", "conditional-flow"];

const kept = (entries, wanted) => Object.fromEntries(Object.entries(entries).filter(([key]) => wanted(key)));

function Tools(palette, contextPad, popupMenu, elementFactory) {
  palette.registerProvider(500, {
    getPaletteEntries: () => (entries) => kept(entries, (key) => TOOLS.includes(key)),
  });
  contextPad.registerProvider(500, {
    getContextPadEntries: () => (entries) => kept(entries, (key) => key !== "append.intermediate-event"),
  });
  popupMenu.registerProvider("bpmn-replace", 500, {
    getPopupMenuEntries: () => (entries) => kept(entries, (key) => KINDS.includes(key.replace("replace-with-", ""))),
    getPopupMenuHeaderEntries: () => () => ({}),
  });
  const create = elementFactory.create.bind(elementFactory);
  elementFactory.create = (kind, attributes) =>
    create(kind, attributes?.type === "bpmn:Task" && !attributes.businessObject ? { ...attributes, type: "bpmn:UserTask" } : attributes);
}
Tools.$inject = ["palette", "contextPad", "popupMenu", "elementFactory"];

export const onlyWhatRuns = { __init__: ["tinhsoTools"], tinhsoTools: ["type", Tools] };
