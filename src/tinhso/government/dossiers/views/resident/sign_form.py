"""Signing one's own e-form with a digital signature: what is signed, with what, and how it fares."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.access import unknown_dossier
from tinhso.government.dossiers.actions.sign_form import sign_form, usable
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.form_signature import form_signature
from tinhso.government.dossiers.views.resident.own import own
from tinhso.government.dossiers.views.serving import served
from tinhso.lib.errors import NotFound, Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@identity.access("signed_in")
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """The page; posted, the form goes to the person's telephone. Whatever fails, the dossier stays filed."""
    dossier = _mine(request, code)
    actor = identity.actor_of(request)
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            identity.throttle(f"sign_form:{actor.account_id}", 10, 600)
            sign_form(actor, dossier.pk, _chosen(request))
        except NotFound as refused:
            errors, status = {"certificate": str(refused)}, 422
        except Refused as refused:
            errors, status = {"certificate": f"{refused} {refused.way_out or ''}".strip()}, refused.status
        else:
            return HttpResponseRedirect(reverse("dossiers:sign_form", args=[code]))
    page = {
        "dossier": dossier,
        "signed": form_signature(dossier),
        "certificates": [(str(one.pk), one.subject, one.get_kind_display()) for one in usable(actor)],
        "errors": errors,
    }
    return render(request, "dossiers/resident/sign_form.html", page, status=status)


@require_safe
@identity.access("signed_in")
def data(request: HttpRequest, code: str) -> HttpResponseBase:
    """The signed data itself, for the account that signed it."""
    found = form_signature(_mine(request, code))
    if found is None or found.file_id is None:
        raise unknown_dossier()
    return served(found.file_id)


def _mine(request: HttpRequest, code: str) -> Dossier:
    """The dossier of this very account: a receipt shown on a screen signs nothing."""
    dossier, _secret = own(request, code)
    if dossier.account_id is None or dossier.account_id != identity.actor_of(request).account_id:
        raise unknown_dossier()
    return dossier


def _chosen(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("certificate", ""))
    except ValueError:
        raise Refused("certificate_needed", _("Hãy chọn chữ ký số."), field="certificate") from None
