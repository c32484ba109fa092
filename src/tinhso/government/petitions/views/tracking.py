"""The sender follows the petition, supplements it, and says whether the answer satisfies."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject
from tinhso.government.petitions import access, receipt
from tinhso.government.petitions.actions.react import react, voice
from tinhso.government.petitions.actions.supplement import supplement
from tinhso.government.petitions.models import Petition, Reaction
from tinhso.government.petitions.queries.mine import my_petitions
from tinhso.government.petitions.rules.moves import PUBLISHED, STATES, WAITING
from tinhso.government.petitions.views.clocks import sender_clocks
from tinhso.government.petitions.views.own import forget, own, remember
from tinhso.government.petitions.views.sending import with_files
from tinhso.government.petitions.views.words import public_turns
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.text import clean

# Wrong pairs from one address within an hour, and for one code within a quarter of an hour.
OF_ADDRESS, OF_CODE = 300, 10


@require_http_methods(["GET", "POST"])
@identity.access("public")
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the code and the secret; below, what the signed-in person has sent."""
    actor = identity.actor_of(request)
    code = clean(request.POST.get("code", request.GET.get("ma", ""))).upper()[:30]
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            petition = _by_receipt(code, request.POST.get("secret", "")[:40], actor.ip)
        except Refused as refused:
            errors["code"] = str(refused)
        else:
            remember(request, petition.code, receipt.secret_of(petition))
            return HttpResponseRedirect(reverse("petitions:track", args=[petition.code]))
    after = request.GET.get("sau", "")
    mine = my_petitions(actor, after)
    page = {
        "code": code,
        "errors": errors,
        "mine": mine.rows,
        "first": reverse("petitions:find") if after else None,
        "next": f"?sau={mine.next}" if mine.next else None,
        "states": STATES,
    }
    return render(request, "petitions/resident/find.html", page, status=422 if errors else 200)


@require_POST
@identity.access("public")
def end(request: HttpRequest) -> HttpResponse:
    """Forget the receipts shown in this browser."""
    forget(request)
    messages.success(request, _("Đã kết thúc tra cứu. Máy này không còn mở phản ánh của bạn."))
    return HttpResponseRedirect(reverse("petitions:find"))


@identity.access("public")
def track(request: HttpRequest, code: str) -> HttpResponse:
    """Who has it, until when, whether the sender must do anything; then the answer and everything else."""
    petition, secret = own(request, code)
    actor = identity.actor_of(request)
    speaker = voice(actor, petition, secret)
    page = {
        "petition": petition,
        "holder": agency(petition.holder_id).name,
        "states": STATES,
        "turns": public_turns(petition),
        "clocks": sender_clocks(petition),
        "question": _question(petition),
        "files": files.files_of(Subject("petition", petition.pk)),
        "may_react": petition.state == PUBLISHED and speaker is not None and not _said(petition, speaker),
        "reacted": speaker is not None and _said(petition, speaker),
        "looks": identity.seen_in({Subject("petition", petition.pk): ""}, petition.account_id),
        "by_receipt": bool(secret),
        "earlier": petition.again_of.code if petition.again_of else "",
        "repeats": list(petition.brought_again.order_by("sent_at").values_list("code", flat=True)),
    }
    return render(request, "petitions/resident/track.html", page)


@require_http_methods(["GET", "POST"])
@identity.access("public")
def supplement_page(request: HttpRequest, code: str) -> HttpResponse:
    """Answer what the office asked."""
    petition, secret = own(request, code)
    actor = identity.actor_of(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            identity.throttle(f"petition:ip:{actor.ip}", OF_ADDRESS, 3600)
            text = request.POST.get("text", "")[:20_000]
            with_files(
                request,
                actor,
                lambda kept: supplement(actor, petition.pk, text=text, file_ids=kept, secret=secret),
            )
        except Refused as refused:
            errors[refused.field or "text"] = str(refused)
        else:
            messages.success(request, _("Đã gửi thông tin bổ sung."))
            return HttpResponseRedirect(reverse("petitions:track", args=[code]))
    page = {
        "petition": petition,
        "question": _question(petition),
        "open_now": petition.state == WAITING,
        "typed": request.POST,
        "errors": errors,
    }
    return render(request, "petitions/resident/supplement.html", page, status=422 if errors else 200)


@require_POST
@identity.access("public")
def react_own(request: HttpRequest, code: str) -> HttpResponse:
    """Satisfied or not, by the sender."""
    petition, secret = own(request, code)
    say(request, petition, secret)
    return HttpResponseRedirect(reverse("petitions:track", args=[code]))


@require_safe
@identity.access("public")
def own_file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponseBase:
    """A file that came along, for its sender: by the account or by the receipt. All others get NotFound."""
    petition, _secret = own(request, code)
    stored = {one.id: one for one in files.files_of(Subject("petition", petition.pk))}.get(file_id)
    if stored is None or stored.state != "ok":
        raise access.unknown()
    return files.attachment(stored)


def say(request: HttpRequest, petition: Petition, secret: str) -> None:
    """Take what was posted as `satisfied`, and tell how that went."""
    answer = request.POST.get("satisfied", "")
    if answer not in ("1", "0"):
        messages.error(request, _("Hãy chọn hài lòng hoặc không hài lòng."))
        return
    try:
        react(identity.actor_of(request), petition.pk, satisfied=answer == "1", secret=secret)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Cảm ơn bạn đã cho biết ý kiến."))


def _by_receipt(code: str, secret: str, ip: str) -> Petition:
    """The petition of a right pair. A wrong pair counts; strangers' guesses keep nobody from their own."""
    found = Petition.objects.filter(code=code).first()
    expected = found.secret_hash if found else receipt.digest("nobody")
    if constant_time_compare(receipt.digest(secret), expected) and found is not None:
        return found
    identity.throttle(f"petition:miss:{code}", OF_CODE, 900)
    identity.throttle(f"petition:miss-ip:{ip}", OF_ADDRESS, 3600)
    told = _("Mã phản ánh hoặc mã tra cứu không đúng. Xem lại hai mã trên phiếu của bạn.")
    raise NotFound("petition_receipt_unknown", told, field="code")


def _question(petition: Petition) -> str:
    """What the office asks now; empty when it asks nothing."""
    if petition.state != WAITING:
        return ""
    asked = petition.turns.filter(verb="ask").order_by("-ordinal").first()
    return asked.text if asked else ""


def _said(petition: Petition, speaker: str) -> bool:
    return Reaction.objects.filter(petition=petition, voter=speaker).exists()
