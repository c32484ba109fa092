"""Whether a dossier can begin here on a day. Open dossiers never ask: they end where they began."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import Refused


def check_online(version: procedures.VersionInfo, on: date) -> None:
    """Refused `filed_on_the_portal` or `worked_elsewhere` when people do not file this online here that day."""
    check_worked_here(version, on)
    place = procedures.filing_place(version, on)
    if place.kind == "portal":
        raise Refused(
            "filed_on_the_portal",
            place.why,
            way_out=_("Hãy nộp ở %(address)s, tại bộ phận một cửa hoặc qua bưu chính.")
            % {"address": place.address or _("Cổng Dịch vụ công quốc gia")},
        )


def check_worked_here(version: procedures.VersionInfo, on: date) -> None:
    """Refused `worked_elsewhere` when new dossiers of that day belong into a ministry's system."""
    place = procedures.filing_place(version, on)
    if place.kind == "ministry":
        raise Refused(
            "worked_elsewhere",
            place.why,
            way_out=_("Hãy nộp trên %(system)s.") % {"system": place.system},
        )
