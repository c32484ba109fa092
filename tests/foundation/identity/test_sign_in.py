"""Signing in: lock-out, silence about who exists, fresh sessions, the second factor."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.foundation.identity.conftest import CITIZEN_ID, PASSWORD, SignIn, without_token
from tinhso.foundation.identity.actions.second_factor import confirm_second_factor
from tinhso.foundation.identity.models import Account, LoginGuard
from tinhso.foundation.identity.models import SignIn as SignInRow
from tinhso.foundation.identity.rules.one_time import new_secret
from tinhso.foundation.identity.sealing import unseal
from tinhso.foundation.notices.models import Notice
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


def test_nothing_of_the_visitor_before_survives_signing_in_but_an_interrupted_post(resident: Account) -> None:
    browser = Client()
    browser.post("/quen-mat-khau/", {"login": UNKNOWN})
    session = browser.session
    session["pending_post"] = {"path": "/ca-nhan/", "body": "", "until": 0}
    session.save()
    assert browser.session["reset_login"] == UNKNOWN
    attempt(CITIZEN_ID, PASSWORD, browser)
    assert "reset_login" not in browser.session
    assert browser.session["pending_post"]["path"] == "/ca-nhan/"


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


def test_every_device_is_on_some_page(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(CITIZEN_ID)
    SignInRow.objects.bulk_create(
        SignInRow(
            account=resident,
            session_key=f"k{n}",
            started_at=now() - timedelta(minutes=n),
            device=f"Máy {n:02}",
        )
        for n in range(1, 61)
    )
    first = browser.get("/tai-khoan/thiet-bi/").content.decode()
    (more,) = re.findall(r"\?sau=[0-9a-f-]+", first)
    second = browser.get("/tai-khoan/thiet-bi/" + more).content.decode()
    told = [re.findall(r"Máy \d\d", page) for page in (first, second)]
    assert [len(told[0]), len(told[1])] == [49, 11]
    assert len({*told[0], *told[1]}) == 60
    assert "?sau=" not in second


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


def bind(resident: Account) -> tuple[pyotp.TOTP, int, list[str]]:
    """Bind an app with the code of the step before, so that this step and the next are still unused."""
    secret, seconds = new_secret(), int(real_now().timestamp())
    app = pyotp.TOTP(secret)
    codes = confirm_second_factor(
        Actor(kind="resident", account_id=resident.pk), secret, app.at(seconds - 30), PASSWORD
    )
    return app, seconds, codes


def code_page(browser: Client, code: str) -> int:
    return browser.post("/dang-nhap/ma/", {"code": code}).status_code


def after_password(target: str = "") -> Client:
    browser = Client()
    form = {"login": CITIZEN_ID, "password": PASSWORD, "next": target}
    assert browser.post("/dang-nhap/", form)["Location"] == "/dang-nhap/ma/"
    return browser


def test_the_password_alone_opens_nothing_once_an_app_is_bound(resident: Account) -> None:
    app, seconds, _codes = bind(resident)
    browser = after_password("/tai-khoan/thiet-bi/")
    assert browser.get("/tai-khoan/").status_code == 302
    assert code_page(browser, app.at(seconds - 30)) == 422
    code = app.at(seconds)
    answer = browser.post("/dang-nhap/ma/", {"code": f"{code[:3]} {code[3:]}"})
    assert answer["Location"] == "/tai-khoan/thiet-bi/"
    assert browser.get("/tai-khoan/").status_code == 200


def test_a_code_cannot_be_replayed(resident: Account) -> None:
    app, seconds, _codes = bind(resident)
    assert code_page(after_password(), app.at(seconds)) == 302
    thief = after_password()
    assert code_page(thief, app.at(seconds)) == 422
    assert thief.get("/tai-khoan/").status_code == 302
    assert code_page(after_password(), app.at(seconds + 30)) == 302


def test_a_recovery_code_works_once(resident: Account) -> None:
    _app, _seconds, codes = bind(resident)
    assert len(set(codes)) == 10
    assert code_page(after_password(), codes[3].upper()) == 302
    assert code_page(after_password(), codes[3]) == 422


def test_codes_cannot_be_guessed_for_long(resident: Account) -> None:
    bind(resident)
    browser = after_password()
    answers = [code_page(browser, "guess") for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_the_code_page_opens_only_after_a_password(resident: Account) -> None:
    app, seconds, _codes = bind(resident)
    assert Client().post("/dang-nhap/ma/", {"code": app.at(seconds)})["Location"] == "/dang-nhap/"


def test_the_secret_is_not_stored_in_the_open(resident: Account) -> None:
    app, _seconds, codes = bind(resident)
    account = Account.objects.get(pk=resident.pk)
    assert account.totp_secret
    assert app.secret not in account.totp_secret
    stored = set(account.recovery_codes.values_list("digest", flat=True))
    assert len(stored) == 10
    assert not stored & set(codes)
    assert unseal(account.totp_secret) == app.secret


def test_the_app_is_bound_and_unbound_on_screen(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(CITIZEN_ID)
    page = browser.get("/tai-khoan/bao-mat/bat/").content.decode()
    secret = page.split("<code>")[1].split("</code>")[0].replace(" ", "")
    qr = browser.get("/tai-khoan/bao-mat/ma-qr.svg")
    assert qr["Content-Type"] == "image/svg+xml"
    assert b"<script" not in qr.content
    before = browser.cookies["sessionid"].value
    form = {"code": pyotp.TOTP(secret).now(), "current": PASSWORD}
    other = signed_in(CITIZEN_ID)
    assert browser.post("/tai-khoan/bao-mat/bat/", {**form, "code": "000000"}).status_code == 422
    for wrong in ("", "sai roi sai roi"):
        assert browser.post("/tai-khoan/bao-mat/bat/", {**form, "current": wrong}).status_code == 422
    resident.refresh_from_db()
    assert not resident.has_second_factor
    assert other.get("/tai-khoan/").status_code == 200
    answer = browser.post("/tai-khoan/bao-mat/bat/", form)
    assert other.get("/tai-khoan/").status_code == 302
    assert Notice.objects.filter(template="second_factor_on", account_id=resident.pk).exists()
    assert answer.status_code == 200
    assert answer.content.decode().count("<code>") == 10
    assert browser.cookies["sessionid"].value != before
    assert browser.post("/tai-khoan/bao-mat/tat/", {"current": "sai roi"}).status_code == 422
    assert browser.post("/tai-khoan/bao-mat/tat/", {"current": PASSWORD}).status_code == 302
    assert not Account.objects.get(pk=resident.pk).has_second_factor
