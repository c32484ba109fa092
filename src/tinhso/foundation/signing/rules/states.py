"""Where a request to sign stands and where it may go. Pure: nothing moves by another way."""

from __future__ import annotations

WAITING, STARTED, CONFIRMING = "waiting", "started", "confirming"
SIGNED, REFUSED, FAILED, CANCELLED = "signed", "refused", "failed", "cancelled"
OPEN = (WAITING, STARTED, CONFIRMING)
MOVES = {
    # Nobody is at it: a batch takes it, its holder refuses, or the asking room needs it no more. `failed` from here:
    # what was to be signed is gone.
    WAITING: frozenset({STARTED, REFUSED, CANCELLED, FAILED}),
    # A batch holds it. What could not be signed goes back, with its fault told.
    STARTED: frozenset({CONFIRMING, SIGNED, WAITING}),
    # The means waits for its person: on the phone, at the service, in the client of a token.
    CONFIRMING: frozenset({SIGNED, WAITING}),
    SIGNED: frozenset(),
    REFUSED: frozenset(),
    FAILED: frozenset(),
    CANCELLED: frozenset(),
}


def may_move(state: str, to: str) -> bool:
    """True when a request in `state` may go to `to`."""
    return to in MOVES.get(state, frozenset())
