"""The dossiers of the signed-in person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from tinhso.foundation.identity import api as identity
from tinhso.foundation.worktime.api import real_now
from tinhso.government.dossiers.access import filed_by_resident, unknown_dossier
from tinhso.government.dossiers.actions.look_at_people import note_look
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.receipt import fits
from tinhso.lib.errors import NotFound
from tinhso.lib.text import has_forbidden

SEEN = "tracked"
# Seconds without use after which a receipt shown on a (perhaps shared) machine opens nothing; how often that is noted.
LIFE, TOUCH = 1800, 60


def own(request: HttpRequest, code: str) -> tuple[Dossier, str]:
    """The dossier and the secret that opened it: by the account, or by a receipt shown in this session.

    An unknown code and somebody else's code answer alike.
    """
    actor = identity.actor_of(request)
    if has_forbidden(code):
        raise unknown_dossier()
    if actor.account_id is not None:
        mine = Dossier.objects.filter(account_id=actor.account_id, code=code).first()
        if mine is not None:
            return mine, ""
    # Proven once in this session: compared again, but somebody's wrong guesses do not lock this reader out.
    secret = _kept(request).get(code, "")
    found = Dossier.objects.filter(code=code).first() if secret else None
    if found is None or not fits(found, secret):
        raise unknown_dossier()
    note_look(actor, found, "receipt")
    return found, secret


def may_act(dossier: Dossier, secret: str) -> bool:
    """False for whoever opened an account's dossier by its receipt: a receipt is no signature.

    `secret` is what `own` gave with the dossier.
    """
    return not secret or not filed_by_resident(dossier)


def proven(request: HttpRequest, code: str) -> bool:
    """True when a receipt for this code was shown in this session."""
    return code in _kept(request)


def remember(request: HttpRequest, code: str, secret: str) -> None:
    """Keep a proven receipt for this session only, for half an hour of use; the newest ten."""
    seen = _kept(request)
    seen.pop(code, None)
    seen[code] = secret
    request.session[SEEN] = {"until": _end(), "codes": dict(list(seen.items())[-10:])}


def forget(request: HttpRequest) -> None:
    """End tracking by receipt in this browser."""
    request.session.pop(SEEN, None)


def _kept(request: HttpRequest) -> dict[str, str]:
    """The receipts proven in this session, until half an hour passed without one being used."""
    kept = request.session.get(SEEN) or {}
    left = float(kept.get("until", 0)) - real_now().timestamp()
    if left <= 0:
        return {}
    if left < LIFE - TOUCH:
        request.session[SEEN] = {**kept, "until": _end()}
    return dict(kept.get("codes", {}))


def _end() -> float:
    return real_now().timestamp() + LIFE


def as_uuid(text: str) -> UUID:
    """A UUID from a path or a post; NotFound otherwise."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("not_found", "Không tìm thấy.") from error
