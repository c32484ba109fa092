"""Documents and targets of a province folder as they are written, and every fault in them. No database."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder, did_you_mean, toml_or_fault
from tinhso.government.directives.rules import notation
from tinhso.government.directives.rules.kinds import KINDS, LINKS, OTHER
from tinhso.government.directives.rules.path import DOWN, UP

FILES = "directives/*.toml"
# What is written from the screen; the others are written by hand.
ENTERED = "directives/entered.toml"
TEXTS = ("slug", "kind", "kind_name", "notation", "title", "issuer", "issuer_name", "signer", "signer_position",
         "summary", "source")  # fmt: skip
DAYS = ("issued_on", "valid_from", "valid_to")
KEYS = (*TEXTS, *DAYS, "year", "target", "link")
TARGET_KEYS = ("key", "name", "measure", "base_value", "base_year", "value", "unit", "direction", "due_on", "owner",
               "source", "year", "declared")  # fmt: skip
LINK_KEYS, YEAR_KEYS = ("kind", "to"), ("year", "value")
DECLARED_KEYS = ("day", "value", "note", "source")
NUMBERS = ("base_value", "value")


def documents(folder: Folder) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """File, place in the file and content of every document that can be read."""
    for name in folder.matching(FILES):
        toml = toml_or_fault(folder, name)
        if isinstance(toml, Fault):
            continue
        for at, row in enumerate(toml.data.get("document", [])):
            yield name, at, row


def faults(folder: Folder, agencies: set[str], measures: Collection[str] = ()) -> Iterator[Fault]:
    """Every fault, with file and line; `measures`: those that the platform counts, the only ones a target may name."""
    slugs = {row.get("slug", "") for _name, _at, row in documents(folder)}
    seen: set[str] = set()
    for name in folder.matching(FILES):
        toml = toml_or_fault(folder, name)
        if isinstance(toml, Fault):
            yield toml
            continue
        for at, row in enumerate(toml.data.get("document", [])):
            line = toml.line("document", at)
            for message, way_out in _of_document(row, slugs, seen, agencies):
                yield Fault(name, line, message, way_out)
            for nth, target in enumerate(row.get("target", [])):
                for message, way_out in _of_measure(target, measures):
                    yield Fault(name, toml.line("document", at, "target", nth, "measure"), message, way_out)
            seen.add(row.get("slug", ""))


Found = Iterator[tuple[str, str]]


def _of_document(row: dict[str, Any], slugs: set[str], seen: set[str], agencies: set[str]) -> Found:
    yield from _keys(row, KEYS)
    slug = row.get("slug", "")
    if not slug or not isinstance(slug, str):
        yield _("Văn bản thiếu “slug”."), _("Đặt một tên ngắn không dấu, không đổi về sau.")
    elif slug in seen:
        yield _("“slug” %(slug)s bị lặp.") % {"slug": slug}, _("Mỗi văn bản một tên riêng.")
    yield from _of_texts(row, slug)
    yield from _days(row, DAYS)
    if row.get("issuer") and row["issuer"] not in agencies:
        yield (
            _("Cơ quan “%(slug)s” không có.") % {"slug": row["issuer"]},
            did_you_mean(row["issuer"], agencies),
        )
    yield from _of_links(row, slugs)
    for one in row.get("target", []):
        yield from _of_target(one, agencies)


def _of_texts(row: dict[str, Any], slug: str) -> Found:
    for name in ("title", "source"):
        if not row.get(name):
            yield (
                _("Văn bản %(slug)s thiếu “%(name)s”.") % {"slug": slug, "name": name},
                _("Ghi trích yếu, và nguồn của mọi điều đã ghi; điều chưa biết thì để trống."),
            )
    kind = row.get("kind", "")
    if kind not in KINDS and kind != OTHER:
        yield (
            _("Loại văn bản “%(kind)s” không có.") % {"kind": kind},
            did_you_mean(str(kind), [*KINDS, OTHER]),
        )
    elif notation.fault(kind, str(row.get("notation", ""))):
        yield (
            _("Số, ký hiệu “%(text)s” không đúng dạng hoặc không khớp loại.") % {"text": row["notation"]},
            _("Viết như 327/KH-UBND; chưa biết số thì bỏ dòng này."),
        )


def _of_links(row: dict[str, Any], slugs: set[str]) -> Found:
    for one in row.get("link", []):
        yield from _keys(one, LINK_KEYS)
        if one.get("kind") not in LINKS:
            yield (
                _("Quan hệ “%(kind)s” không có.") % {"kind": one.get("kind")},
                did_you_mean(str(one.get("kind")), list(LINKS)),
            )
        if one.get("to") not in slugs or one.get("to") == row.get("slug"):
            yield (
                _("Văn bản “%(to)s” không có.") % {"to": one.get("to")},
                did_you_mean(str(one.get("to")), slugs),
            )


def _of_target(row: dict[str, Any], agencies: set[str]) -> Found:
    yield from _keys(row, TARGET_KEYS)
    for name in ("key", "name", "source"):
        if not row.get(name):
            yield _("Chỉ tiêu thiếu “%(name)s”.") % {"name": name}, _("Mỗi chỉ tiêu có khóa, tên và nguồn.")
    if row.get("direction", UP) not in (UP, DOWN):
        yield _("Chiều “%(text)s” không có.") % {"text": row["direction"]}, _("Chỉ dùng up hoặc down.")
    if row.get("owner") and row["owner"] not in agencies:
        yield _("Cơ quan “%(slug)s” không có.") % {"slug": row["owner"]}, did_you_mean(row["owner"], agencies)
    yield from _days(row, ("due_on",))
    for year in row.get("year", []):
        yield from _keys(year, YEAR_KEYS)
    for one in [row, *row.get("year", []), *row.get("declared", [])]:
        for name in NUMBERS:
            if not _number(one.get(name)):
                yield _("“%(name)s” phải là số.") % {"name": name}, _("Viết số, không viết đơn vị.")
    yield from _of_declared(row)


def _of_measure(row: dict[str, Any], measures: Collection[str]) -> Found:
    named = row.get("measure", "")
    if named and named not in measures:
        facts = {"measure": named, "key": row.get("key", "?")}
        yield (
            _("Chỉ tiêu %(key)s: nền tảng không có số đo “%(measure)s” (measure).") % facts,
            did_you_mean(str(named), measures)
            + " "
            + _("Không có số đo nào hợp thì bỏ dòng measure; tiến độ lấy từ báo cáo."),
        )


def _of_declared(row: dict[str, Any]) -> Found:
    for one in row.get("declared", []):
        yield from _keys(one, DECLARED_KEYS)
        yield from _days(one, ("day",))
        if not one.get("source") or "value" not in one or "day" not in one:
            yield (
                _("Số liệu đã công bố thiếu ngày, giá trị hoặc nguồn."),
                _("Ghi đủ ba điều, hoặc bỏ dòng này."),
            )


def _number(value: Any) -> bool:
    """True for a number, and for what is not there."""
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _keys(row: dict[str, Any], known: tuple[str, ...]) -> Found:
    for name in row:
        if name not in known:
            yield _("Khóa lạ “%(name)s”.") % {"name": name}, did_you_mean(name, known)


def _days(row: dict[str, Any], names: tuple[str, ...]) -> Found:
    for name in names:
        if name in row and (not isinstance(row[name], date)):
            yield _("“%(name)s” phải là ngày.") % {"name": name}, _("Viết như 2022-03-14, không có dấu nháy.")


def decimal(value: Any) -> Decimal:
    """A number of the file, exactly as it is written."""
    return Decimal(str(value))


def perhaps(value: Any) -> Decimal | None:
    """The same; None for what is not there."""
    return None if value is None else decimal(value)
