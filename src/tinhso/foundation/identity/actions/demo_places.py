"""Where the officers of the demonstration work: one commune and its desk, one department, the centre."""

from __future__ import annotations

from datetime import date

from tinhso.foundation.organisation.api import AgencyInfo, agencies, one_stop_desk

# Nice to show when that day has them; otherwise the first in Vietnamese order.
_COMMUNES = ("ubnd-xa-tho-tang-2025", "ubnd-phuong-vinh-yen-2025", "ubnd-thi-tran-tho-tang")
_DEPARTMENTS = ("so-tu-phap", "so-tai-chinh", "so-xay-dung")


def demo_places(on: date) -> dict[str, AgencyInfo]:
    """The agencies by place key (`commune`, `commune_desk`, `department`, `centre`, `committee_office`) on a day.

    A key is missing when the province of that day has no such agency, e.g. before it was loaded.
    """
    places = {}
    if commune := _preferred(agencies(on, level="commune", kind="peoples_committee"), _COMMUNES):
        places["commune"] = commune
        places["commune_desk"] = one_stop_desk(commune.id, on)
    if department := _preferred(agencies(on, level="province", kind="department"), _DEPARTMENTS):
        places["department"] = department
    if centre := _preferred(agencies(on, level="province", kind="service_centre"), ()):
        places["centre"] = centre
    if office := _preferred(agencies(on, level="province", kind="committee_office"), ()):
        places["committee_office"] = office
    return places


def _preferred(found: list[AgencyInfo], starts: tuple[str, ...]) -> AgencyInfo | None:
    for start in starts:
        for agency in found:
            if agency.slug.startswith(start):
                return agency
    return found[0] if found else None
