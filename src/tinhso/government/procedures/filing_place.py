"""Where a person files a procedure online on a day: here, on the national portal, in a ministry's system, nowhere.

Two things decide, both dated: the province's front door (by law) and the procedure's route.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

from tinhso.foundation.province.api import front_door, setting
from tinhso.government.procedures import openings
from tinhso.government.procedures.info import VersionInfo

HERE, PORTAL, MINISTRY, DESK = "here", "portal", "ministry", "desk"
PORTAL_ROOM = "tinhso.government.portal.api"


@dataclass(frozen=True)
class FilingPlace:
    """`kind` is here, portal, ministry or desk (not online at all).

    `address` leads there; empty where it is not known. `why` says in a sentence why one does not file here, and
    `system` names the ministry's system.
    """

    kind: str
    address: str = ""
    why: str = ""
    system: str = ""

    @property
    def here(self) -> bool:
        """True when the e-form of this site takes the dossier."""
        return self.kind == HERE


def filing_place(version: VersionInfo, on: date) -> FilingPlace:
    """Where this procedure is filed online on a day."""
    route = version.content.route_on(on)
    if route.elsewhere:
        why = _(
            "Từ ngày %(day)s, thủ tục này được tiếp nhận và giải quyết trên %(system)s, không phải ở đây."
        )
        told = why % {"day": f"{route.valid_from:%d/%m/%Y}", "system": route.system}
        address = route.address or portal_address(version.code, on)
        return FilingPlace(MINISTRY, address, f"{told} {route.note}".strip(), route.system)
    if not openings.received(version, on):
        return FilingPlace(DESK, why=openings.where_told(version, on))
    if openings.online_anywhere(version, on) == "none":
        return FilingPlace(DESK, why=_("Việc này chỉ nộp tại bộ phận một cửa hoặc qua bưu chính."))
    if front_door(on) == "national":
        return FilingPlace(
            PORTAL,
            portal_address(version.code, on),
            _(
                "Theo quy định hiện hành, hồ sơ trực tuyến chỉ nộp trên Cổng Dịch vụ công quốc gia. "
                "Hồ sơ được chuyển ngay về đây để giải quyết."
            ),
        )
    return FilingPlace(HERE, f"/nop/{version.code}/")


def portal_address(code: str, on: date) -> str:
    """The procedure's own page on the national portal where it is known, otherwise the portal's first page.

    At a demonstration with a simulated portal: its page.
    """
    if settings.TINHSO_PORTAL_PAGES:
        return f"{settings.TINHSO_PORTAL_PAGES}/thu-tuc/{code}"
    return _own_page(code) or str(setting("contacts.national_portal", on))


def _own_page(code: str) -> str:
    # Asked at the moment of telling: that room stands on this one.
    if not apps.is_installed(PORTAL_ROOM.removesuffix(".api")) or find_spec(PORTAL_ROOM) is None:
        return ""
    ask: Callable[[str], str] | None = getattr(import_module(PORTAL_ROOM), "procedure_address", None)
    return str(ask(code) or "") if ask is not None else ""
