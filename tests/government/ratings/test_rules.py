"""The nine indices over facts, and quarters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.ratings.rules import indices as i
from tinhso.government.ratings.rules.publicity import PageFacts, whole

E, T, O = i.EARLY, i.ON_TIME, i.OVERDUE  # noqa: E741


@pytest.mark.parametrize(("outcome", "points"), [(E, 2), (T, 1), (O, 0), (None, None)])
def test_total_time(outcome: str | None, points: int | None) -> None:
    assert i.total_time(i.DossierFacts(outcome)) == points


@pytest.mark.parametrize(("steps", "points"), [((E, E), 2), ((E, T), 1), ((E, O), 0), ((O,), 0), ((), None)])
def test_unit_time(steps: tuple[str, ...], points: int | None) -> None:
    assert i.unit_time(i.DossierFacts(E, steps)) == points


@pytest.mark.parametrize(("times", "points"), [(0, 2), (1, 1), (2, 0), (9, 0)])
def test_contacts(times: int, points: int) -> None:
    assert i.contacts(i.DossierFacts(E, contacts=times)) == points


@pytest.mark.parametrize(
    ("outcome", "complaint", "points"),
    [
        (E, False, 2),
        (T, False, 1),
        (O, False, None),
        (E, True, 0),
        (O, True, 0),
        (E, None, None),
        (None, False, None),
    ],
)
def test_attitude(outcome: str | None, complaint: bool | None, points: int | None) -> None:
    assert i.attitude(i.DossierFacts(outcome, complaint=complaint)) == points


@pytest.mark.parametrize(
    ("on_time", "due", "points"),
    [(0, 0, None), (10, 10, 2), (9, 10, 1), (89, 100, 0), (90, 100, 1), (0, 1, 0)],
)
def test_petitions(on_time: int, due: int, points: int | None) -> None:
    assert i.petitions(on_time, due) == points


@pytest.mark.parametrize(
    ("services", "share", "overdue", "points"),
    [
        (0.2, 0.3, 0, 2),
        (0.2, 0.3, 1, 0),
        (0.19, 0.3, 0, 0),
        (None, 0.3, 0, None),
        (None, 0.5, 2, 0),
        (None, 0.15, 5, 1),
        (None, 0.29, 0, 1),
        (None, 0.14, 0, 0),
        (None, None, 0, None),
    ],
)
def test_online(services: float | None, share: float | None, overdue: int, points: int | None) -> None:
    assert i.online(i.OnlineFacts(services, share, overdue)) == points


@pytest.mark.parametrize(("asked", "points"), [(0, 2), (1, 1), (2, 0), (5, 0)])
def test_agencies_that_had_to_be_contacted(asked: int, points: int) -> None:
    assert i.agencies(i.DossierFacts("early", agencies=asked)) == points


@given(st.builds(PageFacts, st.booleans(), st.booleans(), st.booleans(), st.booleans()))
def test_a_page_with_one_gap_is_not_whole(facts: PageFacts) -> None:
    assert whole(facts) == all((facts.limits, facts.fees, facts.results, facts.legal))


def test_what_no_record_tells_has_no_rule() -> None:
    ruled = {*i.POINTS, i.Index.PETITIONS, i.Index.ONLINE}
    assert ruled | set(i.UNMEASURED) == set(i.Index)
    assert not ruled & set(i.UNMEASURED)


@given(st.lists(st.sampled_from([0, 1, 2, None])))
def test_a_spread_counts_everything_once(points: list[int | None]) -> None:
    found = i.spread(points)
    assert found.counted + found.unknown == len(points)
    assert found.average is None if not found.counted else 0 <= (found.average or 0) <= 2
