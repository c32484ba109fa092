"""Asking for a signature, and no longer needing it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.api import get_file
from tinhso.foundation.papers.api import paper
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.signing.hooks import after_refusal
from tinhso.foundation.signing.models import SigningRequest
from tinhso.foundation.signing.models.request import OPEN
from tinhso.foundation.signing.rules import states
from tinhso.foundation.signing.xades.parts import MEDIA
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused
from tinhso.lib.text import clean

SUBJECT = "signing"
# A paper to be read by people, or data of ours.
SIGNABLE = ("application/pdf", MEDIA)
_LATER = timedelta(days=36_500)


@dataclass(frozen=True)
class Wish:
    """What is to be signed by whom. Either `paper_id` or `file_id`; either `account_id` or `agency_id`.

    `page` counts from 0; `box` (left, bottom, right, top) in points from the bottom left, None for an unseen
    signature; `corner` (width, height) instead: at the top right of the first page. `look` names a registered
    appearance (`register_look`), `texts` are its own. `previous`: the request that must be signed before; this one
    then signs what that one made. `account_id` of the asking is the actor's.
    """

    subject: Subject
    what: str
    title: str
    paper_id: UUID | None = None
    file_id: UUID | None = None
    account_id: UUID | None = None
    agency_id: UUID | None = None
    code: str = ""
    field: str = ""
    page: int = 0
    box: tuple[float, float, float, float] | None = None
    corner: tuple[float, float] | None = None
    look: str = ""
    texts: dict[str, Any] = made_by(default_factory=dict)
    reason: str = ""
    location: str = ""
    due: datetime | None = None
    previous: UUID | None = None


@act("signing.ask")
def ask(actor: Actor, wish: Wish) -> SigningRequest:
    """A request that waits in its holder's list; the open one when the same was asked before.

    The caller has checked the right. Without `previous` it follows whatever else was asked for the same file, so that
    signatures of one paper always stand on one file. Raises Refused, NotFound.
    """
    if (wish.account_id is None) == (wish.agency_id is None) or (wish.paper_id is None) == (
        wish.file_id is None
    ):
        raise ValueError("one holder, and one paper or file")
    source = get_file(wish.file_id) if wish.file_id else paper(wish.paper_id).file  # type: ignore[arg-type]
    if source is None or source.media_type not in SIGNABLE:
        raise Refused("signing.not_pdf", _("Chỉ ký được tệp PDF, hoặc XML của hệ thống."))
    same = SigningRequest.objects.filter(
        subject_kind=wish.subject.kind,
        subject_id=str(wish.subject.id),
        what=wish.what,
        source=source,
        state__in=OPEN,
    )
    if found := same.first():
        return found
    moment = now()
    made = SigningRequest.objects.create(
        subject_kind=wish.subject.kind,
        subject_id=str(wish.subject.id),
        what=wish.what,
        paper_id=wish.paper_id,
        source=source,
        account_id=wish.account_id,
        agency_id=wish.agency_id,
        title=clean(wish.title)[:600],
        code=wish.code,
        place={
            "field": wish.field or f"ChuKy-{wish.what}",
            "page": wish.page,
            "box": list(wish.box) if wish.box else None,
            **({"corner": list(wish.corner)} if wish.corner else {}),
        },
        look={"name": wish.look, "texts": wish.texts} if wish.look else {},
        reason=clean(wish.reason)[:300],
        location=clean(wish.location)[:200],
        since=moment,
        due=wish.due,
        rank=wish.due or moment + _LATER,
        previous_id=wish.previous or _before(source.pk),
        asked_by_id=actor.account_id,
    )
    facts = {
        "what": made.what, "file": source.pk, "of": made.subject_id, "account": made.account_id,
        "agency": made.agency_id, "due": made.due, "previous": made.previous_id,
    }  # fmt: skip
    record(actor, "signing.ask", Subject(SUBJECT, made.pk), facts)
    return made


def _before(source_id: UUID) -> UUID | None:
    """The last that was asked or signed of the same file."""
    rows = SigningRequest.objects.filter(source_id=source_id, state__in=[*OPEN, states.SIGNED])
    return rows.order_by("-since", "-id").values_list("pk", flat=True).first()


@act("signing.withdraw")
def withdraw(actor: Actor, request_id: UUID, reason: str) -> SigningRequest:
    """The asking room needs it no more; whoever calls has checked the right. Conflict while it is being signed."""
    return _end(actor, request_id, states.CANCELLED, reason)


@act("signing.refuse")
def refuse(actor: Actor, request_id: UUID, reason: str) -> SigningRequest:
    """Its holder does not sign; the reason goes to the asking room. NotFound for others' requests."""
    from tinhso.foundation.signing.access import may_sign

    found = SigningRequest.objects.filter(pk=request_id).first()
    if found is None or not may_sign(actor, found):
        raise NotFound("signing.unknown", _("Không tìm thấy giấy chờ ký này."))
    if not clean(reason)[:1000]:
        raise Refused("signing.reason_needed", _("Hãy ghi lý do không ký."), field="reason")
    ended = _end(actor, request_id, states.REFUSED, reason)
    after_refusal(actor, ended)
    return ended


def _end(actor: Actor, request_id: UUID, state: str, reason: str) -> SigningRequest:
    row = SigningRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise NotFound("signing.unknown", _("Không tìm thấy giấy chờ ký này."))
    if row.state == state:
        return row
    if not states.may_move(row.state, state):
        raise Conflict(
            "signing.not_waiting",
            _("Giấy này đang được ký hoặc đã ký xong."),
            way_out=_("Hãy tải lại trang để xem tình trạng mới."),
        )
    row.state, row.ended_at, row.ended_by_id = state, now(), actor.account_id
    row.ended_reason = clean(reason)[:1000]
    row.save(update_fields=["state", "ended_at", "ended_by", "ended_reason"])
    verb = "signing.refuse" if state == states.REFUSED else "signing.withdraw"
    record(
        actor,
        verb,
        Subject(SUBJECT, row.pk),
        {"what": row.what, "of": row.subject_id},
        {"reason": row.ended_reason},
    )
    return row
