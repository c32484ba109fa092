"""Many at once: codes without gap or twin, one receipt, one winner."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from tests.government.dossiers.world import CODE, World, accepted, approved, draft, step
from tinhso.foundation.worktime.api import now, real_now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, DossierSerial, Result
from tinhso.lib.errors import Conflict, Refused

MANY = 50


def together(jobs: list[Callable[[], Any]], width: int = 8) -> list[Any]:
    """Run jobs on threads with connections of their own; refusals are results."""
    gate = threading.Barrier(min(width, len(jobs)))

    def run(job: Callable[[], Any]) -> Any:
        try:
            if jobs.index(job) < gate.parties:
                gate.wait(20)
            return job()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(width) as pool:
        return list(pool.map(run, jobs))


@pytest.mark.slow
def test_fifty_parallel_filings_have_neither_twin_nor_gap(committed_world: World) -> None:
    drafts = [draft(committed_world) for _ in range(MANY - 2)]
    bad = [dossiers.start_draft(committed_world.resident, CODE) for _ in range(2)]
    jobs = [
        lambda d=d: dossiers.file_dossier(committed_world.resident, d.id)
        for d in [*drafts[:20], *bad, *drafts[20:]]
    ]
    results = together(jobs)
    assert sum(isinstance(r, Refused) for r in results) == 2
    serials = sorted(int(code.rsplit("-", 1)[1]) for code in Dossier.objects.values_list("code", flat=True))
    assert serials == list(range(1, MANY - 1))
    assert DossierSerial.objects.get().last == MANY - 2


def test_a_double_submit_gives_one_receipt(committed_world: World) -> None:
    made = draft(committed_world)
    results = together([lambda: dossiers.file_dossier(committed_world.resident, made.id) for _ in range(6)])
    assert {r.dossier.id for r in results} == {Dossier.objects.get().id}
    assert len({r.secret for r in results}) == 1
    assert sum(not r.again for r in results) == 1


def test_two_officers_on_one_dossier(committed_world: World) -> None:
    dossier = accepted(committed_world, now())
    at_hand = step(dossier, "appraise")
    results = together(
        [
            lambda: dossiers.complete_step(
                committed_world.specialist, at_hand.id, expected_version=dossier.version
            ),
            lambda: dossiers.complete_step(
                committed_world.specialist2, at_hand.id, expected_version=dossier.version
            ),
        ]
    )
    told = [r for r in results if isinstance(r, Refused)]
    assert len(told) == 1
    assert isinstance(told[0], Conflict)
    assert told[0].way_out
    assert dossier.steps.filter(key="approve").count() == 1


def test_own_numbers_under_pressure(committed_world: World) -> None:
    waiting = [approved(committed_world, real_now()) for _ in range(8)]
    together(
        [lambda d=d: dossiers.number_result(committed_world.clerk, d.id, notation="XN") for d in waiting]
    )
    assert sorted(Result.objects.values_list("serial", flat=True)) == list(range(1, 9))


def test_an_accept_sent_twice_with_its_key_is_one_accept(committed_world: World) -> None:
    made = dossiers.file_dossier(committed_world.resident, draft(committed_world).id).dossier
    results = together(
        [
            lambda: dossiers.accept(committed_world.reception, made.id, idempotency_key="k" * 12)
            for _ in range(3)
        ]
    )
    assert [r.state for r in results] == [4, 4, 4]
    assert made.steps.filter(key="appraise").count() == 1
