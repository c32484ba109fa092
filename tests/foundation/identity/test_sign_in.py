"""Signing in: lock-out, silence about who exists, fresh sessions, the second factor."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.foundation.identity.conftest import CITIZEN_ID, PASSWORD, SignIn, without_token
from tinhso.foundation.identity.actions import second_factor
from tinhso.foundation.identity.actions.second_factor import confirm_second_factor
from tinhso.foundation.identity.models import Account, LoginGuard
from tinhso.foundation.identity.models import SignIn as SignInRow
from tinhso.foundation.identity.rules.one_time import new_secret
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, now, real_now
from tinhso.lib.actor import Actor

pytestmark = pytest.mark.django_db
UNKNOWN = "001085999999"


def attempt(login: str, password: str = "sai roi sai roi", browser: Client | None = None) -> tuple[int, str]:
    answer = (browser or Client()).post("/dang-nhap/", {"login": login, "password": password})
    return answer.status_code, answer.content.decode().replace(login, "…")


def test_the_right_password_opens_a_session_and_is_recorded(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(f" {CITIZEN_ID[:6]} {CITIZEN_ID[6:]} ")
    assert browser.get("/tai-khoan/").status_code == 200
    assert SignInRow.objects.filter(account=resident, ended_at__isnull=True).count() == 1
    assert [e.verb for e in history(Subject("account", resident.pk))] == ["account.sign_in"]


def test_unknown_and_wrong_look_the_same(resident: Account) -> None:
    known, unknown = attempt(CITIZEN_ID), attempt(UNKNOWN)
    assert known[0] == unknown[0] == 422
    assert "không đúng" in known[1]
    assert without_token(known[1]) == without_token(unknown[1])


def test_lock_out_grows_and_looks_the_same_for_unknown_logins(resident: Account) -> None:
    start = now()
    for login in (CITIZEN_ID, UNKNOWN):
        with at(start):
            assert [attempt(login)[0] for _ in range(6)] == [422] * 5 + [429]
        with at(start + timedelta(seconds=61)):
            assert attempt(login)[0] == 422
        with at(start + timedelta(seconds=61 + 100)):
            assert attempt(login)[0] == 429
    with at(start):
        known, unknown = attempt(CITIZEN_ID), attempt(UNKNOWN)
    assert without_token(known[1]) == without_token(unknown[1])


def test_the_right_password_is_refused_while_locked_and_forgives_after(resident: Account) -> None:
    start = now()
    with at(start):
        for _ in range(5):
            attempt(CITIZEN_ID)
        assert attempt(CITIZEN_ID, PASSWORD)[0] == 429
    with at(start + timedelta(seconds=61)):
        assert attempt(CITIZEN_ID, PASSWORD)[0] == 302
    assert not LoginGuard.objects.exists()


def test_the_guard_keeps_no_login(resident: Account) -> None:
    attempt(CITIZEN_ID)
    assert CITIZEN_ID not in LoginGuard.objects.get().key


def test_a_planted_session_is_worth_nothing(resident: Account) -> None:
    browser = Client()
    browser.post("/quen-mat-khau/", {"login": UNKNOWN})
    planted = browser.cookies["sessionid"].value
    attempt(CITIZEN_ID, PASSWORD, browser)
    fresh = browser.cookies["sessionid"].value
    assert fresh != planted
    assert not Session.objects.filter(session_key=planted).exists()
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/tai-khoan/").status_code == 302


def test_what_a_visitor_had_in_the_session_survives_signing_in(resident: Account) -> None:
    browser = Client()
    browser.post("/quen-mat-khau/", {"login": UNKNOWN})
    attempt(CITIZEN_ID, PASSWORD, browser)
    assert browser.session["reset_login"] == UNKNOWN


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_open_redirect(resident: Account, target: str) -> None:
    browser = Client()
    assert "evil" not in browser.get("/dang-nhap/", {"next": target}).content.decode()
    answer = browser.post("/dang-nhap/", {"login": CITIZEN_ID, "password": PASSWORD, "next": target})
    assert answer["Location"] == "/ca-nhan/"


def test_a_signed_out_visitor_comes_back_where_they_were(resident: Account) -> None:
    browser = Client()
    answer = browser.get("/tai-khoan/thiet-bi/?a=1")
    query = parse_qs(urlsplit(answer["Location"]).query)
    assert query == {"next": ["/tai-khoan/thiet-bi/?a=1"]}
    answer = browser.post(
        "/dang-nhap/", {"login": CITIZEN_ID, "password": PASSWORD, "next": query["next"][0]}
    )
    assert answer["Location"] == "/tai-khoan/thiet-bi/?a=1"


def test_htmx_is_sent_to_login_as_a_whole_page() -> None:
    answer = Client().get(
        "/tai-khoan/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/x/"}
    )
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/dang-nhap/?next=")


def test_signing_out_ends_the_session(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(CITIZEN_ID)
    assert browser.get("/dang-xuat/").status_code == 405
    assert browser.post("/dang-xuat/").status_code == 302
    assert browser.get("/tai-khoan/").status_code == 302
    assert SignInRow.objects.get().ended_at is not None


def test_one_device_can_end_another(resident: Account, signed_in: SignIn) -> None:
    phone, desk = signed_in(CITIZEN_ID), signed_in(CITIZEN_ID)
    row = SignInRow.objects.get(session_key=phone.cookies["sessionid"].value)
    assert desk.post(f"/tai-khoan/thiet-bi/{row.pk}/dang-xuat/").status_code == 302
    assert phone.get("/tai-khoan/").status_code == 302
    assert desk.get("/tai-khoan/").status_code == 200


def test_nobody_ends_the_device_of_another(resident: Account, signed_in: SignIn) -> None:
    phone = signed_in(CITIZEN_ID)
    Account.objects.create(
        kind="resident", login="026185000099", password=resident.password, created_at=now()
    )
    row = SignInRow.objects.get()
    assert signed_in("026185000099").post(f"/tai-khoan/thiet-bi/{row.pk}/dang-xuat/").status_code == 404
    assert phone.get("/tai-khoan/").status_code == 200


def test_a_closed_account_is_out_at_once(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(CITIZEN_ID)
    Account.objects.update(is_active=False)
    assert browser.get("/tai-khoan/").status_code == 302
    assert attempt(CITIZEN_ID, PASSWORD)[0] == 422


def test_csrf_is_needed(resident: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/dang-nhap/", {"login": CITIZEN_ID, "password": PASSWORD}).status_code == 403


def bind(resident: Account, monkeypatch: pytest.MonkeyPatch, seconds: int) -> tuple[str, list[str]]:
    """Bind an app at a moment; later codes are asked at later moments."""
    secret = new_secret()
    monkeypatch.setattr(second_factor, "_seconds", lambda: seconds)
    actor = Actor(kind="resident", account_id=resident.pk)
    return secret, confirm_second_factor(actor, secret, pyotp.TOTP(secret).at(seconds))


def code_page(browser: Client, code: str) -> int:
    return browser.post("/dang-nhap/ma/", {"code": code}).status_code


def test_the_password_alone_opens_nothing_once_an_app_is_bound(
    resident: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = int(real_now().timestamp())
    secret, _codes = bind(resident, monkeypatch, seconds)
    browser = Client()
    answer = browser.post(
        "/dang-nhap/", {"login": CITIZEN_ID, "password": PASSWORD, "next": "/tai-khoan/thiet-bi/"}
    )
    assert answer["Location"] == "/dang-nhap/ma/"
    assert browser.get("/tai-khoan/").status_code == 302
    # The code that bound the app was already used: replaying it is refused.
    assert code_page(browser, pyotp.TOTP(secret).at(seconds)) == 422
    monkeypatch.setattr(second_factor, "_seconds", lambda: seconds + 60)
    fresh = pyotp.TOTP(secret).at(seconds + 60)
    assert (
        browser.post("/dang-nhap/ma/", {"code": f"{fresh[:3]} {fresh[3:]}"})["Location"]
        == "/tai-khoan/thiet-bi/"
    )
    thief = Client()
    thief.post("/dang-nhap/", {"login": CITIZEN_ID, "password": PASSWORD})
    assert code_page(thief, fresh) == 422


def test_a_recovery_code_works_once(resident: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    _secret, codes = bind(resident, monkeypatch, int(real_now().timestamp()))
    assert len(set(codes)) == 10
    for expected in (302, 422):
        browser = Client()
        browser.post("/dang-nhap/", {"login": CITIZEN_ID, "password": PASSWORD})
        assert code_page(browser, codes[3].upper()) == expected


def test_codes_cannot_be_guessed_for_long(resident: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    bind(resident, monkeypatch, int(real_now().timestamp()))
    browser = Client()
    browser.post("/dang-nhap/", {"login": CITIZEN_ID, "password": PASSWORD})
    answers = [code_page(browser, f"{n:06d}") for n in range(6)]
    assert answers[-1] == 429
    assert 302 not in answers


def test_the_secret_is_not_stored_in_the_open(resident: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, codes = bind(resident, monkeypatch, int(real_now().timestamp()))
    account = Account.objects.get(pk=resident.pk)
    assert account.totp_secret
    assert secret not in account.totp_secret
    stored = set(account.recovery_codes.values_list("digest", flat=True))
    assert len(stored) == 10
    assert not stored & set(codes)
    assert second_factor.unseal(account.totp_secret) == secret


def test_the_app_is_bound_and_unbound_on_screen(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(CITIZEN_ID)
    page = browser.get("/tai-khoan/bao-mat/bat/").content.decode()
    secret = page.split("<code>")[1].split("</code>")[0].replace(" ", "")
    qr = browser.get("/tai-khoan/bao-mat/ma-qr.svg")
    assert qr["Content-Type"] == "image/svg+xml"
    assert b"<script" not in qr.content
    before = browser.cookies["sessionid"].value
    assert browser.post("/tai-khoan/bao-mat/bat/", {"code": "000000"}).status_code == 422
    answer = browser.post("/tai-khoan/bao-mat/bat/", {"code": pyotp.TOTP(secret).now()})
    assert answer.status_code == 200
    assert answer.content.decode().count("<code>") == 10
    assert browser.cookies["sessionid"].value != before
    assert browser.post("/tai-khoan/bao-mat/tat/", {"current": "sai roi"}).status_code == 422
    assert browser.post("/tai-khoan/bao-mat/tat/", {"current": PASSWORD}).status_code == 302
    assert not Account.objects.get(pk=resident.pk).has_second_factor
