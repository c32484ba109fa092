"""The office's pages: the lists, one petition, the sender's contacts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject
from tinhso.government.petitions import access
from tinhso.government.petitions.actions.look import look_at_sender, open_petition
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.queries.lists import LISTS, counts, worklist
from tinhso.government.petitions.rules.moves import HANDLERS, KINDS, STATES
from tinhso.government.petitions.rules.satisfaction import verdict
from tinhso.government.petitions.views.acts import offered
from tinhso.government.petitions.views.clocks import office_clocks
from tinhso.government.petitions.views.figures import told
from tinhso.government.petitions.views.words import office_turns, waits_for
from tinhso.lib.posted import line

READERS = (*sorted(HANDLERS), access.SEES_ALL)


@identity.access("officer", roles=READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """One list with its holder and its due moment in every row, what is late first."""
    actor = identity.actor_of(request)
    name, after = request.GET.get("ds", "open"), request.GET.get("sau", "")
    name = name if name in LISTS else "open"
    text = line(request.GET, "q", 100)
    found, held = worklist(actor, name, after, text=text), counts(actor)
    here = f"?{urlencode({'ds': name, **({'q': text} if text else {})})}"
    labels = {
        "open": _("Đang mở"),
        "late": _("Quá hạn"),
        "to_approve": _("Chờ duyệt trả lời"),
        "waiting": _("Chờ người gửi"),
        "closed": _("Đã xong"),
    }
    chips = [
        {"label": labels[key], "count": told(held[key]), "href": f"?ds={key}", "current": key == name}
        for key in LISTS
    ]
    page = {
        "title": labels[name],
        "chips": chips,
        "rows": found.rows,
        "list": name,
        "text": text,
        "next": f"{here}&sau={found.next}" if found.next else None,
        "first": here if after else None,
        "kinds": KINDS,
        "states": STATES,
        "closed": name == "closed",
        "waits": waits_for,
    }
    return render(request, "petitions/officer/list.html", page)


@identity.access("officer", roles=READERS)
def one(request: HttpRequest, petition_id: UUID) -> HttpResponse:
    """One petition: what to do now, by when, what it says, what happened. The look is recorded."""
    return _show(request, open_petition(identity.actor_of(request), petition_id), whole=False)


@require_POST
@identity.access("officer", roles=sorted(HANDLERS))
def contacts(request: HttpRequest, petition_id: UUID) -> HttpResponse:
    """The same with the sender's whole contacts, for those who handle it; recorded as such."""
    return _show(request, look_at_sender(identity.actor_of(request), petition_id), whole=True)


def _show(request: HttpRequest, petition: Petition, *, whole: bool) -> HttpResponse:
    actor = identity.actor_of(request)
    people = set(petition.turns.exclude(by=None).values_list("by_id", flat=True))
    named = list(petition.named.values_list("account_id", flat=True))
    names = {ident: identity.person_name(ident) for ident in people | set(named)}
    page: dict[str, Any] = {
        "petition": petition,
        "holder": agency(petition.holder_id).name,
        "handles": access.handles(actor, petition),
        "kinds": KINDS,
        "states": STATES,
        "offers": offered(actor, petition),
        "clocks": office_clocks(petition),
        "waits": waits_for(petition),
        "sender": _sender(petition, whole),
        "whole": whole,
        "files": files.files_of(Subject("petition", petition.pk)),
        "turns": office_turns(petition, names),
        "named": [names[ident] for ident in named],
        "verdict": verdict(petition.likes, petition.dislikes),
        "same_matter": access.of_same_matter(actor, petition),
        "back": reverse("petitions:worklist"),
    }
    return render(request, "petitions/officer/petition.html", page)


def _sender(petition: Petition, whole: bool) -> list[dict[str, str]]:
    """Who sent it; contacts masked until somebody who handles it asks for them."""
    shown = (lambda text: text) if whole else identity.mask_contact
    rows = [
        (_("Người gửi"), petition.sender_name),
        (_("Điện thoại"), shown(petition.sender_phone) if petition.sender_phone else ""),
        (_("Thư điện tử"), shown(petition.sender_email) if petition.sender_email else ""),
        (_("Địa chỉ"), petition.sender_address if whole else ""),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]
