"""The person's page about paying: what is owed, where the money is, how to pay."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.foundation.identity.api import access, actor_of, client_ip, throttle
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments import gateway
from tinhso.government.payments.actions.ask import request_of
from tinhso.government.payments.actions.pay import start
from tinhso.government.payments.actions.requery import recheck
from tinhso.government.payments.queries.beneficiaries import beneficiary
from tinhso.government.payments.queries.offer import picture, under
from tinhso.government.payments.queries.standing import DO_NOT_PAY, standing
from tinhso.lib.errors import NotFound, Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("public")
def pay(request: HttpRequest, code: str) -> HttpResponse:
    """Show everything; a post opens a payment at the platform and shows the way there."""
    dossier, _secret = dossiers.opened(request, code)
    refusal, status = None, 200
    if request.method == "POST":
        throttle(f"payments:open:{client_ip(request)}", 40, 900)
        try:
            start(actor_of(request), dossier.pk)
        except Refused as refused:
            refusal, status = refused, refused.status
        else:
            return HttpResponseRedirect(reverse("payments:pay", args=[code]))
    asked = request_of(dossier.pk)
    if asked is None:
        raise NotFound("nothing_due", _("Hồ sơ này không có khoản nào phải nộp."))
    where = standing(asked)
    pays = where.key not in DO_NOT_PAY and asked.amount > 0
    account = beneficiary(asked.agency_id) if pays else None
    context = {
        "dossier": dossier,
        "asked": asked,
        "owed": dossiers.owed(dossier.pk),
        "where": where,
        "pays": pays,
        "online": gateway.connected(),
        "simulated": gateway.simulated(),
        "picture": picture(asked, account) if account else "",
        "under": under(asked, account) if account else (),
        "refusal": refusal,
    }
    return render(request, "payments/pay.html", context, status=status)


@require_POST
@access("public")
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the platform now; what it says is on the page that follows."""
    dossier, _secret = dossiers.opened(request, code)
    throttle(f"payments:check:{dossier.pk}", 6, 300)
    asked = request_of(dossier.pk)
    current = standing(asked).transaction if asked else None
    if current is not None and current.state in ("init", "pending"):
        recheck(current.pk, giving_up=True)
    return HttpResponseRedirect(reverse("payments:pay", args=[code]))


@never_cache
@require_safe
@access("public")
def back(request: HttpRequest, code: str) -> HttpResponse:
    """Where the platform sends people back: nothing is believed of the address, the platform is asked instead."""
    dossier, _secret = dossiers.opened(request, code)
    asked = request_of(dossier.pk)
    current = standing(asked).transaction if asked else None
    if current is not None and current.state in ("init", "pending"):
        throttle(f"payments:back:{dossier.pk}", 12, 300)
        recheck(current.pk)
    return HttpResponseRedirect(reverse("payments:pay", args=[code]))
