"""Receivers and standings by table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.transfers.rules.receivers import EVERY, Row, chosen, overlapping
from tinhso.government.transfers.rules.standing import standing

DAY = date(2026, 11, 23)
EACH = Row("08866", EVERY, "chung", date(2025, 7, 1))
OWN = Row("08866", "1.000001", "rieng", date(2026, 1, 1), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("unit", "code", "day", "desk"),
    [
        ("08866", "1.000002", DAY, "chung"),
        ("08866", "1.000001", DAY, "rieng"),
        ("08866", "1.000001", DAY + timedelta(days=1), "chung"),
        ("08866", "1.000001", date(2025, 12, 31), "chung"),
        ("08866", "1.000001", date(2025, 6, 30), None),
        ("08867", "1.000001", DAY, None),
    ],
)
def test_a_procedures_own_row_goes_before_that_of_all(
    unit: str, code: str, day: date, desk: str | None
) -> None:
    found = chosen([EACH, OWN], unit, code, day)
    assert (found.desk if found else None) == desk


days = st.integers(1, 28).map(lambda n: date(2026, 2, n))
rows = st.lists(
    st.tuples(st.sampled_from([EVERY, "a"]), days, st.none() | st.integers(0, 9)).map(
        lambda one: Row("1", one[0], "x", one[1], one[1] + timedelta(one[2]) if one[2] is not None else None)
    ),
    max_size=4,
)


@given(rows, days)
def test_rows_that_do_not_overlap_leave_each_day_one_answer(found: list[Row], day: date) -> None:
    twice = any(
        sum(row.on(day) for row in found if (row.unit, row.procedure) == pair) > 1
        for pair in {(row.unit, row.procedure) for row in found}
    )
    assert not twice or overlapping(found) is not None


@pytest.mark.parametrize(
    ("state", "transfer", "word"),
    [
        (2, 1, "to_send"), (2, 4, "sent"), (4, 2, "arrived"), (9, 2, "result_to_send"), (9, 4, "result_sent"),
        (9, 3, "result_arrived"), (10, 3, "closed"), (7, 4, "closed"), (2, 0, "closed"), (5, 2, "arrived"),
    ],
)  # fmt: skip
def test_where_a_dossier_stands(state: int, transfer: int, word: str) -> None:
    assert standing(state, transfer) == word
