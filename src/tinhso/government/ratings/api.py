"""The door of ratings: the measured indices of an agency."""

from __future__ import annotations

from tinhso.government.ratings.actions.assess import assess
from tinhso.government.ratings.actions.rate_by_code import rate_by_code
from tinhso.government.ratings.queries.measured import Measured, measured
from tinhso.lib.quarters import Quarter

__all__ = ["Measured", "Quarter", "assess", "measured", "rate_by_code"]
