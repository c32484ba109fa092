"""The columns of the tables on dossiers: what each counts, in the words of the reporting regime.

Counted as the one-stop statistics are: early before the due moment; on time at it, or without one, and what the
person took back; overdue after it. At work and waiting for the person's papers counts as on time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """One count; `group` is the heading it stands below."""

    key: str
    label: Any
    group: Any


_RECEIVED, _SOLVED, _OPEN = _("Hồ sơ nhận giải quyết"), _("Hồ sơ đã giải quyết"), _("Hồ sơ đang giải quyết")
COLUMNS = (
    Column("received", _("Tổng số"), _RECEIVED),
    Column("online", _("Trong kỳ, trực tuyến"), _RECEIVED),
    Column("direct", _("Trong kỳ, trực tiếp và bưu chính"), _RECEIVED),
    Column("carried", _("Từ kỳ trước"), _RECEIVED),
    Column("solved", _("Tổng số"), _SOLVED),
    Column("early", _("Trước hạn"), _SOLVED),
    Column("on_time", _("Đúng hạn, kể cả rút"), _SOLVED),
    Column("overdue", _("Quá hạn"), _SOLVED),
    Column("open", _("Tổng số"), _OPEN),
    Column("open_on_time", _("Trong hạn, kể cả chờ bổ sung"), _OPEN),
    Column("open_overdue", _("Quá hạn"), _OPEN),
)  # fmt: skip
# Outside the three groups: stopped by the agency, neither solved nor at work.
STOPPED = "stopped"
COUNTED = (*(column.key for column in COLUMNS), STOPPED)


def whole(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts with their sums: `received`, `solved` and `open` from their parts."""
    said = {key: counts.get(key, 0) for key in COUNTED}
    said["received"] = said["online"] + said["direct"] + said["carried"]
    said["solved"] = said["early"] + said["on_time"] + said["overdue"]
    said["open"] = said["open_on_time"] + said["open_overdue"]
    return said


def total(rows: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """All rows together."""
    found = dict.fromkeys(COUNTED, 0)
    for row in rows:
        for key in COUNTED:
            found[key] += row.get(key, 0)
    return found


def balanced(row: Mapping[str, int]) -> bool:
    """True where everything received was solved, is at work or was stopped."""
    return row["received"] == row["solved"] + row["open"] + row[STOPPED]


def groups(columns: Iterable[Column] = COLUMNS) -> list[tuple[Any, int]]:
    """Headings above the columns with how many each spans."""
    found: list[tuple[Any, int]] = []
    for column in columns:
        if found and found[-1][0] is column.group:
            found[-1] = (column.group, found[-1][1] + 1)
        else:
            found.append((column.group, 1))
    return found
