"""The page of the one-time link: the person signs, or confirms with their account or receipt."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access, actor_of, client_ip, throttle
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.handover import wallet
from tinhso.government.handover.actions.confirm import by_secret, confirm
from tinhso.government.handover.models import SimulatedDocument
from tinhso.government.handover.rules.strokes import HEIGHT, WIDTH
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.keyset import newest_first
from tinhso.lib.posted import line


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("public")
def confirm_page(request: HttpRequest, secret: str) -> HttpResponse:
    """What is handed over, to whom, and the three ways to confirm it."""
    found, actor = by_secret(secret), actor_of(request)
    error, status = None, 200
    if request.method == "POST":
        throttle(f"handover:{client_ip(request)}", 60, 900)
        how = request.POST.get("how", "")
        try:
            if how == "receipt":
                typed = line(request.POST, "receipt", 40)
                if not typed:
                    raise Refused(
                        "receipt_needed", _("Hãy gõ mã tra cứu trên giấy tiếp nhận."), field="receipt"
                    )
                confirm(actor, secret, receipt=typed)
            else:
                confirm(actor, secret, strokes=_strokes(request), by_account=how == "account")
        except Refused as refused:
            error, status = refused, refused.status
        else:
            return HttpResponseRedirect(request.path)
    told = dossiers.passing([found.dossier_id])[found.dossier_id]
    paper = dossiers.paper_of_result(found.dossier_id)
    context: dict[str, Any] = {
        "found": found,
        "dossier": told,
        "paper": paper.name if paper else "",
        "over": found.confirmed_at is None and found.expires_at <= now(),
        "resident": actor.kind == "resident" and actor.account_id is not None,
        "width": WIDTH,
        "height": HEIGHT,
        "error": error,
    }
    return render(request, "handover/person.html", context, status=status)


@never_cache
@require_safe
@access("officer")
def simulated(request: HttpRequest) -> HttpResponse:
    """What the simulated wallet of a demonstration holds; elsewhere there is no such page."""
    if not wallet.simulated():
        raise NotFound("no_simulator", _("Không có trang này."))
    after = request.GET.get("sau", "")
    rows = newest_first(SimulatedDocument.objects.all(), "kept_at", after)
    return render(
        request,
        "handover/simulated.html",
        {
            "rows": rows,
            "first": "?" if after else None,
            "next": f"?sau={rows.next}" if rows.next else None,
            "worklists": dossiers.worklists(actor_of(request), "handover"),
        },
    )


def _strokes(request: HttpRequest) -> Any:
    try:
        return json.loads(request.POST.get("strokes", "")[:60000] or "null")
    except ValueError:
        return None
