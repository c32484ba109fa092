"""The outbox: written with the act, delivered once, tried again, kept out of the logs."""

from __future__ import annotations

import re
import smtplib
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.foundation.notices.conftest import MailServer
from tinhso.foundation.identity.models import Account
from tinhso.foundation.notices.actions import send
from tinhso.foundation.notices.actions.deliver import deliver
from tinhso.foundation.notices.actions.send import send_due
from tinhso.foundation.notices.api import Notice, Recipient, notices_of, notify, prefer, preference_of
from tinhso.foundation.notices.models import SinkMessage
from tinhso.foundation.notices.tasks import send_task
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import at, now
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
CONTEXT = {
    "code": "H62-261122-0001",
    "procedure": "Đăng ký khai sinh",
    "agency": "UBND xã Thổ Tang",
    "due": "16:30 thứ Hai 23/11/2026",
}


def waiting() -> int:
    return Notice.objects.filter(state="waiting").count()


def test_a_notice_waits_in_the_outbox_of_its_object(resident: Recipient) -> None:
    dossier = Subject("dossier", new_id())
    notices = notify("reception", resident, CONTEXT, dossier)
    assert [n.channel for n in notices] == ["email", "sms"]
    assert {n.state for n in notices} == {"waiting"}
    assert {n.id for n in notices_of(dossier)} == {n.id for n in notices}


