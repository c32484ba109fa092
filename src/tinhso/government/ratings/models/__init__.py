"""The tables of this room."""

from __future__ import annotations

from tinhso.government.ratings.models.assessment import Assessment
from tinhso.government.ratings.models.door import UsedDoor

__all__ = ["Assessment", "UsedDoor"]
