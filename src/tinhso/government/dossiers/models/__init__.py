"""Tables of the dossiers room, one aggregate per file."""

from tinhso.government.dossiers.models.door import IdempotencyKey, TrackingMiss
from tinhso.government.dossiers.models.dossier import (
    Channel,
    Delivery,
    Digitisation,
    Dossier,
    Payment,
    State,
    Sync,
    Transfer,
)
from tinhso.government.dossiers.models.draft import Draft, DraftFile
from tinhso.government.dossiers.models.extension import Extension
from tinhso.government.dossiers.models.fee import Fee, FeeCorrection, FeePayment, Method
from tinhso.government.dossiers.models.file import DossierFile, FileCheck, Reuse
from tinhso.government.dossiers.models.opinion import Opinion
from tinhso.government.dossiers.models.party import DossierParty, PartyRole, SubjectKind
from tinhso.government.dossiers.models.rating import Rating
from tinhso.government.dossiers.models.reach import Reach
from tinhso.government.dossiers.models.result import NumberKind, Result, ResultBook
from tinhso.government.dossiers.models.result_draft import ResultDraft
from tinhso.government.dossiers.models.saved_filter import SavedFilter
from tinhso.government.dossiers.models.serial import DossierSerial
from tinhso.government.dossiers.models.step import Step, StepEnd
from tinhso.government.dossiers.models.supplement import SupplementItem, SupplementRequest
from tinhso.government.dossiers.models.withdrawn import WithdrawnResult

__all__ = [
    "Channel",
    "Delivery",
    "Digitisation",
    "Dossier",
    "DossierFile",
    "DossierParty",
    "DossierSerial",
    "Draft",
    "DraftFile",
    "Extension",
    "Fee",
    "FeeCorrection",
    "FeePayment",
    "FileCheck",
    "IdempotencyKey",
    "Method",
    "NumberKind",
    "Opinion",
    "PartyRole",
    "Payment",
    "Rating",
    "Reach",
    "Result",
    "ResultBook",
    "ResultDraft",
    "Reuse",
    "SavedFilter",
    "State",
    "Step",
    "StepEnd",
    "SubjectKind",
    "SupplementItem",
    "SupplementRequest",
    "Sync",
    "TrackingMiss",
    "Transfer",
    "WithdrawnResult",
]
