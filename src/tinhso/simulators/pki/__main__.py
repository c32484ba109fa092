"""`python -m tinhso.simulators.pki --folder DIR [--port N]`: serve until the process is ended. Never in production."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel

from tinhso.simulators.pki.authority import ARCH, authority, publish


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Nobody reads a line for each time-stamp."""


def serve(folder: Path, port: int = 0) -> WSGIServer:
    """A server on loopback that has its certificates ready and published; `serve_forever` is the caller's."""
    server = make_server("127.0.0.1", port, lambda *_: [], server_class=_Server, handler_class=_Quiet)
    found = authority(folder, f"http://127.0.0.1:{server.server_port}")
    publish(found, folder)
    server.set_app(Animator(AnimatorArchStore({ArchLabel(ARCH): found}), with_web_ui=False))
    return server


def main(argv: list[str] | None = None) -> int:
    """The first line of output is the address."""
    if os.environ.get("TINHSO_ENV") == "production":
        raise SystemExit("Chứng thư trình diễn không chạy ở chế độ production.")
    parser = argparse.ArgumentParser(
        prog="tinhso.simulators.pki", description="Chứng thư số trình diễn: không có giá trị pháp lý"
    )
    parser.add_argument("--folder", type=Path, required=True, help="nơi giữ khóa và chứng thư")
    parser.add_argument("--port", type=int, default=0, help="cổng TCP (0: chọn cổng trống)")
    chosen = parser.parse_args(argv)
    server = serve(chosen.folder, chosen.port)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
