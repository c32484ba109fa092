"""Its doors over HTTP: for browsers a page to choose a made-up person, for the client the OpenID endpoints."""

from __future__ import annotations

import base64
import binascii
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tinhso.simulators.eid import pages
from tinhso.simulators.eid.provider import Provider, Refuse

LONGEST = 20_000


class Server(ThreadingHTTPServer):
    """The provider on one address."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], provider: Provider) -> None:
        super().__init__(address, Handler)
        self.provider = provider


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    timeout = 20

    def do_GET(self) -> None:
        """Discovery, keys, the page to choose a person, signing out."""
        provider, parts = self.server.provider, urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        match parts.path:
            case "/.well-known/openid-configuration":
                self._json(provider.description())
            case "/oauth2/jwks":
                self._json(provider.jwks())
            case "/oauth2/authorize":
                self._authorize(query)
            case "/oidc/logout":
                home = query.get("post_logout_redirect_uri", "")
                self._page(pages.signed_out(home if provider.leads_home(home) else ""))
            case "/":
                self._page(pages.home())
            case _:
                self._page(pages.nothing(), 404)

    def do_POST(self) -> None:
        """A code for tokens; a token for what is known of its person."""
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LONGEST))
        form = dict(parse_qsl(body.decode("utf-8", "replace")))
        provider = self.server.provider
        try:
            match urlsplit(self.path).path:
                case "/oauth2/token":
                    self._json(provider.exchange(self._client(), form))
                case "/oauth2/userinfo":
                    bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
                    self._json(provider.userinfo(bearer))
                case _:
                    self._page(pages.nothing(), 404)
        except Refuse as refused:
            self._json({"error": refused.error}, 401 if "token" in refused.error else 400)

    def _authorize(self, query: dict[str, str]) -> None:
        try:
            asked = self.server.provider.asked(query)
        except Refuse as refused:
            self._page(pages.refused(refused.error), 400)
            return
        if "nguoi" not in query:
            self._page(pages.choose(query))
            return
        self.send_response(302)
        self.send_header("Location", self.server.provider.choose(asked, query["nguoi"]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _client(self) -> tuple[str, str]:
        try:
            given = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic "))
            name, _colon, secret = given.decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return name, secret

    def _json(self, told: dict[str, Any], status: int = 200) -> None:
        self._send(json.dumps(told).encode(), "application/json", status)

    def _page(self, text: str, status: int = 200) -> None:
        self._send(text.encode(), "text/html; charset=utf-8", status)

    def _send(self, body: bytes, kind: str, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: addresses hold codes."""
