"""Giving money of one dossier back: what is held, who asked, who approved, what was paid out."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tinhso.foundation.identity.api import access, actor_of, person_name
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.access import CASHIER, HEADS, READERS, check_books
from tinhso.government.payments.actions.give_refund import ask_refund, available, judge_refund, pay_refund
from tinhso.government.payments.models import Refund
from tinhso.government.payments.views.desk import as_uuid, whole
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.posted import line


@never_cache
@require_GET
@access("officer", roles=READERS)
def refunds(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What this dossier's money is, and every refund of it."""
    return _draw(request, dossier_id)


@require_POST
@access("officer", roles=(*CASHIER, *HEADS))
def refund_act(request: HttpRequest, dossier_id: UUID, verb: str) -> HttpResponse:
    """Ask, approve or refuse, pay out."""
    actor, given = actor_of(request), request.POST
    verbs: dict[str, Callable[[], object]] = {
        "de-nghi": lambda: ask_refund(
            actor,
            dossier_id,
            source=given.get("source", ""),
            amount=whole(given.get("amount", ""), "amount"),
            reason=line(given, "reason", 1000),
            receiver=line(given, "receiver", 250),
            receiver_account=line(given, "receiver_account", 120),
        ),
        "duyet": lambda: judge_refund(
            actor, as_uuid(given.get("refund", "")), approved=given.get("approved") == "1"
        ),
        "tra": lambda: pay_refund(
            actor,
            as_uuid(given.get("refund", "")),
            out_of=given.get("out_of", ""),
            slip_no=line(given, "slip_no", 60),
        ),
    }
    if verb not in verbs:
        raise NotFound("verb_unknown", _("Không có việc này."))
    try:
        verbs[verb]()
    except Refused as refused:
        return _draw(request, dossier_id, {refused.field or verb: str(refused)}, refused.status)
    messages.success(request, _("Đã ghi nhận."))
    return HttpResponseRedirect(reverse("payments:refunds", args=[dossier_id]))


def _draw(
    request: HttpRequest, dossier_id: UUID, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    actor, told = actor_of(request), dossiers.owed(dossier_id)
    if told is None:
        raise NotFound("dossier_unknown", _("Không tìm thấy hồ sơ này."))
    check_books(actor, told.agency_id)
    rows = list(Refund.objects.filter(dossier_id=dossier_id).order_by("-asked_at"))
    people = {who for one in rows for who in (one.asked_by, one.judged_by) if who is not None}
    context = {
        "told": told,
        "held": available(dossier_id),
        "sources": dict(Refund.Source.choices),
        "rows": rows,
        "names": {who: person_name(who) for who in people},
        "me": actor.account_id,
        "may_write": actor.has(*CASHIER),
        "may_judge": actor.has(*CASHIER, *HEADS),
        "errors": errors or {},
        "typed": request.POST,
        "worklists": dossiers.worklists(actor, "payments"),
    }
    return render(request, "payments/refunds.html", context, status=status)
