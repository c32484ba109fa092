"""Signing by one confirmation: looking over what was chosen, confirming, watching how each paper fares."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.foundation.identity.api import access, actor_of, throttle
from tinhso.foundation.signing import means
from tinhso.foundation.signing.access import may_sign, own_batch
from tinhso.foundation.signing.actions.sign import MOST, sign
from tinhso.foundation.signing.actions.stop import stop
from tinhso.foundation.signing.means.token import client_of
from tinhso.foundation.signing.models import SigningRequest
from tinhso.foundation.signing.queries.batches import batches_of, progress
from tinhso.foundation.signing.queries.certificates import usable_by
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused
from tinhso.screens.middleware import CONTENT_POLICY


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("officer")
def confirm(request: HttpRequest) -> HttpResponse:
    """What was chosen, with which certificate it is signed, and what that means."""
    return _confirmation(request, {})


@never_cache
@require_POST
@access("officer")
@sensitive_post_parameters("pin")
@sensitive_variables("pin")
def sign_chosen(request: HttpRequest) -> HttpResponse:
    """The one confirmation. The PIN goes from here to the device, within this request, and nowhere else."""
    actor = actor_of(request)
    throttle(f"signing:{actor.account_id}", 30, 300)
    pin = request.POST.get("pin", "")[:64]
    try:
        batch = sign(actor, _ids(request), _one(request.POST.get("certificate", "")), pin=pin)
    except NotFound as refused:
        return _confirmation(request, {refused.field or "certificate": str(refused)}, 422)
    except Refused as refused:
        return _confirmation(request, {refused.field or "certificate": str(refused)}, refused.status)
    return HttpResponseRedirect(reverse("signing:batch", args=[batch.pk]))


@never_cache
@require_GET
@access("officer")
def batch(request: HttpRequest, signing_batch_id: UUID) -> HttpResponse:
    """How each paper of a batch fares; `?phan=1` the part that changes alone."""
    found = own_batch(actor_of(request), signing_batch_id)
    context = {"batch": found, "now": now(), **progress(found)}
    part = request.GET.get("phan") == "1"
    context["client"] = client = client_of(found)
    answer = render(request, "signing/_progress.html" if part else "signing/batch.html", context)
    if client and not part:
        # This page alone may talk to the signing client on the officer's own machine.
        answer["Content-Security-Policy"] = CONTENT_POLICY.replace(
            "connect-src 'self'", f"connect-src 'self' {client}"
        )
    return answer


@require_POST
@access("officer")
def stop_batch(request: HttpRequest, signing_batch_id: UUID) -> HttpResponse:
    """What is not signed yet goes back to the list."""
    stopped = stop(actor_of(request), signing_batch_id)
    messages.success(request, _("Đã dừng: %(count)s giấy trở lại danh sách chờ ký.") % {"count": stopped})
    return HttpResponseRedirect(reverse("signing:batch", args=[signing_batch_id]))


@never_cache
@require_GET
@access("officer")
def history(request: HttpRequest) -> HttpResponse:
    """The batches of this person, the newest first."""
    rows = batches_of(actor_of(request), request.GET.get("sau", ""))
    return render(request, "signing/history.html", {"rows": rows})


def _confirmation(request: HttpRequest, errors: dict[str, str], status: int = 200) -> HttpResponse:
    actor, ids = actor_of(request), _ids(request)
    rows = _chosen(actor, ids[:MOST])
    if not rows or len(ids) > MOST:
        words = _("Mỗi đợt ký nhiều nhất 200 giấy.") if rows else _("Hãy chọn ít nhất một giấy để ký.")
        messages.error(request, words)
        return HttpResponseRedirect(reverse("signing:queue"))
    holders = {(row.account_id, row.agency_id) for row in rows}
    if len(holders) > 1:
        messages.error(
            request,
            _("Hãy ký riêng giấy ký bằng chữ ký của mình và giấy đóng dấu cơ quan: mỗi đợt một chứng thư."),
        )
        return HttpResponseRedirect(reverse("signing:queue"))
    fitting = [one for one in usable_by(actor) if (one.account_id, one.agency_id) in holders]
    context: dict[str, Any] = {
        "rows": rows,
        "certificates": fitting,
        "pins": any(means.asks_pin(one.kind, one.reference) for one in fitting),
        "errors": errors,
        "chosen": request.POST.get("certificate", ""),
    }
    return render(request, "signing/confirm.html", context, status=status)


def _chosen(actor: Actor, ids: list[UUID]) -> list[SigningRequest]:
    """Those of the chosen that this person may sign, in the order of the list."""
    rows = (
        SigningRequest.objects.filter(pk__in=ids, state="waiting")
        .select_related("agency")
        .order_by("rank", "id")
    )
    return [row for row in rows if may_sign(actor, row)]


def _ids(request: HttpRequest) -> list[UUID]:
    found = []
    given = request.POST if request.method == "POST" else request.GET
    for text in given.getlist("step")[: MOST + 1]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _one(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(
            "signing.certificate_needed", _("Hãy chọn chứng thư để ký."), field="certificate"
        ) from None
