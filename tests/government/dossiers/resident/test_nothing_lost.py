"""What was typed survives an expired login, a second device, two tabs and an impatient finger."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from tests.government.dossiers.resident.conftest import browser
from tests.government.dossiers.world import World, draft
from tinhso.foundation.identity.models import Account
from tinhso.government.dossiers.models import Dossier, Draft

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
