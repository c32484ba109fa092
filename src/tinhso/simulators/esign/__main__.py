"""`python -m tinhso.simulators.esign --folder DIR [--port N] [--after SECONDS]`: serve until the process is ended."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tinhso.simulators.esign.desk import Desk
from tinhso.simulators.esign.server import ESignSite


def main(argv: list[str] | None = None) -> int:
    """The first line of output is the address."""
    if os.environ.get("TINHSO_ENV") == "production":
        print("Dịch vụ ký số mô phỏng không chạy ở chế độ production.", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(
        prog="tinhso.simulators.esign", description="Dịch vụ ký số từ xa và SIM ký số (mô phỏng)"
    )
    parser.add_argument("--folder", type=Path, required=True, help="nơi có khóa và chứng thư trình diễn")
    parser.add_argument("--port", type=int, default=0, help="cổng TCP (0: chọn cổng trống)")
    parser.add_argument("--partner", default="mo-phong", help="mã đối tác của tỉnh")
    parser.add_argument(
        "--after", type=float, default=3.0, help="số giây thì tự xác nhận (âm: chờ bấm trên điện thoại)"
    )
    parser.add_argument("--authority", default="", help="địa chỉ của nơi cấp chứng thư trình diễn")
    args = parser.parse_args(argv)
    secret = os.environ.get("TINHSO_ESIGN_PASSWORD", "mo-phong")
    site = ESignSite(
        ("127.0.0.1", args.port), Desk(args.folder, args.after, args.authority), args.partner, secret
    )
    print(f"http://127.0.0.1:{site.server_port}", flush=True)
    site.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
