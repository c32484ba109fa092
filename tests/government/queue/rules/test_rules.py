"""Order, moves, measured times, estimates, slots and words of priority."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.queue.rules import moves, order, priorities, slots, times

NOW = datetime(2026, 11, 23, 9, 0)
ONE, TWO = UUID(int=1001), UUID(int=1002)


def person(serial, **facts):
    return order.Waiting(UUID(int=serial), serial, **facts)


def serials(waiting):
    return [one.serial for one in waiting]


def test_sent_on_goes_first_then_priority_then_who_has_an_appointment_now():
    queue = [
        person(1),
        person(2, due_at=NOW + timedelta(minutes=10)),
        person(3, due_at=NOW - timedelta(minutes=1)),
        person(4, priority=True),
        person(5, sent_to=ONE),
    ]
    assert serials(order.ordered(queue, NOW)) == [5, 4, 3, 1, 2]


@pytest.mark.parametrize(
    ("counter", "calls"),
    [
        (order.Serves(ONE), 1),
        (order.Serves(ONE, frozenset({"dat-dai"})), 2),
        (order.Serves(ONE, frozenset({"lao-dong"})), 3),
        (order.Serves(ONE, procedures=frozenset({"2.000815"})), 3),
        (order.Serves(TWO, frozenset({"lao-dong"})), 5),
    ],
)
def test_a_counter_calls_what_it_serves(counter, calls):
    queue = [
        person(1, field="ho-tich"),
        person(2, field="dat-dai"),
        person(3),
        person(4, field="ho-tich", procedure="2.000815"),
        person(5, field="ho-tich", sent_to=TWO),
    ]
    assert order.next_for(counter, queue, NOW).serial == calls


@pytest.mark.parametrize(
    ("one", "calls"),
    [
        (person(1, field="dat-dai"), True),
        (person(1, field="ho-tich"), False),
        (person(1, field="da-bo"), True),
        (person(1, procedure="1.000001"), True),
        (person(1, group=frozenset({"1.000001"})), True),
        (person(1, field="ho-tich", sent_to=UUID(int=9)), False),
        (person(1, field="da-bo", sent_to=UUID(int=9)), True),
        (person(1, field="dat-dai", sent_to=TWO), False),
    ],
)
def test_a_number_that_no_counter_serves_any_more_is_called_by_any(one, calls):
    counters = [order.Serves(ONE, frozenset({"dat-dai"})), order.Serves(TWO, frozenset({"ho-tich"}))]
    waiting = [order.reachable(one, counters)]
    assert (order.next_for(counters[0], waiting, NOW) is not None) is calls
    assert any(order.next_for(counter, waiting, NOW) for counter in counters)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["", "a", "b"])), max_size=12))
def test_calling_until_nobody_waits_calls_each_number_once(people):
    waiting = [person(n + 1, priority=first, field=kind) for n, (first, kind) in enumerate(people)]
    counters = [order.Serves(ONE, frozenset({"a"})), order.Serves(TWO)]
    called = []
    while waiting:
        for counter in counters:
            found = order.next_for(counter, waiting, NOW)
            if found is not None:
                assert order.before(found.id, waiting, [counter], NOW) == 0
                called.append(found.serial)
                waiting.remove(found)
    assert sorted(called) == list(range(1, len(people) + 1))


@pytest.mark.parametrize("verb", list(moves.MOVES))
def test_every_move_leads_somewhere_and_none_starts_from_an_end(verb):
    assert moves.after(verb, "done") is None
    assert all(moves.after(verb, source) == moves.MOVES[verb].target for source in moves.MOVES[verb].sources)


def test_buttons_follow_the_state():
    assert moves.offered("called") == ["recall", "serve", "transfer", "no_show"]
    assert moves.offered("serving") == ["transfer", "done"]
    assert moves.offered("no_show") == ["return"]


def at(minute):
    return NOW + timedelta(minutes=minute)


@pytest.mark.parametrize(
    ("happened", "waited", "served"),
    [
        ([("take", 0)], None, None),
        ([("take", 0), ("call", 4), ("serve", 5)], 5, None),
        ([("take", 0), ("call", 4), ("serve", 5), ("done", 12)], 5, 7),
        ([("take", 0), ("serve", 5), ("transfer", 8), ("serve", 18), ("done", 20)], 15, 5),
        ([("take", 0), ("call", 3), ("no_show", 6), ("return", 10), ("serve", 12), ("done", 13)], 2, 1),
        ([("take", 0), ("call", 3), ("close", 600)], None, None),
    ],
)
def test_times_are_measured_from_the_moves(happened, waited, served):
    found = times.times([(verb, at(minute)) for verb, minute in happened])
    assert found == times.Times(
        None if waited is None else timedelta(minutes=waited),
        None if served is None else timedelta(minutes=served),
    )


def test_nothing_is_promised_before_enough_was_measured():
    four = [timedelta(minutes=6)] * 4
    assert times.expected(3, four, 1) is None
    assert times.expected(3, [*four, timedelta(minutes=60)], 2) == timedelta(minutes=9)
    assert times.expected(0, [*four, *four], 1) == timedelta()
    assert (times.minutes(timedelta(seconds=20)), times.minutes(timedelta())) == (1, 0)


def test_slots_stay_within_working_hours():
    morning, afternoon = (
        (NOW.replace(hour=7), NOW.replace(hour=11, minute=30)),
        (
            NOW.replace(hour=13, minute=30),
            NOW.replace(hour=17),
        ),
    )
    found = slots.slots([morning, afternoon], 60)
    assert [slot.hour for slot in found] == [7, 8, 9, 10, 13, 14, 15]
    assert slots.slots([], 30) == []
    assert slots.free_place([1, 3], 3) == 2
    assert slots.free_place([1, 2], 2) is None
    assert slots.arrival_fault(at(60), 30, NOW) == "early"
    assert slots.arrival_fault(at(30), 30, NOW) is None
    assert slots.arrival_fault(at(-61), 30, NOW) == "late"


def test_the_words_of_priority_are_the_province_s():
    assert priorities.words(" Người cao tuổi; Người khuyết tật;;Người cao tuổi ") == [
        "Người cao tuổi",
        "Người khuyết tật",
    ]
    assert priorities.words("") == []
