"""Rows of this room."""

from tinhso.government.payments.models.ledger import Account, Entry, EntryKind, Line

__all__ = ["Account", "Entry", "EntryKind", "Line"]
