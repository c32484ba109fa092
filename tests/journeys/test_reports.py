"""A periodic report from the clerk who makes it over the leader's telephone to the office that receives it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.foundation.signing.office import Office, opened
from tests.foundation.signing.people import Signers, signers
from tests.government.dossiers import world as w
from tests.government.dossiers.test_paperwork import PROVINCE
from tests.government.reports.test_regimes import TEXT
from tests.journeys import harness, small
from tinhso.foundation.papers.actions.load import load as load_papers
from tinhso.foundation.province.api import Folder
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.models import Batch
from tinhso.foundation.worktime.api import now, today
from tinhso.government.reports.actions.carry import load
from tinhso.lib import periods

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(Path(tmp_path_factory.mktemp("pki-of-a-report"))) as found:
        yield found


@pytest.fixture
def here(live_site: str, office: Office, settings: Any) -> Signers:
    found = signers(office, settings)
    load_papers(Folder(PROVINCE))
    text = TEXT.format(to=found.world.desk.slug).replace("2026-01-01", "2020-01-01")
    # The year runs, and is asked for beside the quarters that are over.
    yearly = text[text.index("[[regime]]") :].replace('"quarter"', '"year"')
    load(Folder(texts={"reports/regimes.toml": f"{text}\n{yearly}".encode()}))
    return found


def worked() -> None:
    """What the worker does, beside the browser's own loop."""
    one = threading.Thread(target=carry_on, args=[Batch.objects.latest("made_at").pk])
    one.start()
    one.join(30)


def test_a_report_from_its_figures_to_its_receiver(live_site: str, page_at: Any, here: Signers) -> None:
    world, faults = here.world, []
    w.accepted(world, now() - timedelta(days=1))
    clerk = small.signed_in(page_at, live_site, world.clerk, width=1280)
    clerk.goto(f"{live_site}/can-bo/bao-cao/")
    faults += harness.looks(clerk, "reports-home-{width}")
    clerk.get_by_label("Kỳ", exact=True).select_option(periods.at("year", today()).key)
    clerk.get_by_role("button", name="Lập báo cáo").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text("Biểu 06a")
    clerk.get_by_label("Nhận xét, nguyên nhân, kiến nghị").fill("Không có hồ sơ quá hạn.")
    clerk.get_by_role("button", name="Lưu lời báo cáo").click()
    faults += harness.looks(clerk, "report-draft-{width}")
    address = clerk.url
    clerk.get_by_role("link", name="1 hồ sơ, mở danh sách").first.click()
    faults += harness.looks(clerk, "report-cell-{width}")
    clerk.goto(address)
    clerk.get_by_role("button", name="Trình ký").click()
    expect(clerk.get_by_text("Chờ ký").first).to_be_visible()

    leader = small.signed_in(page_at, live_site, world.leader)
    leader.goto(f"{live_site}/can-bo/ky-so/")
    leader.locator("tbody input[name=step]").check()
    leader.get_by_role("button", name="Ký các giấy đã chọn").click()
    leader.get_by_role("button", name="Ký 1 giấy").click()
    expect(leader.locator("#tien-do")).to_be_visible()
    worked()
    expect(leader.locator("#tien-do")).to_contain_text("1 đã ký")

    clerk.goto(address)
    expect(clerk.get_by_text("Đã ký, chưa gửi").first).to_be_visible()
    assert b"/ByteRange" in clerk.request.get(f"{address}ban-in.pdf").body()
    clerk.get_by_role("button", name="Gửi đến").click()
    expect(clerk.get_by_text("Đã gửi").first).to_be_visible()
    faults += harness.looks(clerk, "report-sent-{width}")
    assert not faults, "\n\n".join(faults)
