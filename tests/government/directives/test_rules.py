"""The pure rules: moves, standing, the way of a target, notations, quarters, heads, figures."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.government.directives.rules import figures, heads, moves, notation, path, standing
from tinhso.government.directives.rules.kinds import KINDS, WITHOUT_ABBREVIATION
from tinhso.government.directives.rules.path import Point
from tinhso.lib import quarters

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
DUE = BEGUN + timedelta(days=100)


def test_the_decree_knows_29_kinds_of_which_two_have_no_abbreviation() -> None:
    assert len(KINDS) == 29
    assert set(WITHOUT_ABBREVIATION) <= set(KINDS)


@pytest.mark.parametrize(
    ("kind", "text", "fault"),
    [
        ("KH", "327/KH-UBND", ""),
        ("QĐ", "25/2020/QĐ-UBND", ""),
        ("NQ", "202/2025/QH15", ""),
        ("NQ", "1676/NQ-UBTVQH15", ""),
        ("cong-van", "9816/UBND-VX3", ""),
        ("cong-van", "15/QĐ-UBND", "kind"),
        ("QĐ", "327/KH-UBND", "kind"),
        ("QĐ", "QĐ-UBND", "form"),
        ("QĐ", "15 / QĐ-UBND", "form"),
        ("khac", "36-KL/TU", "form"),
        ("khac", "36/KL-TU", ""),
        ("QĐ", "", ""),
    ],
)
def test_a_notation_fits_its_kind(kind: str, text: str, fault: str) -> None:
    assert notation.fault(kind, text) == fault


def test_a_notation_is_written_in_one_way() -> None:
    assert notation.tidy(" 5 / KH - UBND ") == "05/KH-UBND"
    assert notation.tidy("12/KH-UBND") == "12/KH-UBND"
    assert notation.number_of("05/KH-UBND") == 5


def test_whatever_is_not_in_the_table_is_refused() -> None:
    allowed = {
        (verb, state, side)
        for verb in moves.MOVES
        for state in moves.STATES
        for side in (moves.HEAD, moves.ASSIGNER)
        if moves.judge(verb, state, frozenset({side}), "vì") == ""
    }
    assert allowed == {(m.verb, state, m.by) for m in moves.MOVES.values() for state in m.before}
    assert moves.judge("fly", moves.ASSIGNED, frozenset({moves.HEAD})) == "unknown"
    assert moves.judge("send_back", moves.REPORTED, frozenset({moves.ASSIGNER}), " ") == "reason"
    assert not any(state in move.before for move in moves.MOVES.values() for state in moves.CLOSED)


@pytest.mark.parametrize(
    ("day", "progress", "wanted"),
    [
        (10, 0, standing.FINE), (49, 0, standing.FINE), (50, 19, standing.AT_RISK), (50, 20, standing.FINE),
        (75, 49, standing.AT_RISK), (75, 50, standing.FINE), (90, 79, standing.AT_RISK), (90, 80, standing.FINE),
        (94, 80, standing.SOON), (101, 99, standing.OVERDUE),
    ],
)  # fmt: skip
def test_the_table_of_risk(day: int, progress: int, wanted: str) -> None:
    now = BEGUN + timedelta(days=day)
    assert standing.standing("in_progress", begun=BEGUN, due=DUE, now=now, progress=progress) == wanted


@pytest.mark.parametrize(
    ("state", "reported", "now", "wanted"),
    [
        ("reported", DUE, DUE + timedelta(days=9), standing.WAITING),
        ("reported", DUE + timedelta(days=1), DUE + timedelta(days=9), standing.OVERDUE),
        ("accepted", DUE, DUE + timedelta(days=9), standing.ON_TIME),
        ("accepted", DUE + timedelta(seconds=1), DUE + timedelta(days=9), standing.LATE),
        ("cancelled", None, DUE, standing.DROPPED),
    ],
)
def test_done_counts_by_the_moment_it_was_reported(
    state: str, reported: datetime | None, now: datetime, wanted: str
) -> None:
    found = standing.standing(state, begun=BEGUN, due=DUE, now=now, reported=reported)
    assert found == wanted


@settings(max_examples=60)
@given(st.sampled_from(sorted(moves.STATES)), st.integers(-5, 200), st.lists(st.integers(0, 120), max_size=4))
def test_nothing_open_is_silent(state: str, day: int, steps: list[int]) -> None:
    found = standing.next_moment(
        state, due=DUE, answer_by=BEGUN + timedelta(days=2), now=BEGUN + timedelta(days=day),
        milestones=[BEGUN + timedelta(days=step) for step in steps],
    )  # fmt: skip
    assert (found is None) == (state in moves.CLOSED)
    assert found is None or found <= DUE
    assert (state in moves.HOLDERS) == (state in moves.OPEN)


@settings(max_examples=60)
@given(st.integers(0, 99), st.integers(0, 100), st.integers(0, 100))
def test_more_progress_is_never_a_greater_risk(day: int, one: int, two: int) -> None:
    def at_risk(progress: int) -> bool:
        now = BEGUN + timedelta(days=day)
        found = standing.standing("in_progress", begun=BEGUN, due=DUE, now=now, progress=progress)
        return found == standing.AT_RISK

    assert at_risk(max(one, two)) <= at_risk(min(one, two))


@pytest.mark.parametrize(("left", "wanted"), [(8, None), (7, 7), (5, 7), (3, 3), (1, 1), (0, 1), (-1, None)])
def test_reminders_come_nearer(left: int, wanted: int | None) -> None:
    today = date(2026, 5, 10)
    assert standing.reminders(today + timedelta(days=left), today) == wanted


BASE, END = Point(date(2020, 12, 31), D(20)), Point(date(2030, 12, 31), D(100))


def test_the_way_is_a_straight_line_through_its_milestones() -> None:
    plain = path.line(BASE, [], END)
    assert path.expected(plain, date(2020, 12, 30)) is None
    assert path.expected(plain, END.day) == 100
    assert path.expected(plain, date(2025, 12, 31)) == pytest.approx(D(60), abs=D("0.1"))
    bent = path.line(BASE, [Point(date(2025, 12, 31), D(90)), Point(date(2031, 12, 31), D(5))], END)
    assert path.expected(bent, date(2025, 12, 31)) == 90


@pytest.mark.parametrize(
    ("value", "day", "direction", "today", "wanted"),
    [
        (D(100), date(2024, 1, 1), "up", date(2024, 1, 1), path.REACHED),
        (D(70), date(2025, 12, 31), "up", date(2026, 1, 1), path.ON_TRACK),
        (D(50), date(2025, 12, 31), "up", date(2026, 1, 1), path.BEHIND),
        (D(50), date(2025, 12, 31), "down", date(2026, 1, 1), path.REACHED),
        (D(99), date(2030, 12, 31), "up", date(2031, 1, 1), path.MISSED),
        (D(10), date(2019, 1, 1), "up", date(2021, 1, 1), path.UNKNOWN),
    ],
)
def test_a_target_is_judged_by_its_way(value: D, day: date, direction: str, today: date, wanted: str) -> None:
    assert path.judge(path.line(BASE, [], END), Point(day, value), direction, today) == wanted


def test_without_base_or_value_nothing_is_judged() -> None:
    alone = path.line(None, [], END)
    assert path.judge(alone, Point(date(2025, 1, 1), D(50)), "up", date(2026, 1, 1)) == path.UNKNOWN
    assert path.judge([], Point(date(2025, 1, 1), D(50)), "up", date(2026, 1, 1)) == path.UNKNOWN


@settings(max_examples=60)
@given(
    st.decimals(0, 120, places=2), st.decimals(0, 120, places=2), st.dates(date(2021, 1, 1), date(2030, 1, 1))
)
def test_a_better_value_is_never_judged_worse(one: D, two: D, day: date) -> None:
    order = [path.BEHIND, path.ON_TRACK, path.REACHED]
    way = path.line(BASE, [], END)
    low, high = (path.judge(way, Point(day, value), "up", day) for value in sorted((one, two)))
    assert order.index(low) <= order.index(high)


@settings(max_examples=60)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_lies_in_one_quarter(day: date) -> None:
    quarter = quarters.of_day(day)
    assert quarter.first <= day <= quarter.last
    assert quarters.parse(str(quarter)) == quarter
    assert quarter.next().first == quarter.last + timedelta(days=1)
    assert quarters.parse("2026-Q5") is None


def test_the_head_is_named_or_the_only_leader() -> None:
    one, two = UUID(int=1), UUID(int=2)
    assert heads.holder(None, [one]) == one
    assert heads.holder(None, [one, two]) is None
    assert heads.holder(two, [one, two]) == two
    assert heads.holder(two, [one]) == one
    assert heads.holder(two, []) is None


def test_figures_are_counted_from_the_lines() -> None:
    lines = [
        {"agency": "A", "standing": standing.ON_TIME, "silent": False},
        {"agency": "A", "standing": standing.OVERDUE, "silent": True},
        {"agency": "B", "standing": standing.FINE, "silent": True},
    ]
    told = figures.count(lines)
    assert (told["all"], told["on_time"], told["overdue"], told["silent"]) == (3, 1, 1, 2)
    kinds = set(figures.FIGURES) - {"all", "silent"}
    assert sum(told[key] for key in kinds) == told["all"]
    assert figures.grouped(lines, lambda line: line["agency"])["A"]["overdue"] == 1
