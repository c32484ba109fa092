"""Prove units/*.csv: columns, values, overlaps, parents and successors whose dates meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.rules.unit_rows import (
    CODE_LENGTH,
    FILES,
    LEVEL_OF_TYPE,
    OPTIONAL,
    REQUIRED,
    UnitRow,
    UnitTable,
    parse_row,
    read_units,
)
from tinhso.foundation.province.api import Fault, Folder, Row, check_columns, did_you_mean, nearest

ABOVE = {"district": ("province",), "commune": ("district", "province"), "province": ()}


def check_units(folder: Folder) -> Iterator[Fault]:
    """All faults of the units of the folder."""
    files = folder.matching(FILES)
    if not files:
        yield Fault(
            "units", 0, _("Thư mục chưa có đơn vị hành chính nào."), _("Thêm tệp units/*.csv theo hướng dẫn.")
        )
    for file in files:
        yield from check_columns(folder, file, REQUIRED, OPTIONAL)
        for row in folder.rows(file):
            yield from _check_row(row, file)
    table = read_units(folder)
    for unit in table.rows:
        yield from _overlaps(unit, table)
        yield from _parent(unit, table)
        yield from _successors(unit, table)


def _check_row(row: Row, file: str) -> Iterator[Fault]:
    at = (file, row.line)
    for column in ("code", "name", "type", "valid_from"):
        if not row[column]:
            yield Fault(*at, _("Thiếu giá trị ở cột “%(column)s”.") % {"column": column}, _("Điền cột này."))
    bad_date = False
    for column in ("valid_from", "valid_to"):
        if row[column] and not _is_date(row[column]):
            bad_date = True
            yield Fault(
                *at,
                _("“%(value)s” ở cột “%(column)s” không phải là ngày.")
                % {"value": row[column], "column": column},
                _("Viết ngày dạng năm-tháng-ngày, ví dụ 2025-07-01."),
            )
    if row["type"] and row["type"] not in LEVEL_OF_TYPE:
        yield Fault(
            *at,
            _("Loại đơn vị lạ “%(type)s”.") % {"type": row["type"]},
            did_you_mean(row["type"], set(LEVEL_OF_TYPE)),
        )
    for word in row["unverified"].split():
        if word not in (*REQUIRED, *OPTIONAL):
            yield Fault(
                *at,
                _("Cột “unverified” nêu một cột lạ “%(word)s”.") % {"word": word},
                did_you_mean(word, set(REQUIRED)),
            )
    if not bad_date and row["valid_from"]:
        yield from _check_values(parse_row(row, file))


def _check_values(unit: UnitRow) -> Iterator[Fault]:
    at = (unit.file, unit.line)
    length = CODE_LENGTH.get(unit.level)
    if length and not (unit.code.isascii() and unit.code.isdigit() and len(unit.code) == length):
        yield Fault(
            *at,
            _("Mã “%(code)s” không đúng: %(type)s có mã %(length)s chữ số.")
            % {"code": unit.code, "type": unit.type, "length": length},
            _("Giữ cả số 0 ở đầu, ví dụ 08707."),
        )
    if unit.valid_to and unit.valid_to < unit.valid_from:
        yield Fault(*at, _("Ngày kết thúc trước ngày bắt đầu."), _("Sửa valid_from hoặc valid_to."))
    if unit.level and not unit.name.lower().startswith(unit.type.lower()):
        yield Fault(
            *at,
            _("Tên “%(name)s” không bắt đầu bằng loại “%(type)s”.") % {"name": unit.name, "type": unit.type},
            _("Viết tên đầy đủ, ví dụ “Xã Thổ Tang”."),
        )


def _overlaps(unit: UnitRow, table: UnitTable) -> Iterator[Fault]:
    for other in table.of_code(unit.code):
        later = (other.valid_from, other.file, other.line) < (unit.valid_from, unit.file, unit.line)
        if other is not unit and later and other.on(unit.valid_from):
            yield Fault(
                unit.file,
                unit.line,
                _("Mã %(code)s đã thuộc %(name)s đến %(day)s.")
                % {"code": unit.code, "name": other.name, "day": other.valid_to or "…"},
                _("Kết thúc đơn vị trước (valid_to) trước ngày %(day)s, xem %(file)s:%(line)s.")
                % {"day": unit.valid_from, "file": other.file, "line": other.line},
            )


def _parent(unit: UnitRow, table: UnitTable) -> Iterator[Fault]:
    at = (unit.file, unit.line)
    if unit.level == "province" or not unit.level:
        if unit.parent and unit.level:
            yield Fault(*at, _("Đơn vị cấp tỉnh không có đơn vị cha."), _("Để trống cột parent."))
        return
    parent = table.on(unit.parent, unit.valid_from)
    if parent is None:
        yield Fault(
            *at,
            _("Không có đơn vị cha mã “%(code)s” vào ngày %(day)s.")
            % {"code": unit.parent, "day": unit.valid_from},
            _nearest_code(unit.parent, unit.valid_from, ABOVE[unit.level], table)
            if unit.parent not in table.codes()
            else _("Sửa ngày của đơn vị cha hoặc của đơn vị này."),
        )
    elif parent.level not in ABOVE[unit.level]:
        yield Fault(*at, _("%(name)s không thể là đơn vị cha.") % {"name": parent.name}, _("Sửa cột parent."))
    elif parent.valid_to and (unit.valid_to is None or unit.valid_to > parent.valid_to):
        yield Fault(
            *at,
            _("Đơn vị này còn sau khi %(name)s kết thúc (%(day)s).")
            % {"name": parent.name, "day": parent.valid_to},
            _("Kết thúc dòng này cùng ngày và thêm dòng mới với đơn vị cha mới."),
        )


def _successors(unit: UnitRow, table: UnitTable) -> Iterator[Fault]:
    at = (unit.file, unit.line)
    if unit.successors and unit.valid_to is None:
        yield Fault(*at, _("Có đơn vị kế thừa nhưng chưa có ngày kết thúc."), _("Điền cột valid_to."))
        return
    for code in unit.successors:
        next_day = (unit.valid_to or unit.valid_from) + timedelta(days=1)
        heir = table.on(code, next_day)
        if heir is None:
            yield Fault(
                *at,
                _("Không có đơn vị kế thừa mã “%(code)s” vào ngày %(day)s.")
                % {"code": code, "day": next_day},
                _nearest_code(code, next_day, (unit.level,), table)
                if code not in table.codes()
                else _("Ngày của hai đơn vị phải nối nhau: sửa valid_to hoặc valid_from."),
            )


def _nearest_code(code: str, day: date, levels: tuple[str, ...], table: UnitTable) -> str:
    """The nearest code of a unit that could stand there."""
    fitting = {row.code for row in table.rows if row.level in levels and row.on(day)}
    close = nearest(code, {other for other in fitting if len(other) == len(code)} or fitting)
    return _("Có phải bạn muốn viết “%s”?") % close if close else _("Thêm đơn vị đó vào units/*.csv.")


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
