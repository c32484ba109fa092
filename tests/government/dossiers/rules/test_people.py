"""Who files and for whom: the table of answers, and what always holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.dossiers.rules import people
from tinhso.lib.text import has_forbidden

TODAY = date(2026, 11, 22)
ME = {"kind": "citizen", "name": "Nguyễn Thị Ví Dụ", "citizen_id": "026190000001", "phone": "0911000001"}
CHILD = {
    "owner.name": "Trần Minh Thử",
    "owner.birth_date__day": "10",
    "owner.birth_date__month": "11",
    "owner.birth_date__year": "2026",
}


@pytest.mark.parametrize(
    ("whom", "changes", "faulty"),
    [
        ("child", {}, set()),
        ("child", {"owner.name": ""}, {"owner.name"}),
        ("child", {"owner.name": "Trần 2"}, {"owner.name"}),
        ("child", {"owner.name": "Trần 😀"}, {"owner.name"}),
        ("child", {"owner.name": "Y-Bih Êban"}, set()),
        ("child", {"owner.birth_date__day": "31", "owner.birth_date__month": "2"}, {"owner.birth_date"}),
        ("child", {"owner.birth_date__year": "2027"}, {"owner.birth_date"}),
        ("child", {"owner.birth_date__year": "1899"}, {"owner.birth_date"}),
        ("child", {"owner.birth_date__year": "9" * 50}, {"owner.birth_date"}),
        ("child", {"owner.citizen_id": "026 190 000 001"}, set()),
        ("child", {"owner.citizen_id": "0261"}, {"owner.citizen_id"}),
        ("mandate", {"owner.citizen_id": "026190000001", "mandate": "Giấy ngày 20/11/2026"}, set()),
        ("mandate", {}, {"owner.citizen_id", "mandate"}),
        ("mandate", {"owner.citizen_id": "x", "mandate": "a" * 501}, {"owner.citizen_id", "mandate"}),
        ("enterprise", {"owner.tax_number": "0100109106"}, set()),
        ("enterprise", {"owner.tax_number": "0100109107"}, {"owner.tax_number"}),
        ("enterprise", {"owner.name": "123", "owner.tax_number": "0100109106"}, {"owner.name"}),
    ],
)
def test_owner(whom: str, changes: dict[str, str], faulty: set[str]) -> None:
    _owner, _mandate, errors = people.read_owner(whom, {**CHILD, **changes}, TODAY)
    assert set(errors) == faulty


@pytest.mark.parametrize(
    ("phone", "kept"),
    [("0911 000 001", "0911000001"), ("+84 911 000 001", "0911000001"), ("0211 3862 480", "02113862480"),
     ("12", None), ("1911000001", None), ("", None)],
)  # fmt: skip
def test_contact(phone: str, kept: str | None) -> None:
    contact, errors = people.read_contact({"phone": phone})
    assert (None if errors else contact["phone"]) == kept


@pytest.mark.parametrize(
    ("on_behalf", "subjects", "firm", "offered"),
    [
        (True, ("ĐT1", "DT12"), False, ("self", "child", "mandate")),  # a birth: no enterprise is born
        (True, ("ĐT1", "DT12"), True, ("mandate",)),
        (True, ("ĐT1", "ĐT9"), False, ("self", "child", "mandate", "enterprise")),
        (True, ("ĐT1", "ĐT9"), True, ("self", "mandate", "enterprise")),
        (True, ("ĐT9",), False, ("enterprise",)),
        (True, ("ĐT9", "DT11"), True, ("self", "enterprise")),
        (True, (), False, ("self", "child", "mandate", "enterprise")),
        (False, ("ĐT1",), False, ("self",)),
        (False, ("ĐT9",), False, ("self",)),
    ],
)
def test_for_whom_follows_the_procedures_subjects(
    on_behalf: bool, subjects: tuple[str, ...], firm: bool, offered: tuple[str, ...]
) -> None:
    assert people.choices(on_behalf, subjects, firm) == offered
    for whom in people.FOR_WHOM:
        chosen, errors = people.read_whom({"for": whom}, offered)
        assert (chosen == whom, not errors) == (whom in offered, whom in offered)


def test_choosing_somebody_else_drops_the_owner_before() -> None:
    first = people.assemble({}, ME, whom="mandate")
    first = people.assemble(first, ME, owner={"name": "Trần Văn Mẫu"}, mandate="Giấy ngày 20/11")
    assert first["authorised"]["mandate"] == "Giấy ngày 20/11"
    again = people.assemble(first, ME, whom="mandate")
    assert again["owner"] == {"name": "Trần Văn Mẫu"}
    other = people.assemble(first, ME, whom="child")
    assert (other["owner"], other["authorised"]) == ({}, {})
    own = people.assemble(other, ME, whom="self", contact={"phone": "0911222333"})
    assert own["owner"]["name"] == ME["name"]
    assert own["owner"]["phone"] == own["filer"]["phone"] == "0911222333"


def test_what_was_typed_is_shown_again() -> None:
    values = people.ask({}, ME)
    assert values["phone"] == "0911000001"
    shown = people.shown(
        values, {"phone": "12", "owner.birth_date__day": "31", "owner.birth_date__month": "02"}
    )
    assert shown["phone"] == "12"
    assert shown["owner.birth_date"] == {"day": "31", "month": "02", "year": ""}


@given(
    whom=st.sampled_from(people.FOR_WHOM[1:]),
    typed=st.dictionaries(
        st.sampled_from([*CHILD, "owner.citizen_id", "owner.tax_number", "owner.address", "mandate"]),
        st.text(),
    ),
)
def test_whatever_is_typed_ends_clean_or_named(whom: str, typed: dict[str, Any]) -> None:
    owner, mandate, errors = people.read_owner(whom, typed, TODAY)
    assert all(message.endswith(".") for message in errors.values())
    assert not any(has_forbidden(value) for value in (*owner.values(), mandate))
    if not errors:
        assert owner["name"]
        assert len(owner["name"]) <= people.NAME_LIMIT
