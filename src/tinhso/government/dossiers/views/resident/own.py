"""The dossiers of the signed-in person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.access import for_resident, unknown_dossier
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.receipt import fits
from tinhso.lib.errors import NotFound
from tinhso.lib.text import has_forbidden

SEEN = "tracked"


def own(request: HttpRequest, code: str) -> tuple[Dossier, str]:
    """The dossier and the secret that opened it: by the account, or by a receipt shown in this session.

    An unknown code and somebody else's code answer alike.
    """
    actor = identity.actor_of(request)
    if has_forbidden(code):
        raise unknown_dossier()
    known = Dossier.objects.filter(code=code).values_list("pk", flat=True).first()
    if actor.account_id is not None and known is not None:
        try:
            return for_resident(actor, known), ""
        except NotFound:
            pass
    # Proven once in this session: compared again, but somebody's wrong guesses do not lock this reader out.
    secret = str(request.session.get(SEEN, {}).get(code, ""))
    found = Dossier.objects.filter(code=code).first() if secret else None
    if found is None or not fits(found, secret):
        raise unknown_dossier()
    return found, secret


def proven(request: HttpRequest, code: str) -> bool:
    """True when a receipt for this code was shown in this session."""
    return code in request.session.get(SEEN, {})


def remember(request: HttpRequest, code: str, secret: str) -> None:
    """Keep a proven receipt for this session only; the newest ten."""
    seen = dict(request.session.get(SEEN, {}))
    seen.pop(code, None)
    seen[code] = secret
    request.session[SEEN] = dict(list(seen.items())[-10:])


def as_uuid(text: str) -> UUID:
    """A UUID from a path or a post; NotFound otherwise."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("not_found", "Không tìm thấy.") from error
