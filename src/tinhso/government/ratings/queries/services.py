"""How many of an agency's services people can file online (index 9), as its openings say on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tinhso.government.procedures import api as procedures


def online_services(agency_id: UUID, on: date) -> tuple[int, int]:
    """Services that take filings online, and all that the agency receives on the day."""
    entries = procedures.narrowed(procedures.open_codes(agency_id, on), on)
    briefs = [brief for _place, brief in procedures.some(entries, None, len(entries), on)]
    told = procedures.offers(briefs, agency_id, on).values()
    return sum(1 for one in told if one.open and one.online != "none"), sum(1 for one in told if one.open)
