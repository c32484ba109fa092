"""The tables of this room."""

from __future__ import annotations

from tinhso.government.petitions.models.named import NamedOfficer
from tinhso.government.petitions.models.petition import Petition
from tinhso.government.petitions.models.reaction import Reaction
from tinhso.government.petitions.models.turn import Turn

__all__ = ["NamedOfficer", "Petition", "Reaction", "Turn"]
