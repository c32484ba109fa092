"""Query budgets: how many questions each act asks the database when the catalogues are already held.

A budget counts queries, never time, so it holds on any machine. The frame's two (savepoint and release,
where a test already runs in a transaction) are counted too. Whoever needs one more query raises a number
here on purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.government.dossiers.test_rest import FILING, call, token  # noqa: F401 (a fixture)
from tests.government.dossiers.world import (
    CODE,
    MONDAY,
    World,
    accepted,
    approved,
    draft,
    filed,
    numbered,
    step,
)
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.procedures import api as procedures


def asked(act: Callable[[], Any]) -> int:
    """How many queries the act asks."""
    with at(MONDAY), CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


@pytest.fixture
def warm(world: World, django_capture_on_commit_callbacks: Any) -> World:
    """One dossier went the whole way, so that everything that is held is held."""
    with django_capture_on_commit_callbacks(execute=True):
        procedures.spec_id(world.version.pk)
    with at(MONDAY):
        dossiers.return_result(
            world.return_officer, numbered(world).id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
    return world


def test_filing(warm: World) -> None:
    with at(MONDAY):
        made = draft(warm)
    assert asked(lambda: dossiers.file_dossier(warm.resident, made.id)) <= 11


def test_accepting(warm: World) -> None:
    dossier = filed(warm)
    assert asked(lambda: dossiers.accept(warm.reception, dossier.id)) <= 16


def test_completing_a_step(warm: World) -> None:
    task = step(accepted(warm), "appraise")
    # One of them reads the findings on the papers, so that no good verdict passes over an unfit one.
    assert asked(lambda: dossiers.complete_step(warm.specialist, task.id, outcome="fit")) <= 12


def test_numbering_and_handing_over(warm: World) -> None:
    dossier = approved(warm)
    assert asked(lambda: dossiers.number_result(warm.clerk, dossier.id, notation="XN")) <= 22
    # One of them asks whether the post has the paper: nobody hands over at the desk what is on its way.
    assert (
        asked(
            lambda: dossiers.return_result(
                warm.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
            )
        )
        <= 20
    )


def test_the_tracking_page(warm: World) -> None:
    dossier = accepted(warm)
    assert asked(lambda: dossiers.tracking(dossier)) <= 7


def test_a_worklist_asks_as_much_for_many_as_for_one(warm: World) -> None:
    accepted(warm)
    dossiers.worklist(warm.specialist, "my_unit")  # reads the title of the version
    one = asked(lambda: dossiers.worklist(warm.specialist, "my_unit"))
    for _number in range(12):
        accepted(warm)
    assert len(dossiers.worklist(warm.specialist, "my_unit").rows) == 13
    # The second asks what was sent back.
    assert asked(lambda: dossiers.worklist(warm.specialist, "my_unit")) == one == 2
    asked(lambda: dossiers.counts(warm.specialist))  # reads the setting of silence
    assert asked(lambda: dossiers.counts(warm.specialist)) == 1


def test_filing_by_a_program(warm: World, token: str) -> None:  # noqa: F811
    def file(key: str) -> None:
        assert call("POST", "/dossiers", token, FILING, **{"Idempotency-Key": key}).status_code == 201

    with at(MONDAY):  # a token writes down the day of its use, once
        file("key-warm")
    before = Dossier.objects.count()
    # Token, frame, key against twins, what the agency receives, serial with stamp, all rows: one question each.
    assert asked(lambda: file("key-0001")) <= 7
    assert Dossier.objects.count() == before + 1


def test_the_catalogue_is_read_once_a_minute(warm: World) -> None:
    version = procedures.version(CODE, MONDAY.date())
    procedures.form(version, MONDAY.date())

    def again() -> None:
        procedures.get_version(version.id)
        procedures.form(version, MONDAY.date()).clean({"subject": "Đề nghị"})
        procedures.agency_for(version, warm.unit.code, MONDAY.date())

    procedures.agency_for(version, warm.unit.code, MONDAY.date())
    assert asked(again) == 0
    warm.version.title = "Tên mới"
    warm.version.save()
    assert procedures.version(CODE, MONDAY.date()).title == "Tên mới"
