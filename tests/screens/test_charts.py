"""Charts: what is drawn says what the numbers say, twice, and nothing foreign gets in."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.screens import charts

YEARS = ["2020", "2021", "2022", "2023", "2024"]
values = st.one_of(st.none(), st.integers(0, 10**6), st.decimals(0, 1000, places=4))


def drawn(chart):
    """Both drawings as trees: they are well-formed XML."""
    return [ElementTree.fromstring(str(one)) for one in (chart.narrow, chart.wide)]


def of_class(tree, name):
    return [one for one in tree.iter() if name in one.get("class", "").split()]


def test_no_line_crosses_a_break_or_a_gap():
    chart = charts.line("a", "Hạng", "alt", YEARS, [charts.Series("x", [55, 12, 18, None, 20])],
                        breaks=[charts.Break(0, "1726"), charts.Break(1, "922")], span=(1, 63), best_first=True)  # fmt: skip
    for tree in drawn(chart):
        lines = of_class(tree, "ts-chart__line")
        assert [len(one.get("points").split()) for one in lines] == [2]
        assert len(of_class(tree, "ts-chart__mark")) == 4
        assert len(of_class(tree, "ts-chart__break")) == 1, "no line before the first year"
        heights = [int(one.get("cy")) for one in of_class(tree, "ts-chart__mark")]
        assert heights[1] < heights[2] < heights[0], "the first rank is on top"


@given(st.lists(st.text("0123456789/", max_size=9), min_size=1, max_size=24))
def test_no_label_is_written_over_another_and_the_last_stands(labels):
    chart = charts.line("a", "Điểm", "alt", labels, [charts.Series("x", [1] * len(labels))])
    for tree in drawn(chart):
        foot = max(int(one.get("y")) for one in of_class(tree, "ts-chart__tick"))
        below = [one for one in of_class(tree, "ts-chart__tick") if int(one.get("y")) == foot]
        ends = [
            (int(one.get("x")) - 4 * len(one.text or ""), int(one.get("x")) + 4 * len(one.text or ""))
            for one in below
        ]
        assert all(left[1] <= right[0] for left, right in pairwise(ends))
        written = [one for one in labels if one]
        assert not written or (below[-1].text or "") == written[-1]


@given(st.lists(st.text("Bộ 12/QĐ", max_size=20), min_size=1, max_size=5))
def test_names_of_stretches_stay_inside_the_drawing(names):
    found = [charts.Break(at, words) for at, words in enumerate(names)]
    chart = charts.line("a", "t", "alt", YEARS, [charts.Series("x", [1, 2, 3, 4, 5])], breaks=found)
    for tree in drawn(chart):
        for one in of_class(tree, "ts-chart__tick"):
            anchor, x = one.get("text-anchor"), int(one.get("x"))
            width = len(one.text or "") * charts.LETTER
            if len(one.text or "") > 5:
                first = x if anchor == "start" else x - width if anchor == "end" else x - width // 2
                assert first >= -1
                assert first + width <= int(tree.get("width")) + 1


def test_bars_begin_at_zero_and_keep_their_proportions():
    chart = charts.bars(
        "b",
        "Điểm",
        "alt",
        [charts.Bar("A", 100), charts.Bar("B", 50, own=True), charts.Bar("C", None)],
        most=100,
    )
    for tree in drawn(chart):
        widths = [int(one.get("width")) for one in of_class(tree, "ts-chart__bar")]
        assert abs(widths[0] - 2 * widths[1]) <= 1
        assert widths[2] == 1
        assert len({one.get("x") for one in of_class(tree, "ts-chart__bar")}) == 1
        assert len(of_class(tree, "ts-chart__bar--own")) == 1


def test_a_profile_tells_both_sides_in_numbers_too():
    chart = charts.profile(
        "c", "So", "alt", ["Nhận thức"], [charts.Series("A", [Decimal("0.5")]), charts.Series("B", [1])]
    )
    for tree in drawn(chart):
        assert "0.5 · 1" in "".join(tree.itertext())
        assert len(of_class(tree, "ts-chart__mark")) == 2 + 2, "with the two of the key"


@given(st.lists(st.tuples(st.text(max_size=60), values), min_size=1, max_size=8))
def test_whatever_the_words_and_numbers_it_stays_a_picture_inside_its_frame(rows):
    rows = [("".join(c for c in name if c.isprintable()), value) for name, value in rows]
    series = [charts.Series("s", [value for _n, value in rows])]
    for chart in (
        charts.line("k", "t", "a", [name for name, _v in rows], series),
        charts.bars("k", "t", "a", [charts.Bar(name, value) for name, value in rows]),
        charts.profile("k", "t", "a", [name for name, _v in rows], series, most=None),
    ):
        for tree in drawn(chart):
            width, height = (int(tree.get(name)) for name in ("width", "height"))
            for one in tree.iter():
                for name, most in (("x", width), ("cx", width), ("y", height), ("cy", height)):
                    assert -20 <= int(one.get(name, 0)) <= most + 20
            assert tree.get("role") == "img"
            assert len(tree.get("aria-labelledby").split()) == 2


def test_words_are_words():
    chart = charts.bars("d", "<b>", '"><script>', [charts.Bar("<img src=x onerror=1>", 1)])
    assert "<script" not in chart.wide
    assert "<img" not in chart.wide
    assert not re.search(r"\bstyle=", chart.wide)


def test_too_many_series_are_refused():
    with pytest.raises(ValueError, match="series"):
        charts.line("e", "t", "a", ["1"], [charts.Series(str(at), [1]) for at in range(4)])
    with pytest.raises(ValueError, match="values"):
        charts.line("e", "t", "a", ["1"], [charts.Series("x", [1, 2])])
