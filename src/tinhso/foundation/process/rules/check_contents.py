"""What stands inside elements: everything the engine does not execute is told, nothing is passed over in silence.

Two kinds of findings. A fault: the file says something that would have to happen, and it would not. A remark:
something that changes nothing here, such as another tool's extensions; it is told as ignored and kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.model import FLOW_NODES, tag
from tinhso.foundation.process.rules.names import BPMN, TINHSO
from tinhso.foundation.process.rules.values import Fault

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
PICTURE = (
    "BPMN/20100524/DI",
    "DD/20100524/DI",
    "DD/20100524/DC",
    "bpmn.io/schema",
    "omg.org/spec/BPMN/non-normative",
)
COMMON = frozenset(("documentation", "extensionElements", "incoming", "outgoing"))
LOOPS = frozenset(("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"))
# What may stand in an element besides COMMON. A kind that is not named here is told of elsewhere, as a whole.
INSIDE: dict[str, frozenset[str]] = {
    "collaboration": frozenset(("participant", "textAnnotation", "association", "group")),
    "participant": frozenset(),
    "laneSet": frozenset(("lane",)),
    "lane": frozenset(("flowNodeRef", "childLaneSet")),
    "childLaneSet": frozenset(("lane",)),
    "sequenceFlow": frozenset(("conditionExpression",)),
    "conditionExpression": frozenset(),
    "userTask": LOOPS,
    "scriptTask": LOOPS | {"script"},
    "businessRuleTask": LOOPS,
    "exclusiveGateway": frozenset(),
    "parallelGateway": frozenset(),
    "message": frozenset(),
    "messageEventDefinition": frozenset(),
    "terminateEventDefinition": frozenset(),
}
# Said in the file and harmless where we do not act on it.
IGNORED = frozenset(("auditing", "monitoring", "category", "partitionElement"))
ATTRIBUTES = frozenset([
    "id", "name", "default", "sourceRef", "targetRef", "attachedToRef", "cancelActivity", "messageRef", "isExecutable",
    "processRef", "triggeredByEvent", "gatewayDirection", "language", "scriptFormat", "processType", "isClosed",
    "isInterrupting", "textFormat", "associationDirection", "categoryValueRef", "targetNamespace", "exporter",
    "exporterVersion", "expressionLanguage", "typeLanguage", "isForCompensation", "startQuantity",
    "completionQuantity", "parallelMultiple", "isImmediate", "implementation", "itemRef",
])  # fmt: skip
OURS = {
    "userTask": frozenset(("kind", "hours", "share", "agency", "outcomes", "words")),
    "lane": frozenset(("role",)),
    "businessRuleTask": frozenset(("decision",)),
}
# Attributes that would change what happens: the value that asks for nothing.
PLAIN = {
    "isForCompensation": "false",
    "startQuantity": "1",
    "completionQuantity": "1",
    "parallelMultiple": "false",
}


def content_faults(root: Any) -> list[Fault]:
    """What the file asks for inside its elements and the engine would not do."""
    return [fault for element in _elements(root) for fault in _faults(element)]


def content_remarks(root: Any) -> list[Fault]:
    """What the engine ignores and keeps: other tools' extensions, attributes without meaning here."""
    found = [remark for element in _elements(root) for remark in _remarks(element)]
    return sorted(set(found), key=lambda each: (each.line, each.element_id, each.message))


def _elements(root: Any) -> Iterator[Any]:
    """Every element outside the drawing and outside extensions."""
    for element in root:
        if any(part in str(element.tag) for part in PICTURE):
            continue
        yield element
        if tag(element) != "extensionElements" and str(element.tag).startswith(BPMN):
            yield from _elements(element)


