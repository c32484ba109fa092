"""BPMN 2.0 from a table of steps: for scaffolds and for default processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.layout import add_diagram
from tinhso.foundation.process.rules.names import BPMN, BPMN_NAMESPACE, DEFAULT_OUTCOME, NAMESPACE, TINHSO
from tinhso.lib.errors import FieldError, Invalid

END = "end"


@dataclass(frozen=True)
class StepRow:
    """One row of the table. `go_to` says where an outcome leads: a key, or `end`; else the next row."""

    key: str
    name: str
    role: str
    kind: str = "handle"
    hours: Decimal | None = None
    share: Decimal | None = None
    agency: str = ""
    outcomes: tuple[str, ...] = (DEFAULT_OUTCOME,)
    go_to: Mapping[str, str] = field(default_factory=dict)
    documentation: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def bpmn_from_steps(
    steps: Sequence[StepRow],
    *,
    process_id: str = "process",
    name: str = "",
    role_names: Mapping[str, str] | None = None,
) -> bytes:
    """A BPMN 2.0 file with lanes and a left-to-right drawing; steps follow each other unless `go_to`.

    `role_names` are the Vietnamese names of the lanes. Raises Invalid for an empty table, double keys,
    or a `go_to` that names no outcome or no step.
    """
    _refuse_bad(steps)
    register_namespace("bpmn", BPMN_NAMESPACE)
    register_namespace("tinhso", NAMESPACE)
    root = Element(
        BPMN + "definitions", {"id": f"{process_id}_file", "targetNamespace": NAMESPACE + "/" + process_id}
    )
    process = SubElement(root, BPMN + "process", {"id": process_id, "name": name, "isExecutable": "true"})
    lanes = _lanes(process, steps, role_names or {})
    SubElement(process, BPMN + "startEvent", {"id": "start", "name": _("Bắt đầu")})
    lanes[steps[0].role].append("start")
    flows = [("start", steps[0].key, "")]
    for i, step in enumerate(steps):
        following = steps[i + 1].key if i + 1 < len(steps) else END
        _task(process, step)
        lanes[step.role].append(step.key)
        flows += _ways(process, step, following, lanes[step.role])
    SubElement(process, BPMN + "endEvent", {"id": END, "name": _("Kết thúc")})
    lanes[steps[-1].role].append(END)
    named = _flows(process, flows)
    _fill_lanes(process, lanes)
    add_diagram(root, process_id, lanes, [step.key for step in steps], named)
    indent(root)
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _refuse_bad(steps: Sequence[StepRow]) -> None:
    errors = []
    keys = [step.key for step in steps]
    if not steps:
        errors.append(FieldError("steps", _("Bảng bước trống.")))
    for i, step in enumerate(steps):
        if step.key in keys[:i] or step.key in ("start", END) or not step.key:
            errors.append(FieldError(f"steps.{i}.key", _("Mã bước trống, bị trùng hoặc là start/end.")))
        for outcome, target in step.go_to.items():
            if outcome not in step.outcomes or (target != END and target not in keys):
                errors.append(
                    FieldError(f"steps.{i}.go_to", _("Kết quả hoặc bước đích không có trong bảng."))
                )
    if errors:
        raise Invalid(errors, code="process.steps")


def _lanes(process: Element, steps: Sequence[StepRow], names: Mapping[str, str]) -> dict[str, list[str]]:
    holder = SubElement(process, BPMN + "laneSet", {"id": "lanes"})
    lanes: dict[str, list[str]] = {}
    for step in steps:
        if step.role not in lanes:
            lanes[step.role] = []
            SubElement(holder, BPMN + "lane", {"id": step.role, "name": names.get(step.role, step.role)})
    return lanes


def _fill_lanes(process: Element, lanes: dict[str, list[str]]) -> None:
    for lane in process.iter(BPMN + "lane"):
        for key in lanes[lane.get("id", "")]:
            SubElement(lane, BPMN + "flowNodeRef").text = key


def _task(process: Element, step: StepRow) -> None:
    attributes = {"id": step.key, "name": step.name, TINHSO + "kind": step.kind}
    if step.hours is not None:
        attributes[TINHSO + "hours"] = str(step.hours)
    if step.share is not None:
        attributes[TINHSO + "share"] = str(step.share)
    if step.agency:
        attributes[TINHSO + "agency"] = step.agency
    attributes[TINHSO + "outcomes"] = " ".join(step.outcomes)
    if step.words:
        attributes[TINHSO + "words"] = "; ".join(f"{key}: {said}" for key, said in step.words.items())
    task = SubElement(process, BPMN + "userTask", attributes)
    if step.documentation:
        SubElement(task, BPMN + "documentation").text = step.documentation


def _ways(process: Element, step: StepRow, following: str, lane: list[str]) -> list[tuple[str, str, str]]:
    """(source, target, condition) of a step; a gateway only where outcomes lead to different places."""
    targets = {outcome: step.go_to.get(outcome, following) for outcome in step.outcomes}
    places = list(dict.fromkeys(targets.values()))
    if len(places) == 1:
        return [(step.key, places[0], "")]
    # The most usual way, to the next row, is the default; each other place gets one condition.
    default = following if following in places else places[0]
    gateway = f"{step.key}_choice"
    SubElement(process, BPMN + "exclusiveGateway", {"id": gateway, "default": f"flow_{gateway}_{default}"})
    lane.append(gateway)
    ways = [(step.key, gateway, "")]
    for place in places:
        words = [f"'{outcome}'" for outcome, target in targets.items() if target == place]
        condition = "" if place == default else f"{step.key}_outcome in [{', '.join(words)}]"
        ways.append((gateway, place, condition))
    return ways


def _flows(process: Element, flows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    named = []
    for source, target, condition in flows:
        key = f"flow_{source}_{target}"
        flow = SubElement(
            process, BPMN + "sequenceFlow", {"id": key, "sourceRef": source, "targetRef": target}
        )
        if condition:
            SubElement(flow, BPMN + "conditionExpression").text = condition
        named.append((key, source, target))
    return named
