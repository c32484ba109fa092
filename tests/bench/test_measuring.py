"""The load counts what came back, a line holds only when its bar is reached and nothing was refused."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Generator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from bench.flood import pour
from bench.lines import Measured, measured
from bench.load import Ahead, Outcome, fire, request

from bench import report


class Answers(BaseHTTPRequestHandler):
    """`/ok` 200 with a length, `/slow` the same after a twentieth of a second, `/parts` 200 in chunks, anything else 503 and the connection closed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/parts":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\nhello\r\n0\r\n\r\n")
            return
        if self.path == "/slow":
            time.sleep(0.05)
        good = self.path in ("/ok", "/slow")
        body = b"x" * 100_000 if good else b"busy"
        self.send_response(200 if good else 503)
        self.send_header("Content-Length", str(len(body)))
        if not good:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: Any) -> None:
        """Nothing on the screen."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_wanted_answers_are_counted_and_others_told(port: int) -> None:
    asked = [request("GET", path, f"localhost:{port}") for path in ("/ok", "/parts", "/full")]
    seen = fire(port, lambda client: cycle(asked), clients=2, seconds=0.3, warm=0.1)
    assert len(seen.latencies) == seen.statuses[200] > 2
    assert seen.refused == seen.statuses[503] > 0
    assert seen.sample == b"busy"
    told = measured("a page", seen, bar_rate=0.001)
    assert not told.holds
    assert "×503: busy" in told.note


def test_what_goes_ahead_is_timed_with_what_is_counted_and_hears_its_answer(port: int) -> None:
    heard = []

    def chain(client: int) -> Generator[bytes, tuple[int, bytes], None]:
        while True:
            for _file in range(2):
                heard.append((yield Ahead(request("GET", "/slow", f"localhost:{port}")))[0])
            yield request("GET", "/parts", f"localhost:{port}")
            assert heard[-2:] == [200, 200]

    seen = fire(port, chain, clients=1, seconds=0.3, warm=0.1)
    assert seen.refused == 0
    assert len(seen.latencies) == seen.statuses[200] > 1
    # Twice a twentieth of a second, and never what one of them takes alone.
    assert seen.percentile(0) >= 100


def test_a_chain_that_breaks_is_counted_as_refused(port: int) -> None:
    def chain(client: int) -> Generator[bytes, tuple[int, bytes], None]:
        while True:
            yield Ahead(request("GET", "/full", f"localhost:{port}"))

    seen = fire(port, chain, clients=1, seconds=0.2, warm=0.0)
    assert seen.refused == seen.statuses[503] > 0


def test_percentiles_and_rates() -> None:
    seen = Outcome(2.0, 4, [0.001 * n for n in range(1, 101)])
    assert seen.rate == 50
    assert [round(seen.percentile(share)) for share in (0.5, 0.95, 0.99)] == [51, 96, 100]


@pytest.mark.parametrize(
    ("rate", "p95", "refused", "holds"),
    [(300, 40, 0, True), (299, 40, 0, False), (300, 41, 0, False), (300, 40, 1, False)],
)
def test_a_bar_is_reached_whole_or_not(rate: float, p95: float, refused: int, holds: bool) -> None:
    one = Measured("file", rate, p95=p95, refused=refused, bar_rate=300, bar_p95=40)
    assert one.holds is holds


def test_a_line_without_bar_says_nothing_of_one_and_json_has_no_odd_numbers(tmp_path: Path) -> None:
    one = Measured("home", 120.5, cost={"web": 7.9, "db": 0.8})
    assert (
        report.table([one]).splitlines()[-1] == "| home | 1 | 120.5/s |  |  |  | web 7.9, db 0.8 |  |  |  |"
    )
    report.write(tmp_path / "found.json", {"cores": 2}, [one])
    line = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))["lines"][0]
    assert line["p95"] is None
    assert line["bar_p95"] is None
    assert line["holds"]


def test_a_crowd_comes_at_its_own_rate_and_every_answer_is_kept(port: int) -> None:
    asked = [request("GET", path, f"localhost:{port}") for path in ("/ok", "/full")]
    crowd = pour(port, cycle(asked), rate=40, seconds=0.5, patience=5)
    assert len(crowd.answers) == 20
    assert len(crowd.with_status(200)) == len(crowd.with_status(503)) == 10
    assert crowd.with_status(503)[0].body == b"busy"
    assert crowd.answers[-1].sent >= 0.4


def test_nobody_at_the_door_is_silence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        crowd = pour(taken.getsockname()[1], cycle([b"GET / HTTP/1.1\r\n\r\n"]), rate=20, seconds=0.1)
    assert [one.status for one in crowd.answers] == [0, 0]
