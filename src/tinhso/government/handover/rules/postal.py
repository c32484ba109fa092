"""The one table of moves of a postal item (domain reference, section 4: postal state is an axis of its own)."""

from __future__ import annotations

LABELLED, POSTED, DELIVERED, CAME_BACK, CLOSED = "labelled", "posted", "delivered", "came_back", "closed"
OPEN = (LABELLED, POSTED, CAME_BACK)
MOVES = {
    ("post", LABELLED): POSTED,
    ("drop", LABELLED): CLOSED,
    ("deliver", POSTED): DELIVERED,
    ("come_back", POSTED): CAME_BACK,
    # A new label, or the desk, takes what came back.
    ("label", CAME_BACK): CLOSED,
}
# Working hours until somebody looks again. No public source names them: a day to hand a labelled item to the
# post and to act on one that came back, five days until the way of a posted one is looked up.
HOURS = {LABELLED: 8, POSTED: 40, CAME_BACK: 8}


def after(verb: str, state: str) -> str | None:
    """Where the verb leads from the state; None where it is not allowed."""
    return MOVES.get((verb, state))
