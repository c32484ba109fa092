"""Many at once: codes without gap or twin, one receipt, one winner."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests.government.dossiers.world import CODE, World, accepted, approved, draft, step
from tinhso.foundation.worktime.api import now, real_now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, DossierSerial, Result
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused

MANY = 50


@contextmanager
def own_connections() -> Iterator[None]:
    """Every thread opens a connection of its own: the pool would let only a few work at a time."""
    options = connection.settings_dict["OPTIONS"]
    pool = options.pop("pool")
    try:
        yield
    finally:
        options["pool"] = pool


def together(jobs: list[Callable[[], Any]], width: int = 8) -> list[Any]:
    """Run jobs on threads with connections of their own, `width` of them from one moment on; refusals are
    results."""
    width = min(width, len(jobs))
    gate = threading.Barrier(width)
    servers: set[int] = set()

    def run(job: Callable[[], Any]) -> Any:
        try:
            if jobs.index(job) < width:
                connection.ensure_connection()
                servers.add(connection.connection.info.backend_pid)
                gate.wait(60)
            return job()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with own_connections(), ThreadPoolExecutor(width) as pool:
        results = list(pool.map(run, jobs))
    assert len(servers) == width, "not all of them were connected at the same time"
    return results


def taken_back(resident: Actor, draft_id: UUID) -> None:
    """A filing that already has its code when its transaction is rolled back."""
    with transaction.atomic():
        dossiers.file_dossier(resident, draft_id)
        raise Refused("taken_back", "Máy chủ dừng trước khi ghi xong.")


@pytest.mark.slow
@pytest.mark.parametrize("last", [0, 9_970], ids=["from-one", "past-9999"])
def test_fifty_parallel_filings_have_neither_twin_nor_gap(committed_world: World, last: int) -> None:
    resident = committed_world.resident
    first = dossiers.file_dossier(resident, draft(committed_world).id).dossier.code
    DossierSerial.objects.update(last=max(last, 1))
    drafts = [draft(committed_world) for _ in range(MANY)]
    jobs = [lambda d=d: dossiers.file_dossier(resident, d.id) for d in drafts]
    other = committed_world.stranger
    empty = [dossiers.start_draft(other, CODE) for _ in range(2)]
    jobs[10:10] = [lambda d=d: dossiers.file_dossier(other, d.id) for d in empty]
    lost = [draft(committed_world, other) for _ in range(2)]
    jobs[20:20] = [lambda d=d: taken_back(other, d.id) for d in lost]
    results = together(jobs, width=len(jobs))
    assert sorted(r.code for r in results if isinstance(r, Refused)) == ["invalid"] * 2 + ["taken_back"] * 2
    codes = [str(r.dossier.code) for r in results if not isinstance(r, Refused)]
    assert len(codes) == MANY
    start = max(last, 1) + 1
    stem = first.rsplit("-", 1)[0]
    assert sorted(codes, key=lambda code: int(code.rsplit("-", 1)[1])) == [
        f"{stem}-{serial:04d}" for serial in range(start, start + MANY)
    ]
    assert set(Dossier.objects.values_list("code", flat=True)) == {first, *codes}
    assert DossierSerial.objects.get().last == start + MANY - 1


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
