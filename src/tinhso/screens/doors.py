"""What the screens ask of other rooms, each through that room's api and each optional.

A layout must still be drawn when a room cannot answer (an error page while the database is away), so
every question here has a plain answer of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tinhso.lib.held import held, held_briefly

log = logging.getLogger(__name__)
FALLBACK_NAME = "Tỉnh Số"
FALLBACK_LINE = "Dịch vụ công và một cửa"


def door(room: str, name: str) -> Callable[..., Any] | None:
    """The public function `name` of a room (`government.dossiers`), or None when it is not offered."""
    api = _api(f"tinhso.{room}.api")
    return getattr(api, name, None) if api is not None else None


@lru_cache(maxsize=64)
def _api(path: str) -> ModuleType | None:
    """A room's api; looked for in the file system once."""
    return import_module(path) if find_spec(path) is not None else None


def ask(room: str, name: str, *args: Any, default: Any = None) -> Any:
    """Ask a room; `default` when it offers nothing or fails (the failure is logged)."""
    try:
        function = door(room, name)
        return default if function is None else function(*args)
    except Exception:
        log.exception("screens could not ask %s.%s", room, name)
        return default


def now() -> datetime:
    """The province's clock (worktime)."""
    from tinhso.foundation.worktime.api import now as province_now

    return province_now()


def province_header(on: date) -> tuple[str, str]:
    """Province name and the line below it, as shown on that day."""
    answer = ask("foundation.organisation", "header", on)
    if answer is None:
        return FALLBACK_NAME, FALLBACK_LINE
    return answer.name, f"{answer.sub_line} · {FALLBACK_LINE}" if answer.sub_line else FALLBACK_LINE


def actor(request: HttpRequest | None) -> Any:
    """The actor of the request, or None when nobody is signed in."""
    if request is None or not getattr(getattr(request, "user", None), "is_authenticated", False):
        return None
    return ask("foundation.identity", "actor_of", request)


def desk_of(request: HttpRequest | None) -> dict[str, str]:
    """Who acts at this desk: `name`, and `place` (`UBND xã Thổ Tang · Chuyên viên`); empty for others."""
    who = actor(request)
    held = ask("foundation.identity", "capacity_of", request) if who and who.capacity_id else None
    if held is None:
        return {"name": who.label if who else "", "place": ""}
    agency = ask("foundation.organisation", "agency", held.agency_id)
    place = f"{agency.name} · {held.position}" if agency is not None else str(held.position)
    return {"name": str(held.name), "place": place}


def worklists(request: HttpRequest | None) -> Any:
    """Side lists of an officer, from the dossiers room; empty when it offers none.

    The entry of the room that the page belongs to is marked: a report's page lies below the list of reports.
    """
    who = actor(request)
    if who is None or request is None:
        return []
    lists = ask("government.dossiers", "worklists", who, default=[])
    entries = [item for one in lists for item in one["items"]]
    if not any(item["current"] or item["href"] == request.get_full_path() for item in entries):
        here = nearest(request.path, [item["href"] for item in entries])
        for item in entries:
            item["current"] = bool(here) and item["href"] == here
    return lists


def nearest(path: str, addresses: Iterable[str]) -> str:
    """The longest of these addresses that the path lies below; empty where it is below none but the site's root."""
    below = [one for one in addresses if one.count("/") > 2 and path.startswith(one.partition("?")[0])]
    return max(below, key=lambda one: len(one.partition("?")[0]), default="")


def life_events() -> list[Any]:
    """The life events of the catalogue, in the order of the folder; empty when it offers none."""
    return list(ask("government.procedures", "life_events", default=[]) or [])


def finds(words: str) -> bool:
    """Whether a search for these words finds a procedure today; asked once a minute."""
    return _finds(words, now().date())


@held
def _finds(words: str, day: date) -> bool:
    return bool(ask("government.procedures", "search", words, 1, default=[]))


@held_briefly
def public_figures() -> Any:
    """Live figures of the month (dossiers' PublicFigures), two seconds old at most, or None when that room cannot count."""
    return ask("government.dossiers", "public_figures")


def colours() -> str:
    """The address of the province's own colours; empty while it keeps the theme's."""
    return str(ask("foundation.province", "colours_address", default=""))


def main_colour() -> str:
    """The colour a browser draws around the pages."""
    from tinhso.foundation.province.api import setting

    return str(setting("brand.primary"))


def demo() -> bool:
    """True on the demonstration site."""
    return bool(settings.DEMO)
