"""One paper of a batch: its first half, and its second with all that must hold before the signature counts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from asn1crypto import x509
from django.db import transaction
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimestampRequestError
from signxml.exceptions import SignXMLException

from tinhso.foundation.files.api import StoredFile, keep_made, open_file
from tinhso.foundation.identity.api import capacity, person_name
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.signing import stamping
from tinhso.foundation.signing.hooks import after_signing, drawn
from tinhso.foundation.signing.models import Batch, Certificate, SigningRequest, Turn
from tinhso.foundation.signing.pades.back import last_is
from tinhso.foundation.signing.pades.corner import corner_box
from tinhso.foundation.signing.pades.parts import Prepared, embed, fits, prepare
from tinhso.foundation.signing.pades.sign import Place
from tinhso.foundation.signing.reading_certificates import chain, own
from tinhso.foundation.signing.rules import states
from tinhso.foundation.signing.words import sentence
from tinhso.foundation.signing.xades import parts as xml
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused

SUBJECT = "signing"
TROUBLE = (
    SigningError,
    PdfError,
    SignXMLException,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
)


@dataclass(frozen=True)
class Signer:
    """Who confirmed a batch, and with what."""

    actor: Actor
    certificate: Certificate
    told: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @classmethod
    def of(cls, batch: Batch) -> Signer:
        """As the batch tells it: the worker acts for the person who confirmed."""
        held = capacity(batch.capacity_id) if batch.capacity_id else None
        actor = Actor(
            kind=batch.account.kind,
            account_id=batch.account_id,
            capacity_id=batch.capacity_id,
            agency_id=held.agency_id if held else None,
            roles=held.roles if held else frozenset(),
            label=person_name(batch.account_id),
        )
        certificate = batch.certificate
        return cls(actor, certificate, own(certificate), tuple(chain(certificate)))


def source_of(request: SigningRequest) -> StoredFile:
    """The very file that is signed: what the request before it made, else the one it was asked for."""
    before = request.previous
    file: StoredFile = before.signed if before is not None and before.signed is not None else request.source
    return file


def content_of(request: SigningRequest) -> bytes:
    """Its bytes. Raises NotFound."""
    with open_file(source_of(request).pk) as stream:
        return bytes(stream.read())


def _taken(ident: UUID) -> Turn | None:
    """The turn and its request, locked; None when somebody else has it or it has ended."""
    rows = Turn.objects.select_for_update(of=("self", "request"), skip_locked=True)
    return (
        rows.select_related("request", "request__previous", "request__source")
        .filter(pk=ident, state__in=[Turn.State.WAITING, Turn.State.CONFIRMING])
        .first()
    )


def halve(ident: UUID, signer: Signer) -> None:
    """Make the place for the signature, once, and keep what is to be signed."""
    with transaction.atomic():
        turn = _taken(ident)
        if turn is None or turn.attributes is not None:
            return
        request = turn.request
        try:
            made = _prepared(request, signer)
        except NotFound:
            _failed(turn, "source_gone")
            return
        except TROUBLE:
            _failed(turn, "no_place")
            return
        turn.tail, turn.attributes, turn.reserved = made.tail, made.attributes, list(made.reserved)
        turn.save(update_fields=["tail", "attributes", "reserved"])


def _prepared(request: SigningRequest, signer: Signer) -> Prepared:
    if source_of(request).media_type == xml.MEDIA:
        return xml.prepare(content_of(request), signer.told, signer.chain, reason=request.reason)
    look, told = drawn(request.look, signer.certificate)
    pdf = content_of(request)
    return prepare(
        pdf, signer.told, place_of(request, pdf), reason=request.reason,
        location=request.location, look=look, told=told,
    )  # fmt: skip


def _embedded(request: SigningRequest, prepared: Prepared, signer: Signer, signature: bytes) -> bytes:
    if source_of(request).media_type == xml.MEDIA:
        return xml.embed(prepared, signer.told, signature, stamping.stamper())
    return embed(content_of(request), prepared, signer.told, signer.chain, signature, stamping.stamper())


def _read_back(request: SigningRequest, signed: bytes, signer: Signer) -> bool:
    fits_last = xml.last_is if source_of(request).media_type == xml.MEDIA else last_is
    return fits_last(signed, signer.certificate.fingerprint)


def place_of(request: SigningRequest, pdf: bytes) -> Place:
    """Where its signature stands."""
    told = request.place
    if told.get("corner"):
        return Place(str(told["field"]), 0, corner_box(pdf, *told["corner"]))
    box = tuple(round(one) for one in told["box"]) if told.get("box") else None
    return Place(str(told["field"]), int(told.get("page", 0)), box)


def finish(ident: UUID, signer: Signer, signature: bytes) -> None:
    """The second half: the signature is checked, put in, stamped, read back, kept, recorded and told, or none of it."""
    with transaction.atomic():
        turn = _taken(ident)
        if turn is None:
            return
        if turn.attributes is None or not fits(signer.told, bytes(turn.attributes), signature):
            _failed(turn, "wrong_signature")
            return
        prepared = Prepared(bytes(turn.tail), bytes(turn.attributes), tuple(turn.reserved))
        try:
            signed = _embedded(turn.request, prepared, signer, signature)
        except NotFound:
            _failed(turn, "source_gone")
            return
        except (TimestampRequestError, OSError):
            _failed(turn, "no_stamp")
            return
        except TROUBLE:
            _failed(turn, "broken")
            return
        if not _read_back(turn.request, signed, signer):
            _failed(turn, "not_read_back")
            return
        keep(turn, signer, signed)


def keep(turn: Turn, signer: Signer, signed: bytes) -> None:
    """In the caller's transaction: the signed file, the states, the event, and the asking room's own part."""
    request = turn.request
    try:
        with transaction.atomic():
            source = source_of(request)
            holder = Subject(
                source.subject_kind or request.subject_kind, source.subject_id or request.subject_id
            )
            data = source.media_type == xml.MEDIA
            stored = keep_made(
                signer.actor,
                _name(source.name),
                signed,
                holder,
                pages=0 if data else source.pages or 1,
                kind="xml" if data else "pdf",
            )
            moment = now()
            request.state, request.signed, request.certificate = states.SIGNED, stored, signer.certificate
            request.ended_at, request.ended_by_id = moment, signer.actor.account_id
            request.save(update_fields=["state", "signed", "certificate", "ended_at", "ended_by"])
            turn.state, turn.ended_at, turn.tail, turn.session = Turn.State.SIGNED, moment, None, ""
            turn.save(update_fields=["state", "ended_at", "tail", "session"])
            facts = {
                "what": request.what, "of": request.subject_id, "certificate": signer.certificate.pk,
                "file": stored.pk, "source": source.pk, "batch": turn.batch_id,
            }  # fmt: skip
            digests = {"sha256": stored.sha256}
            record(signer.actor, "signing.sign", Subject(SUBJECT, request.pk), facts, digests)
            after_signing(signer.actor, request)
    except Refused as refused:
        turn.request.refresh_from_db()
        turn.tail = turn.tail or b""
        _failed(turn, refused.code[:40], str(refused))


def fail(ident: UUID, signer: Signer, code: str, words: str = "") -> None:
    """This paper was not signed: it goes back to its holder's list with the reason."""
    with transaction.atomic():
        turn = _taken(ident)
        if turn is not None:
            _failed(turn, code, words)


def _failed(turn: Turn, code: str, words: str = "") -> None:
    state = {"declined": Turn.State.REFUSED, "stopped": Turn.State.CANCELLED}.get(code, Turn.State.FAILED)
    text = (words or sentence(code))[:600]
    turn.state, turn.fault, turn.fault_text, turn.ended_at = state, code, text, now()
    turn.tail, turn.session = None, ""
    turn.save(update_fields=["state", "fault", "fault_text", "ended_at", "tail", "session"])
    request = turn.request
    gone = code == "source_gone"
    request.state = states.FAILED if gone else states.WAITING
    request.fault, request.fault_text = ("", "") if code == "stopped" else (code, text)
    request.ended_at = turn.ended_at if gone else None
    request.save(update_fields=["state", "fault", "fault_text", "ended_at"])


def _name(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{(stem or ending).removesuffix('-da-ky')}-da-ky.{ending if dot else 'pdf'}"
