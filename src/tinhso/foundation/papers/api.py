"""Official papers: the only door to them.

    paper = papers.make(actor, papers.Order("receipt", subject, on=day, head=…, fields=…, sealed=papers.Sealed(…)))
    papers.bytes_of(paper)          the very PDF (PDF/A-2b, tagged), the same whenever asked
    paper.places["signature"]       {"page": 1, "box": [x1, y1, x2, y2]} in points from the bottom left: where a
                                    visible signature goes; "seal" beside it where the agency signs too

A template marks such a place with `place("signature", width, height)` of `papers/lib.typ`.
"""

from __future__ import annotations

from tinhso.foundation.papers.actions.make import make, replacement
from tinhso.foundation.papers.actions.preview import preview, preview_pages, told, told_tables
from tinhso.foundation.papers.actions.revise import revise
from tinhso.foundation.papers.actions.withdraw import withdraw
from tinhso.foundation.papers.models import Paper
from tinhso.foundation.papers.order import Order, Sealed
from tinhso.foundation.papers.package import library, package_faults
from tinhso.foundation.papers.qr import is_applicant, key_set
from tinhso.foundation.papers.qr import read as read_qr
from tinhso.foundation.papers.queries import (
    TemplateInfo,
    by_sha256,
    bytes_of,
    find_paper,
    find_template,
    is_signed,
    paper,
    papers_of,
    same,
    standing,
    template,
    templates,
)
from tinhso.foundation.papers.rules.canonical import digest
from tinhso.foundation.papers.rules.payload import Claims
from tinhso.foundation.papers.serving import newest_answer, pdf_answer
from tinhso.foundation.papers.stamps import FONTS, stamp

__all__ = [
    "FONTS",
    "Claims",
    "Order",
    "Paper",
    "Sealed",
    "TemplateInfo",
    "by_sha256",
    "bytes_of",
    "digest",
    "find_paper",
    "find_template",
    "is_applicant",
    "is_signed",
    "key_set",
    "library",
    "make",
    "newest_answer",
    "package_faults",
    "paper",
    "papers_of",
    "pdf_answer",
    "preview",
    "preview_pages",
    "read_qr",
    "replacement",
    "revise",
    "same",
    "stamp",
    "standing",
    "template",
    "templates",
    "told",
    "told_tables",
    "withdraw",
]
