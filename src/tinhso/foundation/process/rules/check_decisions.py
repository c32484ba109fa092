"""Is a DMN file executable here? Every reason why not, element by element, with the way out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.dmn import Decision, parse_decisions
from tinhso.foundation.process.rules.safexml import parse_xml
from tinhso.foundation.process.rules.values import Fault
from tinhso.lib.errors import Refused

# What carries no rule of its own, or is read by `parse_decisions`.
SILENT = frozenset([
    "decision", "inputData", "knowledgeSource", "textAnnotation", "association", "group", "DMNDI",
    "description", "extensionElements", "question", "allowedAnswers", "variable", "informationRequirement",
    "requiredInput", "authorityRequirement", "requiredAuthority", "decisionTable", "input", "inputExpression",
    "inputValues", "output", "outputValues", "rule", "inputEntry", "outputEntry", "annotation",
    "annotationEntry", "text", "itemDefinition", "typeRef", "itemComponent",
])  # fmt: skip
# Below these nothing is ever executed.
PICTURE = frozenset(["DMNDI", "extensionElements", "itemDefinition", "inputValues", "outputValues"])
LANGUAGES = ("feel", "zen")


def check_decisions(xml: bytes) -> list[Fault]:
    """Every fault of one DMN file in the order of lines; an empty list means that its tables can decide."""
    try:
        root = parse_xml(xml)
        tables = parse_decisions(xml)
    except Refused as refusal:
        where = refusal.field or ""
        return [Fault("", int(where) if where.isdigit() else 0, refusal.message, refusal.way_out or "")]
    if _tag(root) != "definitions" or "DMN" not in str(root.tag).upper():
        return [
            Fault("", root.sourceline or 0, _("Đây không phải tệp DMN."), _("Lưu lại từ trình vẽ DMN 1.3."))
        ]
    found = _elements(root)
    keys: set[str] = set()
    for decision in root.iter("{*}decision"):
        found += _decision_faults(decision, keys)
    if not tables and not found:
        found.append(
            Fault(
                "",
                root.sourceline or 0,
                _("Tệp DMN không có bảng quyết định nào."),
                _("Thêm một decision có decisionTable."),
            )
        )
    for table in tables.values():
        found += table.faults()
    return sorted(set(found), key=lambda fault: (fault.line, fault.element_id, fault.message))


def sound_decisions(files: dict[str, bytes]) -> dict[str, Decision]:
    """The tables of the files without a fault, by id."""
    found: dict[str, Decision] = {}
    for data in files.values():
        if not check_decisions(data):
            found |= parse_decisions(data)
    return found


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _elements(holder: Any) -> list[Fault]:
    found: list[Fault] = []
    for element in holder:
        name = _tag(element)
        language = element.get("expressionLanguage") or ""
        if name not in SILENT:
            found.append(
                _fault(
                    element,
                    _("Phần tử “%(name)s” của DMN không thực thi được.") % {"name": name[:60]},
                    _("Chỉ dùng decision có decisionTable; viết lại thành các dòng của bảng."),
                )
            )
        elif language and not any(word in language.lower() for word in LANGUAGES):
            found.append(
                _fault(
                    element,
                    _("Ngôn ngữ biểu thức “%(name)s” không được dùng.") % {"name": language[:60]},
                    _("Bỏ expressionLanguage và viết biểu thức theo hướng dẫn quy trình."),
                )
            )
        elif name not in PICTURE:
            found += _elements(element)
    return found


def _fault(element: Any, message: str, way_out: str) -> Fault:
    return Fault(element.get("id") or _tag(element), element.sourceline or 0, message, way_out)


def _decision_faults(decision: Any, keys: set[str]) -> list[Fault]:
    key = decision.get("id") or ""
    found = []
    if not key or key in keys:
        found.append(
            _fault(
                decision,
                _("Mã bảng quyết định trống hoặc bị trùng."),
                _("Đặt mã (id) riêng cho từng decision."),
            )
        )
    keys.add(key)
    table = decision.find("{*}decisionTable")
    if table is None:
        found.append(
            _fault(
                decision,
                _("Quyết định “%(id)s” không có bảng.") % {"id": key[:60]},
                _("Thêm decisionTable cho decision này."),
            )
        )
        return found
    inputs, outputs = table.findall("{*}input"), table.findall("{*}output")
    for node in inputs:
        if not (node.findtext("{*}inputExpression/{*}text") or "").strip():
            found.append(
                _fault(
                    node,
                    _("Cột điều kiện chưa có biểu thức."),
                    _("Ghi tên dữ kiện hoặc biểu thức cho cột này."),
                )
            )
    for row in table.iterfind("{*}rule"):
        if len(row.findall("{*}inputEntry")) != len(inputs) or len(row.findall("{*}outputEntry")) != len(
            outputs
        ):
            found.append(
                _fault(
                    row, _("Dòng của bảng có số ô khác số cột."), _("Thêm hoặc bớt ô cho đủ mỗi cột một ô.")
                )
            )
    return found
