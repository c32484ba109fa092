"""/quan-tri/thu-tuc/<code>/: one procedure at one agency: open, close, its history and its versions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue import queries
from tinhso.government.catalogue.actions.open_entry import open_entry
from tinhso.government.catalogue.actions.renew_entry import proposed, renewal
from tinhso.government.catalogue.rules.generated import Gaps, gaps
from tinhso.government.catalogue.views import _terms, offers
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.comparison import compare
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.posted import day, line, typed_day


@never_cache
@access("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, code: str) -> HttpResponse:
    """What the agency offers of it, and the forms that open and close it."""
    actor, on = actor_of(request), today()
    agency = offers.agency_of(request, actor)
    version, entry = _version(code), _entry(code)
    if version is None and entry is None:
        raise Http404
    typed, closing, status = _terms.Typed(_terms.fresh()), _terms.Typed({"valid_from": on}), 200
    if request.method == "POST":
        act = _close if request.POST.get("viec") == "dong" else _open
        used = closing if act is _close else typed
        done = act(request, actor, code, agency, used)
        if done:
            offers.told(request, done)
            return HttpResponseRedirect(f"{reverse('catalogue:offer', args=[code])}?co-quan={agency.id}")
        status = 422
    found = procedures.offer(version, agency.id, on) if version else None
    competent = version is None or agency.id in {one.id for one in procedures.competent_agencies(version, on)}
    context = {
        "code": code,
        "agency": agency,
        "version": version,
        "entry": entry,
        "title": version.name if version else entry.title if entry else code,
        "offer": found,
        "competent": competent,
        "level": procedures.online_name(found.level) if found else "",
        "gaps": gaps(entry.record) if entry and not version else Gaps(),
        "history": [_told(row) for row in procedures.openings_of(code, agency.id)],
        "versions": procedures.versions_of(code),
        "elsewhere": [one for one in procedures.open_at(version, on) if one.id != agency.id]
        if version
        else [],
        "passed_from": organisation.agency(found.passed_from).name if found and found.passed_from else "",
        "renewable": actor.has("system_admin") and entry is not None and _renewable(code, on),
        "closing": closing,
        "today": on,
        **offers.form(actor, typed),
    }
    return render(request, "catalogue/offer.html", context, status=status)


@never_cache
@access("admin")
@require_safe
def difference(request: HttpRequest, code: str) -> HttpResponse:
    """What a version says otherwise than the one before it, field by field; `tu` is its first day."""
    every = procedures.versions_of(code)
    at = next((n for n, row in enumerate(every) if row.valid_from.isoformat() == request.GET.get("tu")), None)
    if at is None or at + 1 >= len(every):
        raise Http404
    changes = [
        {
            "name": each.name,
            "was_silent": not each.before,
            "is_silent": not each.after,
            "lines": compare(each.before, each.after),
        }
        for each in procedures.differences(every[at + 1].id, every[at].id)
    ]
    context = {"version": every[at], "older": every[at + 1], "changes": changes}
    return render(request, "catalogue/version_change.html", context)


def _renewable(code: str, on: date) -> bool:
    """True when the catalogue says something else by now than the last version, which was made of it."""
    try:
        return bool(renewal(code, proposed(code, on)).differences)
    except Refused:
        return False


def _version(code: str) -> procedures.VersionInfo | None:
    try:
        return procedures.version(code)
    except NotFound:
        return None


def _entry(code: str) -> Any:
    try:
        return queries.entry(code)
    except NotFound:
        return None


def _open(
    request: HttpRequest, actor: Actor, code: str, agency: organisation.AgencyInfo, typed: _terms.Typed
) -> str:
    read = _terms.read(request.POST, agency.id, many=False, level=offers.level_of(agency))
    typed.values, typed.errors = read.values, read.errors
    if read.wanted is None:
        return ""
    try:
        opened = open_entry(actor, code, read.wanted)
    except Refused as refused:
        typed.errors = offers.faults(refused)
        return ""
    if not opened.changed:
        return _("Thủ tục đã mở đúng như vậy từ trước; không có gì thay đổi.")
    told = {"n": opened.changed, "day": f"{read.wanted.valid_from:%d/%m/%Y}"}
    return _("Đã mở thủ tục tại %(n)s cơ quan từ ngày %(day)s.") % told


def _close(
    request: HttpRequest, actor: Actor, code: str, agency: organisation.AgencyInfo, typed: _terms.Typed
) -> str:
    first = day(request.POST, "close_from")
    typed.values = {
        name: line(request.POST, name, 600) for name in ("close_reason", "close_decision", "close_where")
    }
    typed.values["valid_from"] = first or typed_day(request.POST, "close_from")
    if first is None:
        typed.errors["close_from"] = _("Ngày không đúng, ví dụ đúng: 31 12 2026.")
        return ""
    try:
        chosen = [agency.id]
        if typed.values["close_where"] == _terms.ALL and actor.has("system_admin"):
            chosen = [one.id for one in procedures.competent_agencies(procedures.version(code, first), first)]
        changed = procedures.close_procedure(
            actor, code, chosen, first, typed.values["close_reason"], typed.values["close_decision"]
        )
    except Refused as refused:
        names = {"valid_from": "close_from", "decision": "close_decision"}
        typed.errors[names.get(refused.field or "", "close_reason")] = str(refused)
        return ""
    told = {"n": changed, "day": f"{first:%d/%m/%Y}"}
    return _("Đã đóng thủ tục tại %(n)s cơ quan từ ngày %(day)s. Hồ sơ đang xử lý không thay đổi.") % told


def _told(row: procedures.Statement) -> dict[str, Any]:
    return {"row": row, "level": procedures.online_name(row.level)}
