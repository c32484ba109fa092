"""What other rooms hang into signing: what happens once a paper is signed or refused, and how a signature looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tinhso.foundation.signing.models import Certificate, SigningRequest
from tinhso.lib.actor import Actor

if TYPE_CHECKING:
    from pyhanko.stamp import BaseStampStyle

Hook = Callable[[Actor, SigningRequest], None]
# (texts of the request, certificate) -> how it is drawn, and the texts that fill it.
Look = Callable[[dict[str, Any], Certificate], "tuple[BaseStampStyle, dict[str, str]]"]
_signed: dict[str, Hook] = {}
_refused: dict[str, Hook] = {}
_looks: dict[str, Look] = {}
# (subject's id, abolished agency) -> the agency that has this matter now; None where nobody is known.
Heir = Callable[[str, UUID], "UUID | None"]
_heirs: dict[str, Heir] = {}


def on_signed(what: str, function: Hook) -> None:
    """Call `function(actor, request)` when a request of this kind is signed: in the same transaction, once.

    What it raises as Refused undoes the signature, and its sentence is told to the signer. Called once, from
    AppConfig.ready of the room that asks for such signatures.
    """
    _signed[what] = function


def on_refused(what: str, function: Hook) -> None:
    """The same when the holder refuses to sign; the reason is in `request.ended_reason`."""
    _refused[what] = function


def register_look(name: str, function: Look) -> None:
    """How signatures of this name are drawn."""
    _looks[name] = function


def register_heir(subject_kind: str, function: Heir) -> None:
    """Who has the matter of a subject of this kind when the agency that was to sign is no more."""
    _heirs[subject_kind] = function


def heir_of(request: SigningRequest) -> UUID | None:
    """The agency that has its matter now, as the asking room says."""
    known = _heirs.get(request.subject_kind)
    return known(request.subject_id, request.agency_id) if known and request.agency_id else None


def after_signing(actor: Actor, request: SigningRequest) -> None:
    """The asking room's own part."""
    if request.what in _signed:
        _signed[request.what](actor, request)


def after_refusal(actor: Actor, request: SigningRequest) -> None:
    """The asking room's own part."""
    if request.what in _refused:
        _refused[request.what](actor, request)


def drawn(
    look: dict[str, Any], certificate: Certificate
) -> tuple[BaseStampStyle | None, dict[str, str] | None]:
    """How a request is drawn; nothing where it names no known appearance."""
    made = _looks.get(str(look.get("name", "")))
    return made(dict(look.get("texts", {})), certificate) if made else (None, None)
