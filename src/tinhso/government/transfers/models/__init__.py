"""Rows of this room."""

from tinhso.government.transfers.models.hand_list import HandList, ListedDossier, ListedPaper
from tinhso.government.transfers.models.receiver import EVERY, Receiver
from tinhso.government.transfers.models.transfer import Transfer

__all__ = ["EVERY", "HandList", "ListedDossier", "ListedPaper", "Receiver", "Transfer"]
