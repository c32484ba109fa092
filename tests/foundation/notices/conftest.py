"""Fixtures of notices: a real SMTP server on this machine, a recipient."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest

from tinhso.foundation.notices.api import Recipient


class _Session(socketserver.StreamRequestHandler):
    """Enough of RFC 5321 to take a message. `answers` says what a verb gets instead of 250; for the data that is
    said after the message was taken, as a server does whose answer gets lost."""

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._data()
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say(self.server.answers.get(verb.decode(), "250 ok"))  # type: ignore[attr-defined]

    def _data(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        answer = self.server.answers.get("DATA", "250 taken")  # type: ignore[attr-defined]
        if answer.startswith("250"):
            self.server.mails.append(message_from_bytes(b"".join(lines), policy=default))  # type: ignore[attr-defined]
            self.server.taken()  # type: ignore[attr-defined]
        self._say(answer)

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps the mails it took."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mails: list[Message] = []
        self.answers: dict[str, str] = {}
        self.taken: Callable[[], None] = lambda: None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no fault of the server."""


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.DEFAULT_FROM_EMAIL = "khong-tra-loi@vinhphuc.example"
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def resident() -> Recipient:
    return Recipient("Nguyễn Văn An", email="an@example.vn", phone="0912345678")
