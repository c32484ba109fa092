"""Random walks: whatever officers do, a run never loses its way and never has a step twice."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tinhso.foundation.process import api
from tinhso.foundation.process.engine import session
from tinhso.foundation.process.models import ProcessRun
from tinhso.lib.errors import Refused
from tinhso.lib.ids import new_id

from . import samples
from .samples import END, START, catches, chain, document, flow, task

pytestmark = pytest.mark.django_db

# A loop around a parallel part, one branch of which is a subprocess that a message can break off.
HARD = document(
    START
    + END
    + task("take", "done")
    + task("look")
    + task("judge", "approve return")
    + task("late")
    + '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>'
    + '<bpmn:exclusiveGateway id="meet"/><bpmn:exclusiveGateway id="again"/>'
    + '<bpmn:exclusiveGateway id="g" default="f_g_end"/>'
    + '<bpmn:subProcess id="sub"><bpmn:startEvent id="s_start"/><bpmn:endEvent id="s_end"/>'
    + task("inner")
    + task("inner2")
    + chain("s_start", "inner", "inner2", "s_end")
    + "</bpmn:subProcess>"
    + catches("boundaryEvent", "edge", "overdue", 'attachedToRef="sub"')
    + chain("start", "again", "take", "split", "look", "join", "judge", "g", "end")
    + chain("split", "sub", "meet", "join")
    + chain("edge", "late", "meet")
    + flow("g", "again", "outcome == 'return'"),
    {"specialist": "take look sub", "leader": "judge late"},
    ("overdue",),
)
ALLOWED = [
    {"take"},
    {"judge"},
    *({"look", b} for b in ("inner", "inner2", "late")),
    {"look"},
    {"inner"},
    {"inner2"},
    {"late"},
]


def test_the_hard_process_is_executable() -> None:
    assert api.check(HARD, {"specialist", "leader"}, set(), set()) == []


MOVES = st.tuples(st.sampled_from(["complete"] * 4 + ["send_back", "recall", "deliver"]), st.integers(0, 20))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(MOVES, max_size=25))
def test_any_walk_keeps_the_run_sound(moves: list[tuple[str, int]]) -> None:
    run = api.start(api.store_spec(HARD), new_id())
    done: list[str] = []
    for move, number in moves:
        before = {s.id: s for s in api.waiting(run.id)}
        if not before:
            break
        note(f"{move} {number} {[s.key for s in before.values()]} {run.id}")
        row = json.dumps(ProcessRun.objects.values("state", "data", "version").get(pk=run.id), sort_keys=True)
        try:
            progress = act(run, move, number, list(before.values()), done)
        except Refused:
            after = ProcessRun.objects.values("state", "data", "version").get(pk=run.id)
            assert json.dumps(after, sort_keys=True) == row
            continue
        waiting = {s.id: s for s in api.waiting(run.id)}
        assert {s.id for s in progress.opened} == set(waiting) - set(before)
        assert set(progress.closed) == set(before) - set(waiting) - {progress.done}
        keys = [s.key for s in waiting.values()]
        assert progress.ended == (not keys)
        assert not keys or set(keys) in ALLOWED, keys
        assert len(keys) == len(set(keys))
    finish(run)


def act(run: api.Run, move: str, number: int, steps: list[api.Step], done: list[str]) -> api.Progress:
    step = steps[number % len(steps)]
    if move == "complete":
        done.append(step.id)
        return api.complete(run.id, step.id, step.outcomes[number % len(step.outcomes)], {"n": number})
    if move == "send_back":
        keys = ["take", "look", "inner", "inner2", "judge", "late"]
        return api.send_back(run.id, step.id, keys[number % len(keys)])
    if move == "recall":
        return api.recall(run.id, done[-1 - number % min(2, len(done))] if done else step.id)
    return api.deliver(run.id, "overdue")


def finish(run: api.Run) -> None:
    """From wherever it is, doing every step with its first outcome ends the run."""
    for _turn in range(10):
        steps = api.waiting(run.id)
        if not steps:
            break
        api.complete(run.id, steps[0].id, steps[0].outcomes[0])
    assert api.run(run.id).status == "ended"


def test_many_returns_are_told_before_the_engine_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    # The limit is lowered here only to keep the test short.
    monkeypatch.setattr(session, "MAX_TASKS", 60)
    run = api.start(api.store_spec(samples.LOOP), new_id())
    rounds = 0

    def loop() -> None:
        nonlocal rounds
        while rounds < 500:
            (step,) = api.waiting(run.id)
            api.complete(run.id, step.id, "return" if step.key == "b" else "done")
            rounds += step.key == "b"

    with pytest.raises(Refused) as refusal:
        loop()
    assert refusal.value.code == "process.long"
    assert rounds > 10
    (step,) = api.waiting(run.id)
    if step.key == "a":
        api.send_back(run.id, step.id, "b")
        (step,) = api.waiting(run.id)
    assert api.complete(run.id, step.id, "approve").ended
