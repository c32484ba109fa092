"""The door of hand-overs between desks: the acts on a list, and where a dossier's transfer is."""

from __future__ import annotations

from uuid import UUID

from tinhso.government.transfers.actions.draw_up import draw_up, give_up
from tinhso.government.transfers.actions.hand_over import hand_over
from tinhso.government.transfers.actions.take_over import take_over
from tinhso.government.transfers.models import HandList, ListedPaper, Transfer

__all__ = ["draw_up", "first_paper", "give_up", "hand_over", "take_over", "transfer_of"]


def transfer_of(dossier_id: UUID) -> UUID | None:
    """The transfer of a dossier that was received for an agency elsewhere; None for all others."""
    return Transfer.objects.filter(dossier_id=dossier_id).values_list("pk", flat=True).first()


def first_paper(made: HandList) -> UUID | None:
    """The first paper on a list, by the order in which it was drawn up; None where only electronic ones go."""
    return (
        ListedPaper.objects.filter(line__hand_list=made).order_by("id").values_list("pk", flat=True).first()
    )
