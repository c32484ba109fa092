"""Checks of conditions, scripts and decision tables, and of the outcomes they speak of."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.dmn import Decision
from tinhso.foundation.process.rules.expressions import BadExpression, compile_expression, names, tokens
from tinhso.foundation.process.rules.graph import steps_before, successors
from tinhso.foundation.process.rules.model import Flow, Model, Node
from tinhso.foundation.process.rules.names import TINHSO
from tinhso.foundation.process.rules.script import assignments
from tinhso.foundation.process.rules.values import Fault

RESERVED = "outcome"


def expression_faults(model: Model, facts: set[str] | None, decisions: dict[str, Decision]) -> list[Fault]:
    """Expressions that zen refuses, facts nobody gives, outcomes no step has, missing decision tables."""
    found: list[Fault] = []
    given = {RESERVED} | {f"{node.id}_outcome" for node in model.steps} | (facts or set())
    reads: list[tuple[str, int, set[str]]] = []
    for node in model.nodes.values():
        if node.kind == "scriptTask":
            found += _script(node, given, reads)
        if node.kind == "businessRuleTask":
            found += _decision(node, decisions, given, reads)
    for flow in model.flows:
        if flow.condition is not None:
            found += _condition(model, flow, reads)
    if facts is not None:
        for element_id, line, wanted in reads:
            found += [_unknown_fact(element_id, line, name) for name in sorted(wanted - given)]
    return found


def _unknown_fact(element_id: str, line: int, name: str) -> Fault:
    return Fault(
        element_id,
        line,
        _("Không có dữ kiện “%(name)s”.") % {"name": name},
        _(
            "Dùng dữ kiện của biểu mẫu, kết quả của bước (<mã bước>_outcome) hoặc gán nó trong tác vụ kịch bản."
        ),
    )


def _script(node: Node, given: set[str], reads: list[tuple[str, int, set[str]]]) -> list[Fault]:
    text = node.element.findtext("{*}script") or ""
    try:
        lines = assignments(text)
    except BadExpression as error:
        return [Fault(node.id, node.line, error.message, error.way_out or "")]
    for name, expression in lines:
        reads.append((node.id, node.line, names(expression)))
        given.add(name)
    taken = sorted(name for name, _text in lines if name == RESERVED or name.endswith("_outcome"))
    return [
        Fault(
            node.id,
            node.line,
            _("Tác vụ kịch bản không được gán “%(name)s”.") % {"name": name},
            _("Kết quả của bước do người xử lý chọn; đặt tên khác."),
        )
        for name in taken
    ]


def _decision(
    node: Node, decisions: dict[str, Decision], given: set[str], reads: list[tuple[str, int, set[str]]]
) -> list[Fault]:
    wanted = node.element.get(TINHSO + "decision") or ""
    if wanted not in decisions:
        return [
            Fault(
                node.id,
                node.line,
                _("Không có bảng quyết định “%(id)s”.") % {"id": wanted},
                _("Ghi tinhso:decision là mã của decision trong tệp DMN đi kèm."),
            )
        ]
    try:
        reads.append((node.id, node.line, decisions[wanted].reads()))
    except BadExpression as error:
        return [Fault(node.id, node.line, error.message, error.way_out or "")]
    given |= decisions[wanted].writes()
    return []


def _condition(model: Model, flow: Flow, reads: list[tuple[str, int, set[str]]]) -> list[Fault]:
    text = flow.condition or ""
    try:
        compile_expression(text)
    except BadExpression as error:
        return [Fault(flow.id, flow.line, error.message, error.way_out or "")]
    reads.append((flow.id, flow.line, names(text)))
    return _outcome_faults(model, flow, text)


def _outcome_faults(model: Model, flow: Flow, text: str) -> list[Fault]:
    found = []
    for name, values in compared(text):
        known = _outcomes(model, flow, name)
        if known is None:
            continue
        for value in sorted(values - known):
            found.append(
                Fault(
                    flow.id,
                    flow.line,
                    _("Điều kiện dùng kết quả “%(value)s” mà bước trước không có.") % {"value": value},
                    _("Thêm nó vào tinhso:outcomes của bước, hoặc dùng một trong: %(known)s.")
                    % {"known": ", ".join(sorted(known))},
                )
            )
    return found


def _outcomes(model: Model, flow: Flow, name: str) -> set[str] | None:
    if name != RESERVED:
        node = model.nodes.get(name.removesuffix("_outcome"))
        return set(node.outcomes) if node is not None and node.kind == "userTask" else None
    before = steps_before(model, successors(model), flow.source) if flow.source in model.nodes else set()
    return {word for key in before for word in model.nodes[key].outcomes}


def compared(text: str) -> list[tuple[str, set[str]]]:
    """(name, literals) of each `x == 'a'`, `x != 'a'` and `x in ['a', 'b']` where x is an outcome."""
    found = []
    items = [part for _kind, part in tokens(text)]
    for i, part in enumerate(items[:-2]):
        if part != RESERVED and not part.endswith("_outcome"):
            continue
        after = items[i + 1 : i + 3]
        if after[0] in ("==", "!=") and after[1][0] in "'\"":
            found.append((part, {after[1][1:-1]}))
        elif after[:2] == ["in", "["]:
            rest = items[i + 3 :]
            inside = rest[: rest.index("]")] if "]" in rest else []
            found.append((part, {item[1:-1] for item in inside if item[0] in "'\""}))
    return found
