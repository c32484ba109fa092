"""One paper of the province as a stranger who holds it may know it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Paper:
    """`kind`: `filing`, `receipt`, `result`, or another source's own, with `title` as its name.

    `agency` is the name under which it was issued, `agency_now` who continues that agency today (the same where
    nothing changed). `holder`: never more than initials of a person. `until`: its last day; `term_stated` False where
    nobody says how long it holds. `replaced_by` is the paper that came in its place.
    """

    kind: str
    title: str
    procedure: str
    agency: str
    agency_now: str
    number: str
    issued_at: datetime
    holder: str = ""
    until: date | None = None
    term_stated: bool = True
    due_at: datetime | None = None
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    replaced_by: Paper | None = None
