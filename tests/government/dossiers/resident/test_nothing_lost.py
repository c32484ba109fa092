"""What was typed survives an expired login, a second device, two tabs and an impatient finger."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests.foundation.files import samples
from tests.government.dossiers.resident.conftest import browser
from tests.government.dossiers.world import World, draft, filed
from tinhso.foundation.files.actions.sweep import sweep
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, Draft
from tinhso.government.dossiers.receipt import receipt_secret
from tinhso.government.dossiers.rules.inputs import Missing
from tinhso.lib.ids import new_id

PASSWORD = "ba con trau ngoi dong"


def sign_in_again(client: Client, world: World, target: str) -> Any:
    """Through the login page itself, as a person does."""
    account = Account.objects.get(pk=world.resident.account_id)
    account.set_password(PASSWORD)
    account.save()
    answer = client.post("/dang-nhap/", {"login": account.login, "password": PASSWORD, "next": target})
    assert answer.status_code == 302, answer.content.decode()[:500]
    assert answer["Location"] == target
    return answer


@pytest.mark.parametrize(
    ("page", "typed", "kept"),
    [
        ("khai/main/", {"subject": "Gõ rất lâu"}, lambda d: d.data["subject"] == "Gõ rất lâu"),
        ("nguoi/", {"for": "child"}, lambda d: d.people["for"] == "child"),
        ("lien-he/", {"phone": "0911222333"}, lambda d: d.people["filer"]["phone"] == "0911222333"),
        ("noi/", {"commune": "08866"}, lambda d: d.unit_code == "08866"),
    ],
)
def test_a_login_that_expired_in_the_middle_of_a_post(
    world: World, page: str, typed: dict[str, str], kept: Any
) -> None:
    made = draft(world)
    client = browser(world.resident)
    path = f"/ho-so/nhap/{made.pk}/{page}"
    assert client.get(path).status_code == 200
    Session.objects.all().delete()
    answer = client.post(path, typed)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/?next=")
    assert "0911" not in answer["Location"]
    sign_in_again(client, world, path)
    answer = client.get(path)
    assert answer.status_code == 302
    assert kept(Draft.objects.get(pk=made.pk))
    assert client.get(path).status_code == 200, "taken up once, not again"


def test_who_began_before_signing_in_begins_once(world: World) -> None:
    path, client = "/nop/9.999999/", Client()
    assert client.post(path)["Location"] == "/dang-nhap/?next=%2Fnop%2F9.999999%2F"
    sign_in_again(client, world, path)
    answer = client.get(path)
    made = Draft.objects.get()
    assert answer["Location"] == f"/ho-so/nhap/{made.pk}/"
    # Later looks at the same page begin nothing, and an older draft is offered instead of a second one.
    assert client.get(path).status_code == 200
    client.logout()
    client.post(path)
    sign_in_again(client, world, path)
    assert f"/ho-so/nhap/{made.pk}/" in client.get(path).content.decode()
    assert Draft.objects.count() == 1


def test_a_post_with_faults_that_met_an_expired_login_is_shown_again(world: World) -> None:
    made = draft(world)
    client = browser(world.resident)
    path = f"/ho-so/nhap/{made.pk}/lien-he/"
    Session.objects.all().delete()
    client.post(path, {"phone": "12", "address": "Thôn Mẫu, xã Thử"})
    sign_in_again(client, world, path)
    answer = client.get(path)
    assert answer.status_code == 422
    assert "Thôn Mẫu, xã Thử" in answer.content.decode()


def test_what_waits_is_never_given_to_another_person(world: World) -> None:
    made = draft(world)
    client = browser()
    path = f"/ho-so/nhap/{made.pk}/lien-he/"
    client.post(path, {"phone": "0911222333", "address": "Nhà riêng"})
    client.force_login(Account.objects.get(pk=world.stranger.account_id))
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Nhà riêng" not in answer.content.decode()


def test_a_file_that_met_an_expired_login_is_kept(world: World) -> None:
    made = draft(world)
    client = browser(world.resident)
    path = f"/ho-so/nhap/{made.pk}/giay-to/"
    Session.objects.all().delete()
    answer = client.post(
        path, {"file.giay-to": SimpleUploadedFile("giấy khai.pdf", samples.pdf(2)), "add": "1"}
    )
    assert answer["Location"].startswith("/dang-nhap/?next=")
    stored = StoredFile.objects.get()
    assert (stored.owner_id, stored.state) == (None, "ok")
    login = client.get(answer["Location"]).content.decode()
    assert "Những gì bạn vừa gửi vẫn được giữ" in login
    sign_in_again(client, world, path)
    assert client.get(path).status_code == 302
    held = made.files.get()
    assert (held.component_key, held.file_id) == ("giay-to", stored.pk)
    stored.refresh_from_db()
    assert stored.owner_id == world.resident.account_id
    assert "giấy khai.pdf" in client.get(path).content.decode()
    assert client.get(path).status_code == 200, "taken up once, not again"


def test_a_bad_file_that_met_an_expired_login_is_told_after_it(world: World) -> None:
    made = draft(world)
    client = browser()
    path = f"/ho-so/nhap/{made.pk}/giay-to/"
    bad = [
        SimpleUploadedFile("khoa.pdf", samples.locked_pdf("bí mật")),
        SimpleUploadedFile("tot.pdf", samples.pdf()),
    ]
    client.post(path, {"file.giay-to": bad})
    sign_in_again(client, world, path)
    answer = client.get(path)
    assert answer.status_code == 422
    assert "Tệp này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại." in answer.content.decode()
    assert [f.file.name for f in made.files.all()] == ["tot.pdf"], "the good one beside it is kept"


def test_files_are_set_aside_only_for_a_draft_that_is_there(world: World) -> None:
    client = browser()
    client.post(
        f"/ho-so/nhap/{new_id()}/giay-to/", {"file.giay-to": SimpleUploadedFile("a.pdf", samples.pdf())}
    )
    client.post(
        "/tra-cuu/H62.91.1-261123-9999/bo-sung/", {"item.x": SimpleUploadedFile("a.pdf", samples.pdf())}
    )
    assert StoredFile.objects.count() == 0


def test_files_set_aside_have_an_end(world: World, settings: Any) -> None:
    made = draft(world)
    path = f"/ho-so/nhap/{made.pk}/giay-to/"
    settings.TINHSO_FILES_ASIDE_BYTES = 100
    client = browser()
    for number in (1, 2):
        client.post(path, {"file.giay-to": SimpleUploadedFile("a.pdf", samples.pdf(number))})
    assert StoredFile.objects.filter(owner_id=None).count() == 1
    sign_in_again(client, world, path)
    assert "không giữ hộ được tệp" in client.get(path).content.decode()
    other = browser()
    other.post(path, {"file.giay-to": SimpleUploadedFile("b.pdf", samples.pdf(1))})
    StoredFile.objects.filter(owner_id=None).update(stored_at=now() - timedelta(hours=3))
    browser().post(path, {"file.giay-to": SimpleUploadedFile("c.pdf", samples.pdf(2))})
    kept = StoredFile.objects.filter(owner_id=None).values_list("name", flat=True)
    assert list(kept) == ["c.pdf"], "what no session remembers any more makes room"
    StoredFile.objects.filter(owner_id=None).update(stored_at=now() - timedelta(days=3))
    assert sweep() >= 1
    assert StoredFile.objects.filter(owner_id=None).count() == 0


def test_a_supplement_that_met_an_expired_session_is_kept(world: World) -> None:
    dossier = filed(world)
    dossiers.request_supplement(
        world.reception,
        dossier.id,
        items=[
            Missing("field", "subject", "Nội dung", "Ghi rõ"),
            Missing("component", "giay-to", "Giấy tờ", "Mờ"),
        ],
        reason="Thiếu",
    )
    path = f"/tra-cuu/{dossier.code}/bo-sung/"
    client = browser()
    sent = {
        "subject": "Nội dung mới",
        "note": "Gửi lại",
        "item.giay-to": SimpleUploadedFile("ro.pdf", samples.pdf()),
    }
    answer = client.post(path, sent)
    assert answer["Location"] == f"/tra-cuu/?ma={dossier.code}"
    page = client.get(answer["Location"]).content.decode()
    assert "Những gì bạn vừa gửi vẫn được giữ" in page
    assert "/dang-nhap/?next=" in page
    unknown = browser().post("/tra-cuu/H62.91.1-261123-9999/bo-sung/", {"note": "x"})
    assert unknown["Location"] == "/tra-cuu/?ma=H62.91.1-261123-9999", "an unknown code answers alike"
    # With an account: log in and what waited is sent.
    sign_in_again(client, world, path)
    assert client.get(path)["Location"] == f"/tra-cuu/{dossier.code}/"
    dossier.refresh_from_db()
    assert dossier.data["subject"] == "Nội dung mới"
    assert [f.file.name for f in dossier.files.all()] == ["ro.pdf"]


def test_a_supplement_waits_for_the_receipt_too(world: World) -> None:
    dossier = filed(world)
    dossiers.request_supplement(
        world.reception, dossier.id, items=[Missing("field", "subject", "Nội dung", "Ghi rõ")], reason="Thiếu"
    )
    path = f"/tra-cuu/{dossier.code}/bo-sung/"
    client = browser()
    client.post(path, {"subject": "Từ giấy biên nhận"})
    answer = client.post("/tra-cuu/", {"code": dossier.code, "secret": receipt_secret(dossier)})
    assert answer["Location"] == path
    # The receipt of an account's dossier shows what is asked; what waits is sent when the account signs in.
    assert "Đăng nhập để bổ sung" in client.get(path).content.decode()
    sign_in_again(client, world, path)
    assert client.get(path).status_code == 302
    dossier.refresh_from_db()
    assert dossier.data["subject"] == "Từ giấy biên nhận"


def test_a_withdrawal_that_waited_is_asked_once_more(world: World) -> None:
    dossier = filed(world)
    client = browser()
    client.post(f"/tra-cuu/{dossier.code}/rut/", {"reason": "Nộp nhầm nơi"})
    client.force_login(Account.objects.get(pk=world.resident.account_id))
    page = client.get(f"/tra-cuu/{dossier.code}/rut/")
    assert (page.status_code, "Nộp nhầm nơi" in page.content.decode()) == (200, True)
    dossier.refresh_from_db()
    assert dossier.state == 1


def test_a_good_file_stays_when_the_supplement_has_a_fault(world: World) -> None:
    dossier = filed(world)
    dossiers.request_supplement(
        world.reception,
        dossier.id,
        items=[
            Missing("field", "subject", "Nội dung", "Ghi rõ"),
            Missing("component", "giay-to", "Giấy tờ", "Mờ"),
        ],
        reason="Thiếu",
    )
    client = browser(world.resident)
    path = f"/tra-cuu/{dossier.code}/bo-sung/"
    answer = client.post(path, {"subject": "", "item.giay-to": SimpleUploadedFile("ro.pdf", samples.pdf())})
    assert answer.status_code == 422
    stored = StoredFile.objects.get()
    assert f'name="item.giay-to__id" value="{stored.pk}"' in answer.content.decode()
    assert client.post(path, {"subject": "Rõ rồi", "item.giay-to__id": str(stored.pk)}).status_code == 302


@pytest.mark.parametrize(
    ("origin", "kept"), [("http://testserver", True), ("https://xau.example", False), ("", False)]
)
def test_a_token_changed_by_another_login_loses_nothing(world: World, origin: str, kept: bool) -> None:
    made = draft(world)
    client = browser(world.resident, enforce_csrf_checks=True)
    path = f"/ho-so/nhap/{made.pk}/lien-he/"
    client.get(path)
    client.cookies.pop("csrftoken")
    headers = {"HTTP_ORIGIN": origin} if origin else {}
    answer = client.post(
        path, {"phone": "0911222333", "address": "Thôn Mẫu", "csrfmiddlewaretoken": "x" * 64}, **headers
    )
    text = answer.content.decode()
    assert answer.status_code == 403
    assert ('name="address" value="Thôn Mẫu"' in text) is kept, (
        "what a foreign page sent is never offered again"
    )
    if kept:
        token = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', text)[0]
        again = client.post(
            path, {"phone": "0911222333", "address": "Thôn Mẫu", "csrfmiddlewaretoken": token}, **headers
        )
        assert again.status_code == 302
        made.refresh_from_db()
        assert made.people["filer"]["address"] == "Thôn Mẫu"


def test_a_password_is_never_offered_again(db: None) -> None:
    client = browser(enforce_csrf_checks=True)
    answer = client.post(
        "/dang-nhap/", {"login": "026190000001", "password": "rất bí mật"}, HTTP_ORIGIN="http://testserver"
    )
    assert answer.status_code == 403
    assert "rất bí mật" not in answer.content.decode()


def test_too_many_files_at_once_are_told_so(world: World, resident: Client) -> None:
    made = draft(world)
    many = [SimpleUploadedFile(f"anh-{n}.jpg", b"x") for n in range(1000)]
    answer = resident.post(f"/ho-so/nhap/{made.pk}/giay-to/", {"file.giay-to": many})
    assert answer.status_code == 400
    assert "Bạn gửi quá nhiều tệp trong một lần" in answer.content.decode()


def test_going_on_with_another_device(world: World) -> None:
    made = draft(world)
    first, second = browser(world.resident), browser(world.resident)
    first.post(f"/ho-so/nhap/{made.pk}/khai/main/", {"subject": "Từ máy thứ nhất"})
    assert str(made.pk) in second.get("/ca-nhan/").content.decode()
    answer = second.get(f"/ho-so/nhap/{made.pk}/", follow=True)
    assert answer.status_code == 200
    assert "Từ máy thứ nhất" in second.get(f"/ho-so/nhap/{made.pk}/khai/main/").content.decode()


def test_two_tabs_on_different_pages_do_not_undo_each_other(world: World) -> None:
    made = draft(world)
    client = browser(world.resident)
    client.post(f"/ho-so/nhap/{made.pk}/lien-he/", {"phone": "0911222333"})
    client.post(f"/ho-so/nhap/{made.pk}/khai/main/", {"subject": "Trang hai"})
    made.refresh_from_db()
    assert made.data["subject"] == "Trang hai"
    assert made.people["filer"]["phone"] == "0911222333"


def test_a_tab_left_open_after_filing_says_where_the_dossier_is(world: World) -> None:
    made = draft(world)
    client = browser(world.resident)
    client.post(f"/ho-so/nhap/{made.pk}/noi/", {"commune": "08866"})
    client.post(f"/ho-so/nhap/{made.pk}/lien-he/", {"phone": "0911222333"})
    answer = client.post(f"/ho-so/nhap/{made.pk}/kiem-tra/", {"delivery": "desk", "promise": "1"})
    code = Dossier.objects.get().code
    assert answer["Location"] == f"/tra-cuu/{code}/da-nop/"
    again = client.post(f"/ho-so/nhap/{made.pk}/kiem-tra/", {"delivery": "desk", "promise": "1"})
    assert again["Location"] == f"/tra-cuu/{code}/da-nop/"
    for page in ("khai/main/", "lien-he/", "nguoi/", "noi/", "giay-to/"):
        answer = client.get(f"/ho-so/nhap/{made.pk}/{page}")
        assert (answer.status_code, answer["Location"]) == (302, f"/tra-cuu/{code}/"), page
        answer = client.post(f"/ho-so/nhap/{made.pk}/{page}", {"subject": "Muộn"})
        assert (answer.status_code, answer["Location"]) == (302, f"/tra-cuu/{code}/"), page
    assert Dossier.objects.get().data == {"subject": "Đề nghị xác nhận"}


def test_an_impatient_finger_files_once(committed_world: World) -> None:
    world = committed_world
    made = draft(world)
    client = browser(world.resident)
    client.post(f"/ho-so/nhap/{made.pk}/noi/", {"commune": "08866"})
    client.post(f"/ho-so/nhap/{made.pk}/lien-he/", {"phone": "0911222333"})
    clients = [browser(world.resident) for _n in range(4)]
    start, answers = threading.Barrier(4), []

    def press(one: Client) -> None:
        start.wait()
        try:
            answers.append(one.post(f"/ho-so/nhap/{made.pk}/kiem-tra/", {"delivery": "desk", "promise": "1"}))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(one,)) for one in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    code = Dossier.objects.get().code
    assert [a.status_code for a in answers] == [302] * 4
    assert {a["Location"] for a in answers} == {f"/tra-cuu/{code}/da-nop/"}
