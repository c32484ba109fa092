"""What a resident has: dossiers and drafts."""

from __future__ import annotations

from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier, Draft, SavedFilter
from tinhso.government.dossiers.queries.paging import Page, page
from tinhso.lib.actor import Actor


def my_dossiers(actor: Actor, *, after: str = "", limit: int = 20) -> Page[Dossier]:
    """The dossiers filed by this account, the newest first."""
    if actor.account_id is None:
        return Page([])
    return page(
        Dossier.objects.filter(account_id=actor.account_id), "filed_at", after, limit, descending=True
    )


def my_drafts(actor: Actor, *, key: str = "") -> list[Draft]:
    """Drafts that are not filed yet, the last saved first."""
    return list(access.drafts(actor, key=key).filter(dossier=None).order_by("-saved_at")[:50])


def saved_filters(actor: Actor) -> list[SavedFilter]:
    """An officer's own filters."""
    return list(SavedFilter.objects.filter(account_id=actor.account_id)) if actor.account_id else []
