"""The register as CSV and XLSX: written row by row, identifiers masked, no cell that a sheet would execute."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers.queries.rows import DossierRow
from tinhso.government.procedures.api import fields
from tinhso.lib.sheets import Cell, workbook

Words = tuple[dict[str, str], dict[str, str], dict[bool, str]]
BOM = "\ufeff"
# What a sheet takes for the start of a formula, full-width forms too: at the start of a cell, and wherever a
# program that splits at semicolons, tabs or lines would start another.
_FORMULA = re.compile(r"""(^|[;|\t\r\n])([\s"']*)(?=[=+\-@＝＋－＠])""")


@override("vi")
def header() -> list[str]:
    """Columns of Mẫu 07, and behind them the state, the field and who typed; a form of the law, so in Vietnamese for every reader."""
    return [
        _("STT"),
        _("Mã hồ sơ"),
        _("Thủ tục"),
        _("Nội dung"),
        _("Chủ hồ sơ"),
        _("Số định danh"),
        _("Địa chỉ"),
        _("Điện thoại"),
        _("Kênh nộp"),
        _("Nơi tiếp nhận"),
        _("Cơ quan giải quyết"),
        _("Ngày nộp"),
        _("Ngày tiếp nhận"),
        _("Ngày hẹn trả"),
        _("Ngày có kết quả"),
        _("Ngày trả kết quả"),
        _("Trạng thái"),
        _("Số kết quả"),
        _("Người nhận"),
        _("Lĩnh vực"),
        _("Ai nhập"),
    ]


@override("vi")
def words() -> tuple[dict[str, str], dict[str, str], dict[bool, str]]:
    """Channels, fields and who typed, as the register says them."""
    channels = {"ONLINE": _("Trực tuyến"), "DIRECT": _("Tại quầy"), "POSTAL": _("Bưu chính")}
    typed = {True: _("Cán bộ nhập hộ"), False: _("Người dân tự nộp")}
    return channels, {info.key: info.name for info in fields()}, typed


def cells(number: int, row: DossierRow, told: Words) -> list[str]:
    """One line; a text that starts like a formula is quoted, so opening the file runs nothing."""
    channels, kinds, typed = told
    texts = [
        str(number),
        row.code,
        row.procedure_title,
        row.summary,
        row.owner,
        row.owner_id,
        row.address,
        row.phone,
        channels.get(row.channel, row.channel),
        row.received_at,
        row.competent,
        *map(_moment, _moments(row)),
        row.state_name,
        row.result_number,
        row.receiver,
        kinds.get(row.field_code, row.field_code),
        typed[row.assisted],
    ]
    return [_FORMULA.sub(r"\1\2'", text) for text in texts]


def csv_lines(rows: Iterable[DossierRow]) -> Iterator[str]:
    """CSV text in pieces for a streaming response; starts with a byte-order mark for spreadsheet programs."""
    yield BOM
    yield _line(header())
    told = words()
    for number, row in enumerate(rows, 1):
        yield _line(cells(number, row, told))


def write_csv(rows: Iterable[DossierRow], out: BinaryIO) -> None:
    """CSV into a binary file."""
    for piece in csv_lines(rows):
        out.write(piece.encode("utf-8"))


# Width of each column of `header` in characters, and which hold a moment.
_WIDTHS = (6, 24, 48, 40, 26, 16, 40, 14, 12, 36, 36, 17, 17, 17, 17, 17, 20, 16, 26, 22, 18)
_MOMENTS = range(11, 16)


def xlsx_pieces(rows: Iterable[DossierRow]) -> Iterator[bytes]:
    """XLSX in pieces for a streaming response; numbers and moments as such."""
    with override("vi"):
        title = _("Sổ theo dõi")
    return workbook(title, list(zip(header(), _WIDTHS, strict=True)), _table(rows))


def _table(rows: Iterable[DossierRow]) -> Iterator[list[Cell]]:
    told = words()
    for number, row in enumerate(rows, 1):
        line: list[Cell] = list(cells(number, row, told))
        line[0] = number
        for column, moment in zip(_MOMENTS, _moments(row), strict=True):
            # A sheet has no zones: the wall clock of the province.
            line[column] = moment.astimezone(ZONE).replace(tzinfo=None) if moment else None
        yield line


def write_xlsx(rows: Iterable[DossierRow], out: BinaryIO) -> None:
    """XLSX into a binary file, with memory that does not grow with the rows."""
    for piece in xlsx_pieces(rows):
        out.write(piece)


def _moments(row: DossierRow) -> tuple[datetime | None, ...]:
    return (row.filed_at, row.accepted_at, row.due_at, row.finished_at, row.returned_at)


def _line(values: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(values)
    return out.getvalue()


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(ZONE):%d/%m/%Y %H:%M}" if moment else ""
