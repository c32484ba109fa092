"""One way through both legal worlds: filed here, or on the national portal; equal from acceptance on.

The simulated portal is a process of its own; the simulated e-identity answers from a thread.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.government.dossiers import world as commune
from tests.government.dossiers.world import CODE, World
from tests.government.portal import simulator as portal_process
from tests.journeys import filing, small
from tests.journeys.filing import heading, look, press
from tinhso.foundation.identity.api import create_client, issue_token
from tinhso.foundation.identity.eid.provider import forget_provider
from tinhso.foundation.identity.models import Person
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, calendar, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.lib.actor import Actor
from tinhso.simulators.eid.provider import Provider
from tinhso.simulators.eid.server import Server

pytestmark = pytest.mark.journey
NAME = "Nguyễn Thị Người Dân"
OTHER = "9.999998"


@pytest.fixture
def world(live_site: str, settings: Any, tmp_path: Path) -> World:
    settings.STORAGE_DIR = tmp_path / "files"
    made = commune.build()
    Person.objects.filter(account_id=made.resident.account_id).update(name=NAME)
    small.with_password(made.resident)
    return made


@pytest.fixture
def national(live_site: str, world: World, settings: Any, tmp_path: Path) -> Iterator[Any]:
    """`national()` moves the front door, with both simulators running; the portal is what it gives."""
    provider = Provider("", "tinhso", "bi-mat-mo-phong", (live_site,))
    server = Server(("127.0.0.1", 0), provider)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    filed = {
        "procedure_code": CODE,
        "unit_code": world.unit.code,
        "form": {"subject": "Đề nghị xác nhận"},
        "owner": {"name": NAME, "citizen_id": "026190000001", "phone": "0911000001", "verified": True},
    }
    examples = tmp_path / "examples.json"
    examples.write_text(json.dumps({CODE: {"title": "Thủ tục thử nghiệm", "filing": filed}}))
    system = Actor.system("test")
    token = issue_token(system, create_client(system, "Cổng mô phỏng"), ["portal:intake", "portal:files"], 1)
    options = ("--examples", str(examples), "--intake", f"{live_site}/api/v1/portal/packages")
    with portal_process.running(tmp_path / "portal.sqlite3", *options, token=token) as portal:

        def move() -> portal_process.Simulator:
            settings.TINHSO_FRONT_DOOR = "national"
            settings.TINHSO_PORTAL_PAGES = portal.address
            settings.TINHSO_EID_ISSUER = provider.issuer
            settings.TINHSO_EID_CLIENT_ID = provider.client_id
            settings.TINHSO_EID_CLIENT_SECRET = provider.client_secret
            forget_provider()
            return portal

        yield move
    server.shutdown()
    server.server_close()
    forget_provider()


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


def file_there(page: Page, site: str, portal: portal_process.Simulator) -> Dossier:
    """National door: filed on the portal, it arrives under the portal's code and is found by e-identity."""
    page.goto(f"{site}/thu-tuc/{CODE}/")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    assert page.url == f"{portal.address}/thu-tuc/{CODE}"
    press(page, "Nộp hồ sơ (mô phỏng)")
    portal.do("gui")
    dossier = Dossier.objects.exclude(portal_code="").get()
    assert page.url.endswith(dossier.code)
    page.goto(f"{site}/dang-nhap/?next=/ca-nhan/")
    look(page, "national-login")
    page.get_by_role("main").get_by_role("button", name="Đăng nhập bằng VNeID").click()
    page.get_by_role("link", name=NAME).click()
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
