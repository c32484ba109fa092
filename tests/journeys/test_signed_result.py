"""One result from hand to hand: its leader signs on a telephone, the clerk numbers, the agency seals, the person has it checked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.foundation.signing.office import Office, opened
from tests.foundation.signing.people import Signers, signers
from tests.government.dossiers import world as w
from tests.government.dossiers.test_paperwork import PROVINCE
from tests.journeys import harness, small
from tinhso.demo import marks
from tinhso.foundation.papers.actions.load import load
from tinhso.foundation.province.api import Folder
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.models import Batch
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.lib.actor import Actor

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(Path(tmp_path_factory.mktemp("pki-of-a-result"))) as found:
        yield found


@pytest.fixture
def here(live_site: str, office: Office, settings: Any) -> Signers:
    found = signers(office, settings)
    load(Folder(PROVINCE))
    system = Actor.system("test")
    signing.set_picture(system, found.leader.pk, marks.hand("Lê Thị Trình Diễn"))
    signing.set_picture(system, found.agency.pk, marks.seal("Ủy ban nhân dân xã Thổ Tang"))
    return found


def worked() -> None:
    """What the worker does, beside the browser's own loop."""
    one = threading.Thread(target=carry_on, args=[Batch.objects.latest("made_at").pk])
    one.start()
    one.join(30)


def test_a_result_from_its_leader_to_whoever_checks_it(
    live_site: str, page_at: Any, here: Signers, tmp_path: Path
) -> None:
    world, faults = here.world, []
    dossier = w.accepted(world, now())
    dossiers.complete_step(world.specialist, w.step(dossier, "appraise").id, outcome="fit")
    own = f"{live_site}/can-bo/ho-so/{dossier.pk}/"

    leader = small.signed_in(page_at, live_site, world.leader)
    leader.goto(own)
    leader.locator("a[href$='/viec/ky-so/']").first.click()
    faults += harness.looks(leader, "sign-result-{width}")
    leader.get_by_label("Nội dung, lý do").fill("Đúng như đề nghị")
    leader.get_by_role("button", name="Ký số kết quả").click()
    expect(leader.get_by_text("Giấy xác nhận").first).to_be_visible()
    leader.get_by_role("button", name="Ký 1 giấy").click()
    expect(leader.locator("#tien-do")).to_be_visible()
    worked()
    expect(leader.locator("#tien-do")).to_contain_text("1 đã ký")

    clerk = small.signed_in(page_at, live_site, world.clerk, width=1280)
    clerk.goto(f"{own}viec/so-ket-qua/")
    expect(clerk.get_by_label("Bản lãnh đạo đã ký số, điền số và ngày")).to_be_checked()
    clerk.get_by_label("Ký hiệu").fill("GXN-UBND")
    clerk.get_by_role("button", name="Lấy số kết quả").click()
    expect(clerk.get_by_text("Cơ quan đang ký số.")).to_be_visible()
    worked()
    clerk.reload()
    expect(clerk.get_by_text("Ủy ban nhân dân xã Thử đã ký số lúc")).to_be_visible()
    faults += harness.looks(clerk, "signed-result-{width}")

    person = small.signed_in(page_at, live_site, world.resident)
    dossier.refresh_from_db()
    assert dossier.result.published
    got = person.request.get(f"{live_site}/tep/{dossier.result.file_id}/")
    assert got.headers["content-type"] == "application/pdf"
    (tmp_path / "ket-qua.pdf").write_bytes(got.body())
    person.goto(f"{live_site}/xac-minh/chu-ky/")
    person.set_input_files("#file", tmp_path / "ket-qua.pdf")
    person.get_by_role("button", name="Kiểm tra chữ ký").click()
    expect(person.get_by_text("Lê Thị Trình Diễn").first).to_be_visible()
    expect(person.get_by_text("Số 01/GXN-UBND ngày").first).to_be_visible()
    expect(person.get_by_role("heading", name="Sổ của tỉnh ghi về tệp này")).to_be_visible()
    faults += harness.looks(person, "checked-result-{width}")
    assert not faults, "\n\n".join(faults)
