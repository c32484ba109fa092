"""What waits for somebody's signature: the own list, everybody's for those who oversee, one paper, refusing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tinhso.foundation.files.api import disposition, open_file
from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.signing.access import agencies_overseen, may_see
from tinhso.foundation.signing.actions.ask import refuse
from tinhso.foundation.signing.models import SigningRequest
from tinhso.foundation.signing.queries.waiting import Asked, counts, kinds, queue, source_id
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound, Refused
from tinhso.lib.posted import line

POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"


@never_cache
@require_GET
@access("officer")
def own(request: HttpRequest) -> HttpResponse:
    """What this officer is to sign, the overdue first."""
    return _listing(request, everybody=False)


@never_cache
@require_GET
@access("officer")
def everybody(request: HttpRequest) -> HttpResponse:
    """Who waits for whose signature, to whoever oversees them."""
    if agencies_overseen(actor_of(request)) == []:
        raise Forbidden("signing.overseers", _("Chỉ lãnh đạo, quản trị xem được giấy chờ ký của mọi người."))
    return _listing(request, everybody=True)


def _listing(request: HttpRequest, *, everybody: bool) -> HttpResponse:
    actor = actor_of(request)
    asked = Asked(
        what=line(request.GET, "loai", 20),
        text=line(request.GET, "tim", 80),
        late=request.GET.get("tre") == "1",
    )
    rows = queue(actor, everybody=everybody, asked=asked, after=request.GET.get("sau", ""))
    total, late = counts(actor, everybody=everybody)
    context = {
        "rows": rows,
        "asked": asked,
        "kinds": kinds(actor, everybody=everybody),
        "total": total,
        "late": late,
        "everybody": everybody,
        "oversees": agencies_overseen(actor) != [],
        "now": now(),
    }
    return render(request, "signing/queue.html", context)


@never_cache
@require_GET
@access("officer")
def paper(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """The very file that would be signed (or that was made of it), in the browser's own reader."""
    found = _seen(actor_of(request), asked_id)
    with open_file(found.signed_id or source_id(found)) as stream:
        answer = HttpResponse(stream.read(), content_type="application/pdf")
    answer["Content-Disposition"] = disposition("giay-cho-ky.pdf", inline=True)
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access("officer")
def decline(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Refusing to sign, with the reason that goes back to whoever asked."""
    actor = actor_of(request)
    found = _seen(actor, asked_id)
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            refuse(actor, asked_id, request.POST.get("reason", ""))
        except Refused as refused:
            errors, status = {refused.field or "reason": str(refused)}, refused.status
        else:
            messages.success(request, _("Đã từ chối ký; lý do đã chuyển tới nơi yêu cầu."))
            return HttpResponseRedirect(reverse("signing:queue"))
    context = {"one": found, "errors": errors, "typed": request.POST.get("reason", "")}
    return render(request, "signing/decline.html", context, status=status)


def _seen(actor: Actor, ident: UUID) -> SigningRequest:
    found = SigningRequest.objects.select_related("previous", "agency").filter(pk=ident).first()
    if found is None or not may_see(actor, found):
        raise NotFound("signing.unknown", _("Không tìm thấy giấy chờ ký này."))
    return found
