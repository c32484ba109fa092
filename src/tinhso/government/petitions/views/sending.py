"""Sending a petition, with or without an account, with or without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import now_of
from tinhso.government.petitions.actions.send import MOST_FILES, Words, send
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.offices import addressable
from tinhso.government.petitions.receipt import secret_of
from tinhso.government.petitions.rules.moves import KINDS
from tinhso.government.petitions.views.own import own, remember, secret_for
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.text import clean, digits

# From one address within an hour: a whole office or commune may share it. Of one contact within a day.
OF_ADDRESS, OF_CONTACT = 30, 10
# Files of visitors without account, from one address within an hour: nobody fills the disk by petitions.
FILES_OF_ADDRESS = 20
Taken = TypeVar("Taken")
TEXTS = ("kind", "title", "content", "dossier_code", "officer_name", "name", "phone", "email", "address")


@require_http_methods(["GET", "POST"])
@identity.access("public")
def send_page(request: HttpRequest) -> HttpResponse:
    """The form, and what it says about complaints under the law, which go another way."""
    actor = identity.actor_of(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            return _sent(request, actor)
        except Invalid as invalid:
            errors = {error.field: error.message for error in invalid.errors}
        except Refused as refused:
            errors = {refused.field or "content": str(refused)}
    known = identity.person_of(actor.account_id) if actor.account_id else None
    earlier = _earlier(request)
    typed: Any = request.POST or (
        _as_before(earlier)
        if earlier
        else {
            "dossier_code": request.GET.get("ho-so", "")[:60],
            "name": known.name if known else "",
            "phone": known.phone if known else "",
            "email": known.email if known else "",
        }
    )
    page = {
        "typed": typed,
        "errors": errors,
        "kinds": list(KINDS.items()),
        "agencies": agency_groups(),
        "signed_in": actor.account_id is not None,
        "officer": actor.kind == "officer",
        "most_files": MOST_FILES,
        "earlier": earlier,
    }
    return render(request, "petitions/resident/send.html", page, status=422 if errors else 200)


@identity.access("public")
def sent_page(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt: the code, the secret, who has it, until when."""
    petition, _secret = own(request, code)
    page = {"petition": petition, "secret": secret_of(petition)}
    return render(request, "petitions/resident/sent.html", page)


def _earlier(request: HttpRequest) -> Petition | None:
    """The sender's answered petition that this form brings again (`lai`); None for a new matter."""
    code = (request.POST.get("lai") or request.GET.get("lai") or "")[:30]
    if not code:
        return None
    found, _secret = own(request, code)
    return found if found.answered_at else None


def _as_before(earlier: Petition) -> dict[str, str]:
    """What need not be typed twice: whom it went to, what it is about, how to reach the sender."""
    return {
        "kind": earlier.kind,
        "agency": str(now_of(earlier.holder_id, earlier.unit_code)),
        "title": earlier.title,
        "dossier_code": earlier.dossier_code,
        "officer_name": earlier.officer_name,
        "name": earlier.sender_name,
        "phone": earlier.sender_phone,
        "email": earlier.sender_email,
        "address": earlier.sender_address,
    }


def agency_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The agencies for a choice, in groups: of the province, of the districts of former times, of the communes."""
    titles = {"province": _("Cấp tỉnh"), "district": _("Cấp huyện"), "commune": _("Cấp xã")}
    found: dict[str, list[tuple[str, str]]] = {level: [] for level in titles}
    for place in addressable():
        found.setdefault(place.level, []).append((str(place.id), place.name))
    return [(titles.get(level, level), places) for level, places in found.items() if places]


def with_files(request: HttpRequest, actor: Actor, act: Callable[[tuple[UUID, ...]], Taken]) -> Taken:
    """Store the files that came with a form and do the act with their ids.

    What a visitor without account sent along is forgotten when the act is refused: they have to choose it again.
    Raises Refused at the field `files` for one that cannot be taken, and what the act raises.
    """
    kept: list[UUID] = []
    try:
        _take(request, actor, kept)
        return act(tuple(kept))
    except Refused:
        if actor.account_id is None:
            files.drop_aside(kept)
        raise


def _take(request: HttpRequest, actor: Actor, kept: list[UUID]) -> None:
    uploads = request.FILES.getlist("files")
    if len(uploads) > MOST_FILES:
        raise Refused("too_many_files", _("Chỉ gửi tối đa %(n)s tệp.") % {"n": MOST_FILES}, field="files")
    # A visitor's files belong to nobody until the petition takes them.
    keep = files.store if actor.account_id else files.set_aside
    for upload in uploads:
        if actor.account_id is None:
            identity.throttle(f"petition:files:{actor.ip}", FILES_OF_ADDRESS, 3600)
        stored = keep(actor, upload.name or "tep", upload)
        kept.append(stored.id)
        if stored.state != "ok":
            raise Refused("file_refused", f"{stored.name}: {stored.reason}", field="files")


def _sent(request: HttpRequest, actor: Actor) -> HttpResponse:
    post = request.POST
    identity.throttle(f"petition:ip:{actor.ip}", OF_ADDRESS, 3600)
    for contact in _contacts(actor, post):
        identity.throttle(f"petition:contact:{contact}", OF_CONTACT, 86_400)
    # A text is cut only far beyond its limit, so that the rule can tell the sender that it is too long.
    typed = {name: post.get(name, "")[:20_000] for name in TEXTS}
    code = post.get("lai", "")[:30]
    typed |= {"again_code": code, "again_secret": secret_for(request, code)} if code else {}
    said = Words(agency_id=as_uuid(post.get("agency", "")), **typed)
    petition = with_files(request, actor, lambda kept: send(actor, said, kept))
    remember(request, petition.code, secret_of(petition))
    return HttpResponseRedirect(reverse("petitions:sent", args=[petition.code]))


def _contacts(actor: Actor, post: QueryDict) -> list[str]:
    """Whom this would be counted for: the account, else telephone and e-mail, however they are written.

    Each by itself, so that nobody sends a stranger's address our notices under ever new numbers.
    """
    if actor.account_id is not None:
        return [str(actor.account_id)]
    found = (digits(post.get("phone", ""))[:20], clean(post.get("email", "")).lower()[:254])
    return [one for one in found if one]


def as_uuid(text: str) -> UUID | None:
    """A posted id; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
