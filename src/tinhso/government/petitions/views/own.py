"""The sender's own petition: by the account, or by a receipt shown in this session."""

from __future__ import annotations

from django.http import HttpRequest

from tinhso.foundation.identity import api as identity
from tinhso.foundation.worktime.api import real_now
from tinhso.government.petitions import access
from tinhso.government.petitions.models import Petition

SEEN = "petitions_tracked"
# Seconds without use after which a receipt shown on a (perhaps shared) machine opens nothing.
LIFE = 1800


def own(request: HttpRequest, code: str) -> tuple[Petition, str]:
    """The petition and the secret that opened it. An unknown code and somebody else's answer alike."""
    actor, secret = identity.actor_of(request), _kept(request).get(code, "")
    petition = access.for_sender(actor, code, secret)
    return petition, "" if petition.account_id and petition.account_id == actor.account_id else secret


def remember(request: HttpRequest, code: str, secret: str) -> None:
    """Keep a proven receipt for this session only, for half an hour; the newest ten."""
    seen = _kept(request)
    seen.pop(code, None)
    seen[code] = secret
    until = real_now().timestamp() + LIFE
    request.session[SEEN] = {"until": until, "codes": dict(list(seen.items())[-10:])}


def secret_for(request: HttpRequest, code: str) -> str:
    """The secret that was proven for this code in this session; empty when none was."""
    return _kept(request).get(code, "")


def forget(request: HttpRequest) -> None:
    """End tracking by receipt in this browser."""
    request.session.pop(SEEN, None)


def _kept(request: HttpRequest) -> dict[str, str]:
    kept = request.session.get(SEEN) or {}
    if float(kept.get("until", 0)) <= real_now().timestamp():
        return {}
    return dict(kept.get("codes", {}))
