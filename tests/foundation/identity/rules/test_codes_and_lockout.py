"""Codes that work once, growing waits, and the way back after signing in."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.identity.next_page import safe_next
from tinhso.foundation.identity.rules.lockout import LONGEST, wait_after
from tinhso.foundation.identity.rules.one_time import (
    digest,
    matching_step,
    new_recovery_code,
    new_reset_code,
    new_secret,
)

AT = 1_795_000_000


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (11, 60), (900, 60)]
)
def test_waits_grow_to_an_hour(failures: int, minutes: int) -> None:
    assert wait_after(failures) == timedelta(minutes=minutes)


@given(st.integers(0, 2000))
def test_waits_never_shrink(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= LONGEST


@given(st.integers(-1, 1))
def test_a_code_may_drift_one_step(drift: int) -> None:
    secret = new_secret()
    code = pyotp.TOTP(secret).at(AT + 30 * drift)
    assert matching_step(secret, code, AT, 0) == AT // 30 + drift


def test_a_code_is_worth_nothing_twice_or_late() -> None:
    secret = new_secret()
    code = pyotp.TOTP(secret).at(AT)
    step = matching_step(secret, code, AT, 0)
    assert step is not None
    assert matching_step(secret, code, AT, step) is None
    assert matching_step(secret, code, AT + 90, 0) is None
    assert matching_step(secret, "", AT, 0) is None


def test_codes_are_random_and_compared_kindly() -> None:
    assert len({new_recovery_code() for _ in range(200)}) == 200
    assert all(len(new_reset_code()) == 6 for _ in range(50))
    assert digest("k", "a", "K7M2Q X9D4T") == digest("k", "a", "k7m2q-x9d4t")
    assert digest("k", "a", "123456") != digest("k", "b", "123456")


@pytest.mark.parametrize(
    ("target", "back"),
    [
        ("/nop/2.000815/?trang=2", "/nop/2.000815/?trang=2"),
        ("http://tinh.example/ho-so/", "/ho-so/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("http:///evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://tinh.example@evil.example/", "/"),
        ("http://tinh.example//evil.example/", "/"),
        ("/ok\r\nSet-Cookie: a=b", "/"),
        (" //evil.example", "/"),
        ("/" + "a" * 3000, "/"),
        ("", "/"),
        ("evil.example", "/"),
    ],
)
def test_the_way_back_stays_on_our_host(target: str, back: str) -> None:
    assert safe_next(target, "tinh.example", secure=False) == back


@given(st.text(max_size=60))
def test_the_way_back_is_always_a_path(target: str) -> None:
    back = safe_next(target, "tinh.example", secure=False)
    assert back.startswith("/")
    assert not back.startswith("//")
    assert "\\" not in back
