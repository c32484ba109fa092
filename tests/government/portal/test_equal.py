"""The same request through either front door: the same deadlines, the same acts in the log, the same way on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from tests.government.dossiers.world import MONDAY, World, draft, filed, step
from tests.government.portal.test_intake import PORTAL_CODE, package
from tinhso.cli.__main__ import main
from tinhso.foundation.identity.models import Account, SignIn
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal import snapshots
from tinhso.government.portal.actions.take_in import receive
from tinhso.government.portal.rules import mapping
from tinhso.simulators.portal.__main__ import main as simulator


def walked(world: World, dossier: Dossier) -> Dossier:
    """From reception to the result."""
    with at(MONDAY + timedelta(hours=4)):
        dossiers.accept(world.reception, dossier.pk)
        dossiers.complete_step(world.specialist, step(dossier, "appraise").pk, outcome="fit")
        dossiers.approve(world.leader, step(dossier, "approve").pk)
        dossiers.number_result(world.clerk, dossier.pk, notation="XN")
    dossier.refresh_from_db()
    return dossier


def test_both_doors_lead_the_same_way(world: World) -> None:
    here = filed(world)
    # It reaches us three hours later; the person filed at eight all the same.
    with at(MONDAY + timedelta(hours=3)):
        receive(package(world))
    there = Dossier.objects.get(portal_code=PORTAL_CODE)
    same = (
        "filed_at",
        "reception_due",
        "received_at_id",
        "competent_id",
        "holder_role",
        "payment",
        "channel",
    )
    assert [getattr(here, name) for name in same] == [getattr(there, name) for name in same]
    # The desk sees the lag of the transfer, apart from the deadline.
    desk = Client()
    desk.force_login(Account.objects.get(pk=world.reception.account_id))
    page = desk.get(f"/can-bo/ho-so/{there.pk}/").content.decode()
    assert "sau khi nộp 3 giờ" in page
    assert "sau khi nộp" not in desk.get(f"/can-bo/ho-so/{here.pk}/").content.decode()
    walked(world, here)
    walked(world, there)
    moments = ("state", "accepted_at", "due_at", "finished_at", "next_due", "holder_role", "data")
    assert [getattr(here, name) for name in moments] == [getattr(there, name) for name in moments]
    acts = [[e.verb for e in history(Subject("dossier", one.pk))] for one in (here, there)]
    assert acts[0] == acts[1]
    assert "dossier.finish" in acts[0]


@pytest.mark.parametrize("level", ["LoA2.IAL2", ""])
def test_who_filed_here_by_e_identity_is_told_so(world: World, level: str) -> None:
    with at(MONDAY):
        SignIn.objects.create(
            account_id=world.resident.account_id, session_key="phien", level=level, started_at=MONDAY
        )
        who = replace(world.resident, session="phien")
        made = dossiers.file_dossier(who, draft(world, who).pk).dossier
        told = mapping.dossier(snapshots.of_dossier(made.pk))
    assert (told["NoiNopHoSo"], told["TaiKhoanDuocXacThucVoiVNeID"]) == (2, int(bool(level)))


@pytest.mark.django_db(transaction=True)
def test_a_token_for_the_portal_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portal-token", "--days", "7"]) == 0
    assert capsys.readouterr().out.startswith("tinhso_")
    assert main(["portal-token", "--days", "400"]) == 2


def test_the_simulator_is_none_of_production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TINHSO_ENV", "production")
    assert simulator(["--store", str(tmp_path / "portal.db")]) == 2
    assert list(tmp_path.iterdir()) == []
