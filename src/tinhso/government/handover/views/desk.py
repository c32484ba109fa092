"""The desk's pages: what is on its way, one result's hand-over, label and paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from markupsafe import Markup

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, look_once
from tinhso.government.dossiers import api as dossiers
from tinhso.government.handover import wallet
from tinhso.government.handover.access import DESK, desks_of, may
from tinhso.government.handover.actions import deliver, finish, label, open_confirmation, post
from tinhso.government.handover.actions import wallet as sending
from tinhso.government.handover.models import PostalItem, WalletSending
from tinhso.government.handover.queries import open_items
from tinhso.government.handover.rules.strokes import path
from tinhso.government.handover.words import delivery_words, how_words, state_words
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Invalid, NotFound, Refused
from tinhso.lib.posted import line

READERS = (*DESK, "leader", "division_head")
KEPT = "handover_link"


@never_cache
@require_GET
@access("officer", roles=READERS)
def home(request: HttpRequest) -> HttpResponse:
    """Results to hand over, postal items and wallet documents that wait for somebody of this desk."""
    actor, text = actor_of(request), line(request.GET, "q", 100)
    waiting = open_items.waiting(actor, text=text, after=request.GET.get("sau", ""))
    held = open_items.held(actor, after=request.GET.get("sau-vi", ""))
    items = open_items.postal(actor, text=text, after=request.GET.get("sau-bg", ""))
    context = {
        "text": text,
        "waiting": waiting,
        "pages": _pages(request, "sau", waiting.next),
        "delivery_words": delivery_words,
        "items": items,
        "item_pages": _pages(request, "sau-bg", items.next),
        "held": held,
        "held_pages": _pages(request, "sau-vi", held.next),
        "state_words": state_words,
        "simulated": wallet.simulated(),
        "worklists": dossiers.worklists(actor, "handover"),
    }
    return render(request, "handover/home.html", context)


@never_cache
@require_GET
@access("officer", roles=READERS)
def result(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One result: signing, post, wallet."""
    return _draw(request, dossier_id)


@require_POST
@access("officer", roles=DESK)
def act(request: HttpRequest, dossier_id: UUID, verb: str) -> HttpResponse:
    """One verb on the result of this dossier."""
    actor, given = actor_of(request), request.POST
    known = given.get("unpaid_known") == "1"
    verbs: dict[str, Callable[[], object]] = {
        "ky": lambda: _open(request, actor, dossier_id),
        "xong": lambda: finish.finish(actor, dossier_id, unpaid_known=known),
        "nhan": lambda: label.label(
            actor,
            dossier_id,
            name=line(given, "name"),
            address=line(given, "address", 500),
            phone=line(given, "phone", 30),
            unpaid_known=known,
        ),
        "vi": lambda: sending.send(actor, dossier_id),
    }
    return _do(request, dossier_id, verbs.get(verb))


@require_POST
@access("officer", roles=DESK)
def item(request: HttpRequest, dossier_id: UUID, item_id: UUID, verb: str) -> HttpResponse:
    """One verb on a postal item."""
    actor, given = actor_of(request), request.POST
    verbs: dict[str, Callable[[], object]] = {
        "giao": lambda: post.hand_to_post(actor, item_id, line(given, "tracking_no", 60)),
        "bo": lambda: post.drop_label(actor, item_id),
        "phat": lambda: deliver.delivered(actor, item_id, line(given, "delivered_to")),
        "hoan": lambda: deliver.came_back(actor, item_id, line(given, "reason", 500)),
    }
    return _do(request, dossier_id, verbs.get(verb))


@never_cache
@require_GET
@access("officer", roles=READERS)
def label_page(request: HttpRequest, dossier_id: UUID, item_id: UUID) -> HttpResponse:
    """The label for printing on A6."""
    actor = actor_of(request)
    found = PostalItem.objects.filter(pk=item_id, dossier_id=dossier_id, desk_id__in=desks_of(actor)).first()
    if found is None:
        raise NotFound("item_unknown", _("Không tìm thấy bưu gửi này."))
    dossiers.for_officer(actor, dossier_id)
    look_once(actor, Subject("dossier", dossier_id), "dossier")
    context = {
        "item": found,
        "head": dossiers.letterhead(found.desk_id, None),
        "code_picture": _picture(found.code),
        "worklists": dossiers.worklists(actor, "handover"),
    }
    return render(request, "handover/label.html", context)


