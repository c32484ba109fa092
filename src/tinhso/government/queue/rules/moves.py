"""The one table of what may happen to a number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    """From which states, to which one."""

    sources: frozenset[str]
    target: str


MOVES: dict[str, Move] = {
    "call": Move(frozenset({"waiting"}), "called"),
    "recall": Move(frozenset({"called"}), "called"),
    "serve": Move(frozenset({"called"}), "serving"),
    "transfer": Move(frozenset({"called", "serving"}), "waiting"),
    "no_show": Move(frozenset({"called"}), "no_show"),
    # Who comes late is let back in, behind those who are called.
    "return": Move(frozenset({"no_show"}), "waiting"),
    "done": Move(frozenset({"serving"}), "done"),
    "close": Move(frozenset({"waiting", "called", "serving"}), "not_served"),
}
OPEN = frozenset({"waiting", "called", "serving"})
AT_COUNTER = frozenset({"called", "serving"})


def after(verb: str, state: str) -> str | None:
    """The state after a move; None when it may not happen from this one."""
    move = MOVES.get(verb)
    return move.target if move and state in move.sources else None


def offered(state: str) -> list[str]:
    """The verbs of a counter's buttons in a state."""
    return [verb for verb, move in MOVES.items() if state in move.sources and verb not in ("call", "close")]
