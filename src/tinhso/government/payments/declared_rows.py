"""The shape of beneficiary-accounts.csv and receipt-series.csv: needs no database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from itertools import combinations

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder, Row, check_columns, did_you_mean
from tinhso.government.payments.rules import vietqr

ACCOUNTS, SERIES = "beneficiary-accounts.csv", "receipt-series.csv"
ACCOUNT_COLUMNS = (
    "agency", "bank_bin", "bank_name", "number", "holder", "valid_from", "valid_to", "basis", "demonstration",
)  # fmt: skip
SERIES_COLUMNS = ("agency", "kind", "form_no", "symbol", "valid_from", "valid_to", "demonstration")
KINDS = ("fee", "charge")
# A demonstration's account must lead nowhere: this BIN belongs to no bank.
NO_BANK = "999999"


def days(row: Row) -> tuple[date, date | None]:
    """First and last day of a line; ValueError for what is no day."""
    last = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    return date.fromisoformat(row["valid_from"]), last


def demonstration(row: Row) -> bool:
    """True for a line that only a demonstration may load."""
    return row["demonstration"] == "yes"


def account_faults(folder: Folder, agencies: Collection[str]) -> Iterator[Fault]:
    """Faults of the accounts that agencies are paid into."""
    yield from _faults(folder, ACCOUNTS, ACCOUNT_COLUMNS, agencies, _account, lambda row: row["agency"])


def series_faults(folder: Folder, agencies: Collection[str]) -> Iterator[Fault]:
    """Faults of the series that receipts are numbered by."""
    yield from _faults(
        folder, SERIES, SERIES_COLUMNS, agencies, _one_series, lambda row: f"{row['agency']} {row['kind']}"
    )
    if not folder.exists(SERIES) or list(check_columns(folder, SERIES, SERIES_COLUMNS)):
        return
    seen: set[tuple[str, str, str]] = set()
    for row in folder.rows(SERIES):
        key = (row["agency"], row["form_no"], row["symbol"])
        if key in seen:
            yield Fault(
                SERIES,
                row.line,
                _("Mẫu số và ký hiệu này đã có ở một dòng trên: số biên lai sẽ trùng nhau."),
                _("Đặt ký hiệu khác."),
            )
        seen.add(key)


def _faults(
    folder: Folder,
    file: str,
    columns: tuple[str, ...],
    agencies: Collection[str],
    of_line: Callable[[str, Row], Iterator[Fault]],
    key: Callable[[Row], str],
) -> Iterator[Fault]:
    if not folder.exists(file):
        return
    broken = list(check_columns(folder, file, columns))
    yield from broken
    if broken:
        return
    sound: dict[str, list[Row]] = {}
    for row in folder.rows(file):
        found = [*_line(file, row, agencies), *of_line(file, row)]
        yield from found
        if not found:
            sound.setdefault(key(row), []).append(row)
    for rows in sound.values():
        for one, two in combinations(rows, 2):
            if _overlap(days(one), days(two)):
                yield Fault(
                    file,
                    two.line,
                    _("Dòng này chồng thời gian với dòng %(line)d.") % {"line": one.line},
                    _("Đặt valid_to cho dòng cũ."),
                )


def _line(file: str, row: Row, agencies: Collection[str]) -> Iterator[Fault]:
    if row["agency"] not in agencies:
        yield Fault(
            file, row.line, _("Không có cơ quan “%s”.") % row["agency"], did_you_mean(row["agency"], agencies)
        )
    if row["demonstration"] not in ("", "yes"):
        yield Fault(
            file, row.line, _("Cột demonstration chỉ nhận yes hoặc để trống."), _("Ghi yes cho số liệu trình diễn.")
        )  # fmt: skip
    try:
        first, last = days(row)
    except ValueError:
        yield Fault(file, row.line, _("Ngày trong dòng không đúng."), _("Viết ngày như 2026-11-23."))
        return
    if last is not None and last < first:
        yield Fault(file, row.line, _("valid_to trước valid_from."), _("Sửa một trong hai ngày."))


def _account(file: str, row: Row) -> Iterator[Fault]:
    try:
        vietqr.payload(row["bank_bin"], row["number"], 1, "KIEM TRA")
    except vietqr.Unreadable:
        yield Fault(
            file,
            row.line,
            _("Mã BIN phải có 6 số; số tài khoản gồm chữ và số, tối đa 19."),
            _("Chép lại từ thông báo mở tài khoản."),
        )
    for name in ("bank_name", "holder"):
        if not row[name]:
            yield Fault(
                file, row.line, _("Thiếu cột %s.") % name, _("Ghi tên ngân hàng, kho bạc và chủ tài khoản.")
            )
    if demonstration(row) != (row["bank_bin"] == NO_BANK):
        yield Fault(
            file,
            row.line,
            _("Tài khoản trình diễn phải dùng BIN %(bin)s, và chỉ tài khoản trình diễn được dùng.") % {"bin": NO_BANK},
            _("Không ai được chuyển tiền thật vào tài khoản trình diễn."),
        )  # fmt: skip


def _one_series(file: str, row: Row) -> Iterator[Fault]:
    if row["kind"] not in KINDS:
        yield Fault(
            file, row.line, _("Loại “%s” không dùng được.") % row["kind"], _("Ghi fee (phí) hoặc charge (lệ phí).")
        )  # fmt: skip
    for name in ("form_no", "symbol"):
        if not 0 < len(row[name]) <= 20:
            yield Fault(file, row.line, _("Mẫu số và ký hiệu có từ 1 đến 20 ký tự."), _("Sửa cột %s.") % name)


def _overlap(one: tuple[date, date | None], two: tuple[date, date | None]) -> bool:
    return (two[1] is None or one[0] <= two[1]) and (one[1] is None or two[0] <= one[1])


def day_before(day: date) -> date:
    """The last day of what ends when something else begins."""
    return day - timedelta(days=1)
