"""The reuse key and validity: what stands for a paper, and until when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.dossiers.rules import reuse
from tinhso.government.procedures.rules.content import ResultKind

ONE = ResultKind("Giấy xác nhận", "KQ.G15.000038")
OTHER = ResultKind("Bản sao trích lục", "KQ.G15.000021")
NO = ResultKind("Văn bản từ chối", refusal=True)


@pytest.mark.parametrize(
    ("kinds", "title", "found"),
    [
        ([ONE], "Giấy xác nhận", ONE),
        ([ONE], "Giấy xác nhận (sửa lại tên)", ONE),
        ([ONE, NO], "Giấy xác nhận", ONE),
        ([ONE, OTHER], "Bản sao trích lục", OTHER),
        ([ONE, OTHER], "Tên khác", None),
        ([NO], "Văn bản từ chối", None),
        ([], "Giấy xác nhận", None),
    ],
)
def test_which_paper_a_result_is(kinds, title, found):
    assert reuse.kind_of(kinds, title) == found


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 8, 30), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(9999, 11, 30), 6, date.max),
    ],
)
def test_a_term_of_months_ends_on_its_day(issued, months, last):
    term = reuse.validity(ResultKind("Giấy", valid_months=months), issued)
    assert term == reuse.Validity(True, last)
    assert term.holds(last)


def test_what_no_source_states_is_told_as_unknown():
    assert reuse.validity(ResultKind("Giấy"), date(2026, 1, 1)) == reuse.Validity(False)
    assert reuse.validity(ResultKind("Giấy", permanent=True), date(2026, 1, 1)) == reuse.Validity(True)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 600))
def test_a_paper_holds_on_its_first_day_and_ends_in_the_month_of_its_term(issued, months):
    term = reuse.validity(ResultKind("Giấy", valid_months=months), issued)
    assert term.holds(issued)
    assert term.until is not None
    apart = (term.until.year - issued.year) * 12 + term.until.month - issued.month
    assert apart == months
    assert term.until.day <= issued.day


@pytest.mark.parametrize(
    ("papers", "state"),
    [
        ([], 0),
        ([(False, "")], 0),
        ([(True, ""), (False, "result:1")], 1),
        ([(False, "paper:1")], 2),
        ([(False, "paper:1"), (False, "result:1")], 3),
    ],
)
def test_the_digitisation_of_a_dossier(papers, state):
    assert reuse.digitised(papers) == state


def test_an_empty_key_replaces_nothing():
    assert not reuse.replaces("", "")
    assert reuse.replaces("KQ.G15.000038", "KQ.G15.000038")
    assert not reuse.replaces("KQ.G15.000038", "KQ.G15.000021")
