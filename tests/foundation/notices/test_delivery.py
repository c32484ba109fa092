"""Deliveries against a real mail server that is away, refuses, is slow, or whose answer gets lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from tests.foundation.notices.conftest import MailServer
from tinhso.foundation.notices.actions.deliver import deliver
from tinhso.foundation.notices.actions.send import send_due
from tinhso.foundation.notices.api import Notice, Recipient, notify
from tinhso.foundation.notices.models import SinkMessage

ROOT = Path(__file__).resolve().parents[3]
CONTEXT = {"code": "H62-261122-0001", "procedure": "Đăng ký khai sinh"}
DELIVER = """
import os, sys, uuid, django
django.setup()
from django.conf import settings
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[2])
from tinhso.foundation.notices.actions.deliver import deliver
print(os.getpid(), flush=True)
deliver(uuid.UUID(sys.argv[1]))
"""


@pytest.fixture
def committed(transactional_db: None) -> None:
    """Rows other processes see."""


def mail_to(resident: Recipient) -> Notice:
    """One waiting e-mail."""
    return next(n for n in notify("withdrawn", resident, CONTEXT) if n.channel == "email")


def state(notice: Notice) -> tuple[str, int, str]:
    notice.refresh_from_db()
    return notice.state, notice.attempts, notice.last_error


@pytest.mark.django_db
def test_a_server_that_is_down_is_tried_again_until_it_is_back(resident: Recipient, settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = probe.getsockname()
    notice = mail_to(resident)
    assert [deliver(notice.id) for _ in range(3)] == [60, 120, 240]
    assert state(notice) == ("waiting", 3, "ConnectionRefusedError")
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        assert deliver(notice.id) is None
        server.shutdown()
    assert state(notice) == ("sent", 4, "")
    assert [mail["Message-ID"].split("@")[0] for mail in server.mails] == [f"<{notice.id}"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "answer", "told"),
    [
        ("RCPT", "450 mailbox busy", "SMTPRecipientsRefused"),
        ("RCPT", "421 closing", "SMTPRecipientsRefused"),
        ("DATA", "452 no room", "SMTPDataError"),
        ("MAIL", "451 later", "SMTPSenderRefused"),
        # Our own sender is refused: somebody mends our settings, and the notice still goes out.
        ("MAIL", "550 who are you", "SMTPSenderRefused"),
        ("ehlo", "421 too many", "SMTPServerDisconnected"),
    ],
)
def test_a_refusal_for_now_is_tried_again(
    resident: Recipient, mail_server: MailServer, verb: str, answer: str, told: str
) -> None:
    notice = mail_to(resident)
    mail_server.answers = {verb.upper(): answer} | ({"HELO": answer} if verb == "ehlo" else {})
    assert deliver(notice.id) == 60
    kind = state(notice)
    assert kind[:2] == ("waiting", 1)
    assert kind[2] in (told, "SMTPHeloError")
    mail_server.answers.clear()
    assert deliver(notice.id) is None
    assert state(notice)[0] == "sent"
    assert len(mail_server.mails) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "answer"), [("RCPT", "550 no such user an@example.vn"), ("DATA", "554 refused")]
)
def test_a_refusal_for_good_is_not_repeated(
    resident: Recipient, mail_server: MailServer, verb: str, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = mail_to(resident)
    mail_server.answers[verb] = answer
    assert deliver(notice.id) is None
    assert state(notice) == ("failed", 1, f"smtp-{answer[:3]}")
    mail_server.answers.clear()
    assert deliver(notice.id) is None
    assert mail_server.mails == []
    assert "an@example.vn" not in "".join(capsys.readouterr())


def test_two_workers_send_one_mail(committed: None, resident: Recipient, mail_server: MailServer) -> None:
    notice = mail_to(resident)
    mail_server.taken = lambda: time.sleep(0.4)

    def work() -> None:
        try:
            deliver(notice.id)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(mail_server.mails) == 1
    assert state(notice) == ("sent", 1, "")


def test_two_workers_keep_each_short_message_once(
    committed: None, resident: Recipient, settings: Any
) -> None:
    settings.EMAIL_HOST = ""
    for _each in range(30):
        notify("withdrawn", resident, CONTEXT)
    tried: list[int] = []

    def work() -> None:
        try:
            tried.append(send_due())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(tried) >= 60
    assert set(Notice.objects.values_list("state", "attempts")) == {("sent", 1)}
    assert SinkMessage.objects.count() == 60


def database_url() -> str:
    """The test database, for another process."""
    known = connection.settings_dict
    host = known["HOST"] or known["OPTIONS"].get("host", "")
    url = f"postgresql://{known['USER']}@/{known['NAME']}?host={quote(host)}"
    return f"{url}&port={known['PORT']}" if known["PORT"] else url


@pytest.mark.slow
def test_a_worker_killed_before_the_answer_sends_the_same_message_again(
    committed: None, resident: Recipient, mail_server: MailServer, settings: Any
) -> None:
    notice = mail_to(resident)
    running: list[int] = []
    mail_server.taken = lambda: os.kill(running[0], signal.SIGKILL)
    worker = subprocess.Popen(
        [sys.executable, "-c", DELIVER, str(notice.id), str(mail_server.server_address[1])],
        env={**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tinhso.conf.settings",
             "PYTHONPATH": str(ROOT / "src"), "TINHSO_MAIL_FROM": settings.DEFAULT_FROM_EMAIL},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert worker.stdout is not None
    running.append(int(worker.stdout.readline()))
    assert worker.wait(30) == -signal.SIGKILL
    worker.stdout.close()
    assert len(mail_server.mails) == 1
    assert state(notice) == ("waiting", 0, "")
    mail_server.taken = lambda: None
    end = time.monotonic() + 10
    while state(notice)[0] == "waiting" and time.monotonic() < end:
        deliver(notice.id)  # The server may need a moment to let go of the killed worker's lock.
    assert state(notice)[0] == "sent"
    first, second = mail_server.mails
    assert first["Message-ID"] == second["Message-ID"] == f"<{notice.id}@vinhphuc.example>"
    assert first.get_content() == second.get_content()  # type: ignore[attr-defined]
