"""The states of a task and every allowed move; whatever is not in the table is refused.

assigned → received → in progress → reported → accepted | returned; extended and cancelled by who assigned it.
"""

from __future__ import annotations

from dataclasses import dataclass

ASSIGNED, RECEIVED, RUNNING, REPORTED = "assigned", "received", "in_progress", "reported"
RETURNED, ACCEPTED, CANCELLED = "returned", "accepted", "cancelled"
STATES: dict[str, str] = {
    ASSIGNED: "Đã giao, chờ nhận",
    RECEIVED: "Đã nhận",
    RUNNING: "Đang thực hiện",
    REPORTED: "Đã báo cáo hoàn thành, chờ nghiệm thu",
    RETURNED: "Trả lại làm tiếp",
    ACCEPTED: "Đã nghiệm thu",
    CANCELLED: "Đã hủy",
}
OPEN = (ASSIGNED, RECEIVED, RUNNING, REPORTED, RETURNED)
CLOSED = (ACCEPTED, CANCELLED)
# Whose turn it is.
HEAD, ASSIGNER = "head", "assigner"
HOLDERS = {ASSIGNED: HEAD, RECEIVED: HEAD, RUNNING: HEAD, RETURNED: HEAD, REPORTED: ASSIGNER}


@dataclass(frozen=True)
class Move:
    """One row: the verb, from which states, to which (empty: stays), by whom, and what must be said."""

    verb: str
    before: tuple[str, ...]
    after: str
    by: str
    reason: bool = False


MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("receive", (ASSIGNED,), RECEIVED, HEAD),
        Move("progress", (RECEIVED, RUNNING, RETURNED), RUNNING, HEAD, reason=True),
        Move("report", (RECEIVED, RUNNING, RETURNED), REPORTED, HEAD, reason=True),
        Move("accept", (REPORTED,), ACCEPTED, ASSIGNER),
        Move("send_back", (REPORTED,), RETURNED, ASSIGNER, reason=True),
        Move("extend", OPEN, "", ASSIGNER, reason=True),
        Move("cancel", OPEN, CANCELLED, ASSIGNER, reason=True),
    )
}


def judge(verb: str, state: str, sides: frozenset[str], reason: str = "") -> str:
    """Why the move is refused, as a key: "" allowed, "unknown", "state", "side", "reason"."""
    move = MOVES.get(verb)
    if move is None:
        return "unknown"
    if move.by not in sides:
        return "side"
    if state not in move.before:
        return "state"
    return "reason" if move.reason and not reason.strip() else ""


def offered(state: str, sides: frozenset[str]) -> tuple[Move, ...]:
    """The moves that somebody on these sides can make now."""
    return tuple(move for move in MOVES.values() if state in move.before and move.by in sides)
