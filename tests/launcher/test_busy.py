"""More visitors than the web server takes: the front server says so, in the form that each of them reads."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
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
        held.recv(4096)  # what is closed unread is a broken connection, and asked again
        held.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecond")
        held.close()
        assert first.getresponse().read() == b"second"


def serve(server: socket.socket, asked: list[str]) -> None:
    """A quick web server: a page of 256 KB to whoever asks, until its socket is closed."""
    page = b"a" * 262_144
    while True:
        try:
            one, _ = server.accept()
        except OSError:
            return
        with one:
            asked.append(one.recv(4096).decode())
            one.sendall(
                b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(page) + page
            )


def test_who_asks_and_does_not_read_holds_no_place(front: tuple[int, Path]) -> None:
    port, upstream = front
    upstream.unlink(missing_ok=True)
    asked: list[str] = []
    with socket.socket(socket.AF_UNIX) as server, socket.socket() as idler:
        server.bind(str(upstream))
        server.listen()
        thread = threading.Thread(target=serve, args=(server, asked), daemon=True)
        thread.start()
        idler.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        idler.connect(("127.0.0.1", port))
        # More in one row than all buffers between take: what is asked last is answered and stays unread.
        idler.sendall(b"GET /much HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 9.9.9.9\r\n\r\n" * 60)
        stands, until = 0.0, time.monotonic() + 10
        while stands < 0.4 and time.monotonic() < until:
            before = len(asked)
            time.sleep(0.1)
            stands = stands + 0.1 if asked and len(asked) == before else 0.0
        assert 1 <= len(asked) < 60

        answer, told = ask(port, "/other")
        assert (answer.status, len(told)) == (200, 262_144)
        # The web server reads who asks from the door alone, and the page's own name as it was typed.
        assert "X-Forwarded-For: 127.0.0.1\r\n" in asked[0]
        assert "Host: localhost\r\n" in asked[0]
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)
