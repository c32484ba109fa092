"""The tables of the connection."""

from tinhso.government.portal.models.origin import Origin
from tinhso.government.portal.models.outgoing import Outgoing, OutgoingState, Progress
from tinhso.government.portal.models.package import Package, PackageState, StreamNumber
from tinhso.government.portal.models.reader import Reader

__all__ = [
    "Origin",
    "Outgoing",
    "OutgoingState",
    "Package",
    "PackageState",
    "Progress",
    "Reader",
    "StreamNumber",
]
