"""The door of the simulator: the services, the files, the pages for people, and the controls for tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tinhso.simulators.portal.fetcher import Fetcher
from tinhso.simulators.portal.filing import Filing
from tinhso.simulators.portal.pages import Pages
from tinhso.simulators.portal.pusher import Pusher
from tinhso.simulators.portal.services import SESSION, Services
from tinhso.simulators.portal.store import Store
from tinhso.simulators.portal.trouble import Trouble

MOST = 30_000_000


class Portal(ThreadingHTTPServer):
    """Everything that one simulated portal consists of."""

    daemon_threads = True

    def __init__(
        self, port: int, store: Store, trouble: Trouble, services: Services, filing: Filing, pusher: Pusher
    ) -> None:
        super().__init__(("127.0.0.1", port), Door)
        self.store, self.trouble = store, trouble
        self.services, self.filing, self.pusher = services, filing, pusher
        self.pages = Pages(store, filing, pusher)
        self.fetcher = Fetcher(store, pusher.token)


class Door(BaseHTTPRequestHandler):
    """One request."""

    server: Portal
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Pages and files."""
        path = urlsplit(self.path).path
        if path.startswith("/tep/"):
            rows = self.server.store.run("SELECT content FROM file WHERE reference = ?", path[5:])
            self._give(200, rows[0][0], "application/octet-stream") if rows else self._json(404, {})
        elif path == "/dieu-khien/tat-ca":
            self._json(200, self.server.store.everything())
        else:
            status, body = self.server.pages.get(path)
            self._give(status, body.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """Services, controls, forms."""
        raw = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MOST))
        path = urlsplit(self.path).path
        if path in ("/login", "/service"):
            self._service(path, raw)
        elif path.startswith("/dieu-khien/"):
            self._json(200, control(self.server, path[12:], json.loads(raw or b"{}")))
        else:
            typed = {key: values[0] for key, values in parse_qs(raw.decode()).items()}
            self.send_response(303)
            self.send_header("Location", self.server.pages.post(path, typed))
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _service(self, path: str, raw: bytes) -> None:
        try:
            body = json.loads(raw)
            assert isinstance(body, dict)
        except (ValueError, AssertionError):
            self._json(400, {"error_code": 9, "message": "no JSON object"})
            return
        services = self.server.services
        fate = self.server.trouble.of_call()
        if fate == "down":
            self._break()
        elif fate == "error_before":
            self._json(500, {"error_code": 9})
        elif path == "/login":
            self._json(200, services.log_in(body))
        elif fate == "session" or not services.knows(body.get("session")):
            services.forget(body.get("session"))
            self._json(200, {"error_code": SESSION, "message": "session expired"})
        elif fate == "late":
            self.server.trouble.later(lambda: self._quietly(body))
            self._break()
        else:
            self._after(fate, services.answer(body))

    def _after(self, fate: str, answer: dict[str, Any]) -> None:
        """It is done; whether the caller hears of it is another matter."""
        if fate == "answer_lost":
            self._break()
        elif fate == "error_after":
            self._json(500, {"error_code": 9})
        else:
            self._json(200, answer)

    def _quietly(self, body: dict[str, Any]) -> None:
        self.server.services.answer(body)

    def _break(self) -> None:
        self.close_connection = True
        self.connection.close()

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


def control(portal: Portal, what: str, body: dict[str, Any]) -> dict[str, Any]:
    """What a test or a demonstration makes the portal do; what it has no word for does nothing."""
    words: dict[str, Callable[[], Any]] = {
        "nop": lambda: {"code": portal.filing.file(body["filing"], body.get("title", ""))},
        "gui": portal.pusher.round,
        "tra-loi": lambda: {"answered": portal.filing.answer_all()},
        "nop-tien": lambda: portal.filing.pay(body["code"], body["amount"], body["receipt"]),
        "rut": lambda: portal.filing.withdraw(body["code"], body.get("reason", "")),
        "thu-tuc": lambda: _learn(portal, body),
        "mat": lambda: _lose(portal, body["code"]),
        "lui": lambda: _set_back(portal, body["code"], body["state"]),
        "yen": portal.trouble.settle,
        "mat-goi": lambda: {"lost": sum(portal.pusher.lose(n) for n in body["numbers"])},
        "da-mat": lambda: {"lost": [number for number, _code in portal.pusher.lost()]},
        "gui-so": lambda: {"found": sum(portal.pusher.again(n) for n in body["numbers"])},
        "lay-tep": portal.fetcher.round,
        "ma-so": lambda: _codes(portal, body["code"], body["packet"]),
    }
    answer = words[what]() if what in words else None
    return answer if isinstance(answer, dict) else {"met": portal.trouble.met}


def _learn(portal: Portal, titles: dict[str, Any]) -> None:
    for code, title in titles.items():
        portal.store.run("INSERT OR REPLACE INTO procedure VALUES (?, ?)", code, title)


def _codes(portal: Portal, code: str, packet: dict[str, Any]) -> None:
    """What `LayThuTuc` says of a procedure beside its title."""
    portal.store.run("INSERT OR REPLACE INTO packet VALUES (?, ?)", code, json.dumps(packet))


def _lose(portal: Portal, code: str) -> None:
    """Set back to an older backup: the record and its history are gone."""
    portal.store.run("DELETE FROM progress WHERE code = ?", code)
    portal.store.run("DELETE FROM dossier WHERE code = ?", code)


def _set_back(portal: Portal, code: str, state: int) -> None:
    """The record stands where it stood at another time."""
    portal.store.keep(code, {**(portal.store.record(code) or {}), "TrangThaiHoSo": state})
