"""The measured set: its file, its sums, points of components and periods."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.province.api import Folder
from tinhso.government.indices.measured.carry import export, load
from tinhso.government.indices.measured.folder import check_part
from tinhso.government.indices.models import MeasuredSet
from tinhso.government.indices.rules.measured import Share, gain, score
from tinhso.government.indices.rules.measured_set import read
from tinhso.lib import periods

D = Decimal
NAME = "indices/qd766.toml"
TEXT = (Path(__file__).resolve().parents[3] / "provinces/vinhphuc" / NAME).read_text()


@pytest.mark.parametrize(
    ("rule", "most", "share", "more", "points", "state"),
    [
        ("linear", 6, Share(1, 3), {}, "2.00", "measured"),
        ("linear", 6, Share(0, 3), {}, "0.00", "measured"),
        ("linear", 6, Share(0, 0), {}, None, "idle"),
        ("linear", 6, None, {}, None, "unmeasured"),
        # A flat 80 % for everybody below the threshold would give 3.20 here.
        ("scaled", 4, Share(40, 100), {"threshold": D(80)}, "2.00", "measured"),
        ("scaled", 4, Share(80, 100), {"threshold": D(80)}, "4.00", "measured"),
        ("scaled", 4, Share(99, 100), {"threshold": D(80)}, "4.00", "measured"),
        ("scaled", 6, Share(25, 100), {"threshold": D(50)}, "3.00", "measured"),
        ("scaled", 6, Share(25, 100), {"threshold": D(50), "times": Share(1, 2)}, "1.50", "measured"),
        ("scaled", 6, Share(9, 10), {"threshold": D(90), "less": Share(1, 10)}, "5.33", "measured"),
        ("scaled", 6, Share(1, 10), {"threshold": D(90), "less": Share(9, 10)}, "0.00", "measured"),
        ("none", 0, Share(1, 2), {}, "0.00", "measured"),
    ],
)
def test_points(rule, most, share, more, points, state):
    found = score(rule, D(most), share, **more)
    assert (found.points, found.state) == (None if points is None else D(points), state)


shares = st.integers(1, 500).flatmap(lambda of: st.builds(Share, st.integers(0, of), st.just(of)))


@given(shares, st.sampled_from([50, 80, 90, 100]), st.integers(0, 500))
def test_points_stay_within_the_maximum_and_more_counted_never_gives_less(share, threshold, more):
    found = score("scaled", D(6), share, threshold=D(threshold)).exact
    assert 0 <= found <= 6
    assert score("linear", D(6), share).exact <= found
    assert gain("scaled", D(6), share, more, threshold=D(threshold)) >= 0


def test_the_set_has_the_weights_of_the_portal_and_loads_and_comes_out(db):
    folder = Folder(texts={NAME: TEXT.encode()})
    assert list(check_part(folder)) == []
    load(folder)
    first = MeasuredSet.objects.get()
    load(folder)
    assert MeasuredSet.objects.get().pk == first.pk
    assert export() == {NAME: TEXT}
    found = read(folder.toml(NAME).data)
    weights = {group.key: group.points for group in found.groups}
    assert weights == {"CKMB": 18, "TDGQ": 20, "DVCTT": 12, "TTTT": 10, "MDSH": 22, "MDHL": 18}
    held = [one for group in found.groups for one in group.components if one.measure]
    assert len(held) == 20
    silent = {one.code: one.missing for group in found.groups for one in group.components if not one.measure}
    assert set(silent) == {"1.2", "3.5", "4.x"}, "what no record tells says so in a sentence"
    assert all(one[0].isupper() and one.endswith(".") for one in silent.values())
    # What the reference holds for full marks from a threshold on.
    limits = {one.code: one.threshold for group in found.groups for one in group.components if one.threshold}
    assert limits == {"3.1": 80, "3.3": 50, "3.5": 80, "4.2": 80, "4.3": 80, "5.4": 90}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('code = "1.4"\n', 'code = "1.1"\n', True),
        ("points = 20\nrule", "points = 19\nrule", False),
        ('measure = "dossiers_synced"\nwords', 'measure = "khong_co"\nwords', True),
        ("threshold = 50", "threshold = 0", True),
        ('rule = "none"\n', 'rule = "linear"\nthreshold = 5\n', True),
        ("valid_from = 2022-06-23", 'valid_from = "2022-06-23"', False),
        ('group = "TTTT"', 'group = "TT"', True),
    ],
)
def test_a_spoilt_set_is_told_with_its_line(old, new, line):
    assert old in TEXT
    found = list(check_part(Folder(texts={NAME: TEXT.replace(old, new, 1).encode()})))
    assert found
    assert any(one.line > 1 for one in found) == line


def test_next_years_set_needs_no_code_and_two_versions_never_overlap():
    nxt = TEXT.replace("valid_from = 2022-06-23", "valid_from = 2027-01-01")
    both = {NAME: TEXT.encode(), "indices/qd766-2027.toml": nxt.encode()}
    assert [one.file for one in check_part(Folder(texts=both))] == [NAME]
    ended = TEXT.replace("valid_from = 2022-06-23", "valid_from = 2022-06-23\nvalid_to = 2026-12-31")
    assert list(check_part(Folder(texts={**both, NAME: ended.encode()}))) == []


@pytest.mark.parametrize(
    ("key", "first", "last", "before"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2025"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2025-Q4"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "2026-11"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-01"),
        ("2026-01-BC", date(2025, 12, 15), date(2026, 1, 14), "2025-12-BC"),
        ("2026-03-01", date(2026, 3, 1), date(2026, 3, 1), "2026-02-28"),
    ],
)
def test_periods(key, first, last, before):
    found = periods.read(key)
    assert (found.first, found.last, found.before.key) == (first, last, before)


@pytest.mark.parametrize(
    "key", ["", "26", "2026-13", "2026-Q5", "2026-02-30", "2026-1", "0000", "2026-11-BCx"]
)
def test_what_names_no_period(key):
    assert periods.read(key) is None


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["day", "month", "quarter", "year", "report"]),
)
def test_every_day_lies_in_one_period_of_a_kind_and_they_join(day, kind):
    found = periods.at(kind, day)
    assert found.first <= day <= found.last
    assert (found.kind, found.before.last) == (kind, found.first - timedelta(days=1))
