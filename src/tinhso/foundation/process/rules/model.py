"""A BPMN file as plain nodes and flows: what check and outline read. No engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from tinhso.foundation.process.rules.names import BPMN, DEFAULT_AGENCY, DEFAULT_OUTCOME, TINHSO
from tinhso.foundation.process.rules.values import StepSpec

FLOW_NODES = frozenset(
    [
        "startEvent",
        "endEvent",
        "userTask",
        "scriptTask",
        "businessRuleTask",
        "exclusiveGateway",
        "parallelGateway",
        "subProcess",
        "intermediateCatchEvent",
        "boundaryEvent",
    ]
)
SILENT = frozenset(
    [
        "laneSet",
        "sequenceFlow",
        "documentation",
        "extensionElements",
        "textAnnotation",
        "association",
        "group",
        "incoming",
        "outgoing",
        "category",
        "auditing",
        "monitoring",
    ]
)


@dataclass
class Node:
    """One element of the flow. `scope` is the id of the process or subprocess that holds it."""

    id: str
    kind: str
    name: str
    line: int
    scope: str
    role: str
    lane: str
    element: Any
    attached: str = ""
    message: str = ""

    def get(self, name: str) -> str:
        """A `tinhso:` attribute, or an empty text."""
        return str(self.element.get(TINHSO + name) or "").strip()

    @property
    def default(self) -> str:
        return str(self.element.get("default") or "")

    @property
    def interrupting(self) -> bool:
        return str(self.element.get("cancelActivity", "true")) != "false"

    @property
    def outcomes(self) -> tuple[str, ...]:
        return tuple(self.get("outcomes").split()) or (DEFAULT_OUTCOME,)

    @property
    def words(self) -> dict[str, str]:
        """The words of outcomes, written "key: words; key: words"; a part without a colon has no words."""
        parts = (part.partition(":") for part in self.get("words").split(";") if part.strip())
        return {key.strip(): " ".join(words.split()) for key, _colon, words in parts}


@dataclass(frozen=True)
class Flow:
    """A sequence flow; `condition` is None when it has none."""

    id: str
    source: str
    target: str
    condition: str | None
    line: int


@dataclass
class Model:
    """One process with its subprocesses."""

    id: str
    line: int
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    others: list[Any] = field(default_factory=list)
    messages: dict[str, str] = field(default_factory=dict)
    doubles: list[tuple[str, int]] = field(default_factory=list)

    @cached_property
    def out(self) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {key: [] for key in self.nodes}
        for flow in self.flows:
            found.setdefault(flow.source, []).append(flow)
        return found

    @cached_property
    def into(self) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {key: [] for key in self.nodes}
        for flow in self.flows:
            found.setdefault(flow.target, []).append(flow)
        return found

    @property
    def steps(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.kind == "userTask"]

    def scope(self, scope: str) -> list[Node]:
        """The nodes held directly by a process or subprocess."""
        return [node for node in self.nodes.values() if node.scope == scope]


def tag(element: Any) -> str:
    """The BPMN name of an element; a foreign element keeps its namespace."""
    return str(element.tag).removeprefix(BPMN)


def read_model(process: Any) -> Model:
    """The model of one `process` element of a safely parsed file."""
    root = process.getroottree().getroot()
    model = Model(process.get("id") or "", process.sourceline or 0)
    model.messages = {m.get("id") or "": m.get("name") or "" for m in root.iterfind(BPMN + "message")}
    lanes = {
        (ref.text or "").strip(): lane
        for lane in process.iter(BPMN + "lane")
        for ref in lane.iterfind(BPMN + "flowNodeRef")
    }
    _read_scope(model, process, model.id, lanes, None)
    return model


def _read_scope(model: Model, holder: Any, scope: str, lanes: dict[str, Any], lane: Any) -> None:
    for element in holder:
        kind = tag(element)
        if kind == "sequenceFlow":
            condition = element.findtext(BPMN + "conditionExpression")
            model.flows.append(
                Flow(
                    element.get("id") or "",
                    element.get("sourceRef") or "",
                    element.get("targetRef") or "",
                    condition.strip() if condition is not None else None,
                    element.sourceline or 0,
                )
            )
        elif kind in FLOW_NODES:
            own = lanes.get(element.get("id") or "", lane)
            node = _node(model, element, kind, scope, own)
            if not node.id or node.id in model.nodes:
                model.doubles.append((node.id, node.line))
            model.nodes[node.id] = node
            if kind == "subProcess":
                _read_scope(model, element, node.id, lanes, own)
        elif kind not in SILENT:
            model.others.append(element)


def _node(model: Model, element: Any, kind: str, scope: str, lane: Any) -> Node:
    role = "" if lane is None else (lane.get(TINHSO + "role") or lane.get("id") or "")
    definition = element.find(BPMN + "messageEventDefinition")
    message = "" if definition is None else model.messages.get(definition.get("messageRef") or "", "")
    return Node(
        id=element.get("id") or "",
        kind=kind,
        name=" ".join((element.get("name") or "").split()),
        line=element.sourceline or 0,
        scope=scope,
        role=role,
        lane="" if lane is None else (lane.get("name") or ""),
        element=element,
        attached=element.get("attachedToRef") or "",
        message=message,
    )


def number(text: str) -> Decimal | None:
    """A decimal number, or None when the attribute is absent. Raises ValueError when it is no number."""
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not value.is_finite() or value < 0:
        raise ValueError(text)
    return value


def step_spec(node: Node) -> StepSpec:
    """A user task that was checked, as others see it."""
    text = node.element.findtext(BPMN + "documentation") or ""
    return StepSpec(
        key=node.id,
        name=node.name,
        role=node.role,
        kind=node.get("kind") or "handle",
        agency=node.get("agency") or DEFAULT_AGENCY,
        hours=number(node.get("hours")),
        share=number(node.get("share")),
        outcomes=node.outcomes,
        documentation=text.strip(),
        words=node.words,
    )
