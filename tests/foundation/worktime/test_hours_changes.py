"""Working hours as people type them."""

from __future__ import annotations

from datetime import time

import pytest

from tinhso.foundation.worktime.rules.hours_changes import clock, read_spans, told

DAY = {"morning_start": "7:00", "morning_end": "11h30", "afternoon_start": "13g30", "afternoon_end": "17h"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07:00", time(7)),
        (" 7h30 ", time(7, 30)),
        ("7g30", time(7, 30)),
        ("17", time(17)),
        ("17H", time(17)),
        ("23.59", time(23, 59)),
        ("24:00", None),
        ("7:60", None),
        ("bảy giờ", None),
        ("", None),
        ("٧:٣٠", None),
    ],
)
def test_a_time_of_day(text: str, expected: time | None) -> None:
    assert clock(text) == expected


@pytest.mark.parametrize(
    ("changes", "spans", "faults"),
    [
        ({}, "07:00–11:30, 13:30–17:00", {}),
        ({"afternoon_start": "", "afternoon_end": ""}, "07:00–11:30", {}),
        ({"afternoon_end": ""}, "07:00–11:30", {"afternoon_end": "needed"}),
        ({"morning_start": ""}, "13:30–17:00", {"morning_start": "needed"}),
        ({"morning_end": "x"}, "13:30–17:00", {"morning_end": "not_a_time"}),
        ({"morning_end": "6:00"}, "13:30–17:00", {"morning_end": "order"}),
        ({"afternoon_start": "11:00"}, "07:00–11:30", {"afternoon_start": "overlap"}),
        ({"afternoon_start": "11:30"}, "07:00–11:30, 11:30–17:00", {}),
    ],
)
def test_the_spans_of_a_day(changes: dict[str, str], spans: str, faults: dict[str, str]) -> None:
    found, wrong = read_spans({**DAY, **changes})
    assert (told(found), wrong) == (spans, faults)
