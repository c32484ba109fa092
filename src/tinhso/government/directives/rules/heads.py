"""Who holds the tasks of an agency in person: its head, told by date."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID


def holder(named: UUID | None, leaders: Sequence[UUID]) -> UUID | None:
    """The account of the head: whoever was named for the day, while they still lead there; else the only leader.

    None where several lead and none is named, or nobody leads: the committee's office is told and names one.
    """
    if named is not None and named in leaders:
        return named
    return leaders[0] if len(leaders) == 1 else None
