"""Separator sheets: chosen, printed, and their QR."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access, actor_of
from tinhso.government.dossiers import api as dossiers
from tinhso.government.procedures import api as procedures
from tinhso.government.scanning.access import SCANNERS
from tinhso.government.scanning.actions.read_batch import sheet_secret
from tinhso.government.scanning.rules.separators import Separator, text_for
from tinhso.government.scanning.views.counts import counts_of
from tinhso.lib.errors import NotFound, Refused


@require_safe
@access("officer", roles=SCANNERS)
def choose(request: HttpRequest) -> HttpResponse:
    """Which papers of which dossier get a sheet; or plain sheets, which name nothing."""
    code = request.GET.get("hs", "").strip()[:60]
    context: dict[str, Any] = {"code": code, "options": [], "errors": {}}
    if code:
        try:
            found = dossiers.by_code(actor_of(request), code)
        except Refused as refused:
            context["errors"] = {"hs": str(refused)}
        else:
            wanted = procedures.components(found.procedure_version_id, found.data, found.channel)
            context["code"] = found.code
            context["options"] = [
                (one.key, one.name, counts_of(one)) for one in wanted if one.kind == "submit"
            ]
            context["chosen"] = [key for key, _name, _counts in context["options"]]
    context["worklists"] = dossiers.worklists(actor_of(request), "scanning")
    return render(request, "scanning/sheets.html", context)


@require_safe
@access("officer", roles=SCANNERS)
def printed(request: HttpRequest) -> HttpResponse:
    """The sheets, one on each page of paper."""
    actor, code = actor_of(request), request.GET.get("hs", "").strip()
    sheets = [{"code": "", "name": "", "qr": _address("", "")}]
    if code:
        found = dossiers.by_code(actor, code)
        wanted = procedures.components(found.procedure_version_id, found.data, found.channel)
        chosen = set(request.GET.getlist("tp"))
        sheets = [
            {"code": found.code, "name": one.name, "qr": _address(found.code, one.key)}
            for one in wanted
            if one.key in chosen
        ] or [{"code": found.code, "name": "", "qr": _address(found.code, "")}]
    context = {"sheets": sheets, "code": code, "worklists": dossiers.worklists(actor, "scanning")}
    return render(request, "scanning/print.html", context)


@require_safe
@access("officer", roles=SCANNERS)
def qr(request: HttpRequest) -> HttpResponse:
    """The picture on a sheet. Only for a dossier whose papers the officer may read."""
    code, key = request.GET.get("hs", ""), request.GET.get("tp", "")
    if code:
        found = dossiers.by_code(actor_of(request), code)
        wanted = procedures.components(found.procedure_version_id, found.data, found.channel)
        if key and key not in {one.key for one in wanted}:
            raise NotFound("component_unknown", _("Hồ sơ này không cần giấy tờ đó."))
        code = found.code
    named = Separator(code, key if code else "")
    image = segno.make(text_for(named, sheet_secret()), error="q").svg_inline(scale=8, border=4)
    answer = HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>'
        + image.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
        content_type="image/svg+xml",
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def _address(code: str, key: str) -> str:
    return f"{reverse('scanning:sheet_qr')}?{urlencode({'hs': code, 'tp': key})}"
