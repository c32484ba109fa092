"""A leader signs a batch on a telephone, one paper of it failing; an administrator's register; a device in the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from tests.foundation.signing.office import Office, opened
from tests.foundation.signing.people import Signers, filed, signers
from tests.government.dossiers.world import officer
from tests.journeys import harness, small
from tinhso.foundation.records.api import Subject
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.worktime.api import now

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(Path(tmp_path_factory.mktemp("pki-of-journeys"))) as found:
        yield found


@pytest.fixture
def here(live_site: str, office: Office, settings: Any) -> Signers:
    return signers(office, settings)


def worked(batch: str) -> None:
    """What the worker does, beside the browser's own loop."""
    one = threading.Thread(target=carry_on, args=[UUID(batch)])
    one.start()
    one.join(30)


def test_a_batch_on_a_telephone(live_site: str, page_at: Any, here: Signers) -> None:
    here.ask(title="Giấy xác nhận tình trạng hôn nhân", code="H44.99-1", due=now())
    broken = Subject("thing", uuid4())
    here.ask(title="Giấy hỏng", file=filed(broken, b"%PDF-1.7\nnothing"), subject=broken)
    here.ask(title="Quyết định hỗ trợ mai táng phí cho đối tượng bảo trợ xã hội")
    faults = []
    phone = small.signed_in(page_at, live_site, here.world.leader)
    phone.goto(f"{live_site}/can-bo/ky-so/")
    faults += harness.looks(phone, "signing-queue-{width}")
    phone.get_by_role("link", name="Từ chối ký Giấy hỏng").click()
    faults += harness.looks(phone, "signing-decline-{width}")
    phone.go_back()
    for box in phone.locator("tbody input[name=step]").all():
        box.check()
    expect(phone.locator("[data-ticked]")).to_have_text("Đã chọn 3 giấy")
    phone.get_by_role("button", name="Ký các giấy đã chọn").click()
    faults += harness.looks(phone, "signing-confirm-{width}")
    phone.get_by_role("button", name="Ký 3 giấy").click()
    expect(phone.locator("#tien-do")).to_contain_text("0 / 3 giấy đã xong")
    worked(phone.url.rstrip("/").rsplit("/", 1)[1])
    # The page finds out by itself.
    expect(phone.locator("#tien-do")).to_contain_text("3 / 3 giấy đã xong: 2 đã ký, 1 không ký được")
    faults += harness.looks(phone, "signing-batch-{width}")
    phone.get_by_role("link", name="Về danh sách chờ ký").click()
    expect(phone.locator("main")).to_contain_text("không nhận được chữ ký")
    admin = officer("quan-tri", here.world.committee, "system_admin")
    desk = small.signed_in(page_at, live_site, admin)
    desk.goto(f"{live_site}/quan-tri/chung-thu-so/")
    faults += harness.looks(desk, "signing-certificates-{width}")
    desk.get_by_role("link", name="Lê Thị Trình Diễn").click()
    faults += harness.looks(desk, "signing-certificate-{width}")
    assert faults == []


def test_a_device_in_this_machine(
    live_site: str, page_at: Any, here: Signers, office: Office, settings: Any
) -> None:
    here.leader.kind = "token"
    here.leader.save()
    here.ask(title="Giấy ký bằng thiết bị")
    command = [
        sys.executable,
        "-m",
        "tinhso.simulators.token",
        "--folder",
        str(office.folder),
        "--user",
        "leader",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdout is not None
        try:
            settings.TINHSO_SIGNING_CLIENT = client.stdout.readline().strip()
            page = small.signed_in(page_at, live_site, here.world.leader)
            page.goto(f"{live_site}/can-bo/ky-so/")
            page.locator("tbody input[name=step]").check()
            page.get_by_role("button", name="Ký các giấy đã chọn").click()
            page.get_by_role("button", name="Ký 1 giấy").click()
            page.get_by_role("button", name="Ký bằng thiết bị").click()
            expect(page.locator("#tien-do")).to_contain_text("1 / 1 giấy đã xong: 1 đã ký", timeout=20_000)
        finally:
            client.kill()
