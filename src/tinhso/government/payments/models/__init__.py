"""Rows of this room."""

from tinhso.government.payments.models.beneficiary import Beneficiary
from tinhso.government.payments.models.closing import Closing, Deposit
from tinhso.government.payments.models.difference import Difference
from tinhso.government.payments.models.external import StatementFile, StatementLine
from tinhso.government.payments.models.ledger import Account, Entry, EntryKind, Line
from tinhso.government.payments.models.receipt import EReceipt, Receipted, Series
from tinhso.government.payments.models.refund import Refund
from tinhso.government.payments.models.request import Message, PaymentRequest, Transaction

__all__ = [
    "Account",
    "Beneficiary",
    "Closing",
    "Deposit",
    "Difference",
    "EReceipt",
    "Entry",
    "EntryKind",
    "Line",
    "Message",
    "PaymentRequest",
    "Receipted",
    "Refund",
    "Series",
    "StatementFile",
    "StatementLine",
    "Transaction",
]
