"""Channels, retries, loopback, and the texts."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.notices.api import TEMPLATES, Recipient, Template, register_template
from tinhso.foundation.notices.rendering import UnknownTemplate, render
from tinhso.foundation.notices.rules.channels import CHANNELS, Wishes, chosen
from tinhso.foundation.notices.rules.loopback import is_loopback
from tinhso.foundation.notices.rules.retry import MOST_ATTEMPTS, wait_seconds

EVERYTHING = {
    "code": "000.00.01.H62-261122-0001",
    "procedure": "Đăng ký khai sinh",
    "agency": "UBND xã Thổ Tang",
    "due": "16:30 thứ Hai 23/11/2026",
    "items": ["Giấy chứng sinh"],
    "reason": "Thiếu giấy tờ",
    "amount": "57.000 đ",
    "place": "UBND xã Thổ Tang",
    "minutes": 10,
    "contact": "l**@example.vn",
}


@pytest.mark.parametrize(
    ("wishes", "usable", "email", "phone", "expected"),
    [
        (Wishes(), CHANNELS, "a@b.vn", "09", [("email", "a@b.vn"), ("sms", "09")]),
        (Wishes(zalo=True, sms=False), CHANNELS, "", "09", [("zalo", "09")]),
        (Wishes(False, False, False), CHANNELS, "a@b.vn", "09", [("email", "a@b.vn")]),
        (Wishes(), ["email"], "", "09", []),
        (Wishes(), ["email"], "a@b.vn", "09", [("email", "a@b.vn")]),
        (Wishes(), CHANNELS, "", "", []),
    ],
)
def test_channels(
    wishes: Wishes, usable: list[str], email: str, phone: str, expected: list[tuple[str, str]]
) -> None:
    assert chosen(wishes, usable, email=email, phone=phone) == expected


def test_pauses_grow_and_end() -> None:
    waits = [wait_seconds(n) for n in range(1, MOST_ATTEMPTS + 1)]
    assert waits[:4] == [60, 120, 240, 480]
    assert waits[-1] is None
    assert sum(w for w in waits if w) < 4 * 3600


@given(st.integers(1, MOST_ATTEMPTS - 1))
def test_a_later_pause_is_never_shorter(attempts: int) -> None:
    now, later = wait_seconds(attempts), wait_seconds(attempts + 1)
    assert now is not None
    assert later is None or later >= now


@pytest.mark.parametrize(
    ("address", "local"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("::ffff:127.0.0.1", True), ("10.0.0.1", False),
     ("::ffff:10.0.0.1", False), ("", False), ("localhost", False)],
)  # fmt: skip
def test_loopback(address: str, local: bool) -> None:
    assert is_loopback(address) is local


def test_every_text_is_complete() -> None:
    assert {"reception", "result", "password_reset_code"} <= set(TEMPLATES)
    for key, template in TEMPLATES.items():
        for channel in CHANNELS:
            values = dict.fromkeys(template.needs, "giá trị") | EVERYTHING
            title, body = render(key, Recipient("Nguyễn Văn An"), values, channel)
            assert title, key
            assert "{" not in title + body, key
            if "code" in template.needs:
                assert EVERYTHING["code"] in title + body, key
            if channel == "email":
                assert body.startswith("Chào Nguyễn Văn An,\n\n")
            else:
                assert "Nguyễn" not in body
                assert "\n" not in body
                assert len(body) <= 200


def test_texts_stay_vietnamese_whatever_the_writers_pages_speak() -> None:
    known = render("password_reset_code", Recipient("An"), EVERYTHING, "email")
    with override("en"):
        assert render("password_reset_code", Recipient("An"), EVERYTHING, "email") == known


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        (Template("{{ code }}", "x", "x", ()), "uses code"),
        (Template("x", "{{ code", "x", ("code",)), "expected .end of print"),
        (Template("x", "x", "{{ name }}", ()), "locked telephone"),
    ],
)
def test_a_bad_text_is_found_at_start(template: Template, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        register_template("of_a_test", template)
    assert "of_a_test" not in TEMPLATES


def test_an_occasion_has_one_text() -> None:
    register_template("reception", TEMPLATES["reception"])
    with pytest.raises(ValueError, match="other texts"):
        register_template("reception", Template("x", "x", "x", ()))
    assert TEMPLATES["reception"].title != "x"


def test_a_missing_context_key_is_named() -> None:
    with pytest.raises(KeyError, match="due"):
        render("reception", Recipient(""), {"code": "x", "procedure": "y", "agency": "z"}, "email")
    with pytest.raises(UnknownTemplate):
        render("nothing", Recipient(""), {}, "email")


def test_values_are_never_templates_nor_headers() -> None:
    hostile = {**EVERYTHING, "code": "{{ 7 * 7 }}\r\nBcc: x@y.vn"}
    title, body = render("result", Recipient("{{ name }}\nBcc: z"), hostile, "email")
    assert "49" not in title + body
    assert "\n" not in title
    assert "\r" not in title + body
