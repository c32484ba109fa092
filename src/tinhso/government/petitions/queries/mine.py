"""What a signed-in sender has here."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from tinhso.foundation.records.api import Subject
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.queries.paging import Page, page
from tinhso.lib.actor import Actor


def my_petitions(actor: Actor, after: str = "", limit: int = 30) -> Page:
    """One page of the petitions of this account, the newest first."""
    if actor.account_id is None or actor.kind != "resident":
        return Page([])
    return page(Petition.objects.filter(account_id=actor.account_id), "sent_at", after, limit, newest=True)


def places_of(account_id: UUID) -> Mapping[Subject, str]:
    """Where an account's data lies in this room, for the list of who looked at it."""
    rows = Petition.objects.filter(account_id=account_id).values_list("pk", "code")
    return {Subject("petition", ident): code for ident, code in rows}
