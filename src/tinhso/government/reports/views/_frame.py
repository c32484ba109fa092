"""What every page of this room shares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import today
from tinhso.government.reports.models import Report
from tinhso.government.reports.words import period_name
from tinhso.lib import periods
from tinhso.lib.errors import Invalid, Refused

T = TypeVar("T")
DRAFT, SIGNING, SIGNED, SENT = "draft", "signing", "signed", "sent"


def state_of(row: Report) -> str:
    """Where a report stands."""
    if row.sent_at is not None:
        return SENT
    if row.signed_at is not None:
        return SIGNED
    return SIGNING if row.paper_id is not None else DRAFT


def state_words() -> dict[str, tuple[str, str]]:
    """Each standing in words, with its colour."""
    return {
        DRAFT: (_("Bản nháp"), "grey"),
        SIGNING: (_("Chờ ký"), "yellow"),
        SIGNED: (_("Đã ký, chưa gửi"), "blue"),
        SENT: (_("Đã gửi"), "green"),
    }


def nav(current: str) -> list[dict[str, Any]]:
    """The room's pages as links above each of them."""
    pages = [("home", _("Báo cáo của cơ quan")), ("arrived", _("Các cơ quan gửi đến"))]
    return [
        {"label": label, "href": reverse(f"reports:{name}"), "current": name == current}
        for name, label in pages
    ]


def recent() -> list[tuple[str, str]]:
    """Periods to choose from: the last quarters, months, months of reports and years."""
    found: list[tuple[str, str]] = []
    for kind, many in (("quarter", 5), ("month", 6), ("report", 4), ("year", 2)):
        period = periods.at(kind, today())
        for _step in range(many):
            if period.first <= today():
                found.append((period.key, period_name(period.key)))
            period = period.before
    return found


def running(key: str, day: date) -> bool:
    """True while the period has not ended."""
    period = periods.read(key)
    return period is not None and period.last >= day


def attempt(act: Callable[[], T]) -> tuple[T | None, dict[str, str]]:
    """What the act gives, or its faults by field."""
    try:
        return act(), {}
    except Invalid as invalid:
        return None, {error.field: error.message for error in invalid.errors}
    except Refused as refused:
        return None, {refused.field or "act": str(refused)}
