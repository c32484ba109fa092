"""Words of the pages of figures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import AgencyInfo, UnitInfo, agencies, agency, ended_units, units
from tinhso.foundation.worktime.api import today
from tinhso.government.indices.queries.quality import heirs
from tinhso.government.procedures.api import fields
from tinhso.lib.periods import Period, at


def kinds(period: Period) -> list[tuple[str, str, bool]]:
    """Each kind of period with the one around the last day of this one that has begun: key, name, current."""
    words = {
        "day": _("Ngày"),
        "month": _("Tháng"),
        "report": _("Kỳ báo cáo 15–14"),
        "quarter": _("Quý"),
        "year": _("Năm"),
    }
    day = min(period.last, today())
    return [(at(kind, day).key, word, kind == period.kind) for kind, word in words.items()]


def choices(wish: Any) -> dict[str, Any]:
    """What the page may be narrowed to: agencies of today, or those that ended with the old borders; fields."""
    old = wish.given["cu"] == "1"
    titles = {"province": _("Cấp tỉnh"), "district": _("Cấp huyện"), "commune": _("Cấp xã")}
    groups: dict[str, list[tuple[str, str]]] = {title: [] for title in titles.values()}
    for one in _ended() if old else agencies(today()):
        if one.kind in KINDS:
            groups.setdefault(titles.get(one.level, one.level), []).append((one.slug, one.name))
    return {
        "groups": [(title, inside) for title, inside in groups.items() if inside],
        "fields": [(one.key, one.name) for one in fields(today())],
        "units": [(one.code, one.name) for one in _communes(old)],
        "old": old,
    }


# Whose dossiers are counted; desks and schools only take in or pass on.
KINDS = (
    "peoples_committee",
    "department",
    "inspectorate",
    "committee_office",
    "service_centre",
    "land_registry",
)


def _communes(old: bool) -> list[UnitInfo]:
    """Those of today, or those that ended."""
    return ended_units("commune", today()) if old else units(today(), level="commune")


def _ended() -> list[AgencyInfo]:
    found = [agency(old) for old in {one[0] for one in heirs()}]
    return sorted(found, key=lambda one: (one.level, one.name, one.slug))
