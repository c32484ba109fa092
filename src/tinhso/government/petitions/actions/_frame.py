"""The frame of every verb here: one transaction, the row locked, the table asked, a turn and an event kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.petitions import access
from tinhso.government.petitions.models import Petition, Turn
from tinhso.government.petitions.rules import clocks, moves
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused
from tinhso.lib.text import clean

Verb = TypeVar("Verb", bound=Callable[..., Any])
ARRIVALS = ("send", "forward", "give_back")


def verb(name: str) -> Callable[[Verb], Verb]:
    """Frame an action whose second argument is a petition's id; a refused one leaves the attempt on it."""

    def frame(function: Verb) -> Verb:
        @wraps(function)
        def tried(actor: Actor, *args: Any, **kwargs: Any) -> Any:
            try:
                return function(actor, *args, **kwargs)
            except Refused as refusal:
                if args and isinstance(args[0], UUID) and not hasattr(refusal, "subject"):
                    refusal.subject = Subject("petition", args[0])  # type: ignore[attr-defined]
                raise

        return cast(Verb, act(f"petition.{name}")(tried))

    return frame


def take_up(
    actor: Actor,
    petition_id: UUID,
    name: str,
    *,
    reason: str = "",
    secret: str = "",
    expected_version: int | None = None,
) -> tuple[Petition, moves.Move]:
    """The petition, locked until the act ends, and the move that the table allows.

    Raises NotFound when the actor may not know of it, Conflict for an old page or a wrong state, Forbidden
    for a wrong role, Refused without a reason where one is needed.
    """
    found = Petition.objects.select_for_update(of=("self",)).filter(pk=petition_id).first()
    if found is None:
        raise access.unknown()
    roles = access.roles_on(actor, found, secret)
    if actor.kind == "officer":
        access.for_officer(actor, petition_id)
    elif not roles:
        raise access.unknown()
    if expected_version is not None and expected_version != found.version:
        raise Conflict(
            "stale_page",
            _("Phản ánh đã thay đổi sau khi bạn mở trang này."),
            way_out=_("Tải lại trang, kiểm tra thay đổi rồi làm lại."),
        )
    judged = moves.judge(name, found.state, roles=roles, reason=reason)
    if isinstance(judged, moves.Refusal):
        kinds = {"move_not_allowed": Conflict, "role_needed": Forbidden}
        field = "reason" if judged.code == "reason_needed" else None
        raise kinds.get(judged.code, Refused)(judged.code, judged.message, field=field)
    return found, judged


def finish(
    actor: Actor,
    petition: Petition,
    move: moves.Move,
    *,
    text: str = "",
    late: bool = False,
    **links: Any,
) -> Turn:
    """Put the petition into the move's state with its new due moment; keep the turn and the event.

    `links` are further columns of the turn: `to_agency_id`, `clock_before`. The event holds references only.
    """
    moment = now()
    petition.state = move.after
    before = petition.turns.aggregate(last=Max("ordinal"))["last"] or 0
    # Forwarding and giving back set when the holder got it; every other act keeps it.
    got = moment if move.verb in ARRIVALS else arrived(petition)
    start = clocks.Clocks(got, petition.clock_from, petition.answered_at)
    private = bool(petition.private_reason)
    petition.answer_due = clocks.answer_by(calendar(), petition.clock_from)
    petition.next_due = clocks.next_due(calendar(), petition.state, start, private=private)
    petition.closed_at = moment if petition.next_due is None else None
    petition.version += 1
    petition.save()
    turn = Turn.objects.create(
        petition=petition,
        ordinal=before + 1,
        verb=move.verb,
        before=move.before,
        after=move.after,
        at=moment,
        by_id=actor.account_id,
        agency_id=actor.agency_id if actor.kind == "officer" else None,
        text=text,
        late=late,
        **links,
    )
    facts: dict[str, Any] = {"code": petition.code, "state": petition.state, "version": petition.version}
    if late:
        facts["late"] = 1
    if petition.again_of_id and move.verb == "send":
        facts["again_of"] = petition.again_of_id
    if turn.to_agency_id:
        facts["to"] = turn.to_agency_id
    record(
        actor,
        f"petition.{move.verb}",
        Subject("petition", petition.pk),
        facts,
        {"text": text} if text else None,
    )
    return turn


def arrived(petition: Petition) -> Any:
    """When the present holder got it: the sending, or the last transfer either way."""
    found = petition.turns.filter(verb__in=ARRIVALS).order_by("-ordinal").first()
    return found.at if found else petition.sent_at


def words(value: str, field: str, longest: int, *, needed: str = "") -> str:
    """A text that was typed, cleaned; refused when it is too long, or empty where `needed` says what is missing."""
    text = clean(value)
    if needed and not text:
        raise Refused("text_needed", needed, field=field)
    if len(text) > longest:
        raise Refused("too_long", _("Chỉ viết tối đa %(n)s ký tự.") % {"n": longest}, field=field)
    return text
