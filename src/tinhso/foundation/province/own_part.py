"""The province room's own part of the folder: switches, contacts, brand and retention.

province.toml is written by hand; values that an administrator sets on screen are kept in settings.csv.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.province.faults import Fault, did_you_mean
from tinhso.foundation.province.folder import Folder, check_columns, toml_or_fault
from tinhso.foundation.province.rules.palette import too_faint
from tinhso.foundation.province.rules.setting_rows import COLUMNS, as_text, read_value
from tinhso.foundation.province.rules.setting_rows import FILE as ON_SCREEN
from tinhso.foundation.province.rules.settings import (
    ARRAYS,
    SECTIONS,
    SWITCHES,
    Known,
    acceptable,
    may_change,
)
from tinhso.foundation.province.tables import check_array, fits
from tinhso.foundation.province.toml_lines import TomlFile
from tinhso.lib.actor import Actor

NAME = "province"
FILE = "province.toml"
OWNS = (FILE, ON_SCREEN)
# Sections are undated: they hold since before any dossier.
ALWAYS = date(1900, 1, 1)
SWITCH_TYPES = {"key": "str", "value": "any", "valid_from": "date", "legal_basis": "str"}


def check_part(folder: Folder) -> Iterator[Fault]:
    """All faults of province.toml but those of names and codes."""
    if not folder.exists(FILE):
        yield Fault(FILE, 0, _("Thư mục không có province.toml."), _("Thêm tệp này: tên tỉnh, mã, cấu hình."))
        return
    toml = toml_or_fault(folder, FILE)
    if isinstance(toml, Fault):
        yield toml
        return
    known = {*SECTIONS, *ARRAYS}
    for name, value in toml.data.items():
        if name not in known:
            yield Fault(FILE, toml.line(name), _("Mục lạ “%s”.") % name, did_you_mean(name, known))
        elif name in SECTIONS:
            yield from _section(toml, name, value)
    yield from _switches(toml)
    yield from _contrasts(toml)
    if folder.exists(ON_SCREEN):
        yield from check_columns(folder, ON_SCREEN, COLUMNS)
        yield from _on_screen(folder, toml)


def _section(toml: TomlFile, name: str, table: Any) -> Iterator[Fault]:
    if not isinstance(table, dict):
        yield Fault(FILE, toml.line(name), _("“%s” phải là một bảng.") % name, f"[{name}]")
        return
    for key, value in table.items():
        line = toml.line(name, key)
        known = SECTIONS[name].get(key)
        if known is None:
            yield Fault(FILE, line, _("Khoá lạ “%s”.") % key, did_you_mean(key, set(SECTIONS[name])))
        elif known.kind == "date":
            if not fits(value, "date"):
                yield Fault(
                    FILE, line, _("“%s” phải là ngày.") % key, _("Viết 2019-01-01, không có ngoặc kép.")
                )
        elif not acceptable(known, value):
            yield _bad_value(line, key, value, known)


def _switches(toml: TomlFile) -> Iterator[Fault]:
    rows = toml.data.get("switch", [])
    shape = list(check_array(FILE, toml, "switch", SWITCH_TYPES, ("key", "value", "valid_from")))
    yield from shape
    if shape:
        return
    seen: set[tuple[str, date]] = set()
    for index, row in enumerate(rows):
        line = toml.line("switch", index, "key")
        known = SWITCHES.get(row["key"])
        if known is None:
            yield Fault(
                FILE, line, _("Cấu hình lạ “%s”.") % row["key"], did_you_mean(row["key"], set(SWITCHES))
            )
        elif not acceptable(known, row["value"]):
            yield _bad_value(toml.line("switch", index, "value"), row["key"], row["value"], known)
        if (row["key"], row["valid_from"]) in seen:
            yield Fault(FILE, line, _("“%s” có hai giá trị cùng ngày.") % row["key"], _("Chỉ giữ một mục."))
        seen.add((row["key"], row["valid_from"]))


def _on_screen(folder: Folder, toml: TomlFile) -> Iterator[Fault]:
    """Rows of settings.csv: keys that a screen offers, values that fit, one value a day."""
    rows = toml.data.get("switch", [])
    seen = {(row.get("key"), str(row.get("valid_from"))) for row in rows if isinstance(row, dict)}
    for row in folder.rows(ON_SCREEN):
        key, first = row["key"], row["valid_from"]
        if not may_change(key):
            yield Fault(
                ON_SCREEN,
                row.line,
                _("Cấu hình lạ “%s”.") % key,
                did_you_mean(key, {*SWITCHES, *(f"{s}.{k}" for s in SECTIONS for k in SECTIONS[s])}),
            )
        elif read_value(key, row["value"]) is None:
            yield Fault(
                ON_SCREEN,
                row.line,
                _("“%(key)s” không thể là %(value)s.") % {"key": key, "value": row["value"]},
                _("Sửa cột “value”."),
            )
        try:
            date.fromisoformat(first)
        except ValueError:
            yield Fault(
                ON_SCREEN, row.line, _("“%s” không phải là ngày.") % first, _("Viết dạng 2025-07-01.")
            )
        if (key, first) in seen:
            yield Fault(ON_SCREEN, row.line, _("“%s” có hai giá trị cùng ngày.") % key, _("Chỉ giữ một mục."))
        seen.add((key, first))


def _contrasts(toml: TomlFile) -> Iterator[Fault]:
    brand = toml.data.get("brand", {})
    if not isinstance(brand, dict):
        return
    colours = {key: brand.get(key, known.default) for key, known in SECTIONS["brand"].items()}
    if not all(acceptable(SECTIONS["brand"][key], value) for key, value in colours.items()):
        return
    for front, back, least in too_faint(colours):
        ratio = f"{least:g}".replace(".", ",")
        yield Fault(
            FILE,
            toml.line("brand", front),
            _("Màu “%(front)s” khó đọc trên nền %(back)s.") % {"front": front, "back": back},
            _("Chọn màu có độ tương phản từ %s trở lên.") % ratio,
        )


def _bad_value(line: int, key: str, value: object, known: Known) -> Fault:
    wanted = {
        "int": _("Viết số nguyên từ %s trở lên.") % known.least,
        "time": _("Viết giờ dạng “15:00”."),
        "colour": _("Viết màu dạng “#17305c”, chữ thường."),
        "choice": _("Chỉ dùng một trong: %s.") % ", ".join(known.choices),
        "str": _("Viết chuỗi chữ trong ngoặc kép."),
    }[known.kind]
    return Fault(FILE, line, _("“%(key)s” không thể là %(value)s.") % {"key": key, "value": value}, wanted)


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring switches and sections into the database; idempotent."""
    from tinhso.foundation.province.actions.load_settings import load_settings

    rows = folder.rows(ON_SCREEN) if folder.exists(ON_SCREEN) else []
    load_settings(folder.toml(FILE).data, ALWAYS, rows)


def export_part() -> dict[str, str | bytes]:
    """settings.csv when something was set on screen; province.toml is written back as it was loaded."""
    from tinhso.foundation.province.models import Setting

    rows = Setting.objects.filter(on_screen=True).order_by("key", "valid_from")
    return {ON_SCREEN: as_text(rows)} if rows else {}
