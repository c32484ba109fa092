"""`python -m tinhso.simulators.portal --port N --store FILE [--intake URL --token TOKEN] [--trouble SEED]`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from pathlib import Path

from tinhso.simulators.portal.clock import Clock
from tinhso.simulators.portal.filing import Filing
from tinhso.simulators.portal.pusher import Pusher
from tinhso.simulators.portal.server import Portal
from tinhso.simulators.portal.services import Services
from tinhso.simulators.portal.store import Store
from tinhso.simulators.portal.trouble import Trouble


def main(argv: list[str] | None = None) -> int:
    """Serve until the process is ended; the first line of output is the address."""
    args = _parser().parse_args(argv)
    if os.environ.get("TINHSO_ENV") == "production":
        print("Cổng mô phỏng không chạy ở chế độ production.", file=sys.stderr)
        return 2
    store = Store(args.store)
    clock = Clock(args.at)
    trouble = Trouble(args.trouble)
    filing = Filing(store, clock)
    token = args.token or os.environ.get("TINHSO_PORTAL_TOKEN", "")
    pusher = Pusher(store, trouble, args.intake, token)
    portal = Portal(args.port, store, trouble, Services(store, args.user, args.password), filing, pusher)
    if args.examples:
        _learn(portal, json.loads(Path(args.examples).read_text(encoding="utf-8")))
    if args.intake and args.every > 0:
        threading.Thread(target=_push, args=(portal, args.every), daemon=True).start()
    print(f"http://127.0.0.1:{portal.server_address[1]}", flush=True)
    portal.serve_forever()
    return 0


def _learn(portal: Portal, examples: dict[str, dict[str, object]]) -> None:
    """Procedures with a filing to start from: `{code: {"title": …, "filing": {…}}}`."""
    for code, one in examples.items():
        portal.store.run("INSERT OR REPLACE INTO procedure VALUES (?, ?)", code, one["title"])
        if isinstance(one.get("filing"), dict):
            portal.pages.examples[code] = one["filing"]  # type: ignore[assignment]


def _push(portal: Portal, every: float) -> None:
    while True:
        portal.pusher.round()
        portal.fetcher.round()
        time.sleep(every)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tinhso.simulators.portal", description="Cổng Dịch vụ công quốc gia (mô phỏng)"
    )
    parser.add_argument("--port", type=int, default=0, help="cổng TCP (0: chọn cổng trống)")
    parser.add_argument("--store", required=True, help="tệp SQLite của bản mô phỏng")
    parser.add_argument("--intake", default="", help="địa chỉ nhận gói tin của tỉnh")
    parser.add_argument("--token", default="", help="mã truy cập, hoặc biến TINHSO_PORTAL_TOKEN")
    parser.add_argument(
        "--every", type=float, default=5.0, help="số giây giữa hai lượt gửi (0: chỉ gửi khi được gọi)"
    )
    parser.add_argument("--user", default="mo-phong", help="tên đăng nhập của tỉnh")
    parser.add_argument("--password", default="mo-phong", help="mật khẩu của tỉnh")
    parser.add_argument(
        "--trouble", type=int, default=None, metavar="SEED", help="gây sự cố theo hạt giống này"
    )
    parser.add_argument("--at", default="", help="thời điểm bắt đầu của thế giới mô phỏng (ISO)")
    parser.add_argument("--examples", default="", help="tệp JSON: thủ tục và hồ sơ mẫu")
    return parser


if __name__ == "__main__":
    sys.exit(main())
