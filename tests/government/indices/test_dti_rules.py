"""DTI by its rules: the published rows come out again, and what holds for any row holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.indices.rules import dti
from tinhso.government.indices.rules.ranking import faulty_ranks, ranked

D = Decimal
shares = st.decimals(0, 1, places=4)
mains = st.fixed_dictionaries(dict.fromkeys(dti.SCORED, shares))


def test_2020_gives_bac_ninh():
    values = {"cqs": D("0.4449"), "kts": D("0.3668"), "xhs": D("0.4052")}
    found = dti.compared(D("0.4096"), dti.dti_2020(values))
    assert found.agrees
    assert found.reckoned == D("0.4096")
    assert dti.dti_2020(values) == D("0.40956")


ROWS_2022 = [
    ("0.8002", "1.0 0.9 0.8253 0.8487 0.7578 0.8575 0.7836 0.5197", "0.800175"),
    ("0.7163", "0.8917 0.9 0.8258 0.6267 0.558 0.8406 0.7611 0.359", "0.716355"),
    ("0.6924", "0.9 0.8 0.7233 0.7376 0.7226 0.7325 0.7556 0.2947", "0.692395"),
]


@pytest.mark.parametrize(("published", "values", "exact"), ROWS_2022)
def test_2022_gives_the_published_rows(published, values, exact):
    row = dict(zip(dti.SCORED, map(D, values.split()), strict=True))
    found = dti.compared(D(published), dti.dti_2022(row))
    assert dti.dti_2022(row) == D(exact)
    assert found.agrees


def test_a_rounding_of_four_digits_is_shown_and_no_disagreement():
    row = dict(zip(dti.SCORED, map(D, ROWS_2022[1][1].split()), strict=True))
    found = dti.compared(D("0.7163"), dti.dti_2022(row))
    assert (found.reckoned, found.difference) == (D("0.7164"), D("0.000055"))
    assert found.agrees
    assert not dti.compared(D("0.7161"), dti.dti_2022(row)).agrees


ROWS_2021 = {
    "Đà Nẵng": ("0.6419 0.6868 0.6312 0.6483", "335.3 145.5 75.0 86.1"),
    "Lạng Sơn": ("0.5242 0.5549 0.5299 0.5168", "272.3 116.1 72.1 63.6"),
    "Vĩnh Phúc": ("0.4880 0.5483 0.5671 0.5634", "315.3 68.5 53.3 50.9"),
    "Hậu Giang": ("0.4670 0.5142 0.4319 0.4392", "229.6 130.4 51.2 55.9"),
    "Trà Vinh 2022": ("0.6077 0.6683 0.6647 0.5991", "340.8 127.0 91.3 48.6"),
}


@pytest.mark.parametrize(("row", "parts"), ROWS_2021.values(), ids=ROWS_2021)
def test_the_split_of_pillars(row, parts):
    total, *pillars = map(D, row.split())
    found = dti.split(total, dict(zip(("cqs", "kts", "xhs"), pillars, strict=True)))
    told = [found.foundation, *found.activity.values()]
    assert [one.quantize(D("0.1")) for one in told] == [D(one) for one in parts.split()]
    assert found.possible


def test_a_split_outside_its_maximum_is_told():
    assert not dti.split(D("0.1"), {"cqs": D("0.9"), "kts": D("0.9"), "xhs": D("0.9")}).possible


@given(mains)
def test_pillars_split_into_what_they_were_made_of(row):
    found = dti.split(dti.dti_2022(row), dti.pillars_of(row))
    foundation = sum(100 * row[key] for key in ("nhan_thuc", "the_che", "ha_tang", "nhan_luc", "attt"))
    assert abs(found.foundation - foundation) < D("1e-20")
    assert all(abs(found.activity[key] - dti.MAIN[key] * row[key]) < D("1e-20") for key in dti.ACTIVITY)
    assert found.possible or min(row.values()) == 0 or max(row.values()) == 1


@given(st.lists(mains, min_size=1, max_size=4))
def test_a_merged_province_lies_between_and_commutes_with_the_value(old):
    mean = dti.merged(old)
    for key in dti.SCORED:
        assert (
            min(one[key] for one in old) - D("1e-20")
            <= mean[key]
            <= max(one[key] for one in old) + D("1e-20")
        )
    of_values = sum(dti.dti_2022(one) for one in old) / len(old)
    assert abs(dti.dti_2022(mean) - of_values) < D("1e-20")


@given(mains, st.sampled_from(dti.SCORED))
def test_a_missing_or_impossible_part_gives_no_value(row, key):
    assert dti.reckon("2022", {k: v for k, v in row.items() if k != key}) is None
    with pytest.raises(dti.NotReckoned):
        dti.dti_2022({**row, key: D("1.0001")})
    with pytest.raises(dti.NotReckoned):
        dti.dti_2022({k: v for k, v in row.items() if k != key})


def test_merging_needs_provinces_with_the_same_indices():
    with pytest.raises(dti.NotReckoned):
        dti.merged([])
    with pytest.raises(dti.NotReckoned):
        dti.merged([{"a": D(1)}, {"b": D(1)}])


def test_ties_share_a_rank_and_the_next_is_skipped():
    scores = {
        "Nam Định": D("0.4885"),
        "Thanh Hóa": D("0.4880"),
        "Vĩnh Phúc": D("0.4880"),
        "Hải Dương": D("0.4843"),
    }
    found = ranked([*scores, "?"], lambda name: scores.get(name))
    assert [(one.item, one.rank, one.shared) for one in found] == [
        ("Nam Định", 1, False),
        ("Thanh Hóa", 2, True),
        ("Vĩnh Phúc", 2, True),
        ("Hải Dương", 4, False),
        ("?", None, False),
    ]


@given(st.lists(st.decimals(0, 1, places=2), max_size=40))
def test_ranks_are_one_more_than_the_number_of_better_ones(scores):
    found = ranked(range(len(scores)), lambda at: scores[at])
    for one in found:
        assert one.rank == 1 + sum(score > one.score for score in scores)
    assert faulty_ranks([one.rank for one in found]) == []


@pytest.mark.parametrize(
    ("ranks", "wrong"), [([1, 2, 2, 4], []), ([1, 2, 2, 3], [3]), ([2], [2]), ([1, 3], [3])]
)
def test_faulty_ranks_are_named(ranks, wrong):
    assert faulty_ranks(ranks) == wrong
