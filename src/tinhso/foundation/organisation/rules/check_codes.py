"""Prove the level-1 codes and agency-codes.csv, and that no two agencies hold one code on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.rules.agency_rows import AgencyRow
from tinhso.foundation.organisation.rules.code_rows import (
    COLUMNS,
    FILE,
    CodeRow,
    merged,
    read_replaced,
    well_formed,
    written_codes,
)
from tinhso.foundation.province.api import (
    Fault,
    Folder,
    TomlFile,
    check_array,
    check_columns,
    check_days,
    nearest,
)

PROVINCE = "province.toml"
LEVEL1_TYPES = {
    "agency": "str",
    "code": "str",
    "old_code": "str",
    "valid_from": "date",
    "valid_to": "date",
    "legal_basis": "str",
    "unverified": "list",
}
LEVEL1_REQUIRED = ("agency", "code", "valid_from")


def check_codes(folder: Folder, toml: TomlFile, agencies: list[AgencyRow]) -> Iterator[Fault]:
    """All faults of codes; the collision check runs only when every row can be read."""
    by_slug = {row.slug: row for row in agencies}
    faults = [*_level1(toml, by_slug), *_replaced(folder, by_slug)]
    yield from faults
    if not faults:
        yield from _collisions(folder, toml, agencies)


def _level1(toml: TomlFile, by_slug: dict[str, AgencyRow]) -> Iterator[Fault]:
    shape = list(check_array(PROVINCE, toml, "level1_code", LEVEL1_TYPES, LEVEL1_REQUIRED))
    yield from shape
    if shape:
        return
    for index, row in enumerate(toml.data.get("level1_code", [])):
        yield from check_days(PROVINCE, toml, ("level1_code", index))
        line = toml.line("level1_code", index, "code")
        yield from _code(PROVINCE, line, row["code"], row.get("old_code", ""))
        if row["agency"] not in by_slug:
            yield _unknown(PROVINCE, toml.line("level1_code", index, "agency"), row["agency"], by_slug)


def _replaced(folder: Folder, by_slug: dict[str, AgencyRow]) -> Iterator[Fault]:
    if not folder.exists(FILE):
        return
    yield from check_columns(folder, FILE, COLUMNS)
    seen: set[tuple[str, str]] = set()
    for row in folder.rows(FILE):
        yield from _code(FILE, row.line, row["code"], row["old_code"])
        if row["agency"] not in by_slug:
            yield _unknown(FILE, row.line, row["agency"], by_slug)
        if not row["legal_basis"]:
            yield Fault(FILE, row.line, _("Thiếu căn cứ của mã."), _("Ghi số, ngày của quyết định cấp mã."))
        try:
            first = date.fromisoformat(row["valid_from"])
        except ValueError:
            yield Fault(FILE, row.line, _("valid_from không phải là ngày."), _("Viết dạng 2025-07-01."))
            continue
        agency = by_slug.get(row["agency"])
        if agency and not agency.on(first):
            yield Fault(
                FILE, row.line, _("Cơ quan không hoạt động vào ngày %s.") % first, _("Sửa valid_from của mã.")
            )
        key = (row["agency"], row["valid_from"])
        if key in seen:
            yield Fault(FILE, row.line, _("Hai mã bắt đầu cùng ngày."), _("Chỉ giữ một dòng."))
        seen.add(key)


def _collisions(folder: Folder, toml: TomlFile, agencies: list[AgencyRow]) -> Iterator[Fault]:
    ends = {row.slug: row.valid_to for row in agencies}
    lines = {row.slug: row.line for row in agencies}
    written = list(written_codes(agencies, toml.data.get("level1_code", [])))
    rows = merged(written, read_replaced(folder), ends)
    by_code: dict[str, CodeRow] = {}
    for row in sorted(rows, key=lambda row: (row.code, row.valid_from)):
        before = by_code.get(row.code)
        if before and (before.valid_to is None or before.valid_to >= row.valid_from):
            yield Fault(
                FILE if row.replaced else "agencies.toml",
                0 if row.replaced else lines.get(row.agency, 0),
                _("Mã %(code)s của %(one)s đang thuộc %(two)s.")
                % {"code": row.code, "one": row.agency, "two": before.agency},
                _("Mỗi mã chỉ thuộc một cơ quan trong một ngày."),
            )
        by_code[row.code] = row


def _code(file: str, line: int, code: str, old_code: str) -> Iterator[Fault]:
    if not well_formed(code, old_code):
        yield Fault(
            file,
            line,
            _("Mã định danh “%s” không đúng dạng.") % (code if not well_formed(code) else old_code),
            _("Viết dạng H62.14, hoặc dạng cũ 000.00.00.H62."),
        )


def _unknown(file: str, line: int, slug: str, by_slug: dict[str, AgencyRow]) -> Fault:
    close = nearest(slug, set(by_slug))
    way_out = _("Có phải bạn muốn viết “%s”?") % close if close else _("Khai báo trong agencies.toml.")
    return Fault(file, line, _("Không có cơ quan “%s”.") % slug, way_out)
