"""Runs on real PostgreSQL; every act reads the run anew."""

from __future__ import annotations

import json

import pytest

from tinhso.foundation.process import api
from tinhso.foundation.process.models import ProcessRun, ProcessSpec
from tinhso.lib.errors import Conflict, NotFound, Refused
from tinhso.lib.ids import new_id

from . import samples

pytestmark = pytest.mark.django_db


def begin(xml: bytes, facts: dict | None = None, decisions: dict | None = None) -> api.Run:
    return api.start(api.store_spec(xml, decisions), new_id(), facts)


def keys(run: api.Run) -> list[str]:
    return [step.key for step in api.waiting(run.id)]


def step(run: api.Run, key: str) -> str:
    (found,) = [item.id for item in api.waiting(run.id) if item.key == key]
    return found


def do(run: api.Run, key: str, outcome: str = "done", facts: dict | None = None) -> api.Progress:
    return api.complete(run.id, step(run, key), outcome, facts)


def test_two_steps_run_to_the_end() -> None:
    run = begin(samples.TWO, {"name": "Nguyễn Văn Ạ"})
    assert [s.key for s in run.steps] == ["a"]
    first = do(run, "a", facts={"note": "đủ"})
    assert [s.key for s in first.opened] == ["b"]
    assert first.closed == []
    assert not first.ended
    last = do(run, "b")
    assert last.ended
    assert last.opened == []
    assert last.data == {
        "name": "Nguyễn Văn Ạ",
        "note": "đủ",
        "outcome": "done",
        "a_outcome": "done",
        "b_outcome": "done",
    }
    assert api.run(run.id).status == "ended"
    assert api.waiting(run.id) == []


@pytest.mark.parametrize(("outcome", "opened", "ended"), [("approve", ["b"], False), ("return", [], True)])
def test_outcome_chooses_the_way(outcome: str, opened: list[str], ended: bool) -> None:
    progress = do(begin(samples.CHOICE), "a", outcome)
    assert [s.key for s in progress.opened] == opened
    assert progress.ended is ended


def test_unknown_outcome_is_refused_and_changes_nothing() -> None:
    run = begin(samples.CHOICE)
    with pytest.raises(Refused) as refusal:
        do(run, "a", "burn")
    assert refusal.value.code == "process.outcome"
    assert "approve, return" in str(refusal.value)
    assert keys(run) == ["a"]
    assert ProcessRun.objects.get(pk=run.id).data == {}


def test_parallel_branches_join_once() -> None:
    run = begin(samples.PARALLEL)
    assert [s.key for s in do(run, "first").opened] == ["a", "b"]
    assert do(run, "b").opened == []
    assert keys(run) == ["a"]
    assert [s.key for s in do(run, "a").opened] == ["last"]
    assert do(run, "last").ended


def test_subprocess_is_entered_and_left() -> None:
    run = begin(samples.SUBPROCESS)
    assert [s.key for s in do(run, "before").opened] == ["inner"]
    assert [s.key for s in do(run, "inner").opened] == ["inner2"]
    assert [s.key for s in do(run, "inner2").opened] == ["after"]
    assert do(run, "after").ended


def test_script_and_decision_table() -> None:
    files = {"who.dmn": samples.DMN}
    run = begin(samples.DECISION, {"width": 30, "length": 20, "kind": "barn"}, files)
    assert keys(run) == ["province"]
    assert run.data["area"] == 600
    assert run.data["fee"] == 1200
    assert keys(begin(samples.DECISION, {"width": 3, "length": 2, "kind": "shop"}, files)) == ["commune"]
    with pytest.raises(Refused) as refusal:
        begin(samples.DECISION, {"width": 3, "length": 2, "kind": "barn"}, files)
    assert refusal.value.code == "process.decision"


def test_message_on_the_edge_that_does_not_interrupt() -> None:
    run = begin(samples.MESSAGES)
    progress = api.deliver(run.id, "due_soon", {"left": 4})
    assert progress.caught
    assert [s.key for s in progress.opened] == ["warned"]
    assert keys(run) == ["a", "warned"]
    assert api.run(run.id).data == {"left": 4}