def test_a_rolled_back_act_tells_nobody(resident: Recipient) -> None:
    def act() -> None:
        with transaction.atomic():
            notify("reception", resident, CONTEXT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert waiting() == 0


def test_a_mail_reaches_a_real_server_once(resident: Recipient, mail_server: MailServer) -> None:
    (notice, _sms) = notify("reception", resident, CONTEXT)
    assert deliver(notice.id) is None
    assert deliver(notice.id) is None
    (mail,) = mail_server.mails
    assert mail["Subject"].strip() == "Hồ sơ H62-261122-0001 đã được tiếp nhận"
    assert mail["To"] == "an@example.vn"
    assert mail["Message-ID"] == f"<{notice.id}@vinhphuc.example>"
    assert "Hẹn trả kết quả: 16:30 thứ Hai 23/11/2026" in mail.get_content()  # type: ignore[attr-defined]
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("sent", 1)


def test_a_refusing_server_is_tried_again_then_given_up(resident: Recipient, mail_server: MailServer) -> None:
    (notice, _sms) = notify("reception", resident, CONTEXT)
    mail_server.answers["DATA"] = "451 try later"
    assert deliver(notice.id) == 60
    mail_server.answers.clear()
    assert deliver(notice.id) is None
    assert len(mail_server.mails) == 1
    (lost, _sms) = notify("reception", resident, CONTEXT)
    mail_server.answers["DATA"] = "451 try later"
    Notice.objects.filter(id=lost.id).update(attempts=7)
    assert deliver(lost.id) is None
    lost.refresh_from_db()
    assert (lost.state, lost.last_error) == ("failed", smtplib.SMTPDataError.__name__)


def test_the_outbox_is_emptied_in_rounds(resident: Recipient, settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for _each in range(5):
        notify("reception", resident, CONTEXT)
    # Three mails in a row found no server: the others are left alone, every short message goes out.
    assert send_task.func(0) == 3 + 5
    state = Counter(Notice.objects.values_list("channel", "state", "attempts"))
    assert state == {("sms", "sent", 1): 5, ("email", "waiting", 1): 3, ("email", "waiting", 0): 2}
    # What failed waits its minute; what was left alone is due at once.
    assert send_due() == 2
    assert send_due() == 0
    with at(now() + timedelta(seconds=61)):
        assert send_due() == 3
    settings.EMAIL_HOST = ""
    with at(now() + timedelta(hours=1)):
        assert send_due() == 5
    assert waiting() == 0


def test_a_round_ends_in_time_and_passes_over_no_page(
    resident: Recipient, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_HOST = ""
    monkeypatch.setattr(send, "BATCH", 3)
    for _each in range(4):
        notify("reception", resident, CONTEXT)
    assert send_due(seconds=-1) == 0
    assert waiting() == 8
    assert send_due() == 8
    assert waiting() == 0


def test_many_short_messages_cost_as_many_questions_as_few(resident: Recipient, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    asked = []
    for many in (2, 40):
        for _each in range(many):
            notify("reception", resident, CONTEXT)
        with CaptureQueriesContext(connection) as seen:
            assert send_due() == 2 * many
        asked.append(len(seen))
    # The page of what is due; for each of two channels a savepoint, the lock, the messages, their state.
    assert asked == [11, 11]
    assert set(Notice.objects.values_list("state", "attempts", "last_error")) == {("sent", 1, "")}
    assert SinkMessage.objects.count() == 84


def test_one_message_that_cannot_be_kept_holds_up_no_other(resident: Recipient, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    made = [notice for _each in range(3) for notice in notify("reception", resident, CONTEXT)]
    poor = next(notice for notice in made if notice.channel == "sms")
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE notices_sinkmessage ADD CONSTRAINT not_this_one CHECK (notice_id <> %s)", [poor.id]
        )
    assert send_due() == 6
    poor.refresh_from_db()
    assert (poor.state, poor.attempts, poor.last_error) == ("waiting", 1, "IntegrityError")
    assert Notice.objects.filter(state="sent", attempts=1).count() == 5
    assert SinkMessage.objects.count() == 5


def test_no_personal_data_in_the_log(
    resident: Recipient, settings: Any, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    notices = notify("reception", resident, CONTEXT)
    for notice in notices:
        deliver(notice.id)
    written = "".join(capsys.readouterr()) + caplog.text
    assert str(notices[0].id) in written
    for secret in ("example.vn", "0912345678", "Nguyễn", "H62-261122"):
        assert secret not in written


def test_the_sink_keeps_each_message_once(resident: Recipient, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    for notice in notify("result", resident, {**CONTEXT, "place": "UBND xã Thổ Tang"}):
        deliver(notice.id)
        Notice.objects.filter(id=notice.id).update(state="waiting")
        deliver(notice.id)
    assert sorted(SinkMessage.objects.values_list("channel", "address")) == [
        ("email", "an@example.vn"),
        ("sms", "0912345678"),
    ]


def test_production_without_gateways_uses_no_sink(resident: Recipient, settings: Any) -> None:
    settings.ENV, settings.EMAIL_HOST = "production", ""
    assert notify("reception", resident, CONTEXT) == []
    settings.EMAIL_HOST = "mail.example.vn"
    assert [n.channel for n in notify("reception", resident, CONTEXT)] == ["email"]


def test_nobody_without_an_address_is_told() -> None:
    assert notify("reception", new_id(), CONTEXT) == []
    assert waiting() == 0


def test_wishes_are_kept_and_followed() -> None:
    actor = Actor(kind="resident", account_id=new_id())
    assert preference_of(actor.account_id).email
    prefer(actor, email=False, sms=True, zalo=True)
    told = Recipient("An", "an@example.vn", "0912345678", actor.account_id)
    assert [n.channel for n in notify("reception", told, CONTEXT)] == ["sms", "zalo"]


def test_the_sample_mailbox_opens_only_in_demo_on_this_machine(resident: Recipient, settings: Any) -> None:
    settings.EMAIL_HOST, settings.DEMO = "", True
    for notice in notify("reception", resident, CONTEXT):
        deliver(notice.id)
    page = Client().get("/hop-thu-mau/")
    assert page.status_code == 200
    assert "an@example.vn" in page.content.decode()
    assert Client(REMOTE_ADDR="192.168.1.5").get("/hop-thu-mau/").status_code == 404
    assert Client(HTTP_X_FORWARDED_FOR="192.168.1.5").get("/hop-thu-mau/").status_code == 404
    settings.DEMO = False
    assert Client().get("/hop-thu-mau/").status_code == 404


def test_every_kept_message_is_on_some_page(settings: Any) -> None:
    settings.DEMO = True
    SinkMessage.objects.bulk_create(
        SinkMessage(
            notice_id=new_id(), channel="sms", title=f"Tin {n:02}", kept_at=now() - timedelta(minutes=n)
        )
        for n in range(60)
    )
    first = Client().get("/hop-thu-mau/").content.decode()
    (more,) = re.findall(r"\?sau=[0-9a-f-]+", first)
    second = Client().get("/hop-thu-mau/" + more).content.decode()
    told = [re.findall(r"Tin \d\d", page) for page in (first, second)]
    assert [len(told[0]), len(told[1])] == [50, 10]
    assert len({*told[0], *told[1]}) == 60
    assert "?sau=" not in second


def test_the_page_of_wishes_saves() -> None:
    account = Account.objects.create(kind="resident", login="026190123456", created_at=now())
    client = Client()
    client.force_login(account)
    assert "Bạn muốn nhận thông báo bằng cách nào?" in client.get("/thong-bao/cach-nhan/").content.decode()
    assert client.post("/thong-bao/cach-nhan/", {"zalo": "1"}).status_code == 302
    saved = preference_of(account.pk)
    assert (saved.email, saved.sms, saved.zalo) == (False, False, True)
