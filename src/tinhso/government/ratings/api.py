"""The door of ratings: the measured indices of an agency."""

from __future__ import annotations

from tinhso.government.ratings.actions.assess import assess
from tinhso.government.ratings.actions.rate_by_code import rate_by_code
from tinhso.government.ratings.queries.measured import Measured, by_officer, measured
from tinhso.government.ratings.rules.indices import Index
from tinhso.government.ratings.views.words import NAMES
from tinhso.lib.quarters import Quarter

__all__ = ["Measured", "Quarter", "assess", "by_officer", "index_name", "measured", "rate_by_code"]


def index_name(index: Index) -> str:
    """One of the nine in words."""
    return str(NAMES[index])
