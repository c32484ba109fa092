"""Prove agencies.toml: keys, templates, doubled ids, parents, successors and codes that collide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from string import Formatter

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.rules.agency_rows import (
    AGENCY_KEYS,
    AGENCY_REQUIRED,
    FILE,
    HEIR_WORDS,
    RULE_KEYS,
    RULE_REQUIRED,
    UNIT_WORDS,
    AgencyRow,
    read_agencies,
)
from tinhso.foundation.organisation.rules.kinds import KINDS, LEVELS
from tinhso.foundation.organisation.rules.unit_rows import UnitTable
from tinhso.foundation.province.api import (
    Fault,
    TomlFile,
    check_array,
    check_days,
    did_you_mean,
    nearest,
)

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
CODE_KEY = re.compile(r"^[A-Z0-9]+$")
_LISTS, _DATES = ("successors", "fields", "unverified"), ("valid_from", "valid_to")
TYPES = {
    key: "list" if key in _LISTS else "date" if key in _DATES else "bool" if key == "vertical" else "str"
    for key in (*AGENCY_KEYS, "for_each")
}


def check_agencies(toml: TomlFile, units: UnitTable) -> Iterator[Fault]:
    """All faults of the file; references are checked only when every entry can be read."""
    shape = list(_shape(toml))
    yield from shape
    if shape:
        return
    rows = read_agencies(toml, units)
    by_slug: dict[str, AgencyRow] = {}
    for row in rows:
        if row.slug in by_slug:
            yield Fault(
                FILE,
                row.line,
                _("Mã cơ quan “%(slug)s” bị trùng.") % {"slug": row.slug},
                _("Đặt slug khác; cơ quan kia ở dòng %(line)s.") % {"line": by_slug[row.slug].line},
            )
        by_slug.setdefault(row.slug, row)
    for row in rows:
        yield from _row(row, by_slug, units)


def _shape(toml: TomlFile) -> Iterator[Fault]:
    for key in toml.data:
        if key not in ("agency", "rule"):
            yield Fault(
                FILE,
                toml.line(key),
                _("Mục lạ “%(key)s”.") % {"key": key},
                did_you_mean(key, {"agency", "rule"}),
            )
    yield from check_array(FILE, toml, "agency", {k: TYPES[k] for k in AGENCY_KEYS}, AGENCY_REQUIRED)
    yield from check_array(FILE, toml, "rule", {k: TYPES[k] for k in RULE_KEYS}, RULE_REQUIRED)
    for name in ("agency", "rule"):
        entries = toml.data.get(name, [])
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            path = (name, index)
            if not isinstance(entry, dict):
                continue
            yield from check_days(FILE, toml, path)
            yield from _word(toml, path, entry, "kind", KINDS)
            yield from _word(toml, path, entry, "level", LEVELS)
            yield from _word(toml, path, entry, "for_each", LEVELS)
            if name == "rule":
                yield from _templates(toml, path, entry)


def _word(
    toml: TomlFile, path: tuple[str, int], entry: dict[str, object], key: str, known: tuple[str, ...]
) -> Iterator[Fault]:
    value = entry.get(key)
    if isinstance(value, str) and value not in known:
        yield Fault(
            FILE,
            toml.line(*path, key),
            _("Giá trị lạ “%(value)s” của “%(key)s”.") % {"value": value, "key": key},
            did_you_mean(value, known),
        )


def _templates(toml: TomlFile, path: tuple[str, int], entry: dict[str, object]) -> Iterator[Fault]:
    for key, known in (
        *((key, UNIT_WORDS) for key in ("slug", "name", "parent", "code_key")),
        ("successors", HEIR_WORDS),
    ):
        value = entry.get(key, "")
        for text in value if isinstance(value, list) else [value]:
            for word in _placeholders(str(text)):
                if word not in known:
                    yield Fault(
                        FILE,
                        toml.line(*path, key),
                        _("Chỗ điền lạ {%(word)s}.") % {"word": word},
                        did_you_mean(word, known),
                    )


def _placeholders(text: str) -> list[str]:
    """Names between braces; anything but a plain name (attributes, broken braces) is returned as it is."""
    try:
        found = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return [text]
    # A format or conversion ("{name:>9999}") is no plain name either.
    return [
        name if not spec and not conversion else text
        for _t, name, spec, conversion in found
        if name is not None
    ]


def _row(row: AgencyRow, by_slug: dict[str, AgencyRow], units: UnitTable) -> Iterator[Fault]:
    if not SLUG.match(row.slug) or len(row.slug) > 100:
        yield Fault(
            FILE,
            row.line,
            _("Mã cơ quan “%(slug)s” không hợp lệ.") % {"slug": row.slug},
            _("Chỉ dùng chữ thường không dấu, chữ số và gạch nối, ví dụ ubnd-xa-tho-tang-2025."),
        )
    if row.code_key and not CODE_KEY.match(row.code_key):
        yield Fault(
            FILE, row.line, _("code_key “%s” không hợp lệ.") % row.code_key, _("Chỉ dùng A–Z và 0–9.")
        )
    unit = units.on(row.unit, row.valid_from)
    if unit is None:
        yield Fault(
            FILE,
            row.line,
            _("Không có đơn vị mã “%(code)s” vào ngày %(day)s.") % {"code": row.unit, "day": row.valid_from},
            did_you_mean(row.unit, units.codes()) if row.unit not in units.codes() else _("Sửa valid_from."),
        )
    elif unit.valid_to and (row.valid_to is None or row.valid_to > unit.valid_to):
        yield Fault(
            FILE,
            row.line,
            _("%(slug)s còn sau khi %(name)s kết thúc (%(day)s).")
            % {"slug": row.slug, "name": unit.name, "day": unit.valid_to},
            _("Đặt valid_to và khai báo cơ quan kế thừa."),
        )
    yield from _references(row, by_slug)


def _references(row: AgencyRow, by_slug: dict[str, AgencyRow]) -> Iterator[Fault]:
    if row.parent:
        parent = by_slug.get(row.parent)
        if parent is None:
            yield _unknown(row, row.parent, by_slug)
        elif _circles(row, by_slug):
            yield Fault(
                FILE,
                row.line,
                _("Cơ quan cấp trên của “%s” dẫn vòng về chính nó.") % row.slug,
                _("Sửa khoá parent của một cơ quan trong vòng."),
            )
        elif not parent.on(row.valid_from):
            yield Fault(
                FILE,
                row.line,
                _("Cơ quan cấp trên “%(slug)s” chưa có hoặc đã kết thúc vào ngày %(day)s.")
                % {"slug": row.parent, "day": row.valid_from},
                _("Sửa ngày của một trong hai cơ quan."),
            )
    if row.successors and row.valid_to is None:
        yield Fault(FILE, row.line, _("Có cơ quan kế thừa nhưng chưa có valid_to."), _("Điền valid_to."))
    for slug in row.successors:
        heir = by_slug.get(slug)
        if heir is None:
            yield _unknown(row, slug, by_slug)
        elif row.valid_to and not heir.on(row.valid_to + timedelta(days=1)):
            yield Fault(
                FILE,
                row.line,
                _("Cơ quan kế thừa “%(slug)s” không có vào ngày sau khi %(old)s kết thúc.")
                % {"slug": slug, "old": row.slug},
                _("Ngày của hai cơ quan phải nối nhau."),
            )


def _circles(row: AgencyRow, by_slug: dict[str, AgencyRow]) -> bool:
    seen = {row.slug}
    above = by_slug.get(row.parent)
    while above:
        if above.slug in seen:
            return True
        seen.add(above.slug)
        above = by_slug.get(above.parent)
    return False


def _unknown(row: AgencyRow, slug: str, by_slug: dict[str, AgencyRow]) -> Fault:
    close = nearest(slug, set(by_slug))
    return Fault(
        FILE,
        row.line,
        _("%(from)s nhắc tới cơ quan không có “%(slug)s”.") % {"from": row.slug, "slug": slug},
        _("Có phải bạn muốn viết “%s”?") % close if close else _("Khai báo cơ quan này trong agencies.toml."),
    )
