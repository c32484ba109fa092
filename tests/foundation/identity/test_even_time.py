"""A clock tells nobody who has an account: the three doors that a stranger can knock at."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import pytest
from django.test import Client

from tests.foundation.identity.conftest import CITIZEN_ID, without_token
from tinhso.foundation.identity.even_time import even_time
from tinhso.foundation.identity.models import Account, LoginGuard, ThrottleWindow
from tinhso.lib.errors import Busy, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
UNKNOWN = "001085999999"
FLOOR = 0.5
NOISE = 0.12


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
    session["registration"] = {"ca-nhan": {"giay-to": card, "lien-he": contact}}
    session.save()
    return browser.post("/dang-ky/ca-nhan/mat-khau/", {"password": "chim se nha hot bau troi"})


def times(knock: Callable[[str], Any], login: str, tries: int = 4) -> tuple[float, Any]:
    """The median of the seconds that an answer takes, and the last answer."""
    taken = []
    for _ in range(tries):
        ThrottleWindow.objects.all().delete()
        LoginGuard.objects.all().delete()
        began = time.monotonic()
        answer = knock(login)
        taken.append(time.monotonic() - began)
    return median(taken), answer


@pytest.mark.parametrize("knock", [forgotten, wrong_code, register])
def test_known_and_unknown_take_the_same_time(
    resident: Account, settings: Any, knock: Callable[[str], Any]
) -> None:
    settings.TINHSO_EVEN_SECONDS = FLOOR
    known, told_known = times(knock, CITIZEN_ID)
    unknown, told_unknown = times(knock, UNKNOWN)
    assert min(known, unknown) >= FLOOR
    assert abs(known - unknown) < NOISE
    assert told_known.status_code == told_unknown.status_code
    assert told_known.get("Location") == told_unknown.get("Location")
    assert without_token(told_known.content.decode()) == without_token(told_unknown.content.decode())


def test_a_wrong_password_costs_the_same_work_for_nobody(resident: Account, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    resident.set_password("ba con trau ngoi dong")
    resident.save()

    def knock(login: str) -> Any:
        return Client().post("/dang-nhap/", {"login": login, "password": "sai roi sai roi"})

    known, told_known = times(knock, CITIZEN_ID, 6)
    unknown, told_unknown = times(knock, UNKNOWN, 6)
    assert 0.5 < known / unknown < 2
    assert told_known.status_code == told_unknown.status_code == 422
    page = without_token(told_known.content.decode()).replace(CITIZEN_ID, UNKNOWN)
    assert page == without_token(told_unknown.content.decode())


def test_refusals_wait_and_limits_do_not(settings: Any) -> None:
    settings.TINHSO_EVEN_SECONDS = 0.2
    for error, waits in ((Refused("x", "x"), True), (Busy("x", "x"), False)):
        began = time.monotonic()
        with pytest.raises(type(error)), even_time():
            raise error
        assert (time.monotonic() - began >= 0.2) is waits
