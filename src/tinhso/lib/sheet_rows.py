"""Rows of a small sheet that somebody hands in: CSV in UTF-8, or the first sheet of an XLSX file (ECMA-376).

Nothing is run: formulas give the value that was kept with them. What is too large or cannot be read is refused.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from zipfile import BadZipFile, ZipFile

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

MOST_BYTES = 2_000_000
MOST_UNPACKED = 20_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 60
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL = re.compile(r"([A-Z]{1,3})[0-9]+")


class Unreadable(ValueError):
    """The file is none of these; the argument says why: `large`, `encoding`, `form`, `rows`."""


def rows(content: bytes) -> list[list[str]]:
    """All rows as texts, empty ones at the end left out. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable("large")
    found = _xlsx(content) if content[:2] == b"PK" else _csv(content)
    while found and not any(found[-1]):
        found.pop()
    if len(found) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in found):
        raise Unreadable("rows")
    return found


def _csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding") from error
    if "\x00" in text:
        raise Unreadable("form")
    head = text.split("\n", 1)[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark)]
    except csv.Error as error:
        raise Unreadable("form") from error


def _xlsx(content: bytes) -> list[list[str]]:
    try:
        with ZipFile(io.BytesIO(content)) as book:
            if sum(one.file_size for one in book.infolist()) > MOST_UNPACKED:
                raise Unreadable("large")
            shared = _shared(book)
            name = min(one for one in book.namelist() if re.fullmatch(r"xl/worksheets/sheet[0-9]+\.xml", one))
            tree = ElementTree.fromstring(book.read(name))
    except (
        BadZipFile,
        ValueError,
        KeyError,
        ElementTree.ParseError,
        DefusedXmlException,
        RuntimeError,
    ) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("form") from error
    found: list[list[str]] = []
    for row in tree.iter(f"{_NS}row"):
        at = row.get("r", "")
        while at.isdigit() and len(found) < min(int(at) - 1, MOST_ROWS):
            found.append([])
        found.append(_cells(row, shared))
    return found


def _shared(book: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    tree = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return ["".join(part.text or "" for part in item.iter(f"{_NS}t")) for item in tree.iter(f"{_NS}si")]


def _cells(row: Any, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_NS}c"):
        place = _CELL.fullmatch(cell.get("r", ""))
        at = _column(place[1]) if place else len(cells)
        if at >= MOST_COLUMNS:
            raise Unreadable("rows")
        cells += [""] * (at + 1 - len(cells))
        cells[at] = _told(cell, shared).strip()
    return cells


def _told(cell: Any, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_NS}t"))
    value = cell.findtext(f"{_NS}v") or ""
    if kind == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    # A whole number is kept with or without its point.
    return value[:-2] if kind == "n" and value.endswith(".0") else value


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1
