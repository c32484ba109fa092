"""Where two records differ, and what to send after an answer was lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.government.portal.rules.samples import GOOD, but
from tinhso.government.portal.rules import backoff, compare, mapping

ROWS = [{"MaHoSo": "a", "ThoiDiemXuLy": "20261123080000", "NoiDungXuLy": what} for what in "xyz"]


def test_the_same_record_differs_nowhere() -> None:
    record = mapping.dossier(GOOD)
    assert compare.dossier(record, dict(record)) == []
    told = {k: str(v) if isinstance(v, int) else v for k, v in record.items()}
    assert compare.dossier(record, {**told, "ChiHoCo": "x"}) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [({"state": 9}, "TrangThaiHoSo"), ({"summary": "khác"}, "TrichYeuHoSo"), ({"papers": ()}, "TaiLieuNop")],
)
def test_each_field_that_differs_is_named(change: dict[str, object], field: str) -> None:
    found = compare.dossier(mapping.dossier(GOOD), mapping.dossier(but(**change)))
    assert field in [d.field for d in found]
    assert all(d.ours != d.theirs for d in found)


def test_a_record_that_is_not_there_differs_wherever_we_say_something() -> None:
    record = mapping.dossier(GOOD)
    assert {d.field for d in compare.dossier(record, {})} == {
        k for k, v in record.items() if v not in ("", [], None)
    }


def test_history_that_lacks_or_doubles() -> None:
    assert compare.history(ROWS, list(reversed(ROWS))) == []
    assert [d.ours.split(" · ")[1] for d in compare.history(ROWS, ROWS[:2])] == ["z"]
    assert [d.theirs.split(" · ")[1] for d in compare.history(ROWS, [*ROWS, ROWS[0]])] == ["x"]


# A busy machine is no fault of the rule.
@given(st.lists(st.sampled_from(ROWS), max_size=8), st.lists(st.sampled_from(ROWS), max_size=8))
def test_sending_what_is_missing_makes_both_sides_whole(
    ours: list[dict[str, str]], theirs: list[dict[str, str]]
) -> None:
    after = [*theirs, *compare.missing(ours, theirs)]
    assert [d for d in compare.history(ours, after) if d.ours] == []
    assert len(after) <= len(ours) + len(theirs)


def test_pauses_grow_and_end() -> None:
    pauses = [backoff.pause(n) for n in range(1, backoff.MOST_TRIES)]
    assert pauses == sorted(pauses)
    assert not backoff.given_up(backoff.MOST_TRIES - 1)
    assert backoff.given_up(backoff.MOST_TRIES)
