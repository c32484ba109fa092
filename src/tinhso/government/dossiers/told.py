"""Rooms that know how a result reaches the person: they tell it on the dossier's pages, and vouch for the post."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

Teller = Callable[[UUID], list[str]]
_TELLERS: list[Teller] = []
Check = Callable[[UUID, str], None]
_CHECKS: list[Check] = []


def register_delivery(teller: Teller) -> None:
    """Have `teller(dossier_id)` asked for plain sentences, shown to officers and to the person alike."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def delivery_told(dossier_id: UUID) -> list[str]:
    """Everything that is known of the result's way to the person."""
    return [sentence for teller in _TELLERS for sentence in teller(dossier_id)]


def register_posted(check: Check) -> None:
    """Have `check(dossier_id, how)` asked before a result counts as handed over by post or at the desk.

    It raises Refused with what the sending still lacks, or because the post has the paper.
    """
    if check not in _CHECKS:
        _CHECKS.append(check)


def check_posted(dossier_id: UUID, how: str) -> None:
    """Refused where the way by post says otherwise, as the room that follows it tells."""
    for check in _CHECKS:
        check(dossier_id, how)
