"""What the holder does with a petition before it is answered: take, ask, go on, forward, give back, refuse."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import people_in_role
from tinhso.foundation.organisation.api import now_of
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.petitions import events
from tinhso.government.petitions.actions._frame import arrived, finish, take_up, verb, words
from tinhso.government.petitions.actions._named import holder_for
from tinhso.government.petitions.models import NamedOfficer, Petition
from tinhso.government.petitions.offices import addressable
from tinhso.government.petitions.rules import clocks
from tinhso.government.petitions.rules.moves import HANDLERS
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@verb("take")
def take(actor: Actor, petition_id: UUID, *, expected_version: int | None = None) -> Petition:
    """The agency handles it itself."""
    petition, move = take_up(actor, petition_id, "take", expected_version=expected_version)
    finish(actor, petition, move)
    return petition


@verb("ask")
def ask(actor: Actor, petition_id: UUID, *, reason: str, expected_version: int | None = None) -> Petition:
    """Ask the sender for what is missing. The first time within 5 working days; a late one is marked as late."""
    petition, move = take_up(actor, petition_id, "ask", reason=reason, expected_version=expected_version)
    question = words(reason, "reason", 2000)
    first = not petition.turns.filter(verb="ask").exists()
    late = first and now() > clocks.ask_by(calendar(), arrived(petition))
    finish(actor, petition, move, text=question, late=late)
    events.supplement_asked(petition, question)
    return petition


@verb("go_on")
def go_on(actor: Actor, petition_id: UUID, *, expected_version: int | None = None) -> Petition:
    """The sender stays silent: handle it with what there is."""
    petition, move = take_up(actor, petition_id, "go_on", expected_version=expected_version)
    finish(actor, petition, move)
    return petition


@verb("forward")
def forward(
    actor: Actor, petition_id: UUID, *, agency_id: UUID, reason: str, expected_version: int | None = None
) -> Petition:
    """Send it on to the agency that is competent; an abolished one means whoever continues it.

    The clock of the answer runs anew from here. When the matter is about that agency's own leader it goes to
    the one above it.
    """
    petition, move = take_up(actor, petition_id, "forward", reason=reason, expected_version=expected_version)
    target = now_of(agency_id, petition.unit_code)
    if target not in {a.id for a in addressable()}:
        raise Refused("agency_unknown", _("Hãy chọn cơ quan trong danh sách."), field="agency")
    if target == now_of(petition.holder_id, petition.unit_code):
        raise Refused("same_agency", _("Cơ quan này đang giữ phản ánh."), field="agency")
    before = petition.clock_from
    petition.holder_id = holder_for(petition, target)
    petition.clock_from = now()
    said = words(reason, "reason", 2000)
    finish(actor, petition, move, text=said, to_agency_id=petition.holder_id, clock_before=before)
    events.forwarded(petition)
    return petition


@verb("give_back")
def give_back(
    actor: Actor, petition_id: UUID, *, reason: str, expected_version: int | None = None
) -> Petition:
    """Not ours: back to the agency that forwarded it. The clock is again what it was before the forwarding."""
    petition, move = take_up(
        actor, petition_id, "give_back", reason=reason, expected_version=expected_version
    )
    sent = petition.turns.filter(verb="forward").order_by("-ordinal").first()
    if sent is None or sent.agency_id is None or sent.clock_before is None:
        raise Refused("nobody_forwarded", _("Không có cơ quan nào chuyển phản ánh này đến."))
    petition.holder_id = now_of(sent.agency_id, petition.unit_code)
    petition.clock_from = sent.clock_before
    said = words(reason, "reason", 2000)
    finish(actor, petition, move, text=said, to_agency_id=petition.holder_id)
    return petition


@verb("refuse")
def refuse(actor: Actor, petition_id: UUID, *, reason: str, expected_version: int | None = None) -> Petition:
    """Not taken in, with a reason that the sender reads; within 2 working days of its coming, not later."""
    petition, move = take_up(actor, petition_id, "refuse", reason=reason, expected_version=expected_version)
    if now() > clocks.refuse_by(calendar(), arrived(petition)):
        raise Refused(
            "too_late_to_refuse",
            _("Đã quá %(n)s ngày làm việc nên không từ chối được nữa.") % {"n": clocks.REFUSE_DAYS},
            way_out=_("Hãy xử lý và trả lời, hoặc chuyển cơ quan có thẩm quyền."),
        )
    petition.refusal = words(reason, "reason", 2000)
    finish(actor, petition, move, text=petition.refusal)
    events.refused(petition)
    return petition


@verb("name_officer")
def name_officer(
    actor: Actor, petition_id: UUID, *, account_id: UUID, expected_version: int | None = None
) -> Petition:
    """Say which officer of the agency it is about, where the words did not tell: from now on they see nothing."""
    petition, move = take_up(actor, petition_id, "name_officer", expected_version=expected_version)
    if account_id not in {person for person, _name in officers(petition.holder_id)}:
        raise Refused("officer_unknown", _("Hãy chọn một người trong danh sách."), field="officer")
    NamedOfficer.objects.get_or_create(petition=petition, account_id=account_id)
    finish(actor, petition, move)
    return petition


def officers(agency_id: UUID) -> list[tuple[UUID, str]]:
    """The people of an agency who could come to handle a petition: account and name."""
    found = {p.account_id: p.name for role in sorted(HANDLERS) for p in people_in_role(agency_id, role)}
    return sorted(found.items(), key=lambda one: one[1])
