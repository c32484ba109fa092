"""What became of a paper, what a scanner types, and initials."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.dossiers.rules.masking import initials
from tinhso.government.verification.rules.codes import digest, parted
from tinhso.government.verification.rules.paper import Paper
from tinhso.government.verification.rules.standing import Standing, holds, standing

DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
PAPER = Paper("result", "Giấy xác nhận", "Thủ tục", "Sở A", "Sở A", "1/XN", AT)
GONE, NEXT, OVER, OLD = (
    {"withdrawn_at": AT},
    {"replaced_by": PAPER},
    {"closed_at": AT},
    {"until": date(2026, 11, 22)},
)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, Standing.VALID),
        ({"term_stated": False}, Standing.VALID),
        ({"until": DAY}, Standing.VALID),
        (OLD, Standing.EXPIRED),
        (OVER, Standing.OVER),
        (OLD | OVER, Standing.EXPIRED),
        (GONE, Standing.WITHDRAWN),
        (GONE | OLD | OVER, Standing.WITHDRAWN),
        (GONE | NEXT, Standing.REPLACED),
        (NEXT | OVER, Standing.REPLACED),
    ],
)
def test_standing(facts, found):
    assert standing(replace(PAPER, **facts), DAY) is found
    assert holds(found) is (found is Standing.VALID)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-400, 400))
def test_a_paper_holds_through_its_last_day_and_no_longer(last, days):
    found = standing(replace(PAPER, until=last), last + timedelta(days=days))
    assert holds(found) is (days <= 0)


@pytest.mark.parametrize(
    ("typed", "pair"),
    [
        (("h62.91-261123-0001 ", "7k2m-q9xa-3tzb"), ("H62.91-261123-0001", "7K2M-Q9XA-3TZB")),
        (
            ("https://a.vn/xac-minh/H62.91-261123-0001/7K2M-Q9XA-3TZB/", ""),
            ("H62.91-261123-0001", "7K2M-Q9XA-3TZB"),
        ),
        (("https://a.vn/xac-minh/", ""), ("", "")),
        (("", ""), ("", "")),
    ],
)
def test_what_a_person_or_a_scanner_types(typed, pair):
    assert parted(*typed) == pair


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("AB" * 32, "ab" * 32),
        (" ".join(["ab:cd"] * 16), "abcd" * 16),
        ("ab" * 31, ""),
        ("xy" * 32, ""),
        ("", ""),
    ],
)
def test_digest(typed, read):
    assert digest(typed) == read


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Nguyễn Thị Ví Dụ", "N. T. V. D."), ("  đinh  an ", "Đ. A."), ("Ê Ban (A)", "Ê. B."), ("", "")],
)
def test_initials(name, shown):
    assert initials(name) == shown


@given(
    st.lists(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ", min_size=2, max_size=7), min_size=1, max_size=5)
)
def test_initials_tell_no_word(words):
    assert not any(word in initials(" ".join(words)).lower() for word in words)
