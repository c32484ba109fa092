"""What applies to one dossier: its case, its papers, its limit, its fees, its deciding level."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from tinhso.government.procedures.rules import expressions
from tinhso.government.procedures.rules.content import Authority, Component, Content, FeeLine, TimeLimit
from tinhso.lib.errors import Refused

# The output column of a table of fees.dmn, in đồng.
FEE_OUTPUT = "amount"


def case_of(content: Content, data: Mapping[str, Any]) -> str:
    """The key of the first case whose condition holds; "" when the procedure knows no cases."""
    return next((case.key for case in content.cases if expressions.holds(case.when, data)), "")


def components(content: Content, data: Mapping[str, Any], *, electronic: bool = False) -> list[Component]:
    """The papers that these facts call for. Filing online, the e-form stands for the application form."""
    case = case_of(content, data)
    return [
        item
        for item in content.components
        if (not item.case or item.case == case)
        and expressions.holds(item.when, data)
        and not (electronic and item.from_form)
    ]


def time_limit(content: Content, channel: str, data: Mapping[str, Any] | None = None) -> TimeLimit | None:
    """The limit of the channel (of the case first); None when the package does not speak of the channel."""
    case = case_of(content, data or {})
    found = [item for item in content.limits if item.channel == channel]
    exact = [item for item in found if item.case and item.case == case]
    return next(iter(exact + [item for item in found if not item.case]), None)


def authority(content: Content, on: date, key: str = "competent") -> Authority | None:
    """The rule of that day for an agency key of the process."""
    return next((rule for rule in content.authority if rule.key == key and rule.holds(on)), None)


def fee_lines(content: Content, data: Mapping[str, Any], channel: str) -> list[FeeLine]:
    """The fees that apply to the channel and the facts."""
    return [
        line
        for line in content.fees
        if (not line.channels or channel in line.channels) and expressions.holds(line.when, data)
    ]


class Table(Protocol):
    """A decision table: what it reads, and its outputs for these facts. Raises Refused when no row applies."""

    def reads(self) -> set[str]: ...

    def decide(self, facts: dict[str, Any]) -> dict[str, Any]: ...


def amount(line: FeeLine, data: Mapping[str, Any], tables: Mapping[str, Table] | None = None) -> int | None:
    """The amount in đồng, rounded to whole đồng; None when it is unstated or the facts do not suffice.

    `tables` are the tables of the package's fees.dmn by id.
    """
    if line.amount is not None:
        return line.amount
    if line.decision:
        value = _decided((tables or {}).get(line.decision), data)
    else:
        value = expressions.evaluate(line.expression, data) if line.expression else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        return None
    return round(value)


def _decided(table: Table | None, data: Mapping[str, Any]) -> Any:
    if table is None:
        return None
    try:
        # Only what the table reads: a draft may hold more than a decision takes.
        return table.decide({key: data[key] for key in table.reads() if key in data}).get(FEE_OUTPUT)
    except Refused:
        return None
