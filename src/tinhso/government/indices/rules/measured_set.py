"""A measured set as its file tells it: groups of components, each with its rule and the measures it counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from tinhso.government.indices.rules.measured import RULES, SCALED, WATCHED

HEAD = ("key", "title", "decision", "decided_on", "valid_from", "points", "source")
COMPONENT = {"group", "code", "name", "points", "rule", "threshold", "measure", "less", "times", "missing", "words",
             "act", "source_of_formula"}  # fmt: skip


@dataclass(frozen=True)
class Component:
    """One component. Without `measure`, `missing` names the record that the platform does not hold."""

    group: str
    code: str
    name: str
    points: Decimal
    rule: str
    words: str
    threshold: Decimal | None = None
    measure: str = ""
    less: str = ""
    times: str = ""
    missing: str = ""
    # The real act that raises the figure, for leaders; empty: none is known.
    act: str = ""


@dataclass(frozen=True)
class Group:
    """A group with its maximum and its components in order."""

    key: str
    name: str
    points: Decimal
    components: tuple[Component, ...]
    # The agency that answers for it, as in the folder; empty: nobody is named.
    owner: str = ""


@dataclass(frozen=True)
class MeasuredSet:
    """The whole set."""

    key: str
    title: str
    decision: str
    valid_from: date
    points: Decimal
    groups: tuple[Group, ...]
    source: str
    note: str = ""
    valid_to: date | None = None
    # Below so many percent of its points a component asks for attention.
    alert: Decimal = Decimal(50)

    def component(self, code: str) -> Component | None:
        """The component of this code."""
        return next((one for group in self.groups for one in group.components if one.code == code), None)


def read(content: Mapping[str, Any]) -> MeasuredSet:
    """A set of a file without faults."""
    head = content["set"]
    groups = tuple(
        Group(one["key"], one["name"], Decimal(str(one["points"])),
              tuple(_component(row) for row in content["component"] if row["group"] == one["key"]),
              one.get("owner") or head.get("owner", ""))
        for one in content["group"]
    )  # fmt: skip
    return MeasuredSet(head["key"], head["title"], head["decision"], head["valid_from"], Decimal(str(head["points"])),
                       groups, head["source"], head.get("note", ""), head.get("valid_to"),
                       Decimal(str(head.get("alert", 50))))  # fmt: skip


def _component(row: Mapping[str, Any]) -> Component:
    limit = row.get("threshold")
    return Component(
        row["group"], row["code"], row["name"], Decimal(str(row["points"])), row["rule"], row["words"],
        None if limit is None else Decimal(str(limit)), row.get("measure", ""), row.get("less", ""),
        row.get("times", ""), row.get("missing", ""), row.get("act", ""),
    )  # fmt: skip


def faults(content: Mapping[str, Any], measures: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """What is wrong: (row of the component from 0, -1 for the head; what; the way out)."""
    head = content.get("set", {})
    for key in HEAD:
        if head.get(key) in (None, ""):
            yield -1, _("[set] thiếu “%s”.") % key, _("Thêm dòng này.")
    first, last = head.get("valid_from"), head.get("valid_to")
    if first is not None and not isinstance(first, date):
        yield -1, _("valid_from không phải ngày."), _("Viết như 2022-06-23, không có dấu nháy.")
    elif last is not None and (first is None or not isinstance(last, date) or last < first):
        yield -1, _("valid_to không phải ngày sau valid_from."), _("Viết như 2026-12-31, không có dấu nháy.")
    alert = _number(head.get("alert", 50))
    if alert is None or alert > 100:
        yield -1, _("alert phải là số phần trăm từ 0 đến 100."), _("Viết như 50.")
    groups = {str(one.get("key", "")): one for one in content.get("group", [])}
    rows = content.get("component", [])
    codes: set[str] = set()
    for at, row in enumerate(rows):
        yield from ((at, what, way) for what, way in _row(row, groups, measures))
        if row.get("code") in codes:
            yield at, _("Mã “%s” lặp lại.") % row["code"], _("Mỗi mã một lần.")
        codes.add(row.get("code", ""))
    for key, group in groups.items():
        yield from _sum(
            group.get("name", key), group.get("points"), [r for r in rows if r.get("group") == key]
        )
    yield from _sum(head.get("title", ""), head.get("points"), list(groups.values()))


def _row(
    row: Mapping[str, Any], groups: Collection[str], measures: Collection[str]
) -> Iterator[tuple[str, str]]:
    for key in ("group", "code", "name", "points", "rule", "words"):
        if row.get(key) in (None, ""):
            yield _("Thiếu “%s”.") % key, _("Thêm dòng này.")
    for key in sorted(set(row) - COMPONENT):
        yield _("Không có mục “%s”.") % key, _("Dùng: %s.") % ", ".join(sorted(COMPONENT))
    if row.get("group") not in groups:
        yield _("Không có nhóm “%s”.") % row.get("group"), _("Dùng: %s.") % ", ".join(groups)
    if row.get("rule") not in RULES:
        yield _("Không có cách tính “%s”.") % row.get("rule"), _("Dùng: %s.") % ", ".join(RULES)
    yield from _scoring(row)
    for key in ("measure", "less", "times"):
        if row.get(key) and row[key] not in measures:
            yield _("Không có số đo “%s”.") % row[key], _("Dùng: %s.") % ", ".join(sorted(measures))
    if bool(row.get("measure")) == bool(row.get("missing")):
        yield (
            _("Cần đúng một trong hai: measure, hoặc missing."),
            _("missing nêu bản ghi mà hệ thống chưa có."),
        )


def _scoring(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    most, limit = _number(row.get("points")), _number(row.get("threshold"))
    if most is None:
        yield _("Điểm không đọc được."), _("Viết như 6 hoặc 2.5.")
    if (row.get("rule") == SCALED) != (limit is not None and 0 < limit <= 100):
        yield (
            _("Ngưỡng phải có ở cách tính “scaled”, và chỉ ở đó, lớn hơn 0, tối đa 100."),
            _("Viết threshold = 80."),
        )
    if row.get("rule") == WATCHED and most:
        yield _("Chỉ số chỉ theo dõi không có điểm."), _("Viết points = 0.")


def _sum(of: str, told: Any, rows: list[Mapping[str, Any]]) -> Iterator[tuple[int, str, str]]:
    known = [_number(row.get("points")) for row in rows]
    total = sum((one for one in known if one is not None), Decimal(0))
    if _number(told) != total:
        facts = {"of": of, "sum": total, "told": told}
        yield (
            -1,
            _("%(of)s: các phần cộng lại là %(sum)s, không phải %(told)s.") % facts,
            _("Đối chiếu lại với quyết định."),
        )


def _number(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None
