"""The door of the simulator: messages, the payer's pages, files, and the controls for tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tinhso.simulators.pay.files import Files
from tinhso.simulators.pay.notifier import Notifier
from tinhso.simulators.pay.pages import Pages
from tinhso.simulators.pay.platform import Platform
from tinhso.simulators.pay.trouble import CALLS

MOST = 1_000_000


class PaySite(ThreadingHTTPServer):
    """Everything that one simulated platform consists of."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, address: tuple[str, int], platform: Platform, notifier: Notifier, back: str, name: str = ""
    ) -> None:
        super().__init__(address, Door)
        self.platform, self.notifier = platform, notifier
        self.files = Files(platform.book, platform.trouble)
        self.pages = Pages(platform, back)
        self.origin = f"http://{name or address[0]}:{self.server_address[1]}"


class Door(BaseHTTPRequestHandler):
    """One request."""

    server: PaySite
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Pages and files."""
        url = urlsplit(self.path)
        day = parse_qs(url.query).get("ngay", [self.server.platform.clock.now()[:8]])[0]
        files: dict[str, tuple[Callable[[str], str], str]] = {
            "/tep/nen-tang.csv": (self.server.files.platform, "text/csv; charset=utf-8"),
            "/tep/sao-ke.csv": (self.server.files.statement, "text/csv; charset=utf-8"),
            "/tep/sao-ke.xml": (self.server.files.camt, "application/xml"),
        }
        if url.path in files:
            make, media = files[url.path]
            self._give(200, make(day).encode(), media)
        elif url.path == "/dieu-khien/tat-ca":
            rows = self.server.platform.book.run("SELECT reference, amount, state FROM payment")
            self._json(200, {reference: [amount, state] for reference, amount, state in rows})
        else:
            status, page = self.server.pages.get(url.path)
            self._give(status, page.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """Messages of the province, the payer's choice, controls."""
        raw = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MOST))
        path = urlsplit(self.path).path
        if path == "/thong-diep":
            self._message(raw)
        elif path.startswith("/dieu-khien/"):
            self._json(200, control(self.server, path[12:], json.loads(raw or b"{}")))
        else:
            typed = {key: values[0] for key, values in parse_qs(raw.decode()).items()}
            self.send_response(303)
            self.send_header("Location", self.server.pages.post(path, typed))
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _message(self, raw: bytes) -> None:
        try:
            body = json.loads(raw)
            assert isinstance(body, dict)
        except (ValueError, AssertionError):
            self._json(400, {"MaLoi": "99"})
            return
        fate = self.server.platform.trouble.draw(CALLS, str(body.get("MaThamChieu", "")))
        if fate == "error_before":
            self._json(500, {})
            return
        answer = self.server.platform.answer(body, self.server.origin)
        if fate == "forged_answer" and "MaXacThuc" in answer:
            answer["TrangThaiGD"] = "1"
            answer["MaXacThuc"] = "f" * 64
        if fate == "answer_lost":
            self.close_connection = True
            self.connection.close()
        else:
            self._json(500 if fate == "error_after" else 200, answer)

    def _json(self, status: int, body: Any) -> None:
        self._give(status, json.dumps(body, ensure_ascii=False).encode(), "application/json")

    def _give(self, status: int, body: bytes, media: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: its pages tell what happened."""


def control(site: PaySite, what: str, body: dict[str, Any]) -> dict[str, Any]:
    """What a test or a demonstration makes the platform do; what it has no word for does nothing."""
    platform = site.platform
    if what == "tra":
        return {"paid": platform.pay(str(body["reference"]), str(body.get("how", "paid")))}
    if what == "tra-theo-trang":
        known = platform.book.by_secret(str(body["page"]).rsplit("/", 1)[-1])
        return {"paid": known is not None and platform.pay(known["reference"], str(body.get("how", "paid")))}
    if what == "gui":
        return {"taken": site.notifier.round(), "waiting": site.notifier.waiting()}
    if what in ("yen", "loi-tep"):
        # Quiet on the line, or (files alone, which are asked for afterwards) as bad as before.
        platform.trouble.active = what == "loi-tep"
    if what == "chuyen-khoan":
        platform.book.run(
            "INSERT INTO transfer (amount, text, at) VALUES (?, ?, ?)",
            int(body["amount"]),
            str(body["text"]),
            platform.clock.now(),
        )
    return {"met": platform.trouble.met}
