"""The door of petitions (phản ánh, kiến nghị)."""

from __future__ import annotations

from uuid import UUID

from tinhso.government.petitions.access import for_officer, for_sender
from tinhso.government.petitions.actions.answer import approve, draft, send_back
from tinhso.government.petitions.actions.desk import (
    ask,
    forward,
    give_back,
    go_on,
    name_officer,
    refuse,
    take,
)
from tinhso.government.petitions.actions.publish import keep_private, prepare, proposal, publish
from tinhso.government.petitions.actions.react import react
from tinhso.government.petitions.actions.send import Words, send
from tinhso.government.petitions.actions.supplement import supplement
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.queries.lists import counts, published, worklist
from tinhso.government.petitions.queries.measured import (
    Handled,
    about_behaviour,
    handled,
    hidden_among,
    kept_from,
    kept_in_time,
    openable_among,
)
from tinhso.government.petitions.receipt import secret_of

__all__ = [
    "Handled",
    "Petition",
    "Words",
    "about_behaviour",
    "approve",
    "ask",
    "counts",
    "draft",
    "for_officer",
    "for_sender",
    "forward",
    "give_back",
    "go_on",
    "handled",
    "hidden_among",
    "holder_of",
    "keep_private",
    "kept_from",
    "kept_in_time",
    "name_officer",
    "openable_among",
    "prepare",
    "proposal",
    "publish",
    "published",
    "react",
    "refuse",
    "secret_of",
    "send",
    "send_back",
    "supplement",
    "take",
    "worklist",
]


def holder_of(petition_id: UUID) -> UUID:
    """The agency that has the petition, as it was sent or handed on to."""
    return UUID(str(Petition.objects.values_list("holder_id", flat=True).get(pk=petition_id)))
