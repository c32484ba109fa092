"""Both legal worlds for a journey: the e-identity answers from a thread, the portal is a process of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.government.dossiers import world as commune
from tests.government.dossiers.world import CODE, World
from tests.government.portal.simulator import Simulator, running
from tests.journeys import small
from tests.journeys.filing import press
from tinhso.foundation.identity.api import create_client, issue_token
from tinhso.foundation.identity.eid.provider import forget_provider
from tinhso.foundation.identity.models import Person
from tinhso.lib.actor import Actor
from tinhso.simulators.eid.provider import Provider
from tinhso.simulators.eid.server import Server

# Who they are at the simulated e-identity, with the same number as the small commune's resident.
NAME = "Nguyễn Thị Người Dân"
TITLE = "Thủ tục thử nghiệm"


@pytest.fixture(name="world")
def door_world(live_site: str, settings: Any, tmp_path: Path) -> World:
    """The small commune; its resident has a password here and an e-identity there."""
    settings.STORAGE_DIR = tmp_path / "files"
    made = commune.build()
    Person.objects.filter(account_id=made.resident.account_id).update(name=NAME)
    small.with_password(made.resident)
    return made


@pytest.fixture(name="national")
def national_door(
    live_site: str, world: World, settings: Any, tmp_path: Path
) -> Iterator[Callable[[], Simulator]]:
    """`national()` moves the front door, with both simulators running; the portal is what it gives."""
    system = Actor.system("test")
    token = issue_token(system, create_client(system, "Cổng mô phỏng"), ["portal:intake", "portal:files"], 1)
    examples = tmp_path / "examples.json"
    examples.write_text(json.dumps({CODE: {"title": TITLE, "filing": filing(world)}}))
    options = ("--examples", str(examples), "--intake", f"{live_site}/api/v1/portal/packages")
    with e_identity(live_site) as provider, running(tmp_path / "portal.db", *options, token=token) as portal:

        def move() -> Simulator:
            settings.TINHSO_FRONT_DOOR = "national"
            settings.TINHSO_PORTAL_PAGES = settings.TINHSO_PORTAL_URL = portal.address
            settings.TINHSO_PORTAL_USER = settings.TINHSO_PORTAL_PASSWORD = "mo-phong"
            settings.TINHSO_PORTAL_UNIT = "000.00.00.H62"
            settings.TINHSO_PUBLIC_URL = live_site
            settings.TINHSO_EID_ISSUER = provider.issuer
            settings.TINHSO_EID_CLIENT_ID = provider.client_id
            settings.TINHSO_EID_CLIENT_SECRET = provider.client_secret
            forget_provider()
            return portal

        yield move
    forget_provider()


def filing(world: World) -> dict[str, Any]:
    """What the portal's form is filled in with."""
    return {
        "procedure_code": CODE,
        "unit_code": world.unit.code,
        "form": {"subject": "Đề nghị xác nhận"},
        "owner": {"name": NAME, "citizen_id": "026190000001", "phone": "0911000001", "verified": True},
    }


@contextmanager
def e_identity(site: str) -> Iterator[Provider]:
    """The simulated e-identity of this site."""
    provider = Provider("", "tinhso", "bi-mat-mo-phong", (site,))
    server = Server(("127.0.0.1", 0), provider)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def file_there(page: Page, site: str, portal: Simulator) -> str:
    """“Nộp hồ sơ” leads to the portal, where it is filed and pushed to us; the portal's code."""
    page.goto(f"{site}/thu-tuc/{CODE}/")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    assert page.url == f"{portal.address}/thu-tuc/{CODE}"
    press(page, "Nộp hồ sơ (mô phỏng)")
    portal.do("gui")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def enter(page: Page) -> None:
    """From the page of signing in through the e-identity, as the resident."""
    page.get_by_role("main").get_by_role("button", name="Đăng nhập bằng VNeID").click()
    page.get_by_role("link", name=NAME).click()
    page.wait_for_load_state()
