"""The tables of the connection."""

from tinhso.government.portal.models.codes import ProcedureCodes
from tinhso.government.portal.models.line import Line
from tinhso.government.portal.models.lost import LostNumbers, LostState
from tinhso.government.portal.models.origin import Origin
from tinhso.government.portal.models.outgoing import Outgoing, OutgoingState, Progress
from tinhso.government.portal.models.package import Package, PackageState, StreamNumber
from tinhso.government.portal.models.reader import Reader

__all__ = [
    "Line",
    "LostNumbers",
    "LostState",
    "Origin",
    "Outgoing",
    "OutgoingState",
    "Package",
    "PackageState",
    "ProcedureCodes",
    "Progress",
    "Reader",
    "StreamNumber",
]
