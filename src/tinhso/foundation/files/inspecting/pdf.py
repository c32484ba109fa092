"""PDF: readable, unlocked, with pages, without scripts, launches or hidden programs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from tinhso.foundation.files.inspecting.verdict import Fault

MOST_PAGES = 2000
MOST_OBJECTS = 20_000
_SCRIPT_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/Rendition"})
_PROGRAM_NAMES = re.compile(
    r"\.(exe|dll|bat|cmd|com|scr|js|vbs|ps1|jar|msi|lnk|hta|docm|xlsm|zip|7z|rar)$", re.I
)
_RAW_SCRIPT = re.compile(rb"/(JavaScript|JS|Launch)\b")


def check_pdf(path: Path) -> int:
    """The number of pages. Raises Fault with the reason to refuse."""
    _no_second_file(path)
    reader = PdfReader(str(path), strict=False)
    if reader.is_encrypted:
        raise Fault("pdf_locked" if reader.decrypt("") else "pdf_encrypted")
    pages = len(reader.pages)
    if pages == 0:
        raise Fault("pdf_no_pages")
    if pages > MOST_PAGES:
        raise Fault("too_many_pages")
    _ = reader.pages[0].mediabox
    _no_scripts(reader, path)
    return pages


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


def _no_scripts(reader: PdfReader, path: Path) -> None:
    numbers = sorted({n for table in reader.xref.values() for n in table} | set(reader.xref_objStm))
    if len(numbers) > MOST_OBJECTS:
        if _RAW_SCRIPT.search(path.read_bytes()):
            raise Fault("pdf_script")
        return
    for number in numbers:
        try:
            found = reader.get_object(IndirectObject(number, 0, reader))
        except Exception:  # noqa: S112 a broken unused object harms nobody
            continue
        _inspect(found, 0)


def _inspect(value: Any, depth: int) -> None:
    if depth > 12:
        return
    if isinstance(value, DictionaryObject):
        _inspect_dictionary(value)
        for inner in dict.values(value):
            if not isinstance(inner, IndirectObject | StreamObject):
                _inspect(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            if not isinstance(inner, IndirectObject):
                _inspect(inner, depth + 1)


def _inspect_dictionary(value: DictionaryObject) -> None:
    keys = dict.keys(value)
    if "/JS" in keys or "/JavaScript" in keys or value.get("/S") in _SCRIPT_ACTIONS:
        raise Fault("pdf_script")
    if value.get("/Type") == "/Filespec" or "/EF" in keys:
        for key in ("/F", "/UF"):
            name = value.get(key)
            if isinstance(name, str) and _PROGRAM_NAMES.search(name.strip()):
                raise Fault("pdf_embedded")
