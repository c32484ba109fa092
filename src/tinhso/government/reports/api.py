"""The door of reports: what the demonstration does here."""

from __future__ import annotations

from tinhso.government.reports.actions.make import make, write_note
from tinhso.government.reports.actions.send import send
from tinhso.government.reports.actions.sign import ask_signature
from tinhso.government.reports.models import Report

__all__ = ["Report", "ask_signature", "make", "send", "write_note"]
