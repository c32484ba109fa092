"""DMN decision tables (1.1–1.5 XML), hit policy UNIQUE or FIRST, evaluated by zen only.

An input cell is `-` or empty (anything), a literal (`"nhà ở"`, `12`, `true`), a list of literals
separated by commas, or a comparison (`< 100`, `>= 3`, `!= "a"`). An output cell is an expression.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.expressions import (
    BadExpression,
    compile_expression,
    condition,
    evaluate,
    names,
)
from tinhso.foundation.process.rules.safexml import parse_xml
from tinhso.foundation.process.rules.values import Fault
from tinhso.lib.errors import Refused

POLICIES = ("UNIQUE", "FIRST")
_COMPARISON = re.compile(r"^(<=|>=|<|>|==|!=)")
_NAME = re.compile(r"^[^\W\d]\w{0,63}$")


@dataclass(frozen=True)
class Rule:
    """One row: conditions over the facts (all must hold) and output expressions by name."""

    id: str
    line: int
    conditions: tuple[str, ...]
    outputs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Decision:
    """One decision table. `policy` is UNIQUE or FIRST."""

    id: str
    policy: str
    line: int
    rules: tuple[Rule, ...]
    inputs: tuple[str, ...]

    def faults(self) -> list[Fault]:
        """Every cell that cannot be evaluated, and an unknown hit policy."""
        found = []
        if self.policy not in POLICIES:
            found.append(
                Fault(
                    self.id,
                    self.line,
                    _("Bảng quyết định dùng chính sách “%(p)s”.") % {"p": self.policy},
                    _("Chỉ dùng UNIQUE hoặc FIRST."),
                )
            )
        if not self.rules:
            found.append(
                Fault(
                    self.id, self.line, _("Bảng quyết định không có dòng nào."), _("Thêm ít nhất một dòng.")
                )
            )
        for rule in self.rules:
            for expression in (*rule.conditions, *(text for _name, text in rule.outputs)):
                try:
                    compile_expression(expression)
                except BadExpression as error:
                    found.append(Fault(rule.id, rule.line, error.message, error.way_out or ""))
            bad = [name for name, _text in rule.outputs if not _NAME.match(name)]
            if bad:
                found.append(
                    Fault(rule.id, rule.line, _("Cột kết quả không có tên."), _("Đặt tên cho cột kết quả."))
                )
        return found

    def reads(self) -> set[str]:
        """The facts that the table needs."""
        found: set[str] = set()
        for expression in self.inputs:
            found |= names(expression)
        for rule in self.rules:
            for text in (*rule.conditions, *(text for _name, text in rule.outputs)):
                found |= names(text)
        return found

    def writes(self) -> set[str]:
        """The facts that the table sets."""
        return {name for rule in self.rules for name, _text in rule.outputs}

    def decide(self, facts: dict[str, Any]) -> dict[str, Any]:
        """The outputs of the row that applies. Raises Refused when none does, or several for UNIQUE."""
        hits = []
        for rule in self.rules:
            if all(condition(text, facts) for text in rule.conditions):
                hits.append(rule)
                if self.policy == "FIRST":
                    break
        if len(hits) != 1:
            message = (
                _("Không dòng nào của bảng quyết định “%(id)s” áp dụng được.")
                if not hits
                else _("Nhiều dòng của bảng quyết định “%(id)s” cùng áp dụng.")
            )
            raise Refused(
                "process.decision",
                message % {"id": self.id},
                way_out=_("Báo quản trị viên bổ sung bảng quyết định."),
            )
        return {name: evaluate(text, facts) for name, text in hits[0].outputs}


def parse_decisions(xml: bytes) -> dict[str, Decision]:
    """All decision tables of a DMN file by id. Raises Refused for unsafe XML."""
    root = parse_xml(xml)
    found = {}
    for element in root.iter("{*}decision"):
        table = element.find("{*}decisionTable")
        if table is not None:
            found[element.get("id", "")] = _table(element, table)
    return found


def _table(element: Any, table: Any) -> Decision:
    inputs = tuple(
        " ".join((node.findtext("{*}inputExpression/{*}text") or "").split())
        for node in table.iterfind("{*}input")
    )
    outputs = [node.get("name") or "" for node in table.iterfind("{*}output")]
    rules = []
    for row in table.iterfind("{*}rule"):
        cells = [(cell.findtext("{*}text") or "").strip() for cell in row.iterfind("{*}inputEntry")]
        texts = [(cell.findtext("{*}text") or "").strip() for cell in row.iterfind("{*}outputEntry")]
        conditions = [cell_condition(text, cell) for text, cell in zip(inputs, cells, strict=False)]
        rules.append(
            Rule(
                row.get("id", ""),
                row.sourceline or 0,
                tuple(text for text in conditions if text),
                tuple(zip(outputs, texts, strict=False)),
            )
        )
    policy = table.get("hitPolicy", "UNIQUE")
    return Decision(element.get("id", ""), policy, element.sourceline or 0, tuple(rules), inputs)


def cell_condition(subject: str, cell: str) -> str:
    """An input cell as a condition over its column's expression; empty means 'anything'."""
    if cell in ("", "-"):
        return ""
    if cell.startswith("not(") and cell.endswith(")"):
        return f"not (({subject}) in [{cell[4:-1]}])"
    if _COMPARISON.match(cell):
        return f"({subject}) {cell}"
    return f"({subject}) in [{cell}]"
