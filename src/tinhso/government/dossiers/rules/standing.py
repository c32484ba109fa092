"""Who stands in for the owner must be known: a name, and a number or the paper that gives the right."""

from __future__ import annotations

from collections.abc import Iterable

from tinhso.government.dossiers.rules.inputs import PartyInput


def unproven(parties: Iterable[PartyInput]) -> str:
    """The role of the person who acts for another and shows neither number nor mandate; empty when all is well.

    Filer and authorised person are one human being told in two rows, so what one row proves holds for both.
    """
    known = list(parties)
    owner = next((party.name.strip() for party in known if party.role == "owner"), "")
    others = [p for p in known if p.role != "owner" and p.name.strip() and p.name.strip() != owner]
    proven = any((p.citizen_id or p.passport or p.tax_number or p.mandate).strip() for p in others)
    return "" if proven or not others else others[0].role


def reachable(parties: Iterable[PartyInput]) -> bool:
    """True when somebody of the dossier can be told that an electronic result is there."""
    return any(party.phone.strip() or party.email.strip() for party in parties)
