"""Rows of this room."""

from tinhso.government.handover.models.confirmation import Confirmation
from tinhso.government.handover.models.postal import PostalItem
from tinhso.government.handover.models.wallet import SimulatedDocument, WalletSending

__all__ = ["Confirmation", "PostalItem", "SimulatedDocument", "WalletSending"]
