"""Numbers beside the entries of an officer's side list and on leaders' boards, told by the rooms that keep the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tinhso.lib.actor import Actor

# How many wait for the actor's office, and whether one of them is late.
Teller = Callable[[Actor], tuple[int, bool]]
_TELLERS: dict[str, Teller] = {}


@dataclass(frozen=True)
class Told:
    """One number of a leader's board, or words for more than was counted; `href` opens the records behind it."""

    value: int | str
    label: str
    href: str


@dataclass(frozen=True)
class Group:
    """Numbers that belong together."""

    title: str
    figures: tuple[Told, ...]


# None where the actor has nothing to do with these numbers.
Boarder = Callable[[Actor], Group | None]
_BOARDERS: dict[str, Boarder] = {}


def register_count(key: str, teller: Teller) -> None:
    """Have `teller(actor)` asked for the number beside the entry `key`; once, from the room's AppConfig.ready."""
    _TELLERS[key] = teller


def count_of(key: str, actor: Actor) -> tuple[int | None, bool]:
    """The number and whether it is late; (None, False) where no room counts for this entry."""
    teller = _TELLERS.get(key)
    return teller(actor) if teller is not None else (None, False)


def register_board(key: str, boarder: Boarder) -> None:
    """Have `boarder(actor)` asked for a group of numbers on leaders' boards; once, from AppConfig.ready."""
    _BOARDERS[key] = boarder


def board_groups(actor: Actor) -> list[Group]:
    """What other rooms tell a leader beside the figures of dossiers."""
    found = (boarder(actor) for boarder in _BOARDERS.values())
    return [group for group in found if group is not None]
