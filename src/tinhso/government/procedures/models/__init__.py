"""The tables of the catalogue."""

from tinhso.government.procedures.models.fee_rule import FeeRuleRow
from tinhso.government.procedures.models.field import Field, LifeEvent
from tinhso.government.procedures.models.opening import Opening
from tinhso.government.procedures.models.procedure import Procedure, ProcedureVersion
from tinhso.government.procedures.models.words import SearchWord, Synonym

__all__ = [
    "FeeRuleRow",
    "Field",
    "LifeEvent",
    "Opening",
    "Procedure",
    "ProcedureVersion",
    "SearchWord",
    "Synonym",
]
