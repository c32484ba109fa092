"""The shape of the three files of published results: needs no database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder, Row, check_columns, did_you_mean
from tinhso.government.indices.rules import dti
from tinhso.government.indices.rules.boards import GROUPS, KINDS, PARTS, TRUSTS

DTI, INTERNAL, FIGURES = (f"indices/published/{name}.csv" for name in ("dti", "internal", "figures"))
DTI_COLUMNS = (
    "year", "set", "kind", "place", "rank", "of", "score", "cqs_rank", "cqs", "kts_rank", "kts", "xhs_rank", "xhs",
    *dti.SCORED, "ranks", "trust", "source", "note",
)  # fmt: skip
INTERNAL_COLUMNS = (
    "year", "set", "province", "group", "rank", "last", "of", "unit", "score", "max", "trust", "source", "note",
)  # fmt: skip
FIGURE_COLUMNS = ("key", "name", "value", "unit", "as_of", "trust", "source", "note")
_WHOLE = re.compile(r"[1-9][0-9]{0,4}")
_YEAR = re.compile(r"20[0-9]{2}")
_AS_OF = re.compile(r"20[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def faults(folder: Folder) -> Iterator[Fault]:
    """Faults of whichever of the three files are there."""
    for name, columns, check in (
        (DTI, DTI_COLUMNS, _dti),
        (INTERNAL, INTERNAL_COLUMNS, _internal),
        (FIGURES, FIGURE_COLUMNS, _figure),
    ):
        if not folder.exists(name):
            continue
        broken = list(check_columns(folder, name, columns))
        yield from broken
        if broken:
            continue
        seen: dict[tuple[str, ...], int] = {}
        for row in folder.rows(name):
            for message, way_out in [*_always(row), *check(row)]:
                yield Fault(name, row.line, message, way_out)
            first = seen.setdefault(key_of(name, row), row.line)
            if first != row.line:
                yield Fault(
                    name, row.line, _("Trùng với dòng %s.") % first, _("Xoá hoặc sửa một trong hai dòng.")
                )


def key_of(name: str, row: Row) -> tuple[str, ...]:
    """What makes a row of this file the only one of its kind."""
    columns = {
        DTI: ("year", "set", "kind", "place"),
        INTERNAL: ("year", "set", "province", "group", "unit"),
        FIGURES: ("key", "as_of"),
    }[name]
    return tuple(row[column] for column in columns)


def number(text: str) -> Decimal | None:
    """A plain decimal with a point; None where the cell is empty. ValueError for anything else."""
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,4})?", text):
        raise ValueError(text)
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error


def ranks_of(text: str) -> dict[str, int]:
    """`the_che:1 attt:4` as a mapping; ValueError for anything else."""
    found = {}
    for pair in text.split():
        key, _colon, rank = pair.partition(":")
        if key not in PARTS or not _WHOLE.fullmatch(rank) or key in found:
            raise ValueError(pair)
        found[key] = int(rank)
    return found


Found = tuple[str, str]


def _always(row: Row) -> Iterator[Found]:
    if row["trust"] not in TRUSTS:
        yield _("Mức tin cậy phải là S, C, I hoặc K."), _("Xem provinces/README: nguồn công khai là S.")
    if not row["source"]:
        yield _("Thiếu nguồn."), _("Ghi địa chỉ hoặc tên nguồn; số không có nguồn thì không đưa vào.")


def _known(row: Row, column: str, known: tuple[str, ...]) -> Iterator[Found]:
    if row[column] not in known:
        yield _("Không có giá trị “%s”.") % row[column], did_you_mean(row[column], known)


def _scored(row: Row, most: Decimal, columns: tuple[str, ...]) -> Iterator[Found]:
    for column in columns:
        try:
            value = number(row[column])
        except ValueError:
            yield _("Ô “%s” không phải số.") % column, _("Viết như 0.4880, dùng dấu chấm.")
            continue
        if value is not None and value > most:
            yield _("Ô “%(c)s” lớn hơn %(n)s.") % {"c": column, "n": most}, _("Kiểm tra lại với nguồn.")


def _placed(row: Row, columns: tuple[str, ...]) -> Iterator[Found]:
    if not _YEAR.fullmatch(row["year"]):
        yield _("Năm không đúng."), _("Viết bốn chữ số.")
    for column in columns:
        if row[column] and not _WHOLE.fullmatch(row[column]):
            yield _("Ô “%s” phải là số nguyên từ 1.") % column, _("Để trống nếu không rõ.")
    if all(_WHOLE.fullmatch(row[column]) for column in ("rank", "of")) and int(row["rank"]) > int(row["of"]):
        yield _("Hạng lớn hơn số đơn vị."), _("Kiểm tra lại với nguồn.")


def _dti(row: Row) -> Iterator[Found]:
    yield from _known(row, "kind", KINDS)
    yield from _placed(row, ("rank", "of", "cqs_rank", "kts_rank", "xhs_rank"))
    yield from _scored(row, Decimal(1), ("score", *dti.PILLARS, *dti.SCORED))
    try:
        ranks_of(row["ranks"])
    except ValueError as error:
        yield _("Không hiểu “%s”.") % error, _("Viết như the_che:1 attt:4.")


def _internal(row: Row) -> Iterator[Found]:
    yield from _known(row, "group", tuple(GROUPS))
    yield from _placed(row, ("rank", "of"))
    try:
        most = number(row["max"])
    except ValueError:
        most = None
        yield _("Ô “%s” không phải số.") % "max", _("Viết như 1000.")
    yield from _scored(row, most or Decimal(10_000), ("score",))
    if row["last"] not in ("", "1") or (row["last"] and row["rank"]):
        yield _("Cột last chỉ ghi 1, và khi không rõ hạng."), _("Để trống một trong hai.")


def _figure(row: Row) -> Iterator[Found]:
    if not _KEY.fullmatch(row["key"]) or len(row["key"]) > 60:
        yield _("Khoá chỉ gồm chữ thường không dấu, số và gạch nối."), _("Viết như to-cong-nghe-so.")
    if row["as_of"] and not _AS_OF.fullmatch(row["as_of"]):
        yield _("Thời điểm không đúng."), _("Viết 2022, 2022-11 hoặc 2022-11-30; không rõ thì để trống.")
    if not row["name"] or not row["value"]:
        yield _("Thiếu tên hoặc giá trị."), _("Ghi như nguồn đã nêu.")
