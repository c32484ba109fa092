"""`python -m tinhso.simulators.eid --port N --origin http://localhost:8000 [--address A] [--issuer URL]`."""

from __future__ import annotations

import argparse
import os
import secrets

from tinhso.simulators.eid.provider import Provider
from tinhso.simulators.eid.server import Server


def main(argv: list[str] | None = None) -> int:
    """Serve until the process is ended; the first line of output is the issuer. Never in production."""
    if os.environ.get("TINHSO_ENV") == "production":
        raise SystemExit("Bản mô phỏng định danh điện tử không chạy ở chế độ production.")
    args = _parser().parse_args(argv)
    server = Server((args.address, args.port), Provider("", args.client, _secret(), tuple(args.origin)))
    server.provider.issuer = args.issuer.rstrip("/") or f"http://{args.address}:{server.server_address[1]}"
    print(server.provider.issuer, flush=True)
    server.serve_forever()
    return 0


def _secret() -> str:
    """The client's secret from the environment, so that it stands on no command line; made up when none is given."""
    return os.environ.get("TINHSO_EID_CLIENT_SECRET") or secrets.token_urlsafe(16)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tinhso.simulators.eid", description="Định danh điện tử (mô phỏng): chỉ dùng cho trình diễn"
    )
    parser.add_argument("--port", type=int, default=0, help="cổng TCP (0: chọn cổng trống)")
    parser.add_argument("--address", default="127.0.0.1", help="địa chỉ để nghe")
    parser.add_argument("--issuer", default="", help="tên (địa chỉ gốc) ghi trong mọi mã; mặc định theo cổng")
    parser.add_argument("--client", default="tinhso", help="mã ứng dụng của tỉnh")
    parser.add_argument(
        "--origin", action="append", default=[], help="nơi được gửi người dân về, ví dụ http://localhost:8000"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
