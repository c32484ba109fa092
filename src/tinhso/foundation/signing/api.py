"""The door of signing: what waits to be signed, certificates and batches; reading the signatures of any PDF."""

from __future__ import annotations

from tinhso.foundation.signing.actions.archive import archive, ending
from tinhso.foundation.signing.actions.ask import Wish, ask, refuse, withdraw
from tinhso.foundation.signing.actions.certificates import (
    end_certificate,
    register_certificate,
    suspend_certificate,
)
from tinhso.foundation.signing.actions.follow import follow_agencies
from tinhso.foundation.signing.actions.pictures import set_picture
from tinhso.foundation.signing.actions.sign import MOST, sign
from tinhso.foundation.signing.actions.stop import stop
from tinhso.foundation.signing.hooks import on_refused, on_signed, register_heir, register_look
from tinhso.foundation.signing.models import Batch, Certificate, SigningRequest, Turn
from tinhso.foundation.signing.models.request import OPEN
from tinhso.foundation.signing.pades.fields import Blank, filled, with_blanks
from tinhso.foundation.signing.pades.found import Found, Read
from tinhso.foundation.signing.pades.look import look_of
from tinhso.foundation.signing.pades.sign import Place
from tinhso.foundation.signing.queries.certificates import of_account, of_agency, usable_by
from tinhso.foundation.signing.queries.made import (
    Signature,
    archived_among,
    made_as,
    signatures_on,
    signed_since,
)
from tinhso.foundation.signing.queries.waiting import asked_of, queue, request, requests_of, waiting_for
from tinhso.foundation.signing.reading import read_signatures
from tinhso.foundation.signing.rules.standing import Facts, Standing, holds, standing

__all__ = [
    "MOST",
    "OPEN",
    "Batch",
    "Blank",
    "Certificate",
    "Facts",
    "Found",
    "Place",
    "Read",
    "Signature",
    "SigningRequest",
    "Standing",
    "Turn",
    "Wish",
    "archive",
    "archived_among",
    "ask",
    "asked_of",
    "end_certificate",
    "ending",
    "filled",
    "follow_agencies",
    "holds",
    "look_of",
    "made_as",
    "of_account",
    "of_agency",
    "on_refused",
    "on_signed",
    "queue",
    "read_signatures",
    "refuse",
    "register_certificate",
    "register_heir",
    "register_look",
    "request",
    "requests_of",
    "set_picture",
    "sign",
    "signatures_on",
    "signed_since",
    "standing",
    "stop",
    "suspend_certificate",
    "usable_by",
    "waiting_for",
    "with_blanks",
    "withdraw",
]
