"""What a page of figures was asked for: whose, when, as known when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency_by_slug
from tinhso.foundation.worktime.api import ZONE, now, today
from tinhso.government.indices.measures.statement import Scope, Window
from tinhso.government.indices.queries import quality
from tinhso.government.indices.rules import periods
from tinhso.government.indices.rules.measured_set import MeasuredSet
from tinhso.lib.errors import NotFound

KEY = "766"


@dataclass(frozen=True)
class Asked:
    """Read from the address; `query` leads back to the same."""

    set: MeasuredSet
    period: periods.Period
    scope: Scope
    window: Window
    place: Any
    query: str


def asked(request: HttpRequest, key: str, place: Any = None) -> Asked:
    """The page asked for. NotFound for a period, agency or moment that is none."""
    period = periods.read(key)
    if period is None or period.first > today():
        raise NotFound("period_unknown", _("Không có kỳ này, hoặc kỳ chưa bắt đầu."))
    given = {name: request.GET.get(name, "")[:80] for name in ("cq", "cu", "lv", "tt", "biet")}
    if given["cq"]:
        place = agency_by_slug(given["cq"])
    scope = quality.scope_of(
        place.id if place else None, as_then=given["cu"] == "1", field_code=given["lv"], procedure=given["tt"]
    )
    window = quality.window_of(period, _moment(given["biet"]))
    query = urlencode({name: value for name, value in given.items() if value})
    return Asked(quality.set_on(KEY, period.last), period, scope, window, place, f"?{query}" if query else "")


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotFound("moment_unknown", _("Thời điểm viết như 2026-11-23T08:00.")) from error
    moment = found if found.tzinfo else found.replace(tzinfo=ZONE)
    return min(moment, now())
