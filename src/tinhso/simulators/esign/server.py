"""The services over HTTP: one for remote signing, one for SIM signing, and the telephone on which one confirms."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tinhso.simulators.esign import keys
from tinhso.simulators.esign.desk import TROUBLES, Asked, Desk
from tinhso.simulators.esign.opening import Person, issue

LARGEST = 4 * 1024 * 1024
_STATUS = re.compile(r"/signatures/sign/([A-Za-z0-9-]{1,120})/status")
_STATES = {"pending": 4000, "done": 200, "declined": 4001, "expired": 4002}


class ESignSite(ThreadingHTTPServer):
    """`partner` and `password` are the province's own at the service."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], desk: Desk, partner: str, password: str) -> None:
        super().__init__(address, _Door)
        self.desk, self.partner, self.password = desk, partner, password


class _Door(BaseHTTPRequestHandler):
    server: ESignSite

    def log_message(self, *_words: object) -> None:
        """Nobody reads a line for each question."""

    def do_GET(self) -> None:
        """The telephone: what waits, with two buttons each."""
        rows = "".join(_row(one) for one in self.server.desk.waiting())
        page = (
            '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            "<title>Điện thoại ký số (mô phỏng)</title><h1>Điện thoại ký số (mô phỏng)</h1>"
            f"<p>Không có giá trị pháp lý.</p>{rows or '<p>Không có gì chờ xác nhận.</p>'}</html>"
        )
        self._send(200, page.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """A call of the province, a press on the telephone, or a test's wish for trouble."""
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(length, LARGEST))
        if self.path == "/dien-thoai":
            given = parse_qs(body.decode())
            self.server.desk.judge(given.get("so", [""])[0], given.get("dong-y", [""])[0] == "1")
            self._send(303, b"", "text/plain", {"Location": "/"})
            return
        try:
            told = json.loads(body)
        except ValueError:
            self._json(400, {"status_code": 400, "message": "not json"})
            return
        if self.path == "/su-co" and told.get("kind", "") in TROUBLES:
            self.server.desk.trouble = told.get("kind", "")
            self.server.desk.after = float(told.get("after", self.server.desk.after))
            self._json(200, {"signed": self.server.desk.signed})
            return
        if self.server.desk.trouble == "error":
            self._json(500, {"status_code": 500, "message": "error"})
            return
        self._json(200, self._answer(told))

    def _answer(self, told: dict[str, Any]) -> dict[str, Any]:
        if (told.get("sp_id"), told.get("sp_password")) != (self.server.partner, self.server.password):
            return {"status_code": 401, "message": "sp"}
        if found := _STATUS.fullmatch(self.path):
            return self._status(found.group(1))
        # A SIM is known by its number, a user of the remote service by name; the demonstration has one book of both.
        user = str(told.get("user_id") or told.get("phone") or "")
        if self.path == "/credentials/open":
            return self._open(user, told)
        if not keys.known(self.server.desk.folder, user):
            return {"status_code": 404, "message": "user"}
        if self.path == "/credentials/get_certificate":
            found_data = keys.certificates(self.server.desk.folder, user)
            return {"status_code": 200, "data": {"user_certificates": [found_data]}}
        if self.path in ("/signatures/sign", "/sim/sign"):
            return self._sign(user, told)
        return {"status_code": 404, "message": "path"}

    def _open(self, user: str, told: dict[str, Any]) -> dict[str, Any]:
        """A user of the demonstration: a key and a certificate, the same ones when asked again."""
        who = Person(*(str(told.get(name, "")) for name in ("name", "organisation", "title")))
        desk = self.server.desk
        try:
            issue(desk.folder, user, who, desk.authority)
        except (OSError, ValueError):
            return {"status_code": 503, "message": "authority"}
        return {"status_code": 200, "data": {"user_certificates": [keys.certificates(desk.folder, user)]}}

    def _sign(self, user: str, told: dict[str, Any]) -> dict[str, Any]:
        try:
            digests = {
                str(one["doc_id"]): base64.b64decode(one["data_to_be_signed"], validate=True)
                for one in told["sign_files"]
            }
            number = str(told["transaction_id"])
        except (KeyError, TypeError, binascii.Error):
            return {"status_code": 400, "message": "fields"}
        if not digests or any(len(one) != 32 for one in digests.values()):
            return {"status_code": 400, "message": "digest"}
        made = self.server.desk.ask(number, user, str(told.get("transaction_desc", "")), digests)
        return {"status_code": 200, "data": {"transaction_id": made.number}}

    def _status(self, number: str) -> dict[str, Any]:
        found = self.server.desk.told(number)
        if found is None:
            return {"status_code": 404, "message": "transaction"}
        values = [{"doc_id": ref, "signature_value": value} for ref, value in found.values.items()]
        data = {"transaction_id": number, "signatures": values}
        return {"status_code": _STATES[found.state], "message": found.state, "data": data}

    def _json(self, status: int, told: dict[str, Any]) -> None:
        self._send(status, json.dumps(told).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _row(one: Asked) -> str:
    return (
        f"<form method='post' action='/dien-thoai'><p>{html.escape(one.user)}: {html.escape(one.words)} "
        f"({len(one.digests)} giấy)</p><input type='hidden' name='so' value='{html.escape(one.number)}'>"
        "<button name='dong-y' value='1'>Đồng ý ký</button> <button name='dong-y' value='0'>Từ chối</button></form>"
    )
