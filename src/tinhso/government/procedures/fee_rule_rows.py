"""The shape of fee-rules.csv: needs no database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder, Row, check_columns, did_you_mean
from tinhso.government.procedures.rules import expressions
from tinhso.government.procedures.rules.reductions import EFFECTS, PERCENT, WITH_VALUE, FeeRule

FILE = "fee-rules.csv"
COLUMNS = (
    "key", "procedures", "fee", "kind", "channels", "when", "effect", "value", "reason", "legal", "valid_from",
    "valid_to", "demonstration",
)  # fmt: skip
EVERY = "*"
CHANNELS = ("ONLINE", "DIRECT", "POSTAL")
KINDS = ("fee", "charge")
MOST = 10**12


def read(row: Row) -> FeeRule:
    """One line; ValueError for a day or number that is none."""
    return FeeRule(
        key=row["key"],
        effect=row["effect"],
        value=int(row["value"] or 0),
        procedures=() if row["procedures"] == EVERY else tuple(row["procedures"].split()),
        fee=row["fee"],
        kind=row["kind"],
        channels=tuple(row["channels"].split()),
        when=row["when"],
        reason=row["reason"],
        legal=row["legal"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        demonstration=row["demonstration"] == "yes",
    )


def fee_rule_faults(folder: Folder, fees: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    """Faults of the file; `fees`: the procedures of the folder with the keys of their fees."""
    if not folder.exists(FILE):
        return
    broken = list(check_columns(folder, FILE, COLUMNS))
    yield from broken
    if broken:
        return
    seen: set[str] = set()
    for row in folder.rows(FILE):
        for sentence, way_out in (*_words(row), *_about(row, fees), *_numbers(row), *_grounds(row)):
            yield Fault(FILE, row.line, sentence, way_out)
        if row["key"] in seen:
            yield Fault(FILE, row.line, _("“%(key)s” bị lặp.") % {"key": row["key"]}, _("Chỉ giữ một dòng."))
        seen.add(row["key"])


def _words(row: Row) -> Iterator[tuple[str, str]]:
    if not row["key"] or len(row["key"]) > 80:
        yield _("Mỗi quy tắc thu cần một mã riêng ở cột key."), _("Ghi mã ngắn, không trùng dòng khác.")
    for name, known in (("effect", EFFECTS), ("kind", ("", *KINDS)), ("demonstration", ("", "yes"))):
        if row[name] not in known:
            yield (
                _("Cột %(name)s không nhận “%(value)s”.") % {"name": name, "value": row[name]},
                did_you_mean(row[name], [one for one in known if one]),
            )
    for channel in row["channels"].split():
        if channel not in CHANNELS:
            yield _("Cột channels không nhận “%s”.") % channel, did_you_mean(channel, CHANNELS)
    why = expressions.fault(row["when"]) if row["when"] else None
    if why:
        yield (
            _("Điều kiện ở cột when không dùng được: %s.") % why,
            _("Viết như điều kiện của khoản thu trong procedure.toml."),
        )


def _about(row: Row, fees: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    codes = [] if row["procedures"] == EVERY else row["procedures"].split()
    if row["procedures"] == "":
        yield _("Cột procedures để trống."), _("Ghi mã thủ tục, hoặc * cho mọi thủ tục.")
    for code in codes:
        if code not in fees:
            yield _("Không có thủ tục “%s”.") % code, did_you_mean(code, fees)
        elif row["fee"] and row["fee"] not in fees[code]:
            yield (
                _("Thủ tục %(code)s không có khoản thu “%(fee)s”.") % {"code": code, "fee": row["fee"]},
                did_you_mean(row["fee"], fees[code]),
            )


def _numbers(row: Row) -> Iterator[tuple[str, str]]:
    try:
        rule = read(row)
    except ValueError:
        yield (
            _("Ngày hoặc số trong dòng không đúng."),
            _("Viết ngày như 2026-11-23, số nguyên không dấu chấm."),
        )
        return
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        yield _("valid_to trước valid_from."), _("Sửa một trong hai ngày.")
    if (rule.effect in WITH_VALUE) != bool(row["value"]):
        yield (
            _("percent, less, amount cần cột value; exempt, before, on_result để trống."),
            _("Sửa cột value."),
        )
    elif not 0 <= rule.value <= (100 if rule.effect == PERCENT else MOST):
        yield _("Số ở cột value không hợp lệ."), _("percent từ 0 đến 100; less và amount là số đồng.")


def _grounds(row: Row) -> Iterator[tuple[str, str]]:
    if not 0 < len(row["reason"]) <= 300:
        yield _("Thiếu lý do."), _("Ghi ở cột reason câu mà người dân sẽ đọc.")
    if not row["legal"] and row["demonstration"] != "yes":
        yield (
            _("Miễn, giảm hay thu trước phải có căn cứ."),
            _("Ghi số, ngày văn bản ở cột legal. Quy tắc trình diễn ghi yes ở cột demonstration."),
        )
    if row["legal"] and row["demonstration"] == "yes":
        yield _("Quy tắc trình diễn không được nêu văn bản."), _("Để trống cột legal.")
