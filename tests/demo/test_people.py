"""Made-up people: the right shape, always the same, plainly made up."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tinhso.demo.people import MADE_UP, person

TODAY = date(2026, 11, 22)


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_a_person_has_numbers_of_the_right_shape(seed: int, serial: int) -> None:
    who = person(Random(seed), serial, TODAY)
    assert len(who.citizen_id) == 12
    assert who.citizen_id.isdigit()
    assert who.citizen_id[:3] == "026"
    assert who.citizen_id[4:6] == f"{who.born.year % 100:02d}"
    assert int(who.citizen_id[3]) % 2 == (1 if who.female else 0)
    assert int(who.citizen_id[6:]) < 2000
    assert who.phone.startswith("0911")
    assert len(who.phone) == 10
    assert any(word in who.name for word in MADE_UP)
    assert who == person(Random(seed), serial, TODAY)
