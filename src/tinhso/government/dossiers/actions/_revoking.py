"""When the page of a dossier offers to revoke its result, and to name the one in its place."""

from __future__ import annotations

from tinhso.government.dossiers.models import Dossier, Result
from tinhso.government.dossiers.offices import acts_for
from tinhso.lib.actor import Actor


def revocable(actor: Actor, dossier: Dossier, result: Result | None) -> bool:
    """A result that stands, for whoever issued it or continues its agency."""
    return (
        result is not None
        and result.revoked_at is None
        and acts_for(actor, result.agency_id, dossier.unit_code)
    )


def nameable(actor: Actor, dossier: Dossier, result: Result | None) -> bool:
    """A revoked one without a successor, for the same people."""
    return (
        result is not None
        and result.revoked_at is not None
        and result.successor_id is None
        and acts_for(actor, result.agency_id, dossier.unit_code)
    )
