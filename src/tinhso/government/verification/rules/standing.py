"""Whether a paper holds today. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tinhso.government.verification.rules.paper import Paper


class Standing(StrEnum):
    """The first that fits, in the order of `standing`. A paper that nobody issued has none: it is unknown."""

    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    OVER = "over"
    VALID = "valid"


def standing(paper: Paper, today: date) -> Standing:
    """What became of the paper. A term whose end nobody states never expires by itself.

    `OVER`: a receipt did its work, since the dossier is closed; nobody collects anything with it any more.
    """
    if paper.replaced_by is not None:
        return Standing.REPLACED
    if paper.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if paper.until is not None and today > paper.until:
        return Standing.EXPIRED
    return Standing.OVER if paper.closed_at is not None else Standing.VALID


def holds(found: Standing) -> bool:
    """True when one may rely on the paper today."""
    return found is Standing.VALID
