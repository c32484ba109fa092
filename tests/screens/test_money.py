"""Money, numbers, shares and sizes in Vietnamese writing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib import money


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (None, None, ""),
        (0, None, "0"),
        (1207, None, "1.207"),
        (1234567, None, "1.234.567"),
        (-1207, None, "-1.207"),
        (2.1, None, "2,1"),
        (82.75, 1, "82,8"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("-0.04"), 1, "0,0"),
    ],
)
def test_number(value, places, written):
    assert money.number(value, places) == written


@pytest.mark.parametrize(
    ("amount", "written"), [(57000, "57.000 đ"), (0, "0 đ"), (None, ""), (Decimal("1500.5"), "1.501 đ")]
)
def test_vnd(amount, written):
    assert money.vnd(amount) == written


@pytest.mark.parametrize(
    ("share", "written"), [(0.964, "96,4 %"), (1, "100,0 %"), (None, ""), (Decimal("0.12345"), "12,3 %")]
)
def test_percent(share, written):
    assert money.percent(share) == written


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (None, ""),
        (87, "87 byte"),
        (1000, "1 kB"),
        (312_400, "312 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (1_100_000, "1,1 MB"),
        (2_500_000_000, "2,5 GB"),
    ],
)
def test_filesize(size, written):
    assert money.filesize(size) == written


@given(st.integers(-(10**15), 10**15))
def test_a_written_number_reads_back(value):
    assert int(money.number(value).replace(".", "")) == value
