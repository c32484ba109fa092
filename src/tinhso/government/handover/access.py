"""Who hands a result over: the desk that holds its return step."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import inherited
from tinhso.foundation.records.api import Subject, look_once
from tinhso.government.dossiers import api as dossiers
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden

DESK = ("return_officer", "reception")
DONE = 9


def desks_of(actor: Actor) -> list[UUID]:
    """The agencies for which the officer hands results over."""
    if actor.kind != "officer" or actor.agency_id is None:
        return []
    return [actor.agency_id, *(one.agency_id for one in inherited(actor.agency_id))]


def result_at_desk(actor: Actor, dossier_id: UUID) -> tuple[dossiers.Detail, UUID]:
    """The dossier with a result that waits at the actor's desk, and that desk.

    Raises NotFound for a dossier of others, Forbidden for another role or desk, Conflict when there is no
    result (any more) to hand over.
    """
    view = dossiers.detail(actor, dossier_id)
    look_once(actor, Subject("dossier", dossier_id), "dossier")
    if view.dossier.state != DONE or view.result is None:
        raise Conflict("no_result_waiting", _("Hồ sơ này không có kết quả đang chờ trả."))
    here = desks_of(actor)
    held = next((one.agency_id for one in view.open_steps if one.kind == "return"), None)
    if not actor.has(*DESK) or held is None or held not in here:
        raise Forbidden("other_desk", _("Kết quả đang ở nơi khác, hoặc vai trò của bạn không trả kết quả."))
    return view, held


def may(actor: Actor, dossier_id: UUID) -> bool:
    """True when the actor may hand this result over now."""
    try:
        result_at_desk(actor, dossier_id)
    except (Conflict, Forbidden):
        return False
    return True


def new_secret() -> tuple[str, str]:
    """The secret of a link, and what is kept of it."""
    secret = secrets.token_urlsafe(24)
    return secret, digest(secret)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
