"""Forms and reporting regimes as the province folder writes them: who reports what to whom, and when. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

DOSSIERS, SATISFACTION = "dossiers", "satisfaction"
ROWS = {DOSSIERS: ("field", "agency"), SATISFACTION: ("staff", "agency", "index")}
SCOPES = ("own", "below")
PERIODS = ("month", "report", "quarter", "year")
LEVELS = ("province", "district", "commune")
SIGN = ("required", "off")
FORM_KEYS = {"key", "title", "counts", "rows", "scope", "basis", "unverified"}
REGIME_KEYS = {"form", "level", "kind", "to", "period", "due_days", "sign", "valid_from", "valid_to", "basis",
               "unverified"}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """A table: what it counts, one row for each what, of the agency alone or with all below it."""

    key: str
    title: str
    counts: str
    rows: str
    scope: str
    basis: str
    unverified: tuple[str, ...]


@dataclass(frozen=True)
class Regime:
    """Every agency of the level and kind gives `form` of each period to `to` within `due_days` working days after it."""

    form: str
    level: str
    kind: str
    to: str
    period: str
    due_days: int
    sign: str
    valid_from: date
    valid_to: date | None
    basis: str
    unverified: tuple[str, ...]

    def holds(self, day: date) -> bool:
        """True on the days of the regime."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def forms(data: Iterable[Mapping[str, Any]]) -> dict[str, Form]:
    """The forms of sound files, in their order."""
    found = {}
    for content in data:
        for one in content.get("form", []):
            found[one["key"]] = Form(
                one["key"], one["title"], one["counts"], one["rows"], one.get("scope", "own"), one.get("basis", ""),
                tuple(one.get("unverified", ())),
            )  # fmt: skip
    return found


def regimes(data: Iterable[Mapping[str, Any]]) -> list[Regime]:
    """The regimes of sound files."""
    return [
        Regime(
            one["form"], one["level"], one.get("kind", ""), one["to"], one["period"], one["due_days"],
            one.get("sign", "required"), one["valid_from"], one.get("valid_to"), one.get("basis", ""),
            tuple(one.get("unverified", ())),
        )
        for content in data
        for one in content.get("regime", [])
    ]  # fmt: skip


Found = Iterator[tuple[str, int, str, str]]


def faults(content: Mapping[str, Any], known: Collection[str], agencies: Collection[str]) -> Found:
    """(table, place, what is wrong, the way out). `known`: the forms of all files; `agencies`: slugs."""
    for at, one in enumerate(content.get("form", [])):
        for message, way_out in _of_form(one):
            yield "form", at, message, way_out
    for at, one in enumerate(content.get("regime", [])):
        for message, way_out in _of_regime(one, known, agencies):
            yield "regime", at, message, way_out


def _of_form(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _keys(one, FORM_KEYS, ("key", "title", "counts", "rows"))
    counts = one.get("counts")
    yield from _choice(one, "counts", tuple(ROWS))
    if counts in ROWS:
        yield from _choice(one, "rows", ROWS[str(counts)])
    if "scope" in one:
        yield from _choice(one, "scope", SCOPES)


def _of_regime(
    one: Mapping[str, Any], known: Collection[str], agencies: Collection[str]
) -> Iterator[tuple[str, str]]:
    yield from _keys(one, REGIME_KEYS, ("form", "level", "to", "period", "due_days", "valid_from"))
    for name, choices in (("level", LEVELS), ("period", PERIODS)):
        yield from _choice(one, name, choices)
    if "sign" in one:
        yield from _choice(one, "sign", SIGN)
    if one.get("form") and one["form"] not in known:
        yield _("Không có biểu “%s”.") % one["form"], _("Khai biểu đó trong một bảng [[form]].")
    if one.get("to") and one["to"] not in agencies:
        yield _("Không có cơ quan “%s”.") % one["to"], _("Dùng slug của agencies.toml.")
    days = one.get("due_days")
    if "due_days" in one and (not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= 60):
        yield _("due_days phải là số ngày làm việc từ 0 đến 60."), _("Viết một số, không có dấu nháy.")
    for name in ("valid_from", "valid_to"):
        if name in one and not isinstance(one[name], date):
            yield _("%s không phải ngày.") % name, _("Viết như 2025-07-01, không có dấu nháy.")


def _keys(one: Mapping[str, Any], known: Collection[str], needed: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in one:
        if name not in known:
            yield _("Khóa lạ “%s”.") % name, _("Khóa dùng được: %s.") % ", ".join(sorted(known))
    for name in needed:
        if one.get(name) in (None, ""):
            yield _("Thiếu “%s”.") % name, _("Thêm dòng này.")


def _choice(one: Mapping[str, Any], name: str, choices: Collection[str]) -> Iterator[tuple[str, str]]:
    if one.get(name) and one[name] not in choices:
        yield (
            _("“%(name)s” không nhận “%(value)s”.") % {"name": name, "value": one[name]},
            _("Chọn một trong: %s.") % ", ".join(choices),
        )
