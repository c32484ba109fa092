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
    compare = commands.add_parser("payments-compare", help="Đối soát một ngày của mọi nơi thu")
    compare.add_argument("--day", type=date.fromisoformat, required=True, help="ngày (2026-01-31)")
    compare.set_defaults(run=run_compare)


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
