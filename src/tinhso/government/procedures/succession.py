"""What an agency offers because those that it continues offered it: openings pass on, rows stay as they were.

Nothing is written when a boundary changes. The word of an abolished agency still holds by its dates, and the
agency that continues it is asked in its place, until somebody states something of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from tinhso.foundation.organisation import api as organisation
from tinhso.government.procedures.offering import Word
from tinhso.government.procedures.rules import online


def before(agency_id: UUID, on: date) -> frozenset[UUID]:
    """The abolished agencies that this one continues on the day, wholly or for some units."""
    return organisation.predecessors(agency_id, on)


def passed(rows: Iterable[Word], heirs_of: frozenset[UUID]) -> Word | None:
    """The word that passes on of those of the predecessors: what one of them received is received.

    Of several open ones the latest counts, of the same day the one that goes further online. Closed passes
    on only where every predecessor closed: people of a place where it was received lose nothing by a merger.
    """
    known = [row for row in rows if row.agency_id in heirs_of]
    opened = [row for row in known if row.open]
    if opened:
        return max(opened, key=lambda row: (row.valid_from, _reach(row.level)))
    if known and {row.agency_id for row in known} == heirs_of:
        return max(known, key=lambda row: row.valid_from)
    return None


def is_open(stated: Mapping[UUID, bool], agency_id: UUID, on: date, default: bool) -> bool:
    """The same of plain words by agency: the agency's own, else what passes on to it, else the default."""
    if agency_id in stated:
        return stated[agency_id]
    heirs_of = before(agency_id, on)
    known = [stated[one] for one in heirs_of if one in stated]
    if any(known):
        return True
    return default and not (known and len(known) == len(heirs_of))


def codes(
    own: Mapping[bool, set[str]], of_before: Sequence[Mapping[bool, set[str]]]
) -> tuple[set[str], set[str]]:
    """(opened, closed) codes of an agency from its own words and those of all agencies that it continues."""
    said = own.get(True, set()) | own.get(False, set())
    opened = set[str]().union(*(words.get(True, set()) for words in of_before)) - said
    closed: set[str] = set()
    if of_before:
        closed = set.intersection(*(words.get(False, set()) for words in of_before)) - said - opened
    return own.get(True, set()) | opened, own.get(False, set()) | closed


def _reach(level: str) -> int:
    return online.PRESENT.index(online.filing(level)) if level else -1
