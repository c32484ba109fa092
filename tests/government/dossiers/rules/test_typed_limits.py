"""The limit that an officer types, and what is said when it is none."""

from __future__ import annotations

import pytest

from tinhso.foundation.worktime.api import Limit
from tinhso.government.dossiers.forms.limits import typed_limit, units
from tinhso.lib.errors import Refused


@pytest.mark.parametrize(
    ("value", "unit", "made"),
    [
        ("5", "working_day", Limit.of(5, "working_day")),
        (" 8 ", "hour", Limit.of(8, "hour")),
        ("1", "month", Limit.of(1, "month")),
        ("15", "same_day", Limit.of(15, "same_day")),
        ("24", "same_day", Limit.same_day()),
        ("", "same_day", Limit.same_day()),
    ],
)
def test_what_is_typed(value: str, unit: str, made: Limit) -> None:
    found = typed_limit(value, unit, "Quy chế xã")
    assert found is not None
    assert (found.limit, found.reason) == (made, "Quy chế xã")


def test_nothing_typed_is_no_limit() -> None:
    assert [typed_limit("", unit, "") for unit, _name in units() if unit != "same_day"] == [None] * 4


@pytest.mark.parametrize(
    ("value", "unit", "reason", "field"),
    [
        ("0", "day", "x", "limit"),
        ("-1", "day", "x", "limit"),
        ("1,5", "day", "x", "limit"),
        ("1000", "day", "x", "limit"),
        ("٣", "day", "x", "limit"),
        ("9" * 5000, "day", "x", "limit"),
        ("25", "same_day", "x", "limit"),
        ("0", "same_day", "x", "limit"),
        ("5", "", "x", "unit"),
        ("5", "year", "x", "unit"),
        ("5", "day", " ", "limit_reason"),
        ("", "same_day", "", "limit_reason"),
    ],
)
def test_what_is_none_names_its_field(value: str, unit: str, reason: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        typed_limit(value, unit, reason)
    assert refused.value.field == field
