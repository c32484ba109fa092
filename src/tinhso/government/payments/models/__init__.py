"""Rows of this room."""

from tinhso.government.payments.models.beneficiary import Beneficiary
from tinhso.government.payments.models.difference import Difference
from tinhso.government.payments.models.ledger import Account, Entry, EntryKind, Line
from tinhso.government.payments.models.request import Message, PaymentRequest, Transaction

__all__ = [
    "Account",
    "Beneficiary",
    "Difference",
    "Entry",
    "EntryKind",
    "Line",
    "Message",
    "PaymentRequest",
    "Transaction",
]
