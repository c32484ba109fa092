"""One way through both legal worlds: filed here, or on the national portal; equal from acceptance on.

The simulated portal is a process of its own; the simulated e-identity answers from a thread.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.government.dossiers import world as commune
from tests.government.dossiers.world import CODE, World
from tests.journeys import doors, filing
from tests.journeys.doors import NAME, door_world, national_door  # noqa: F401
from tests.journeys.filing import heading, look, press
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, calendar, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier

pytestmark = pytest.mark.journey
OTHER = "9.999998"


def file_here(page: Page, site: str, world: World) -> Dossier:
    """Own door: the draft of yesterday is checked and filed on the province's portal."""
    people = {"for": "self", "filer": {"name": NAME, "phone": "0911000001"}}
    made = commune.draft(world, competent_agency_id=world.committee.pk)
    dossiers.save_draft(
        world.resident, made.pk, people={**people, "owner": {**commune.PEOPLE["owner"], "name": NAME}}
    )
    page.goto(f"{site}/dang-nhap/")
    filing.sign_in(page)
    page.goto(f"{site}/thu-tuc/{CODE}/")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    page.get_by_role("link", name="Làm tiếp bản nháp").click()
    assert heading(page) == "Kiểm tra rồi nộp"
    page.get_by_label("Tôi cam đoan").check()
    press(page, "Nộp hồ sơ")
    assert heading(page) == "Đã nộp hồ sơ"
    return Dossier.objects.get(portal_code="")


def file_there(page: Page, site: str, portal: Any) -> Dossier:
    """National door: filed on the portal, it arrives under the portal's code and is found by e-identity."""
    code = doors.file_there(page, site, portal)
    dossier = Dossier.objects.get(portal_code=code)
    page.goto(f"{site}/dang-nhap/?next=/ca-nhan/")
    look(page, "national-login")
    doors.enter(page)
    page.get_by_text(dossier.code).first.wait_for()
    return dossier


def worked(world: World, dossier: Dossier, start: Any) -> dict[str, Any]:
    """The same hands at the same moments; what matters to a person, from acceptance on."""
    known = len(history(Subject("dossier", dossier.pk)))
    with at(start):
        dossiers.accept(world.reception, dossier.pk)
    with at(start + timedelta(minutes=30)):
        dossiers.complete_step(world.specialist, commune.step(dossier, "appraise").id, outcome="fit")
        dossiers.approve(world.leader, commune.step(dossier, "approve").id)
        dossiers.number_result(world.clerk, dossier.pk, notation="XN")
    with at(start + timedelta(minutes=45)):
        dossiers.return_result(world.return_officer, dossier.pk, receiver_name=NAME, unpaid_known=True)
    done = Dossier.objects.get(pk=dossier.pk)
    steps = [
        (s.key, s.role, s.due_at, s.done_at)
        for s in done.steps.exclude(key="reception").order_by("opened_at", "id")
    ]
    acts = [event.verb for event in history(Subject("dossier", dossier.pk))][known:]
    facts = (
        done.state,
        done.accepted_at,
        done.due_at,
        done.procedure_version_id,
        done.competent_id,
        done.channel,
    )
    return {"facts": facts, "steps": steps, "acts": sorted(acts)}


def test_one_journey_in_both_worlds(live_site: str, world: World, national: Any, page_at: Any) -> None:
    here = filing.patient(page_at(390))
    own = file_here(here, live_site, world)
    commune.procedure(OTHER)
    left = commune.draft(world, code=OTHER)
    there = filing.patient(page_at(390))
    portal = national()
    theirs = file_there(there, live_site, portal)
    start = calendar().add_hours(now() + timedelta(days=3), 1)
    first, second = (worked(world, dossier, start) for dossier in (own, theirs))
    assert first == second
    assert first["facts"][0] == 10
    assert len(first["acts"]) >= 5
    # The older account came along: both dossiers stand in one list, whichever way each came in.
    there.goto(f"{live_site}/ca-nhan/")
    assert own.code in there.content()
    assert theirs.code in there.content()
    for dossier in (own, theirs):
        there.goto(f"{live_site}/tra-cuu/{dossier.code}/")
        assert "Đã trả kết quả" in there.content()
    look(there, "national-track")
    # What was begun before the door moved is not lost: it can be read and taken along.
    there.goto(f"{live_site}/ho-so/nhap/{left.pk}/mang-theo/")
    assert "Đề nghị xác nhận" in there.content()
    look(there, "national-carry")
    press(there, "Đăng xuất")
    look(there, "national-signed-out")
