"""`python -m tinhso.simulators.pay --port N --store FILE --partner CODE [--notify URL] [--trouble SEED]`."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time

from tinhso.simulators.pay.book import Book
from tinhso.simulators.pay.messages import Clock
from tinhso.simulators.pay.notifier import Notifier
from tinhso.simulators.pay.platform import Platform
from tinhso.simulators.pay.server import PaySite
from tinhso.simulators.pay.trouble import Trouble


def main(argv: list[str] | None = None) -> int:
    """Serve until the process is ended; the first line of output is the address."""
    args = _parser().parse_args(argv)
    if os.environ.get("TINHSO_ENV") == "production":
        print("Nền tảng thanh toán mô phỏng không chạy ở chế độ production.", file=sys.stderr)
        return 2
    book, trouble = Book(args.store), Trouble(args.trouble)
    secret = os.environ.get("TINHSO_PAY_SECRET", "mo-phong")
    platform = Platform(book, trouble, Clock(args.at), args.partner, secret)
    notifier = Notifier(book, trouble, args.notify)
    site = PaySite((args.address, args.port), platform, notifier, args.back, args.name)
    if args.notify and args.every > 0:
        threading.Thread(target=_push, args=(notifier, args.every), daemon=True).start()
    print(site.origin, flush=True)
    site.serve_forever()
    return 0


def _push(notifier: Notifier, every: float) -> None:
    while True:
        notifier.round()
        time.sleep(every)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tinhso.simulators.pay", description="Nền tảng thanh toán quốc gia (mô phỏng)"
    )
    parser.add_argument("--address", default="127.0.0.1", help="địa chỉ để nghe")
    parser.add_argument(
        "--name", default="", help="tên máy trong liên kết trang trả tiền (mặc định: địa chỉ)"
    )
    parser.add_argument("--port", type=int, default=0, help="cổng TCP (0: chọn cổng trống)")
    parser.add_argument("--store", required=True, help="tệp SQLite của bản mô phỏng")
    parser.add_argument("--partner", default="mo-phong", help="mã đối tác của tỉnh")
    parser.add_argument("--notify", default="", help="địa chỉ của tỉnh nhận thông báo giao dịch")
    parser.add_argument("--back", default="", help="trang của tỉnh để quay về, {code} là mã hồ sơ")
    parser.add_argument(
        "--every", type=float, default=1.0, help="số giây giữa hai lượt gửi (0: chỉ khi được gọi)"
    )
    parser.add_argument(
        "--trouble", type=int, default=None, metavar="SEED", help="gây sự cố theo hạt giống này"
    )
    parser.add_argument("--at", default="", help="thời điểm bắt đầu của thế giới mô phỏng (ISO)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