def test_message_on_the_edge_that_interrupts() -> None:
    run = begin(samples.MESSAGES)
    a = step(run, "a")
    progress = api.deliver(run.id, "overdue")
    assert progress.closed == [a]
    assert [s.key for s in progress.opened] == ["late"]
    with pytest.raises(Conflict):
        api.complete(run.id, a, "done")
    assert do(run, "late").ended


def test_message_in_the_way_and_message_nobody_waits_for() -> None:
    run = begin(samples.MESSAGES)
    missed = api.deliver(run.id, "supplement_answered", {"x": 1})
    assert not missed.caught
    assert api.run(run.id).data == {}
    assert do(run, "a").opened == []
    assert keys(run) == []
    assert [s.key for s in api.deliver(run.id, "supplement_answered").opened] == ["b"]
    assert do(run, "b").ended


def test_send_back_gives_a_new_step_and_keeps_the_facts() -> None:
    run = begin(samples.TWO)
    a = step(run, "a")
    do(run, "a", facts={"n": 1})
    b = step(run, "b")
    assert [s.key for s in api.visited(run.id)] == ["a"]
    progress = api.send_back(run.id, b, "a")
    assert progress.closed == [b]
    assert [s.key for s in progress.opened] == ["a"]
    assert progress.opened[0].id != a
    assert progress.data["n"] == 1
    with pytest.raises(Conflict):
        api.complete(run.id, a, "done")
    do(run, "a")
    assert do(run, "b").ended


def test_send_back_to_where_the_run_never_was() -> None:
    run = begin(samples.TWO)
    with pytest.raises(Refused) as refusal:
        api.send_back(run.id, step(run, "a"), "b")
    assert refusal.value.code == "process.return"


@pytest.mark.parametrize(("order", "to"), [("ab", "a"), ("ab", "b"), ("ba", "a"), ("ba", "b")])
def test_send_back_from_after_a_join_into_one_branch(order: str, to: str) -> None:
    run = begin(samples.PARALLEL)
    for key in ("first", *order):
        do(run, key)
    progress = api.send_back(run.id, step(run, "last"), to)
    assert [s.key for s in progress.opened] == [to]
    assert keys(run) == [to]
    assert [s.key for s in do(run, to).opened] == ["last"]
    assert do(run, "last").ended


def test_send_back_before_a_split_closes_both_branches() -> None:
    run = begin(samples.PARALLEL)
    do(run, "first")
    do(run, "a")
    api.send_back(run.id, step(run, "b"), "first")
    assert keys(run) == ["first"]
    do(run, "first")
    assert keys(run) == ["a", "b"]
    do(run, "a")
    do(run, "b")
    assert do(run, "last").ended


@pytest.mark.parametrize(
    ("at", "to"), [("inner2", "inner"), ("inner2", "before"), ("after", "inner"), ("after", "before")]
)
def test_send_back_over_the_border_of_a_subprocess(at: str, to: str) -> None:
    order = ["before", "inner", "inner2", "after"]
    run = begin(samples.SUBPROCESS)
    for key in order[: order.index(at)]:
        do(run, key)
    api.send_back(run.id, step(run, at), to)
    for key in order[order.index(to) :]:
        assert keys(run) == [key]
        do(run, key)
    assert api.run(run.id).status == "ended"


def test_send_back_restores_the_edges_of_the_step() -> None:
    run = begin(samples.MESSAGES)
    do(run, "a")
    api.deliver(run.id, "supplement_answered")
    api.send_back(run.id, step(run, "b"), "a")
    assert keys(run) == ["a"]
    assert [s.key for s in api.deliver(run.id, "overdue").opened] == ["late"]
    assert keys(run) == ["late"]


