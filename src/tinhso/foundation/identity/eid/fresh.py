"""How strongly the present session has proven who somebody is."""

from __future__ import annotations

from datetime import timedelta

from tinhso.foundation.identity.models import SignIn
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor

FRESH = timedelta(minutes=15)


def identity_level(actor: Actor) -> str:
    """The level of the e-identity of this session (`LoA2.IAL2`); empty when it was opened by a password."""
    # A program's session is its token; only people sign in.
    if not actor.session or actor.account_id is None or actor.kind == "client":
        return ""
    found = SignIn.objects.filter(session_key=actor.session, account_id=actor.account_id, ended_at=None)
    return found.values_list("level", flat=True).first() or ""


def proven_by_eid(actor: Actor) -> bool:
    """True within fifteen minutes of signing in by e-identity: as good as typing the password once more."""
    if not actor.session or actor.account_id is None:
        return False
    found = SignIn.objects.filter(session_key=actor.session, account_id=actor.account_id, ended_at=None)
    return found.exclude(level="").filter(started_at__gt=now() - FRESH).exists()
