"""`./tinhso simulate`: so many days of a province at work, by the rooms' own verbs."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

from django.conf import settings

WIDTH = 30


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "simulate", help="Cho tỉnh làm việc bằng hồ sơ giả định trong nhiều ngày (chỉ bản trình diễn)"
    )
    parser.add_argument("--days", type=_positive, default=30, help="bao nhiêu ngày (mặc định 30)")
    parser.add_argument("--dossiers", type=_positive, default=1000, help="bao nhiêu hồ sơ (mặc định 1000)")
    parser.add_argument("--seed", type=int, default=2024, help="hạt giống: cùng số thì cùng những ngày ấy")
    parser.add_argument(
        "--from",
        dest="first",
        type=date.fromisoformat,
        metavar="NGÀY",
        help="ngày đầu, dạng 2025-06-01 (mặc định: để ngày cuối là hôm qua)",
    )
    parser.add_argument(
        "--bulk",
        type=_positive,
        metavar="SỐ",
        help="sau đó chép những hồ sơ đã xong thành chừng này hồ sơ nữa, kèm sự kiện (hàng triệu trong vài chục phút)",
    )
    parser.add_argument(
        "--lean",
        action="store_true",
        help="với --bulk: chỉ hồ sơ, người và bước, để thử danh sách; không giấy tờ, phí, sự kiện",
    )
    parser.add_argument(
        "--http",
        action="store_true",
        help="mọi việc đi qua trang thật: đăng nhập, biểu mẫu, tải tệp (chậm hơn; cuối lượt in thời gian các trang)",
    )
    parser.set_defaults(run=run)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("cần một số từ 1")
    return number


def run(args: argparse.Namespace) -> int:
    """Live the days that are not lived yet; the same command goes on after a stop."""
    from tinhso.demo import filings
    from tinhso.demo.doors import Doors
    from tinhso.foundation.identity.api import ensure_demo_accounts
    from tinhso.foundation.province.api import front_door
    from tinhso.foundation.worktime import api as worktime
    from tinhso.simulation.engine import Engine
    from tinhso.simulation.figures import beside_published
    from tinhso.simulation.models import Run
    from tinhso.simulation.ways import Ways, by_pages

    if not settings.DEMO:
        print("simulate chỉ chạy ở chế độ trình diễn: lệnh này ghi hồ sơ giả định.", file=sys.stderr)
        return 2
    first = args.first or worktime.today() - timedelta(days=args.days)
    if first > worktime.today():
        print("Ngày đầu phải là một ngày đã qua: không hồ sơ nào được nộp ở tương lai.", file=sys.stderr)
        return 2
    if args.lean and args.bulk is None:
        print("--lean chỉ dùng cùng --bulk SỐ.", file=sys.stderr)
        return 2
    if args.http and front_door() == "national":
        print(
            "--http cần cửa trước của tỉnh: ở mô hình quốc gia người dân nộp trên Cổng quốc gia.",
            file=sys.stderr,
        )
        return 2
    ensure_demo_accounts()
    plan, made = Run.objects.get_or_create(
        first=first, days=args.days, dossiers=args.dossiers, seed=args.seed, pages=args.http
    )
    if not made and plan.day:
        print(f"Tiếp tục từ sau ngày {plan.day:%d/%m/%Y}.")
    began = time.monotonic()

    def tell(day: date, counts: Counter[str]) -> None:
        lived = (day - first).days + 1
        filled = WIDTH * lived // args.days
        print(
            f"\r[{'█' * filled}{'·' * (WIDTH - filled)}] {day:%d/%m/%Y}  "
            f"{counts['filed']} đã nộp, {counts['ended']} đã xong, {counts['refused']} bị từ chối",
            end="",
            flush=True,
        )

    with by_pages() if args.http else nullcontext(Ways(Doors())) as ways:
        engine = Engine(
            plan, filings.samples(settings.PROVINCE_DIR), tell, doors=ways.doors, refused=ways.refused
        )
        counts = engine.play()
    took = time.monotonic() - began
    rate = f" ({counts['acts'] / took:.0f} việc mỗi giây)" if took > 1 else ""
    print(f"\nXong: {counts['filed']} hồ sơ, {counts['acts']} việc trong lượt này{rate}.")
    print(beside_published(plan, engine.arrivals))
    print(*ways.told(), sep="\n", end="")
    if args.bulk is None:
        return 0
    from tinhso.simulation.bulk.command import bulk

    return bulk(plan, args.bulk, lean=args.lean)