@never_cache
@require_GET
@access("officer", roles=READERS)
def paper(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The paper of the hand-over with the person's signature, for printing."""
    actor = actor_of(request)
    view = dossiers.detail(actor, dossier_id)
    given = finish.confirmed(dossier_id, view.result.issued_at) if view.result else None
    if given is None:
        raise NotFound("not_confirmed", _("Người nhận chưa ký hoặc chưa xác nhận."))
    look_once(actor, Subject("dossier", dossier_id), "dossier")
    check = dossiers.result_code(view.dossier)
    address = reverse("verification:paper", args=[view.dossier.code, check]) if check else ""
    context = {
        "view": view,
        "check": check,
        "check_picture": _picture(f"{settings.TINHSO_PUBLIC_URL}{address}", _("Mã QR để kiểm tra kết quả")),
        "given": given,
        "how": how_words(given.how),
        "drawn": path(given.strokes) if given.strokes else "",
        "head": dossiers.letterhead(given.desk_id, given.opened_by),
        "worklists": dossiers.worklists(actor, "handover"),
    }
    return render(request, "handover/paper.html", context)


def _pages(request: HttpRequest, name: str, after: str) -> dict[str, str | None]:
    """The addresses of a list's first and next page; the other list of the page stays where it is."""
    kept = {key: value for key, value in request.GET.items() if key in ("q", "sau", "sau-bg") and key != name}
    return {
        "previous": f"?{urlencode(kept)}" if request.GET.get(name) else None,
        "next": f"?{urlencode({**kept, name: after})}" if after else None,
    }


def _open(request: HttpRequest, actor: Actor, dossier_id: UUID) -> None:
    made, secret = open_confirmation.open_confirmation(actor, dossier_id, line(request.POST, "receiver_name"))
    request.session[KEPT] = [str(made.pk), secret]


def _do(request: HttpRequest, dossier_id: UUID, verb: Callable[[], object] | None) -> HttpResponse:
    if verb is None:
        raise NotFound("verb_unknown", _("Không có việc này."))
    try:
        verb()
    except Invalid as invalid:
        return _draw(request, dossier_id, {one.field: one.message for one in invalid.errors}, invalid.status)
    except Refused as refused:
        return _draw(request, dossier_id, {refused.field or "viec": str(refused)}, refused.status)
    messages.success(request, _("Đã ghi nhận."))
    return HttpResponseRedirect(reverse("handover:result", args=[dossier_id]))


def _draw(
    request: HttpRequest, dossier_id: UUID, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    view = dossiers.detail(actor, dossier_id)
    look_once(actor, Subject("dossier", dossier_id), "dossier")
    people = {party.role: party for party in view.parties}
    owner = people.get("owner")
    kept = request.session.get(KEPT) or ["", ""]
    asked = finish.asked(dossier_id, view.result.issued_at) if view.result else None
    link = ""
    if asked is not None and str(asked.pk) == kept[0] and asked.confirmed_at is None:
        link = f"{settings.TINHSO_PUBLIC_URL}{reverse('handover:person', args=[kept[1]])}"
    context: dict[str, Any] = {
        "view": view,
        "owner": owner,
        "may": may(actor, dossier_id),
        "asked": asked,
        "link": link,
        "link_picture": _picture(link) if link else "",
        "how": how_words(asked.how) if asked and asked.how else "",
        "posted": open_items.of_dossier(dossier_id),
        "state_words": state_words,
        "sent": WalletSending.objects.filter(dossier_id=dossier_id).first(),
        "wallet": {"connected": wallet.connected(), "simulated": wallet.simulated()},
        "unpaid": view.dossier.payment in ("due", "unknown"),
        "desk": agency(view.dossier.received_at_id).name,
        "told": dossiers.delivery_told(dossier_id),
        "typed": request.POST,
        "errors": errors or {},
        "worklists": dossiers.worklists(actor, "handover"),
    }
    return render(request, "handover/result.html", context, status=status)


def _picture(text: str, title: str = "") -> Markup:
    """A QR of our own words; no words of anybody stand in the picture."""
    # With a unit comes a view box: a page may draw it smaller, whole.
    drawn = segno.make(text, error="m").svg_inline(scale=4, border=2, unit="px", title=title or _("Mã QR"))
    return Markup(drawn)  # noqa: S704
