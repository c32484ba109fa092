"""Dossiers that ended while their list was drawn up or on its way: withdrawn, refused, stopped."""

from __future__ import annotations

from tinhso.government.dossiers import api as dossiers
from tinhso.government.transfers.models import ListedDossier
from tinhso.government.transfers.rules.standing import standing


def part_ended(lines: list[ListedDossier], wanted: frozenset[str]) -> tuple[list[ListedDossier], int]:
    """The lines whose dossier stands as `wanted` (rules.standing), and how many others were settled.

    One dossier that ended must not hold up the rest of its list; its papers are given back by its own verbs.
    """
    told = dossiers.passing((line.transfer.dossier_id for line in lines), lock=True)
    going = []
    for line in lines:
        one = told[line.transfer.dossier_id]
        if standing(one.state, one.transfer) in wanted:
            going.append(line)
        else:
            line.settled = True
            line.save(update_fields=["settled"])
    return going, len(lines) - len(going)
