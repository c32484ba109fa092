"""Agencies as written in agencies.toml, with the rules expanded over the units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tinhso.foundation.organisation.rules.unit_rows import UnitRow, UnitTable
from tinhso.foundation.province.api import TomlFile

FILE = "agencies.toml"
AGENCY_KEYS = (
    "slug",
    "name",
    "kind",
    "level",
    "unit",
    "parent",
    "valid_from",
    "valid_to",
    "successors",
    "code_key",
    "fields",
    "vertical",
    "legal_basis",
    "unverified",
    "note",
)
AGENCY_REQUIRED = ("slug", "name", "kind", "level", "unit", "valid_from")
RULE_KEYS = ("for_each", *(key for key in AGENCY_KEYS if key not in ("level", "unit")))
RULE_REQUIRED = ("for_each", "slug", "name", "kind")
UNIT_WORDS = ("name", "slug", "code", "since", "parent_slug")
HEIR_WORDS = ("heir_slug", "heir_since", "heir_code")


@dataclass(frozen=True)
class AgencyRow:
    """One agency; `line` is that of its entry or of the rule that made it."""

    slug: str
    name: str
    kind: str
    level: str
    unit: str
    parent: str
    valid_from: date
    valid_to: date | None
    successors: tuple[str, ...]
    code_key: str
    fields: tuple[str, ...]
    vertical: bool
    legal_basis: str
    unverified: tuple[str, ...]
    note: str
    line: int

    def on(self, day: date) -> bool:
        """True when the agency was there that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def read_agencies(toml: TomlFile, units: UnitTable) -> list[AgencyRow]:
    """All agencies of a file whose entries have the right keys and types."""
    return [*_entries(toml), *_expanded(toml, units)]


def _entries(toml: TomlFile) -> Iterator[AgencyRow]:
    for index, entry in enumerate(toml.data.get("agency", [])):
        yield _row(entry, entry["unit"], entry["level"], entry["valid_from"], toml.line("agency", index))


def _expanded(toml: TomlFile, units: UnitTable) -> Iterator[AgencyRow]:
    for index, rule in enumerate(toml.data.get("rule", [])):
        for unit in units.rows:
            if applies(rule, unit):
                yield _row(
                    _filled(rule, unit, units),
                    unit.code,
                    unit.level,
                    unit.valid_from,
                    toml.line("rule", index),
                )


def applies(rule: dict[str, Any], unit: UnitRow) -> bool:
    """A rule's dates choose the units that lie between them."""
    first, last = rule.get("valid_from"), rule.get("valid_to")
    if unit.level != rule["for_each"] or (first and unit.valid_from < first):
        return False
    return not last or (unit.valid_to is not None and unit.valid_to <= last)


def _filled(rule: dict[str, Any], unit: UnitRow, units: UnitTable) -> dict[str, Any]:
    parent = units.on(unit.parent, unit.valid_from)
    words = {
        "name": unit.name[:1].lower() + unit.name[1:],
        "slug": unit.slug,
        "code": unit.code,
        "since": units.since(unit),
        "parent_slug": parent.slug if parent else "",
    }
    entry = dict(rule)
    for key in ("slug", "name", "parent", "code_key"):
        if key in entry:
            entry[key] = entry[key].format_map(words)
    entry["successors"] = list(_heir_slugs(rule.get("successors", []), unit, units))
    entry["valid_to"] = unit.valid_to
    entry["unverified"] = sorted({*rule.get("unverified", []), *unit.unverified} & set(AGENCY_KEYS))
    return entry


def _heir_slugs(templates: list[str], unit: UnitRow, units: UnitTable) -> Iterator[str]:
    for template in templates:
        if "{" not in template:
            yield template
            continue
        for heir in units.heirs(unit):
            yield template.format_map(
                {"heir_slug": heir.slug, "heir_since": units.since(heir), "heir_code": heir.code}
            )


def _row(entry: dict[str, Any], unit: str, level: str, valid_from: date, line: int) -> AgencyRow:
    return AgencyRow(
        slug=entry["slug"],
        name=entry["name"],
        kind=entry["kind"],
        level=level,
        unit=unit,
        parent=entry.get("parent", ""),
        valid_from=valid_from,
        valid_to=entry.get("valid_to"),
        successors=tuple(entry.get("successors", [])),
        code_key=entry.get("code_key", ""),
        fields=tuple(entry.get("fields", [])),
        vertical=bool(entry.get("vertical", False)),
        legal_basis=entry.get("legal_basis", ""),
        unverified=tuple(entry.get("unverified", [])),
        note=entry.get("note", ""),
        line=line,
    )
