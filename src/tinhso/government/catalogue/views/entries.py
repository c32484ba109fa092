"""The list of entries, and one entry with everything the source says and does not say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access
from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue import queries, words
from tinhso.government.catalogue.info import Filter
from tinhso.government.catalogue.paths import path_told
from tinhso.government.catalogue.rules.record import LEVELS
from tinhso.government.catalogue.rules.stored import differences
from tinhso.government.catalogue.views import _reading as reading
from tinhso.government.procedures.api import codes as codes_in_force
from tinhso.lib.posted import line

ADMIN = ("system_admin",)
STATES = ("closed", "open", "vanished")
PAGE = 50


@never_cache
@access("admin", roles=ADMIN)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Entries known today, narrowed by words, level, field, issuer and state."""
    day = today()
    opened = codes_in_force(day)
    query = {name: line(request.GET, name, 500) for name in ("q", "cap", "linh-vuc", "co-quan", "trang-thai")}
    query = {name: value for name, value in query.items() if value}
    wanted = _filter(query, opened)
    found = queries.entries(wanted, request.GET.get("sau", ""), PAGE)
    past = queries.imports(1)
    context = {
        "rows": [_row(row, opened) for row in found.rows],
        "count": queries.narrowed(wanted).count(),
        "query": query,
        "chips": _chips(query),
        "levels": [(level, words.level_name(level)) for level in LEVELS],
        "fields": _numbered("field", day),
        "issuers": _numbered("issuer", day),
        "states": [(state, state_name(state)) for state in STATES],
        "last": past[0] if past else None,
        "first": "?" + urlencode(query) if request.GET.get("sau") else "",
        "next": "?" + urlencode({**query, "sau": found.next}) if found.next else "",
    }
    return render(request, "catalogue/entries.html", context)


@never_cache
@access("admin", roles=ADMIN)
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One code: its newest version, or the one of `?tu=2026-07-01`, and what changed since the one before."""
    past = queries.versions(code[:40].replace("\x00", ""))
    shown = next((row for row in past if row.valid_from.isoformat() == request.GET.get("tu")), None)
    if not past or (shown is None and "tu" in request.GET):
        raise Http404
    row = shown or past[0]
    after, version = request.GET.get("loi", ""), {"tu": request.GET["tu"]} if "tu" in request.GET else {}
    faults, counted = queries.unread_of(row, after), queries.unread_count(row)
    older = past[past.index(row) + 1] if past.index(row) + 1 < len(past) else None
    context = {
        "entry": row,
        "state": _state(row.code, row.vanished_on, codes_in_force()),
        "vanished_on": row.vanished_on,
        "newest": past[0],
        "rows": reading.short_rows(row.record),
        "record": row.record,
        "methods": reading.methods(row.record),
        "documents": reading.documents(row.record),
        "silent": words.silent(),
        "versions": past,
        "older": older,
        "changes": reading.compared(differences(older.record, row.record)) if older else [],
        "unread": [{"told": each, "path": path_told(each.field)} for each in faults.rows],
        "unread_count": counted if counted <= queries.COUNTED else _("hơn 1.000"),
        "unread_first": f"?{urlencode(version)}" if after else "",
        "unread_next": f"?{urlencode({**version, 'loi': faults.next})}" if faults.next else "",
        "name_of": words.field_name,
    }
    return render(request, "catalogue/entry.html", context)


def state_name(key: str) -> str:
    """The state of an entry: nothing is offered by being in the catalogue."""
    names = {"closed": _("Chưa mở"), "open": _("Đang mở"), "vanished": _("Vắng mặt trong tệp mới nhất")}
    return names[key]


def _state(code: str, vanished_on: date | None, opened: frozenset[str]) -> list[tuple[str, str]]:
    """Tags: (label, tone)."""
    tags = [(state_name("open"), "green")] if code in opened else [(state_name("closed"), "neutral")]
    return [*tags, (_("Vắng mặt"), "amber")] if vanished_on else tags


def _row(row: Any, opened: frozenset[str]) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "field": row.field,
        "issuer": row.issuer,
        "levels": ", ".join(words.level_name(level) for level in row.levels),
        "tags": _state(row.code, row.vanished_on, opened),
        "href": reverse("catalogue:entry", args=[row.code]),
    }


def _filter(query: dict[str, str], opened: frozenset[str]) -> Filter:
    state = query.get("trang-thai", "")
    return Filter(
        text=query.get("q", ""),
        level=query.get("cap", ""),
        field=query.get("linh-vuc", ""),
        issuer=query.get("co-quan", ""),
        codes=opened if state == "open" else None,
        but_not=opened if state == "closed" else frozenset(),
        vanished=True if state == "vanished" else None,
    )


def _chips(query: dict[str, str]) -> list[dict[str, str]]:
    """The filters that are set, each with the address that takes it off."""
    titles = {
        "q": _("Tìm"),
        "cap": _("Cấp thực hiện"),
        "linh-vuc": _("Lĩnh vực"),
        "co-quan": _("Cơ quan công bố"),
        "trang-thai": _("Trạng thái"),
    }
    said: dict[str, Callable[[str], str]] = {
        "cap": words.level_name,
        "trang-thai": lambda key: state_name(key) if key in STATES else key,
    }
    return [
        {
            "title": titles[name],
            "words": said.get(name, str)(value),
            "href": "?" + urlencode({key: each for key, each in query.items() if key != name}),
        }
        for name, value in query.items()
    ]


def _numbered(name: str, day: date) -> list[tuple[str, str]]:
    return [(value, f"{value} ({count})") for value, count in queries.choices(name, day)]
