"""PDF: readable, unlocked, with pages, without scripts, automatic actions, media or other files inside."""

from __future__ import annotations

import re
from pathlib import Path

from tinhso.foundation.files.inspecting.pdf_actions import check_actions
from tinhso.foundation.files.inspecting.pdf_objects import Objects, all_objects
from tinhso.foundation.files.inspecting.pdf_syntax import Dict
from tinhso.foundation.files.inspecting.verdict import Fault

MOST_PAGES = 2000


def check_pdf(path: Path) -> int:
    """The number of pages. Raises Fault with the reason to refuse."""
    # A third of a second that only the first PDF of a process needs to pay.
    from pypdf import PdfReader

    _no_second_file(path)
    reader = PdfReader(str(path), strict=False)
    if reader.is_encrypted:
        raise Fault("pdf_locked" if reader.decrypt("") else "pdf_encrypted")
    objects = all_objects(path.read_bytes())
    _no_other_lock(objects)
    check_actions(objects)
    pages = len(reader.pages)
    if pages == 0:
        raise Fault("pdf_no_pages")
    if pages > MOST_PAGES:
        raise Fault("too_many_pages")
    _ = reader.pages[0].mediabox
    return pages


def _no_other_lock(objects: Objects) -> None:
    """A lock that one reader sees and another does not would make the second one see another document."""
    for value in objects.values:
        if isinstance(value, Dict) and value.after("Encrypt") and value.after("Root"):
            raise Fault("pdf_encrypted")


def _no_second_file(path: Path) -> None:
    """A PDF that is also a ZIP (read from its end) or a page (read from its start) serves two masters."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(1024)
        file.seek(max(0, size - 66_000))
        tail = file.read()
    if b"%%EOF" not in tail[-2048:]:
        raise Fault("damaged" if b"PK\x05\x06" not in tail else "polyglot")
    end = tail.rfind(b"%%EOF")
    if b"PK\x05\x06" in tail[end:] or re.search(rb"<(script|html|\?php)", head, re.I):
        raise Fault("polyglot")
    central = tail.rfind(b"PK\x05\x06")
    if central >= 0 and tail.find(b"PK\x01\x02") >= 0:
        raise Fault("polyglot")
