"""Whose dossier it is, by the identity paper of its owner."""

from __future__ import annotations

from tinhso.government.dossiers.models import Dossier, DossierParty, PartyRole


def same_owner(one: Dossier, other: Dossier) -> bool:
    """True where both name one paper of one kind; False where either holds none (any more)."""
    mine = _paper(one)
    return mine is not None and mine == _paper(other)


def _paper(dossier: Dossier) -> tuple[str, str] | None:
    """Its kind and number; None where none is held."""
    party = DossierParty.objects.filter(dossier=dossier, role=PartyRole.OWNER, erased_at=None).first()
    for name in ("citizen_id", "tax_number", "passport"):
        if party is not None and getattr(party, name):
            return name, getattr(party, name)
    return None
