"""Rooms that know how a result reached the person tell it on the dossier's pages."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

Teller = Callable[[UUID], list[str]]
_TELLERS: list[Teller] = []


def register_delivery(teller: Teller) -> None:
    """Have `teller(dossier_id)` asked for plain sentences, shown to officers and to the person alike."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def delivery_told(dossier_id: UUID) -> list[str]:
    """Everything that is known of the result's way to the person."""
    return [sentence for teller in _TELLERS for sentence in teller(dossier_id)]
