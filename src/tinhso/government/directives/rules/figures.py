"""The figures of a report, counted from its own lines, so that every figure opens to the tasks behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from tinhso.government.directives.rules import standing as by
from tinhso.lib.quarters import Quarter

Line = Mapping[str, Any]
ALL, SILENT = "all", "silent"
# Key → name, in the order in which they are told. A task that nobody reported on stands in "silent" besides.
FIGURES: dict[str, str] = {
    ALL: "Nhiệm vụ trong kỳ",
    by.ON_TIME: "Xong đúng hạn",
    by.LATE: "Xong trễ hạn",
    by.WAITING: "Chờ nghiệm thu",
    by.FINE: "Trong hạn",
    by.SOON: "Sắp đến hạn",
    by.AT_RISK: "Nguy cơ trễ",
    by.OVERDUE: "Quá hạn",
    SILENT: "Chưa báo cáo trong quý",
}


def belongs(quarter: Quarter, assigned: date, closed: date | None) -> bool:
    """True for a task of the quarter: given by its last day, and not closed before its first."""
    return assigned <= quarter.last and (closed is None or closed >= quarter.first)


def matches(key: str, line: Line) -> bool:
    """True when the line counts for the figure."""
    if key == ALL:
        return True
    return bool(line["silent"]) if key == SILENT else line["standing"] == key


def count(lines: Iterable[Line]) -> dict[str, int]:
    """Every figure."""
    kept = list(lines)
    return {key: sum(matches(key, line) for line in kept) for key in FIGURES}


def grouped(lines: Iterable[Line], of: Callable[[Line], str]) -> dict[str, dict[str, int]]:
    """The same for each group (per agency, document, head), in the order of its name."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(of(line), []).append(line)
    return {name: count(groups[name]) for name in sorted(groups)}
