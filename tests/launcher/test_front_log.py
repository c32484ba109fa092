"""What the front server writes when something breaks on the way names no page, no query and no visitor."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

from tinhso.launcher.caddy import caddyfile, free_port
from tinhso.launcher.services import caddy_program

CODE = "H44.26.09-261120-0014"


def broken_upstream(path: Path) -> socket.socket:
    """A web server that promises more than it sends: the front server warns of it."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen(8)

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _peer = listener.accept()
                connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
                connection.close()

    threading.Thread(target=serve, daemon=True).start()
    return listener


def test_a_broken_answer_leaves_no_path_query_or_address(tmp_path: Path) -> None:
    port = free_port(18_990, ["127.0.0.1"])
    assert port is not None
    listener = broken_upstream(tmp_path / "web.sock")
    config = tmp_path / "Caddyfile"
    config.write_text(
        caddyfile(
            port=port,
            addresses=["127.0.0.1"],
            upstream=tmp_path / "web.sock",
            assets=tmp_path,
            storage=tmp_path,
        )
    )
    errors = tmp_path / "log"
    with errors.open("wb") as log:
        front = subprocess.Popen(
            [caddy_program(), "run", "--adapter", "caddyfile", "--config", str(config)], stderr=log
        )
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and "incomplete" not in errors.read_text():
            with suppress(OSError, http.client.HTTPException):
                visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                visitor.request(
                    "POST", f"/tra-cuu/{CODE}/rut/?ma={CODE}", "reason=x", {"Cookie": "sessionid=bi-mat"}
                )
                visitor.getresponse().read()
            time.sleep(0.2)
    finally:
        front.terminate()
        front.wait(20)
        listener.close()
    lines = [json.loads(line) for line in errors.read_text().splitlines() if line.startswith("{")]
    warned = [line for line in lines if "incomplete" in line.get("msg", "")]
    assert warned, errors.read_text()
    told = json.dumps(warned)
    for private in (CODE, "tra-cuu", "127.0.0.1", "bi-mat", "User-Agent"):
        assert private not in told, told
