"""More visitors than the web server takes: the front server says so, in the form that each of them reads."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tinhso.launcher.caddy import caddyfile, free_port
from tinhso.launcher.places import runtime_dir
from tinhso.launcher.services import caddy_program


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """A front server with room for one request, and the socket at which its web server would listen."""
    folder = tmp_path_factory.mktemp("front")
    port = free_port(18700, ["127.0.0.1"])
    assert port is not None
    upstream = runtime_dir(folder) / "busy.sock"
    config = folder / "Caddyfile"
    config.write_text(
        caddyfile(
            port=port,
            addresses=["127.0.0.1"],
            upstream=upstream,
            assets=folder,
            storage=folder / "caddy",
            at_once=1,
            patience="300ms",
        )
    )
    command = [caddy_program(), "run", "--adapter", "caddyfile", "--config", str(config)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port, upstream
    finally:
        server.terminate()
        server.wait(10)


def ask(port: int, path: str, **headers: str) -> tuple[HTTPResponse, str]:
    link = HTTPConnection("127.0.0.1", port, timeout=20)
    link.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = link.getresponse()
    return answer, answer.read().decode()


def test_a_web_server_that_is_away_is_starting_and_a_full_one_is_busy(front: tuple[int, Path]) -> None:
    port, upstream = front
    answer, told = ask(port, "/")
    assert (answer.status, answer.headers["Retry-After"]) == (502, "5")
    assert "Hệ thống đang khởi động lại" in told

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(upstream))
        server.listen()
        first = HTTPConnection("127.0.0.1", port, timeout=20)
        first.request("GET", "/first")
        held, _ = server.accept()

        page, told = ask(port, "/")
        assert (page.status, page.headers["Retry-After"]) == (503, "5")
        assert page.headers["Cache-Control"] == "no-store"
        assert "<h1>Hệ thống đang bận</h1>" in told
        assert "hãy quay lại và gửi lần nữa" in told

        program, told = ask(port, "/api/v1/dossiers")
        assert (program.status, program.headers["Content-Type"]) == (503, "application/problem+json")
        assert json.loads(told)["code"] == "busy"

        part, told = ask(port, "/can-bo/", HX_Request="true")
        assert (part.status, part.headers["HX-Retarget"]) == (503, "#refusal")
        assert told.startswith("<div class='govuk-error-summary'")

        # The one that has the place is answered all the same, and then the next has it.
        held.recv(4096)
        held.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nfirst")
        held.close()
        assert first.getresponse().read() == b"first"
        first.request("GET", "/second")
        held, _ = server.accept()
        held.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecond")
        held.close()
        assert first.getresponse().read() == b"second"
