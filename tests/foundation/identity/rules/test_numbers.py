"""Numbers of people and enterprises: tables, and properties over all of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.vn import mst

from tinhso.foundation.identity.rules import citizen_id, names, phone, tax_number
from tinhso.foundation.identity.rules.logins import normalise_login, username_fault
from tinhso.foundation.identity.rules.masking import mask_citizen_id, mask_contact

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("number", "year", "sex"),
    [
        ("026190123456", 1990, "female"),
        ("001085000001", 1985, "male"),
        ("025205123456", 2005, "male"),
        ("096318000009", 2018, "female"),
        ("026000000000", 1900, "male"),
    ],
)
def test_a_number_tells_year_and_sex(number: str, year: int, sex: str) -> None:
    assert citizen_id.born(number) == (year, sex)
    assert citizen_id.fault(number, today=TODAY) is None
    assert citizen_id.disagreement(number, date(year, 3, 4), sex) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "12 chữ số"),
        ("02619012345", "12 chữ số"),
        ("0261901234567", "12 chữ số"),
        ("02619012345a", "12 chữ số"),
        ("٠٢٦١٩٠١٢٣٤٥٦", "12 chữ số"),
        ("003190123456", "Ba chữ số đầu"),
        ("999190123456", "Ba chữ số đầu"),
        ("026290123456", "tương lai"),
    ],
)
def test_a_wrong_number_is_told_in_words(number: str, words: str) -> None:
    assert words in (citizen_id.fault(number, today=TODAY) or "")


def test_a_number_must_agree_with_birth_date_and_sex() -> None:
    year = citizen_id.disagreement("026190123456", date(1991, 1, 1), "female")
    assert year
    assert (year.fields, "sinh năm 1990" in year.sentence) == (("citizen_id", "birth_date"), True)
    sex = citizen_id.disagreement("026190123456", date(1990, 1, 1), "male")
    assert sex
    assert (sex.fields, "của nữ" in sex.sentence) == (("citizen_id", "sex"), True)


def test_there_are_63_provinces_of_birth() -> None:
    assert len(citizen_id.PROVINCES) == 63
    assert {"025", "026"} <= citizen_id.PROVINCES


@given(
    st.sampled_from(sorted(citizen_id.PROVINCES)),
    st.integers(1900, 2026),
    st.sampled_from(["male", "female"]),
    st.integers(0, 999_999),
)
def test_every_number_built_by_the_rule_is_accepted(place: str, year: int, sex: str, serial: int) -> None:
    digit = 2 * ((year - 1900) // 100) + (sex == "female")
    number = f"{place}{digit}{year % 100:02d}{serial:06d}"
    assert citizen_id.fault(number, today=TODAY) is None
    assert citizen_id.disagreement(number, date(year, 1, 1), sex) is None
    assert citizen_id.normalise(f" {number[:3]} {number[3:6]}.{number[6:]} ") == number
    assert mask_citizen_id(number)[3:8] == "*****"
    assert len(mask_citizen_id(number)) == 12


@given(st.text(max_size=30))
def test_no_text_breaks_the_rules(text: str) -> None:
    for module in (citizen_id, tax_number, phone):
        module.fault(module.normalise(text))
    names.name_fault(text)
    names.email_fault(text)
    names.parse_date(text)
    username_fault(normalise_login(text))
    hidden = mask_contact(text).split("@", 1)[0][1:-3]
    assert set(hidden) <= {"*"}


@pytest.mark.parametrize("number", ["0100233488", "0314409058002", "2600000012"])
def test_tax_numbers_with_a_right_check_digit(number: str) -> None:
    assert tax_number.fault(number) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0100233480", "chữ số kiểm tra"),
        ("123", "10 chữ số"),
        ("010023348a", "10 chữ số"),
        ("0314409058000", "chữ số kiểm tra"),
    ],
)
def test_wrong_tax_numbers(number: str, words: str) -> None:
    assert words in (tax_number.fault(number) or "")


@given(st.integers(0, 999_999_999))
def test_a_changed_digit_never_passes(base: int) -> None:
    first = f"{base:09d}"
    check = mst.calc_check_digit(first)
    if len(check) != 1:
        return
    for wrong in "0123456789".replace(check, ""):
        assert tax_number.fault(first + wrong) is not None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0084-912-345-678", "0912345678"),
        ("0551234567", "0551234567"),
    ],
)
def test_telephones(typed: str, stored: str) -> None:
    assert phone.normalise(typed) == stored
    assert phone.fault(stored) is None


@pytest.mark.parametrize("typed", ["", "0211386123", "091234567", "abc", "0512345678", "09123456789"])
def test_wrong_telephones(typed: str) -> None:
    assert phone.fault(phone.normalise(typed)) is not None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("23/11/2026", date(2026, 11, 23)),
        ("1-2-1990", date(1990, 2, 1)),
        ("31/02/2020", None),
        ("29/02/2023", None),
        ("29/02/2024", date(2024, 2, 29)),
        ("2026-11-23", None),
        ("1/1/90", None),
        ("-1/2/2020", None),
    ],
)
def test_dates_as_people_type_them(typed: str, day: date | None) -> None:
    assert names.parse_date(typed) == day


@pytest.mark.parametrize("name", ["", "An1", "a" * 121, "<script>", "Nguyễn 🙂", "A\u202eB"])
def test_names_that_are_none(name: str) -> None:
    assert names.name_fault(name) is not None


@pytest.mark.parametrize("name", ["Nguyễn Thị Ánh", "H'Hen Niê", "Đỗ Ỷ", "Jean-Luc"])
def test_names(name: str) -> None:
    assert names.name_fault(name) is None


@pytest.mark.parametrize(
    "email", ["a@b", "a b@c.vn", "a@@c.vn", "a@c..vn", "x" * 250 + "@c.vn", "a@c.vn\nBcc: x"]
)
def test_wrong_addresses_of_mail(email: str) -> None:
    assert names.email_fault(email) is not None


def test_logins_are_compared_in_one_form() -> None:
    assert normalise_login(" 026 190 123-456 ") == "026190123456"
    assert normalise_login("０２６190123456") == "026190123456"
    assert normalise_login(" Tiep.Nhan ") == "tiep.nhan"
    assert len(normalise_login("9" * 10_000)) <= 64


def test_masks_of_contacts() -> None:
    assert mask_contact("lan@example.vn") == "l**@example.vn"
    assert mask_contact("0912345678") == "*******678"
    assert mask_citizen_id("123") == "***"
