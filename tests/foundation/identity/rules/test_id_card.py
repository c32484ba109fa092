"""The QR text of an identity card: layouts, every fault, and what a keyboard does to it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.identity.rules.id_card import read_id_card

TODAY = date(2026, 11, 23)
NAME, PLACE = "Nguyễn Thị Ví Dụ", "Thôn Đông, Xã Thổ Tang, Vĩnh Tường, Vĩnh Phúc"
SOUND = f"026190000001|135000001|{NAME}|20051990|Nữ|{PLACE}|10052021"


def changed(**parts: str) -> str:
    keys = ("number", "old", "name", "born", "sex", "address", "issued")
    values = dict(zip(keys, SOUND.split("|"), strict=True)) | parts
    return "|".join(values[key] for key in keys)


def test_a_card_of_2021_is_read_whole() -> None:
    read = read_id_card(SOUND + "\r\n", TODAY)
    assert read.faults == ()
    assert read.card is not None
    assert vars(read.card) == {
        "citizen_id": "026190000001",
        "old_number": "135000001",
        "name": NAME,
        "birth_date": date(1990, 5, 20),
        "sex": "female",
        "address": PLACE,
        "issued_on": date(2021, 5, 10),
        "more": 0,
    }


@pytest.mark.parametrize(
    ("text", "more", "faults"),
    [
        (changed(old=""), 0, []),
        ("]Q1" + SOUND, 0, []),
        (SOUND + "||Nguyễn Văn Cha|Trần Thị Mẹ", 2, []),
        (SOUND + "||||", 0, []),
        (f"026190000001|{NAME}|20051990|Nữ|{PLACE}|10052021", 0, ["short_layout"]),
    ],
)
def test_other_layouts(text: str, more: int, faults: list[str]) -> None:
    read = read_id_card(text, TODAY)
    assert read.card is not None
    assert (read.card.name, read.card.birth_date, read.card.more) == (NAME, date(1990, 5, 20), more)
    assert [fault.code for fault in read.faults] == faults


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("026190000001", "field_count"),
        ("H62.91-261123-0001|2.000815|x", "field_count"),
        (SOUND + SOUND, "two_cards"),
        (SOUND.replace("|", "\\"), "wrong_separator"),
        (SOUND.replace("|", "}"), "wrong_separator"),
        ("đẩăđ̣đđđđđă|đđ|" + NAME, "vietnamese_layout"),
    ],
)
def test_what_is_no_card_fills_nothing(text: str, code: str) -> None:
    read = read_id_card(text, TODAY)
    assert read.card is None
    assert [fault.code for fault in read.faults] == [code]
    assert read.faults[0].sentence.endswith(".")


@pytest.mark.parametrize(
    ("parts", "code", "field"),
    [
        ({"number": "02619000000"}, "number", "citizen_id"),
        ({"number": "099190000001"}, "number", "citizen_id"),
        ({"old": "12345"}, "old_number", "old_number"),
        ({"born": "31021990"}, "birth_date_impossible", "birth_date"),
        ({"born": "20131990"}, "birth_date_impossible", "birth_date"),
        ({"born": "1990"}, "birth_date_odd", "birth_date"),
        ({"born": "24112026"}, "birth_date_future", "birth_date"),
        ({"issued": "00000000"}, "issued_on_impossible", "issued_on"),
        ({"issued": "10051980"}, "issued_before_birth", "issued_on"),
        ({"sex": "F"}, "sex_odd", "sex"),
        ({"name": ""}, "name_missing", "name"),
        ({"name": "Nguye6n4 Thi5 Vi1"}, "name_odd", "name"),
        ({"name": "Nguyá»…n VÃ¢n"}, "other_set", "name"),
        ({"name": "Nguy?n Th? V? D?"}, "question_marks", "name"),
        ({"name": "Nguyeenx Thij Vis"}, "telex", "name"),
        ({"name": "NGUYEN THI VI DU", "address": "Thon Dong, Xa Tho Tang, Vinh Phuc"}, "no_marks", "name"),
    ],
)
def test_a_faulty_field_is_told_and_left_empty(parts: dict[str, str], code: str, field: str) -> None:
    read = read_id_card(changed(**parts), TODAY)
    assert read.card is not None
    assert (code, field) in [(fault.code, fault.field) for fault in read.faults]
    assert not getattr(read.card, field)


@pytest.mark.parametrize("parts", [{"born": "20051991"}, {"sex": "Nam"}])
def test_a_number_that_tells_another_year_or_sex_is_shown_beside_what_the_card_says(parts) -> None:
    read = read_id_card(changed(**parts), TODAY)
    assert read.card is not None
    assert [(fault.code, fault.spoils) for fault in read.faults] == [("disagrees", False)]
    assert read.card.citizen_id == "026190000001"
    assert read.card.birth_date is not None


@pytest.mark.parametrize("name", ["Ksor H'Bia", "Y Blôk Êban", "H'Wen Niê", "Siu Black", "Hoàng Xuân Sơn"])
def test_real_names_are_not_taken_for_damage(name: str) -> None:
    read = read_id_card(changed(name=name), TODAY)
    assert read.card is not None
    assert read.card.name == name


@given(st.text(max_size=300))
def test_nothing_typed_breaks_it_and_what_is_no_card_says_so(text: str) -> None:
    read = read_id_card(text, TODAY)
    assert read.card is not None or len(read.faults) == 1


@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.sampled_from([("Nam", 0), ("Nữ", 1)]),
    st.integers(0, 999999),
)
def test_every_sound_card_is_read_back(born: date, sex: tuple[str, int], tail: int) -> None:
    century = 2 * ((born.year - 1900) // 100) + sex[1]
    number = f"026{century}{born.year % 100:02d}{tail:06d}"
    read = read_id_card(f"{number}||{NAME}|{born:%d%m}{born.year:04d}|{sex[0]}|{PLACE}|01062026", TODAY)
    assert read.faults == ()
    assert read.card is not None
    assert (read.card.citizen_id, read.card.birth_date) == (number, born)