def _faults(element: Any) -> Iterator[Fault]:
    kind = tag(element)
    event = kind in FLOW_NODES and kind.endswith("Event")
    for child in element if kind in INSIDE or event else ():
        name = tag(child)
        known = COMMON | IGNORED | INSIDE.get(kind, frozenset())
        # Kinds of events have their own check; a foreign child is a remark.
        if (
            name in known
            or not str(child.tag).startswith(BPMN)
            or (event and name.endswith("EventDefinition"))
        ):
            continue
        yield _found(
            element,
            _("“%(name)s” bên trong phần tử này không thực thi được.") % {"name": name},
            _inner_way_out(name),
            child,
        )
    for name, plain in PLAIN.items():
        if element.get(name, plain) != plain:
            yield _found(
                element,
                _("Thuộc tính %(name)s=“%(value)s” không thực thi được.")
                % {"name": name, "value": str(element.get(name))[:40]},
                _("Bỏ thuộc tính này; vẽ việc cần làm thành bước riêng."),
            )
    if kind == "participant" and not element.get("processRef"):
        yield _found(
            element,
            _("Vùng (pool) này không có quy trình bên trong nên không thực thi."),
            _("Xoá vùng; việc của cơ quan khác vẽ thành bước có tinhso:agency."),
        )
    language = element.get("language") if kind == "conditionExpression" else element.get("scriptFormat")
    if language and "zen" not in language.lower() and "feel" not in language.lower():
        yield _found(
            element,
            _("Ngôn ngữ “%(name)s” không được thực thi.") % {"name": language[:60]},
            _("Bỏ thuộc tính này và viết biểu thức theo hướng dẫn quy trình."),
        )


def _inner_way_out(name: str) -> str:
    if name in {"messageFlow", "messageFlowAssociation"}:
        return _("Xoá; chờ tin từ bên ngoài bằng sự kiện thông điệp.")
    if name in {"performer", "humanPerformer", "potentialOwner", "resourceRole"}:
        return _("Người làm là vai trò của làn: đặt bước vào đúng làn rồi xoá phần này.")
    return _("Xoá phần này; dữ kiện của quy trình là câu trả lời của biểu mẫu và kết quả các bước.")


def _remarks(element: Any) -> Iterator[Fault]:
    kind = tag(element)
    if kind == "extensionElements":
        for child in element:
            yield _found(
                element.getparent(),
                _("Phần mở rộng “%(name)s” của công cụ khác được giữ nguyên và bị bỏ qua.")
                % {"name": _name(child, str(child.tag))},
                _("Nếu nó nói ai làm, bao lâu hay kết quả nào: ghi lại bằng làn và thuộc tính tinhso."),
                child,
            )
        return
    if kind in IGNORED:
        yield _found(
            element,
            _("“%(name)s” không có tác dụng khi chạy.") % {"name": kind},
            _("Có thể để nguyên hoặc xoá."),
        )
    for key in element.attrib:
        name = str(key)
        if name.startswith(XSI) or name in ATTRIBUTES or _ours(kind, name):
            continue
        yield _found(
            element,
            _("Thuộc tính “%(name)s” không có tác dụng ở đây và bị bỏ qua.") % {"name": _name(element, name)},
            _("Nếu nó nói ai làm, bao lâu hay kết quả nào: ghi lại bằng làn và thuộc tính tinhso."),
        )
    if element.get("implementation") or element.get("itemRef"):
        yield _found(
            element, _("Liên kết tới dịch vụ hoặc kiểu dữ liệu bị bỏ qua."), _("Có thể để nguyên hoặc xoá.")
        )


def _ours(kind: str, name: str) -> bool:
    # On a step a wrong one of ours is a fault, told by the check of steps.
    return name.startswith(TINHSO) and (kind == "userTask" or name.removeprefix(TINHSO) in OURS.get(kind, ()))


def _name(element: Any, name: str) -> str:
    """`camunda:assignee` as it is written in the file."""
    space, _brace, local = name.rpartition("}")
    prefix = next((p for p, uri in element.nsmap.items() if uri == space[1:] and p), "")
    return f"{prefix}:{local}" if prefix else local


def _found(element: Any, message: str, way_out: str, at: Any = None) -> Fault:
    line = (element if at is None else at).sourceline or 0
    return Fault(element.get("id") or tag(element), line, message, way_out)
