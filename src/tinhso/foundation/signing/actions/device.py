"""Papers that are signed by a client outside: one-time words for each, and what comes back, looked at from all sides."""

from __future__ import annotations

import secrets
from hashlib import sha256
from uuid import UUID

from django.core import signing as words
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import act
from tinhso.foundation.signing.access import own_batch
from tinhso.foundation.signing.models import SigningRequest, Turn
from tinhso.foundation.signing.rules import states
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused

SALT, LIFE = "signing.device", 900


@act("signing.device")
def hand_out(actor: Actor, batch_id: UUID) -> list[tuple[Turn, str, str]]:
    """(turn, one-time word for handing in, word for fetching) of each paper that is not signed yet. Earlier words of this
    batch are worth nothing afterwards."""
    from tinhso.foundation.signing.actions.carry_on import close
    from tinhso.foundation.signing.actions.finish import Signer, fail

    batch = own_batch(actor, batch_id)
    if batch.certificate.kind != "token" or batch.ended_at is not None:
        raise NotFound("signing.batch_unknown", _("Không tìm thấy đợt ký này."))
    rows = (
        Turn.objects.select_for_update(of=("self",))
        .select_related("request__previous__signed", "request__source")
        .filter(batch=batch, state__in=[Turn.State.WAITING, Turn.State.CONFIRMING])
        .order_by("position")
    )
    out: list[tuple[Turn, str, str]] = []
    signer = Signer.of(batch)
    for turn in rows:
        if turn.tail is None and (wrong := _make_place(turn)):
            fail(turn.pk, signer, wrong)
            continue
        word = secrets.token_urlsafe(32)
        turn.session, turn.state = _digest(word), Turn.State.CONFIRMING
        turn.save(update_fields=["session", "state", "tail"])
        SigningRequest.objects.filter(pk=turn.request_id, state=states.STARTED).update(
            state=states.CONFIRMING
        )
        out.append((turn, word, words.dumps(str(turn.pk), salt=SALT)))
    close(batch.pk)
    return out


def _make_place(turn: Turn) -> str:
    """What the paper gains before it is sent; the code of what is wrong with it."""
    from tinhso.foundation.signing.actions.finish import TROUBLE, content_of, place_of
    from tinhso.foundation.signing.pades.grown import field_for

    try:
        pdf = content_of(turn.request)
        turn.tail = field_for(pdf, place_of(turn.request, pdf))
    except NotFound:
        return "source_gone"
    except TROUBLE:
        return "no_place"
    return ""


def sent(turn: Turn) -> bytes:
    """The very bytes that the client fetches."""
    from tinhso.foundation.signing.actions.finish import content_of

    return content_of(turn.request) + bytes(turn.tail or b"")


def fetched(word: str) -> bytes:
    """The paper that a client fetches; NotFound when the word is wrong, old, or the paper's turn is over."""
    try:
        ident = words.loads(word, salt=SALT, max_age=LIFE)
    except words.BadSignature:
        raise _unknown() from None
    rows = Turn.objects.select_related("request__previous__signed", "request__source")
    turn = rows.filter(pk=ident, state=Turn.State.CONFIRMING).first()
    if turn is None:
        raise _unknown()
    return sent(turn)


def take_in(word: str, content: bytes) -> Turn:
    """Take a signed file in, once. It must be the very file that was sent and one signature more, by the registered
    certificate; else Refused `signing.other_file`, and the paper's turn goes on."""
    from tinhso.foundation.signing.actions.carry_on import close
    from tinhso.foundation.signing.actions.finish import Signer, keep
    from tinhso.foundation.signing.words import sentence

    session = _digest(word)
    turn = _waits(session).first()
    if not word or turn is None:
        raise _unknown()
    source = sent(turn)
    own = turn.batch.certificate.fingerprint
    if not content.startswith(source) or not _one_more_by(own, content, len(source)):
        raise Refused("signing.other_file", sentence("other_file"))
    with transaction.atomic():
        held = _waits(session).select_for_update(of=("self", "request")).first()
        if held is None:
            raise _unknown()
        keep(held, Signer.of(held.batch), content)
    close(held.batch_id)
    return held


def _one_more_by(fingerprint: str, content: bytes, sent_bytes: int) -> bool:
    """Read by a process of its own: a client's file may be anything."""
    from tinhso.foundation.signing.reading import read_returned

    read, grown = read_returned(content, sent_bytes)
    last = read.signatures[-1] if read.signatures else None
    if not grown or last is None or last.stamp or not last.last or last.certificate != fingerprint:
        return False
    facts = last.facts
    return (
        facts.readable
        and facts.genuine
        and facts.intact
        and facts.covers
        and not facts.added
        and not facts.weak
    )


def _waits(session: str) -> QuerySet[Turn]:
    return Turn.objects.select_related(
        "request__previous__signed", "request__source", "batch__certificate", "batch__account"
    ).filter(session=session, state=Turn.State.CONFIRMING)


def _digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()


def _unknown() -> NotFound:
    return NotFound("signing.session_unknown", _("Phiên ký này không còn dùng được."))
