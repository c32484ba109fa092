"""What a page of figures was asked for: whose, when, as known when, in which published edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import UnitInfo, agency_by_slug, ended_units
from tinhso.foundation.organisation.api import unit as unit_of
from tinhso.foundation.worktime.api import ZONE, now, today
from tinhso.government.indices.measures.statement import Scope, Window
from tinhso.government.indices.models import Edition
from tinhso.government.indices.queries import editions, quality
from tinhso.government.indices.rules.measured_set import MeasuredSet
from tinhso.lib import periods
from tinhso.lib.errors import Forbidden, NotFound

KEY = "766"
FILTERS = ("cq", "xa", "cu", "lv", "tt", "biet", "ban")


@dataclass(frozen=True)
class Asked:
    """Read from the address; `query` leads back to the same. `edition`: what is published of the period, where the
    page shows that; `given`: what was typed, by its name in the address."""

    set: MeasuredSet
    period: periods.Period
    scope: Scope
    window: Window
    place: Any
    query: str
    edition: Edition | None
    given: dict[str, str]
    unit: UnitInfo | None = None

    @property
    def whose(self) -> str:
        """Agency and commune, or the whole province, in words."""
        names = [one.name for one in (self.place, self.unit) if one is not None]
        return " · ".join(names) or _("Toàn tỉnh")

    @property
    def narrowed(self) -> bool:
        """True where the snapshot's own values do not answer: a field, a procedure, an agency as it stood."""
        return bool(
            self.scope.field_code
            or self.scope.procedure_code
            or self.scope.units
            or (self.place and self.given["cu"] == "1")
        )


def asked(request: HttpRequest, key: str, place: Any = None, *, whole: str = "") -> Asked:
    """The page asked for by an officer: what is known now. NotFound for a period, agency or moment that is none.

    `whole`: what stands for the province in place of an agency.
    """
    return _read(request, key, place, None, whole)


def asked_in_public(request: HttpRequest, key: str) -> Asked:
    """The page asked for by anybody: what was published of the period; before that only the province as a whole.

    Forbidden for what belongs to one agency, field or procedure of a period that was not published yet.
    """
    number = request.GET.get("ban", "")[:6]
    edition = editions.published(KEY, key, int(number) if number.isdecimal() else None)
    if number and edition is None:
        raise NotFound("edition_unknown", _("Không có bản công bố này."))
    if edition is None and any(request.GET.get(name) for name in ("cq", "xa", "lv", "tt")):
        raise Forbidden(
            "not_published",
            _("Kỳ này chưa công bố: số của từng cơ quan, xã, lĩnh vực, thủ tục chỉ cơ quan ấy xem được."),
            way_out=_("Xem số của cả tỉnh, hoặc chọn một kỳ đã công bố."),
        )
    return _read(request, key, None, edition)


def figures_of(wish: Asked) -> quality.Figures:
    """What the page shows: the published values, or a count. Raises Busy."""
    if wish.edition is not None and not wish.narrowed and not wish.given["biet"]:
        found = editions.figures(wish.edition, wish.place.id if wish.place else None, wish.set)
        if found is not None:
            return found
    return quality.figures(wish.set, wish.scope, wish.window)


def query_of(given: dict[str, str], **changes: str) -> str:
    """The address's own part, with some of it changed."""
    told = urlencode({name: value for name, value in {**given, **changes}.items() if value})
    return f"?{told}" if told else ""


def _read(request: HttpRequest, key: str, place: Any, edition: Edition | None, whole: str = "") -> Asked:
    period = periods.read(key)
    if period is None or period.first > today():
        raise NotFound("period_unknown", _("Không có kỳ này, hoặc kỳ chưa bắt đầu."))
    given = {name: request.GET.get(name, "")[:80] for name in FILTERS}
    if given["cq"] and given["cq"] != whole:
        place = agency_by_slug(given["cq"])
    as_then = given["cu"] == "1"
    unit = _unit(given["xa"], as_then) if given["xa"] else None
    scope = quality.scope_of(
        place.id if place else None, as_then=as_then, field_code=given["lv"], procedure=given["tt"], unit=unit
    )
    # What was published is also counted as it was known then: a later act changes none of its narrower figures.
    moment = _moment(given["biet"]) or (edition.known_at if edition else None)
    window = quality.window_of(period, moment)
    return Asked(
        quality.set_on(KEY, period.last), period, scope, window, place, query_of(given), edition, given, unit
    )


def _unit(code: str, as_then: bool) -> UnitInfo:
    """The commune of today, or (`as_then`) the one that bore the code when it ended. NotFound."""
    if not as_then:
        return unit_of(code)
    found = next((one for one in ended_units("commune", today()) if one.code == code), None)
    if found is None:
        raise NotFound("unit_unknown", _("Không có xã nào mã này trong số các xã đã sáp nhập."))
    return found


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotFound("moment_unknown", _("Thời điểm viết như 2026-11-23T08:00.")) from error
    moment = found if found.tzinfo else found.replace(tzinfo=ZONE)
    return min(moment, now())
