"""A workbook of plain tables, given out as its lines come (ECMA-376, Office Open XML).

Its parts are packed into an archive that is never gone back in, so the first bytes leave at once and memory does not
grow with the lines. Texts are texts: nothing is read as a formula or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import RawIOBase
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

# A moment is the wall clock of the reader: a sheet has no zones.
Cell = str | int | datetime | None
# A sheet has 1,048,576 lines and no more; a part of an archive that is written so stays below 2 GiB.
MOST_LINES = 1_000_000
_MOST_BYTES = 1 << 30
_LONGEST = 32_767
_PIECE = 1 << 16
# Quick to pack: a register shrinks to a twelfth already.
_LEVEL = 3
_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 a sheet has no zones
_DAY = 86_400
# What XML cannot hold is written by its number; a text that looks like such a number keeps its look.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NO_TEXT = re.compile("[\ud800-\udfff]")

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REFS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _MOMENT, _BOLD = range(3)
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_ROOT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_REFS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def workbook(
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Cell]],
    *,
    most_lines: int = MOST_LINES,
) -> Iterator[bytes]:
    """The bytes of an XLSX file with one table; `columns`: title and width in characters of each.

    The heads are bold and stay in view. Where the lines are too many for a sheet they go on in another, "title (2)".
    """
    pipe, sheets, coming = _Pipe(), 0, iter(rows)
    with ZipFile(pipe, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as book:
        book.writestr("_rels/.rels", _ROOT)
        book.writestr("xl/styles.xml", _STYLES)
        yield pipe.taken()
        row: Sequence[Cell] | None = None
        while sheets == 0 or (row := next(coming, None)) is not None:
            sheets += 1
            with book.open(f"xl/worksheets/sheet{sheets}.xml", "w") as sheet:
                for piece in _sheet(columns, chain([row] if row else [], coming), sheets == 1, most_lines):
                    sheet.write(piece)
                    yield pipe.taken()
        book.writestr("xl/workbook.xml", _book(title, sheets))
        book.writestr("xl/_rels/workbook.xml.rels", _parts(sheets))
        book.writestr("[Content_Types].xml", _types(sheets))
    yield pipe.taken()


class _Pipe(RawIOBase):
    """What the archive writes, until it is taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """It only takes."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """Everything since the last time."""
        told, self._pieces = b"".join(self._pieces), []
        return told


def _sheet(
    columns: Sequence[tuple[str, int]], rows: Iterator[Sequence[Cell]], selected: bool, most: int
) -> Iterator[bytes]:
    """One sheet in pieces; it takes what fits from the lines that are still to come."""
    letters = [_letters(at) for at in range(len(columns))]
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, (_title, width) in enumerate(columns, 1)
    )
    told = [
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0" tabSelected="{int(selected)}">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>",
        _line(1, letters, [title for title, _width in columns], _BOLD),
    ]
    written = waiting = 0
    for number, row in enumerate(rows, 2):
        told.append(_line(number, letters, row))
        waiting += len(told[-1])
        if waiting > _PIECE:
            piece = "".join(told).encode()
            yield piece
            written, waiting, told = written + len(piece), 0, []
        if number > most or written > _MOST_BYTES:
            break
    yield ("".join(told) + "</sheetData></worksheet>").encode()


def _line(number: int, letters: list[str], row: Sequence[Cell], style: int = _PLAIN) -> str:
    styled = f' s="{style}"' if style else ""
    cells = []
    for letter, value in zip(letters, row, strict=True):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            cells.append(
                f'<c r="{letter}{number}"{styled} t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'
            )
        elif isinstance(value, datetime):
            cells.append(f'<c r="{letter}{number}" s="{_MOMENT}"><v>{_serial(value)}</v></c>')
        else:
            cells.append(f'<c r="{letter}{number}"{styled}><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _text(value: str) -> str:
    value = value[:_LONGEST]
    if _ODD.search(value):
        value = _ODD.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    return escape(_NO_TEXT.sub("", value))


def _serial(moment: datetime) -> str:
    """Days since the sheet's day zero, with the time of day as a fraction."""
    past = moment - _ZERO
    return f"{past.days + (past.seconds + past.microseconds / 1e6) / _DAY:.15g}"


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else _letters(at // 26 - 1) + chr(65 + at % 26)


def _book(title: str, sheets: int) -> str:
    names = [title if at == 1 else f"{title} ({at})" for at in range(1, sheets + 1)]
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, 1)
    )
    return f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_REFS}"><sheets>{listed}</sheets></workbook>'


def _parts(sheets: int) -> str:
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{_REFS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{_REFS}/styles" Target="styles.xml"/>'
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}{styles}</Relationships>'


def _types(sheets: int) -> str:
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for at in range(1, sheets + 1)
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{listed}</Types>'
    )
