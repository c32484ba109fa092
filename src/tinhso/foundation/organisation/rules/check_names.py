"""Prove the names of the province: each day has at most one, and its unit exists then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.rules.unit_rows import UnitTable
from tinhso.foundation.province.api import Fault, TomlFile, check_array, check_days, did_you_mean

FILE = "province.toml"
TYPES = {"name": "str", "sub_line": "str", "unit": "str", "valid_from": "date", "valid_to": "date"}


def check_names(toml: TomlFile, units: UnitTable) -> Iterator[Fault]:
    """All faults of `[[name]]`."""
    shape = list(check_array(FILE, toml, "name", TYPES, ("name", "unit", "valid_from")))
    yield from shape
    if shape:
        return
    rows = toml.data.get("name", [])
    if not rows:
        yield Fault(FILE, 0, _("Chưa có tên tỉnh."), _("Thêm mục [[name]] với name, unit và valid_from."))
    order = sorted(range(len(rows)), key=lambda index: rows[index]["valid_from"])
    for place, index in enumerate(order):
        row = rows[index]
        yield from check_days(FILE, toml, ("name", index))
        if units.on(row["unit"], row["valid_from"]) is None:
            yield Fault(
                FILE,
                toml.line("name", index, "unit"),
                _("Không có đơn vị mã “%(code)s” vào ngày %(day)s.")
                % {"code": row["unit"], "day": row["valid_from"]},
                did_you_mean(row["unit"], units.codes())
                if row["unit"] not in units.codes() and units.codes()
                else _("Sửa valid_from của tên hoặc của đơn vị."),
            )
        before = rows[order[place - 1]] if place else None
        if before and before.get("valid_to", date.max) >= row["valid_from"]:
            yield Fault(
                FILE,
                toml.line("name", index, "valid_from"),
                _("Hai tên tỉnh cùng có hiệu lực vào ngày %s.") % row["valid_from"],
                _("Kết thúc tên trước (valid_to) trước ngày này."),
            )
