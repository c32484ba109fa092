"""The door of scanned papers."""

from __future__ import annotations

from tinhso.government.scanning.actions.begin import begin_batch
from tinhso.government.scanning.actions.certify import ask_copy
from tinhso.government.scanning.actions.erase import erase_paper
from tinhso.government.scanning.actions.sign import Finding, reject_paper, sign_paper
from tinhso.government.scanning.actions.take_in import Taken, take_in
from tinhso.government.scanning.queries.copies import SignedCopy, copies_by_digest
from tinhso.government.scanning.queries.search import Hit, search
from tinhso.government.scanning.queries.signed import SignedScan, scan_of

__all__ = [
    "Finding",
    "Hit",
    "SignedCopy",
    "SignedScan",
    "Taken",
    "ask_copy",
    "begin_batch",
    "copies_by_digest",
    "erase_paper",
    "reject_paper",
    "scan_of",
    "search",
    "sign_paper",
    "take_in",
]
