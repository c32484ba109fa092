"""`./tinhso payments-…`: the books from the command line."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time, timedelta
from typing import Any


def register(commands: Any) -> None:
    """Add the commands."""
    post = commands.add_parser("payments-post", help="Ghi vào sổ những khoản đã thu mà sổ chưa có")
    post.add_argument(
        "--from", dest="first", type=date.fromisoformat, required=True, help="từ ngày (2026-01-31)"
    )
    post.add_argument("--to", dest="last", type=date.fromisoformat, required=True, help="đến ngày")
    post.set_defaults(run=catch_up)
    bill = commands.add_parser(
        "payments-bill", help="Lấy biên lai PDF của nền tảng cho một giao dịch trực tuyến"
    )
    bill.add_argument("--reference", required=True, help="mã tham chiếu của giao dịch")
    bill.add_argument("--out", required=True, help="tệp PDF để ghi")
    bill.set_defaults(run=save_bill)
    compare = commands.add_parser("payments-compare", help="Đối soát một ngày của mọi nơi thu")
    compare.add_argument("--day", type=date.fromisoformat, required=True, help="ngày (2026-01-31)")
    compare.set_defaults(run=run_compare)
    account = commands.add_parser(
        "payments-account", help="Khai tài khoản nhận tiền của một nơi thu từ một ngày"
    )
    account.add_argument("--agency", required=True, help="mã định danh của nơi thu trong thư mục tỉnh (slug)")
    for name, words in (
        ("bin", "mã BIN của ngân hàng, 6 số"), ("bank", "tên ngân hàng, kho bạc"), ("number", "số tài khoản"),
        ("holder", "chủ tài khoản"),
    ):  # fmt: skip
        account.add_argument(f"--{name}", required=True, help=words)
    account.add_argument("--basis", default="", help="căn cứ")
    account.add_argument(
        "--from", dest="first", type=date.fromisoformat, required=True, help="từ ngày (2026-01-31)"
    )
    account.set_defaults(run=set_account)
    series = commands.add_parser(
        "payments-series", help="Khai mẫu số, ký hiệu biên lai của một nơi thu từ một ngày"
    )
    series.add_argument("--agency", required=True, help="mã định danh của nơi thu trong thư mục tỉnh (slug)")
    series.add_argument("--kind", choices=("fee", "charge"), required=True, help="phí hoặc lệ phí")
    series.add_argument("--form", required=True, help="mẫu số")
    series.add_argument("--symbol", required=True, help="ký hiệu")
    series.add_argument(
        "--from", dest="first", type=date.fromisoformat, required=True, help="từ ngày (2026-01-31)"
    )
    series.set_defaults(run=set_series)


def save_bill(args: argparse.Namespace) -> int:
    """The platform's own receipt of a payment, written beside; 1 when it has none to give."""
    from pathlib import Path

    from tinhso.government.payments.actions.fetch_bill import fetch_bill
    from tinhso.government.payments.models import Transaction
    from tinhso.lib.actor import Actor
    from tinhso.lib.errors import Refused

    one = Transaction.objects.filter(reference=args.reference).first()
    try:
        if one is None:
            print("Không có giao dịch với mã tham chiếu này.")
            return 1
        _one, content = fetch_bill(Actor.system("payments"), one.pk)
    except Refused as refused:
        print(refused)
        return 1
    Path(args.out).write_bytes(content)
    print(f"Đã ghi {args.out}.")
    return 0


def catch_up(args: argparse.Namespace) -> int:
    """Book what a bulk import, or a time before there were books, left out; day by day."""
    from tinhso.foundation.worktime.api import ZONE
    from tinhso.government.dossiers.api import taken_between
    from tinhso.government.payments.actions.listen import catch_up as write

    day, written = args.first, 0
    while day <= args.last:
        first = datetime.combine(day, time(), ZONE)
        written += write(taken_between(first, first + timedelta(days=1)))
        day += timedelta(days=1)
    print(f"Đã ghi bổ sung {written} khoản vào sổ.")
    return 0


def run_compare(args: argparse.Namespace) -> int:
    """Compare every agency that has books; 1 when differences are open."""
    from tinhso.government.payments.actions.reconcile import reconcile
    from tinhso.government.payments.models import Account
    from tinhso.government.payments.rules.explaining import explained

    found = 0
    for agency_id in Account.objects.order_by("agency_id").values_list("agency_id", flat=True).distinct():
        for one in reconcile(agency_id, args.day):
            print(
                f"{one.day} · {explained(one.kind)[0]} · {one.code or one.reference} · {one.ours} · {one.theirs}"
            )
            found += 1
    print(f"{found} chênh lệch chưa xử lý.")
    return 1 if found else 0


def set_account(args: argparse.Namespace) -> int:
    """A dated account of an agency; the one before it ends the day before."""
    from tinhso.foundation.organisation.api import agency_by_slug
    from tinhso.government.payments.actions.declare import declare_account

    declare_account(
        agency_by_slug(args.agency).id,
        bank_bin=args.bin,
        bank_name=args.bank,
        number=args.number,
        holder=args.holder,
        valid_from=args.first,
        legal_basis=args.basis,
    )
    print("Đã khai tài khoản nhận tiền.")
    return 0


def set_series(args: argparse.Namespace) -> int:
    """A dated series of receipts; the one of that kind before it ends the day before."""
    from tinhso.foundation.organisation.api import agency_by_slug
    from tinhso.government.payments.actions.declare import declare_series

    declare_series(
        agency_by_slug(args.agency).id,
        args.kind,
        form_no=args.form,
        symbol=args.symbol,
        valid_from=args.first,
    )
    print("Đã khai mẫu số, ký hiệu biên lai.")
    return 0
