"""What a resident has: dossiers and drafts."""

from __future__ import annotations

from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier, Draft, SavedFilter
from tinhso.government.dossiers.queries.paging import Page, page
from tinhso.lib.actor import Actor

# Drafts of one procedure that are offered before a new one is begun; all of them are on one's own page.
OFFERED = 20


def my_dossiers(actor: Actor, *, after: str = "", limit: int = 20) -> Page[Dossier]:
    """The dossiers filed by this account, the newest first."""
    if actor.account_id is None:
        return Page([])
    return page(
        Dossier.objects.filter(account_id=actor.account_id), "filed_at", after, limit, descending=True
    )


def my_drafts(actor: Actor, *, after: str = "", limit: int = 20) -> Page[Draft]:
    """One page of the drafts that are not filed yet, the last saved first."""
    return page(access.drafts(actor).filter(dossier=None), "saved_at", after, limit, descending=True)


def drafts_of(actor: Actor, procedure: str) -> list[Draft]:
    """The last saved drafts of one procedure that are not filed yet: what one may go on with."""
    rows = access.drafts(actor).filter(dossier=None, procedure_code=procedure)
    return list(rows.order_by("-saved_at")[:OFFERED])


def saved_filters(actor: Actor) -> list[SavedFilter]:
    """An officer's own filters."""
    return list(SavedFilter.objects.filter(account_id=actor.account_id)) if actor.account_id else []
