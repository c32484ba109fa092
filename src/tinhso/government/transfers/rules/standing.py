"""Where a dossier stands between two desks, from its own columns: national state and transfer axis."""

from __future__ import annotations

ACCEPTED, PROCESSING, SUPPLEMENT, DONE = 2, 4, 5, 9
# The transfer axis of a dossier (domain reference, section 4).
RECEIVED, WORKED_ON, GIVEN_BACK, WAITING = 1, 2, 3, 4

TO_SEND, SENT, ARRIVED, RESULT_TO_SEND, RESULT_SENT, RESULT_ARRIVED, CLOSED = (
    "to_send", "sent", "arrived", "result_to_send", "result_sent", "result_arrived", "closed",
)  # fmt: skip
# What can be put on a list now, and which way it then goes.
WAY = {TO_SEND: "out", RESULT_TO_SEND: "back"}


def standing(state: int, transfer: int) -> str:
    """One of the seven words above. A dossier that ended on its way (withdrawn, refused …) is closed."""
    if state == ACCEPTED:
        return {RECEIVED: TO_SEND, WAITING: SENT}.get(transfer, CLOSED)
    if state == DONE:
        return {WORKED_ON: RESULT_TO_SEND, WAITING: RESULT_SENT, GIVEN_BACK: RESULT_ARRIVED}.get(
            transfer, CLOSED
        )
    return ARRIVED if state in (PROCESSING, SUPPLEMENT, 6) and transfer == WORKED_ON else CLOSED
