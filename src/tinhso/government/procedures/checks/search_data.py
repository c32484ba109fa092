"""search/*.toml: fields, life events and everyday words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder, TomlFile, did_you_mean, toml_or_fault
from tinhso.lib.text import fold

FIELDS = "search/fields.toml"
EVENTS = "search/life-events.toml"
WORDS = "search/synonyms.toml"
SHAPES: dict[str, tuple[str, dict[str, type]]] = {
    FIELDS: ("field", {"key": str, "name": str, "official_code": str, "description": str}),
    EVENTS: (
        "event",
        {"key": str, "title": str, "description": str, "icon": str, "audience": str, "codes": list},
    ),
    WORDS: ("synonym", {"say": list, "mean": list, "codes": list}),
}
NEEDED = {FIELDS: ("key", "name"), EVENTS: ("key", "title"), WORDS: ("say",)}


def read(folder: Folder, name: str) -> TomlFile | None:
    """The file when it is there and is TOML."""
    found = toml_or_fault(folder, name) if folder.exists(name) else None
    return found if isinstance(found, TomlFile) else None


def rows(folder: Folder, name: str) -> list[dict[str, Any]]:
    """The tables of one of the three files; [] when it is absent or broken (the check tells that)."""
    found = read(folder, name)
    listed = found.data.get(SHAPES[name][0], []) if found else []
    return [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []


def search_faults(folder: Folder, codes: set[str]) -> Iterator[Fault]:
    """Faults of the three files; `codes` are the procedures of the folder."""
    for name, (table, shape) in SHAPES.items():
        if not folder.exists(name):
            yield Fault(name, 0, _("Thiếu tệp này."), _("Thêm tệp, dù để trống."))
            continue
        found = toml_or_fault(folder, name)
        if isinstance(found, Fault):
            yield found
            continue
        for key in sorted(set(found.data) - {table, "stop"}):
            yield Fault(
                name,
                found.line(key),
                _("Khóa lạ “%(key)s”.") % {"key": key},
                did_you_mean(key, {table, "stop"}),
            )
        yield from _rows(folder, name, found, table, shape)
        yield from _codes(folder, name, found, table, codes)


def _rows(folder: Folder, name: str, found: TomlFile, table: str, shape: dict[str, type]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, row in enumerate(rows(folder, name)):
        for key in sorted(set(row) - set(shape)):
            yield Fault(
                name,
                found.line(table, number, key),
                _("Khóa lạ “%(key)s”.") % {"key": key},
                did_you_mean(key, set(shape)),
            )
        for key, kind in shape.items():
            if (key in row or key in NEEDED[name]) and not isinstance(row.get(key), kind):
                yield Fault(
                    name,
                    found.line(table, number, key),
                    _("“%(key)s” thiếu hoặc sai kiểu.") % {"key": key},
                    _("Dùng %(kind)s.") % {"kind": _("danh sách chữ") if kind is list else _("chữ")},
                )
        named = [str(row.get("key"))] if "key" in shape else [fold(str(word)) for word in row.get("say", ())]
        for word in named:
            if word in seen:
                yield Fault(
                    name,
                    found.line(table, number),
                    _("“%(key)s” bị lặp.") % {"key": word},
                    _("Chỉ giữ một mục."),
                )
            seen.add(word)


def _codes(folder: Folder, name: str, found: TomlFile, table: str, codes: set[str]) -> Iterator[Fault]:
    for number, row in enumerate(rows(folder, name)):
        for code in row.get("codes", ()) if isinstance(row.get("codes"), list) else ():
            if code not in codes:
                yield Fault(
                    name,
                    found.line(table, number, "codes"),
                    _("Thủ tục “%(code)s” chưa có trong thư mục.") % {"code": code},
                    did_you_mean(str(code), codes) if codes else _("Thêm gói thủ tục."),
                )
