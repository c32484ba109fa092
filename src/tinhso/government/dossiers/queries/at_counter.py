"""What opens first when a filing is received at the counter, before there is a dossier."""

from __future__ import annotations

from typing import Any

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._create import agency_of_actor, competent_for, desk_for
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.people import Next, first_after_acceptance
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


def first_at_counter(
    actor: Actor, version: procedures.VersionInfo, data: dict[str, Any], unit_code: str, channel: str
) -> Next | None:
    """What would open when this filing is received at the actor's counter; None while that cannot be told."""
    moment = now()
    try:
        competent = competent_for(version, None, unit_code, moment)
        received = agency_of_actor(actor, None, desk_for(competent, moment))
    except Refused:
        return None
    # Nothing of it is kept: it only says where the steps would be.
    tried = Dossier(
        procedure_code=version.code,
        procedure_version_id=version.id,
        data=data,
        channel=channel,
        received_at_id=received.id,
        competent_id=competent.id,
        unit_code=unit_code or competent.unit_code,
        filed_at=moment,
    )
    return first_after_acceptance(tried)
