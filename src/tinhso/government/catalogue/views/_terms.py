"""The form under which procedures are opened: read from a post, and what a page needs to draw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue.rules.wanted import NO_HOUR, SAME_DAY, UNITS, Wanted, from_json
from tinhso.government.procedures import api as procedures
from tinhso.lib.posted import day, line, typed_day

ALL, HERE = "all", "here"
DAYS = ("valid_from", "decided_on", "valid_to", "effective_on")
TEXTS = (
    "where",
    "decision",
    "online",
    "limit",
    "unit",
    "limit_reason",
    "fee",
    "fee_reason",
    "reason",
    "checked",
)


@dataclass
class Typed:
    """What was typed, the faults found while reading, and the wish itself when there are none."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    wanted: Wanted | None = None


def fresh() -> dict[str, Any]:
    """The form before anybody typed."""
    return {"valid_from": today(), "where": HERE, "unit": "WORKING_DAY"}


def again(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The form as an earlier run was asked, but for what it left open: the same decision opens the rest."""
    known = from_json(dict(wanted))
    return {
        "where": HERE if known.agencies else ALL,
        "decision": known.decision,
        "online": known.online,
        "reason": known.reason,
        "checked": "1" if known.checked else "",
        **{name: getattr(known, name) for name in DAYS},
        **limit_again(known.limit),
        "limit_reason": known.limit_reason,
        "fee": "" if known.fee is None else known.fee,
        "fee_reason": known.fee_reason,
    }


def limit_again(limit: tuple[Decimal, str] | None) -> dict[str, str]:
    """The two fields of a limit as they were typed; a day of reception without an hour has no number."""
    if limit is None:
        return {"limit": "", "unit": "WORKING_DAY"}
    value, unit = limit
    return {"limit": "" if unit == SAME_DAY and value == NO_HOUR else f"{value:f}", "unit": unit}


def read(post: Mapping[str, str], agency_id: UUID | None, *, many: bool, level: str = "") -> Typed:
    """Read the form. Money and limits are forgiving about dots; what cannot be read is a fault of its field."""
    found = Typed({name: line(post, name, 600) for name in TEXTS})
    days: dict[str, date | None] = {}
    for name in DAYS:
        days[name] = day(post, name)
        found.values[name] = days[name] or typed_day(post, name)
        empty = not any(typed_day(post, name).values()) and not post.get(name)
        if days[name] is None and (name in ("valid_from", "decided_on") or not empty):
            found.errors[name] = _("Ngày không đúng, ví dụ đúng: 31 12 2026.")
    limit = _limit(found)
    fee = _fee(found)
    first, decided = days["valid_from"], days["decided_on"]
    if not found.values["online"]:
        found.errors["online"] = _("Hãy chọn mức độ trực tuyến.")
    if found.errors or first is None or decided is None:
        return found
    found.wanted = Wanted(
        valid_from=first,
        decision=found.values["decision"],
        decided_on=decided,
        online=found.values["online"],
        agencies=() if found.values["where"] == ALL or agency_id is None else (agency_id,),
        level=level,
        valid_to=days["valid_to"],
        effective_on=days["effective_on"],
        reason=found.values["reason"],
        limit=limit,
        limit_reason=found.values["limit_reason"],
        fee=fee,
        fee_reason=found.values["fee_reason"],
        checked=found.values["checked"] == "1",
        fit_online=many,
    )
    return found


def _limit(found: Typed) -> tuple[Decimal, str] | None:
    text = found.values["limit"].replace(",", ".")
    if not text and found.values["unit"] == SAME_DAY:
        text = str(NO_HOUR)
    if not text:
        return None
    if not (text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit() and len(text) < 8):
        found.errors["limit"] = _("Hãy gõ thời hạn bằng số.")
        return None
    if found.values["unit"] not in UNITS:
        found.errors["unit"] = _("Hãy chọn đơn vị của thời hạn.")
        return None
    if not found.values["limit_reason"]:
        found.errors["limit_reason"] = _("Hãy ghi căn cứ của thời hạn này.")
        return None
    return Decimal(text), found.values["unit"]


def _fee(found: Typed) -> int | None:
    text = found.values["fee"].replace(".", "").replace(" ", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 13):
        found.errors["fee"] = _("Hãy gõ số tiền bằng đồng, ví dụ 57.000; 0 nếu không thu.")
        return None
    if not found.values["fee_reason"]:
        found.errors["fee_reason"] = _("Hãy ghi căn cứ của mức thu này.")
        return None
    return int(text)


def choices(values: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """What the form offers; the levels are those of the day it opens from."""
    first = values.get("valid_from")
    levels = procedures.levels_on(first if isinstance(first, date) else today())
    return {
        "online": [(level, procedures.online_name(level)) for level in reversed(levels)],
        "units": [
            ("WORKING_DAY", _("ngày làm việc")),
            ("HOUR", _("giờ làm việc")),
            ("DAY", _("ngày")),
            ("MONTH", _("tháng")),
            (SAME_DAY, _("trong ngày tiếp nhận")),
        ],
    }
