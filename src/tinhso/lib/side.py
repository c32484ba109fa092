"""Numbers beside the entries of an officer's side list, told by the rooms that keep the work."""

from __future__ import annotations

from collections.abc import Callable

from tinhso.lib.actor import Actor

# How many wait for the actor's office, and whether one of them is late.
Teller = Callable[[Actor], tuple[int, bool]]
_TELLERS: dict[str, Teller] = {}


def register_count(key: str, teller: Teller) -> None:
    """Have `teller(actor)` asked for the number beside the entry `key`; once, from the room's AppConfig.ready."""
    _TELLERS[key] = teller


def count_of(key: str, actor: Actor) -> tuple[int | None, bool]:
    """The number and whether it is late; (None, False) where no room counts for this entry."""
    teller = _TELLERS.get(key)
    return teller(actor) if teller is not None else (None, False)
