"""Is a BPMN file executable here? Every reason why not, element by element, with the way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.check_contents import content_faults
from tinhso.foundation.process.rules.check_decisions import check_decisions
from tinhso.foundation.process.rules.check_elements import element_faults, step_faults
from tinhso.foundation.process.rules.check_expressions import expression_faults
from tinhso.foundation.process.rules.check_flows import flow_faults
from tinhso.foundation.process.rules.check_tokens import token_faults
from tinhso.foundation.process.rules.dmn import Decision, parse_decisions
from tinhso.foundation.process.rules.model import Model, read_model, tag
from tinhso.foundation.process.rules.names import BPMN
from tinhso.foundation.process.rules.outline import outline_of
from tinhso.foundation.process.rules.safexml import parse_xml
from tinhso.foundation.process.rules.values import Fault, StepSpec
from tinhso.lib.errors import Refused

TOP = frozenset(("process", "collaboration", "message", "category", "documentation", "extensionElements"))


@dataclass(frozen=True)
class Known:
    """What the caller knows; None means 'do not check this'."""

    roles: set[str] | None
    agencies: set[str] | None
    facts: set[str] | None
    decisions: dict[str, Decision] = field(default_factory=dict)


def check(
    xml: bytes,
    roles: set[str] | None,
    agencies: set[str] | None,
    facts: set[str] | None = None,
    decisions: Mapping[str, bytes] | None = None,
) -> list[Fault]:
    """Every fault, in the order of lines; an empty list means that the engine can run the file.

    `roles` and `agencies` are the known keys (`competent` is always known); `facts` the names that
    conditions may read besides outcomes and what scripts set; `decisions` the DMN files by name.
    """
    try:
        root = parse_xml(xml)
    except Refused as refusal:
        where = refusal.field or ""
        line = int(where) if where.isdigit() else 0
        return [Fault("", line, refusal.message, refusal.way_out or "")]
    found, tables = _tables(decisions or {})
    found += _top_faults(root) + content_faults(root)
    processes = list(root.iterfind(BPMN + "process"))
    if len(processes) == 1:
        found += _model_faults(read_model(processes[0]), Known(roles, agencies, facts, tables))
    return sorted(set(found), key=lambda fault: (fault.line, fault.element_id, fault.message))


def model_of(xml: bytes) -> Model:
    """The model of a file that has no fault."""
    return read_model(parse_xml(xml).find(BPMN + "process"))


def _model_faults(model: Model, known: Known) -> list[Fault]:
    found = element_faults(model)
    found += step_faults(model, known.roles, known.agencies)
    flows = flow_faults(model)
    found += flows + expression_faults(model, known.facts, known.decisions)
    # Tokens are only worth playing on a graph that hangs together.
    return found if flows or model.others else found + token_faults(model)


def _tables(files: Mapping[str, bytes]) -> tuple[list[Fault], dict[str, Decision]]:
    """The faults of all decision files, named by file, and the tables of the sound ones."""
    found: list[Fault] = []
    tables: dict[str, Decision] = {}
    for name, data in files.items():
        faults = check_decisions(data)
        found += [fault if fault.element_id else replace(fault, element_id=name) for fault in faults]
        parsed = {} if faults else parse_decisions(data)
        found += [
            Fault(
                key,
                parsed[key].line,
                _("Mã bảng quyết định trống hoặc bị trùng."),
                _("Đặt mã (id) riêng cho từng decision."),
            )
            for key in sorted(set(parsed) & set(tables))
        ]
        tables |= parsed
    return found, tables


def _top_faults(root: Any) -> list[Fault]:
    if root.tag != BPMN + "definitions":
        return [
            Fault(
                "",
                root.sourceline or 0,
                _("Đây không phải tệp BPMN 2.0."),
                _("Lưu lại từ trình vẽ BPMN 2.0."),
            )
        ]
    found = []
    count = len(root.findall(BPMN + "process"))
    if count != 1:
        found.append(
            Fault(
                "",
                root.sourceline or 0,
                _("Tệp có %(n)d quy trình; phải có đúng một.") % {"n": count},
                _("Giữ một phần tử process; dùng làn (lane) cho từng vai trò."),
            )
        )
    for element in root:
        name = tag(element)
        if name not in TOP and "BPMN/20100524/DI" not in str(element.tag):
            found.append(
                Fault(
                    element.get("id") or name,
                    element.sourceline or 0,
                    _("Phần tử “%(name)s” không thực thi được.") % {"name": name},
                    _("Xoá phần tử này."),
                )
            )
    return found


def steps_of(xml: bytes) -> list[StepSpec]:
    """The user tasks of a file in likely order, faults or not, as far as they can be read.

    Raises Refused when it is no safe XML or has no process.
    """
    process = parse_xml(xml).find(BPMN + "process")
    if process is None:
        raise Refused("process.none", _("Tệp không có quy trình nào."))
    try:
        return outline_of(read_model(process))
    except ValueError:
        return []
