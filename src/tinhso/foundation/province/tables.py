"""Check one TOML table: required keys, unknown keys with the nearest known one, types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.province.faults import Fault, did_you_mean
from tinhso.foundation.province.toml_lines import TomlFile

WORDS = {
    "str": "chuỗi chữ trong ngoặc kép",
    "int": "số nguyên",
    "bool": "true hoặc false",
    "date": "ngày, ví dụ 2025-07-01, không có ngoặc kép",
    "list": "danh sách chuỗi chữ",
}


def check_table(
    file: str,
    toml: TomlFile,
    path: Sequence[str | int],
    types: Mapping[str, str],
    required: Sequence[str] = (),
) -> Iterator[Fault]:
    """Faults of the table at `path`; `types` maps each known key to str, int, bool, date or list."""
    table: Any = toml.data
    for step in path:
        table = table[step]
    here = toml.line(*path)
    if not isinstance(table, dict):
        yield Fault(
            file, here, _("“%(name)s” phải là một bảng.") % {"name": path[-1]}, _("Viết [%s].") % path[0]
        )
        return
    for key in required:
        if key not in table:
            yield Fault(file, here, _("Thiếu khoá “%(key)s”.") % {"key": key}, _("Thêm khoá này vào mục."))
    for key, value in table.items():
        line = toml.line(*path, key)
        if key not in types:
            yield Fault(file, line, _("Khoá lạ “%(key)s”.") % {"key": key}, did_you_mean(key, set(types)))
        elif not fits(value, types[key]):
            yield Fault(
                file,
                line,
                _("Giá trị của “%(key)s” sai kiểu.") % {"key": key},
                _("Viết %(kind)s.") % {"kind": WORDS[types[key]]},
            )


def fits(value: Any, kind: str) -> bool:
    """True when a TOML value has the kind."""
    if kind == "any":
        return True
    if kind == "list":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind == "date":
        return isinstance(value, date) and not isinstance(value, datetime)
    if kind == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, bool if kind == "bool" else str)


def check_array(
    file: str, toml: TomlFile, name: str, types: Mapping[str, str], required: Sequence[str] = ()
) -> Iterator[Fault]:
    """Faults of each `[[name]]`."""
    entries = toml.data.get(name, [])
    if not isinstance(entries, list):
        yield Fault(
            file, toml.line(name), _("“%(name)s” phải là danh sách bảng.") % {"name": name}, f"[[{name}]]"
        )
        return
    for index in range(len(entries)):
        yield from check_table(file, toml, (name, index), types, required)


def check_days(file: str, toml: TomlFile, path: Sequence[str | int]) -> Iterator[Fault]:
    """A fault when the table's `valid_to` lies before its `valid_from`."""
    table: Any = toml.data
    for step in path:
        table = table[step]
    if not isinstance(table, dict):
        return
    first, last = table.get("valid_from"), table.get("valid_to")
    if isinstance(first, date) and isinstance(last, date) and str(last) < str(first):
        yield Fault(
            file,
            toml.line(*path, "valid_to"),
            _("Ngày kết thúc trước ngày bắt đầu."),
            _("Sửa valid_from hoặc valid_to."),
        )