def test_recall_until_the_next_step_is_opened() -> None:
    run = begin(samples.TWO)
    a = step(run, "a")
    with pytest.raises(Conflict):
        api.recall(run.id, a)
    do(run, "a")
    b = step(run, "b")
    progress = api.recall(run.id, a)
    assert progress.closed == [b]
    assert [s.key for s in progress.opened] == ["a"]
    again = step(run, "a")
    do(run, "a")
    api.mark_opened(run.id, step(run, "b"))
    with pytest.raises(Conflict) as refusal:
        api.recall(run.id, again)
    assert refusal.value.code == "process.recall.late"
    with pytest.raises(Conflict):
        api.recall(run.id, a)


def test_recall_of_both_branches_before_a_split() -> None:
    run = begin(samples.PARALLEL)
    first = step(run, "first")
    do(run, "first")
    api.mark_opened(run.id, step(run, "b"))
    with pytest.raises(Conflict):
        api.recall(run.id, first)


def test_recall_in_a_branch() -> None:
    run = begin(samples.PARALLEL)
    do(run, "first")
    a, b = step(run, "a"), step(run, "b")
    do(run, "a")
    assert [s.key for s in api.recall(run.id, a).opened] == ["a"]
    a = step(run, "a")
    do(run, "a")
    do(run, "b")
    with pytest.raises(Conflict):
        api.recall(run.id, a)
    api.recall(run.id, b)
    assert keys(run) == ["b"]
    assert [s.key for s in do(run, "b").opened] == ["last"]
    assert do(run, "last").ended


def test_recall_from_inside_and_into_a_subprocess() -> None:
    run = begin(samples.SUBPROCESS)
    before = step(run, "before")
    do(run, "before")
    api.recall(run.id, before)
    assert keys(run) == ["before"]
    do(run, "before")
    do(run, "inner")
    inner2 = step(run, "inner2")
    do(run, "inner2")
    api.recall(run.id, inner2)
    assert keys(run) == ["inner2"]
    do(run, "inner2")
    assert do(run, "after").ended


def test_stopped_run_takes_nothing_more() -> None:
    run = begin(samples.TWO)
    a = step(run, "a")
    progress = api.stop(run.id)
    assert progress.closed == [a]
    assert not progress.ended
    assert api.run(run.id).status == "stopped"
    for act in (
        lambda: api.complete(run.id, a, "done"),
        lambda: api.deliver(run.id, "overdue"),
        lambda: api.stop(run.id),
    ):
        with pytest.raises(Conflict):
            act()


def test_done_step_and_unknown_ids() -> None:
    run = begin(samples.TWO)
    a = step(run, "a")
    do(run, "a")
    with pytest.raises(Conflict):
        api.complete(run.id, a, "done")
    with pytest.raises(NotFound):
        api.waiting(new_id())
    with pytest.raises(NotFound):
        api.outline("0" * 64)
    for odd in ("", "x", "../..", str(new_id())):
        with pytest.raises(Conflict):
            api.complete(run.id, odd, "done")


@pytest.mark.parametrize(
    "facts",
    [
        {"x": float("nan")},
        {"x": {1, 2}},
        {"x": "a" * 70_000},
        {1: "x"},
        {"x": b"a"},
        {"x": "a\0b"},
        {"x": "\ud800"},
    ],
)
def test_facts_are_plain_small_json(facts: dict) -> None:
    run = begin(samples.TWO)
    with pytest.raises(Refused) as refusal:
        do(run, "a", facts=facts)
    assert refusal.value.code == "process.facts"
    assert keys(run) == ["a"]


def test_definition_is_stored_once_and_a_run_keeps_only_its_tasks() -> None:
    spec_id = api.store_spec(samples.PARALLEL)
    assert api.store_spec(samples.PARALLEL) == spec_id
    assert ProcessSpec.objects.count() == 1
    run = api.start(spec_id, new_id())
    do(run, "first")
    row = ProcessRun.objects.get(pk=run.id)
    assert "task_specs" not in json.dumps(row.state)
    assert len(json.dumps(row.state)) < 6144
    assert row.version == 3


def test_outline_is_in_likely_order() -> None:
    steps = api.outline(api.store_spec(samples.SUBPROCESS))
    assert [s.key for s in steps] == ["before", "inner", "inner2", "after"]
    assert {s.role for s in steps} == {"specialist"}
