"""Several officers, one run: one wins, the others are told; nothing happens twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tinhso.foundation.process import api
from tinhso.foundation.process.models import ProcessRun
from tinhso.lib.errors import Conflict
from tinhso.lib.ids import new_id

from . import samples

pytestmark = pytest.mark.django_db(transaction=True)
OFFICERS = 4


def together(act) -> list[str]:  # type: ignore[no-untyped-def]
    barrier = Barrier(OFFICERS)

    def one(number: int) -> str:
        try:
            barrier.wait()
            act(number)
            return "done"
        except Conflict as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(OFFICERS) as pool:
        return sorted(pool.map(one, range(OFFICERS)))


def test_one_of_many_completes_a_step() -> None:
    run = api.start(api.store_spec(samples.CHOICE), new_id())
    step = run.steps[0].id
    told = together(lambda n: api.complete(run.id, step, "approve", {"by": n}))
    assert told == ["done"] + ["process.step.done"] * (OFFICERS - 1)
    assert [s.key for s in api.waiting(run.id)] == ["b"]
    assert ProcessRun.objects.get(pk=run.id).version == 3


def test_parallel_steps_at_once_join_once() -> None:
    run = api.start(api.store_spec(samples.PARALLEL), new_id())
    steps = api.complete(run.id, run.steps[0].id, "done").opened
    told = together(lambda n: api.complete(run.id, steps[n % 2].id, "done"))
    assert told == ["done", "done", "process.step.done", "process.step.done"]
    assert [s.key for s in api.waiting(run.id)] == ["last"]


def test_the_same_definition_stored_at_once_is_one() -> None:
    found: list[str] = []
    together(lambda n: found.append(api.store_spec(samples.MESSAGES)))
    assert len(found) == OFFICERS
    assert len(set(found)) == 1
