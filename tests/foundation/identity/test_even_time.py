"""A clock tells nobody who has an account: the three doors that a stranger can knock at."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.foundation.identity.conftest import CITIZEN_ID, without_token
from tests.foundation.identity.hashers import CountedArgon2
from tests.foundation.identity.test_register import registration_code
from tinhso.foundation.identity.even_time import even_time
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.errors import Busy, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
UNKNOWN = "001190999999"
FLOOR = 0.4


def forgotten(login: str) -> Any:
    return Client().post("/quen-mat-khau/", {"login": login})


def wrong_code(login: str) -> Any:
    browser = Client()
    session = browser.session
    session["reset_login"] = login
    session.save()
    return browser.post("/dat-lai-mat-khau/", {"code": "000000", "password": "chim se nha hot bau troi"})


def register(login: str) -> Any:
    browser = Client()
    card = {"citizen_id": login, "name": "Nguyễn Văn Thử", "birth_date": "1990-05-20", "sex": "female"}
    contact = {"phone": "0912345679", "email": ""}
    session = browser.session
    until = real_now().timestamp() + 600
    session["registration"] = {"until": until, "ca-nhan": {"giay-to": card, "lien-he": contact}}
    session.save()
    browser.post("/dang-ky/ca-nhan/mat-khau/", {"password": "chim se nha hot bau troi"})
    return browser, registration_code()


def bring_code(login: str) -> tuple[float, Any]:
    """The last step of a registration, the only one where it matters whether the number has an account."""
    browser, code = register(login)
    began = time.monotonic()
    answer = browser.post("/dang-ky/ca-nhan/ma/", {"code": code})
    return time.monotonic() - began, answer


def knocked(knock: Callable[[str], Any]) -> Callable[[str], tuple[float, Any]]:
    def timed(login: str) -> tuple[float, Any]:
        began = time.monotonic()
        answer = knock(login)
        return time.monotonic() - began, answer

    return timed


@pytest.mark.parametrize("knock", [knocked(forgotten), knocked(wrong_code), bring_code])
def test_known_and_unknown_wait_for_the_same_moment(
    resident: Account, settings: Any, knock: Callable[[str], tuple[float, Any]]
) -> None:
    settings.TINHSO_EVEN_SECONDS = FLOOR
    known, told_known = knock(CITIZEN_ID)
    unknown, told_unknown = knock(UNKNOWN)
    assert min(known, unknown) >= FLOOR
    assert told_known.status_code == told_unknown.status_code
    assert told_known.get("Location") == told_unknown.get("Location")
    assert without_token(told_known.content.decode()) == without_token(told_unknown.content.decode())


@pytest.mark.parametrize("login", [CITIZEN_ID, UNKNOWN])
def test_a_wrong_password_is_hashed_for_nobody_too(resident: Account, settings: Any, login: str) -> None:
    settings.PASSWORD_HASHERS = ["tests.foundation.identity.hashers.CountedArgon2"]
    resident.set_password("ba con trau ngoi dong")
    resident.save()
    CountedArgon2.worked = 0
    answer = Client().post("/dang-nhap/", {"login": login, "password": "sai roi sai roi"})
    assert answer.status_code == 422
    assert CountedArgon2.worked == 1


def test_refusals_wait_and_limits_do_not(settings: Any) -> None:
    settings.TINHSO_EVEN_SECONDS = 0.2
    for error, waits in ((Refused("x", "x"), True), (Busy("x", "x"), False)):
        began = time.monotonic()
        with pytest.raises(type(error)), even_time():
            raise error
        assert (time.monotonic() - began >= 0.2) is waits
