"""Figures of QĐ 766 in the browser: the chair goes from a red one to its records and to a task; a period is published."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.foundation.signing.office import Office, opened
from tests.foundation.signing.people import Signers, signers
from tests.government.directives.stage import entry, place
from tests.government.dossiers import world as w
from tests.government.indices.test_editions import fact, read_until
from tests.government.indices.test_quality_pages import NAME, TEXT
from tests.journeys import filing, harness, small
from tests.journeys.filing import fill, press
from tinhso.foundation.identity.models import Person
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.papers import folder as layouts
from tinhso.foundation.province.api import Folder
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.models import Batch
from tinhso.foundation.worktime.api import day_bounds, now, today
from tinhso.government.directives.actions.documents import enter
from tinhso.government.directives.models import Task
from tinhso.government.indices.actions.refresh_facts import sweep
from tinhso.government.indices.measured.carry import load
from tinhso.lib import periods
from tinhso.lib.actor import Actor

pytestmark = pytest.mark.journey
PROVINCE = Path(__file__).resolve().parents[2] / "provinces/vinhphuc"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(Path(tmp_path_factory.mktemp("pki-of-figures"))) as found:
        yield found


@pytest.fixture
def here(live_site: str, office: Office, settings: Any) -> Signers:
    found = signers(office, settings)
    load(Folder(texts={NAME: TEXT}))
    return found


def main_of(page: Page) -> str:
    return page.locator("main").inner_text()


def test_the_chair_goes_from_a_red_figure_to_its_records_and_to_a_task(
    live_site: str, here: Signers, page_at: Any
) -> None:
    world = here.world
    dossier = w.accepted(world, now() - timedelta(hours=2))
    sweep()
    read_until(now())
    committee = place(world.unit, "ubnd-tinh-thu", "Ủy ban nhân dân tỉnh Thử", "peoples_committee")
    document = enter(w.officer("bcd", committee, "steering"), entry())
    chair = small.signed_in(page_at, live_site, w.officer("chu-tich", committee, "leader"), width=390)
    chair.goto(f"{live_site}/can-bo/bang-dieu-hanh/")
    harness.look(chair, "chair-board-{width}")
    red = chair.locator("section", has=chair.get_by_role("heading", name="Cần chú ý"))
    red.get_by_role("link", name="4.1. Cấp kết quả điện tử").click()
    assert "0/1" in main_of(chair) or "chưa có kết quả điện tử" in main_of(chair)
    assert dossier.code in main_of(chair), "the very dossier that was counted out"
    assert not chair.get_by_role("link", name=dossier.code).count(), (
        "what a leader of the province may not open is no link"
    )
    records = chair.url
    chair.get_by_role("link", name="Giao việc từ con số này").click()
    assert chair.locator("[name=lead]").input_value() == str(world.committee.pk)
    chair.locator("[name=document]").select_option(value=str(document.pk))
    fill(chair, product="Mọi hồ sơ xong đều có kết quả điện tử")
    due = today() + timedelta(days=20)
    for part in ("day", "month", "year"):
        chair.locator(f"[name=due__{part}]").fill(str(getattr(due, part)))
    press(chair, "Giao nhiệm vụ")
    chair.get_by_role("link", name="4.1. Cấp kết quả điện tử").wait_for()
    task = Task.objects.get()
    assert (task.lead_id, task.figure_value) == (world.committee.pk, "0,00/6")
    assert records.endswith(task.figure_page)

    head = small.signed_in(page_at, live_site, world.leader, width=390)
    head.goto(f"{live_site}/can-bo/chi-dao/nhiem-vu/{task.pk}/")
    head.get_by_role("link", name="4.1. Cấp kết quả điện tử").click()
    head.get_by_role("link", name=dossier.code).click()
    assert dossier.code in main_of(head), "the agency's own head opens the dossier itself"


def test_the_board_is_printed_with_its_words_and_its_chart(
    live_site: str, here: Signers, page_at: Any, tmp_path: Path
) -> None:
    world = here.world
    month = periods.at("month", today())
    for period in (month.before, month.before.before):
        received = day_bounds(period.first)[0] + timedelta(days=3)
        for number in range(4):
            fact(world.committee.pk, received_at=received, due_at=received + timedelta(days=9),
                 finish_at=received + timedelta(days=1), has_result=number < 1)  # fmt: skip
    read_until(now())
    committee = place(world.unit, "ubnd-tinh-thu", "Ủy ban nhân dân tỉnh Thử", "peoples_committee")
    chair = small.signed_in(page_at, live_site, w.officer("chu-tich", committee, "leader"), width=1280)
    chair.goto(f"{live_site}/can-bo/bang-dieu-hanh/?ky={month.before.key}")
    printed = tmp_path / "bang.pdf"
    chair.pdf(path=str(printed), format="A4", print_background=True)
    pages = PdfReader(printed).pages
    assert len(pages) == 2, "a board, no book"
    assert all(len(page.extract_text()) > 200 for page in pages), "no sheet is empty"
    said = " ".join(
        subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, check=True)
        .stdout.decode()
        .split()
    )
    for words in (
        "Bảng điều hành",
        "Toàn tỉnh",
        "Cần chú ý",
        "Xếp hạng",
        world.committee.name,
        "1,50/6",
        "35",
    ):
        assert words in said, words
    # The chart's own words are text of the paper, so the drawing is on it; what only a screen needs is not.
    assert f"{month.before.first:%m}/" in said.split("Theo tháng")[1].split("Cần chú ý")[0]
    for words in ("/can-bo/", "Chờ tôi xử lý", "Đăng xuất", "Giao việc", "Màn hình lớn", "Phím tắt"):
        assert words not in said, f"{words} is of the screen alone"
    svg = subprocess.run(
        ["pdftocairo", "-svg", "-l", "1", printed, "-"], capture_output=True, check=True
    ).stdout.decode()
    lines = re.findall(r'd="M ([0-9.]+) ([0-9.]+) L ([0-9.]+) ([0-9.]+) "', svg)
    level = [one for one in lines if one[1] == one[3] and float(one[2]) - float(one[0]) > 200]
    assert len(level) >= 6, "the chart stands on its grid"


def test_a_period_is_made_signed_and_read_by_a_visitor(live_site: str, here: Signers, page_at: Any) -> None:
    world = here.world
    Person.objects.update(email="can-bo@example.vn")
    layouts.load_part(Folder(PROVINCE), Actor.system("test"))
    period = periods.at("month", today()).before
    moment = day_bounds(period.first)[0] + timedelta(days=4, hours=9)
    for agency in (world.committee, world.other):
        fact(
            agency.pk,
            received_at=moment,
            due_at=moment + timedelta(days=5),
            finish_at=moment + timedelta(days=1),
        )
    fact(
        world.committee.pk,
        received_at=moment,
        due_at=moment + timedelta(days=5),
        finish_at=moment + timedelta(days=9),
    )
    read_until(now())
    monitor = small.signed_in(
        page_at, live_site, w.officer("giamsat2", world.committee, "monitor"), width=1280
    )
    monitor.goto(f"{live_site}/can-bo/qd-766/{period.key}/")
    monitor.get_by_role("link", name="Công bố kỳ").click()
    monitor.locator("[name=signer]").select_option(value=str(world.leader.account_id))
    press(monitor, "Lập bản công bố và gửi ký")
    expect(monitor.get_by_text("đang chờ").first).to_be_visible()
    anybody = filing.patient(page_at(390))
    anybody.goto(f"{live_site}/chi-so/766/{period.key}/")
    assert "Kỳ này chưa công bố" in main_of(anybody)

    leader = small.signed_in(page_at, live_site, world.leader)
    leader.goto(f"{live_site}/can-bo/ky-so/")
    leader.locator("tbody input[name=step]").check()
    leader.get_by_role("button", name="Ký các giấy đã chọn").click()
    leader.get_by_role("button", name="Ký 1 giấy").click()
    expect(leader.locator("#tien-do")).to_be_visible()
    worker = threading.Thread(target=carry_on, args=[Batch.objects.latest("made_at").pk])
    worker.start()
    worker.join(30)
    expect(leader.locator("#tien-do")).to_contain_text("1 đã ký")

    anybody.goto(f"{live_site}/chi-so/766/")
    assert anybody.url.endswith(f"/chi-so/766/{period.key}/"), "the newest published period opens"
    assert "bản 1, ký ngày" in main_of(anybody)
    harness.look(anybody, "figures-public-{width}")
    assert b"/ByteRange" in anybody.request.get(f"{live_site}/chi-so/766/{period.key}/ban-1.pdf").body()
    anybody.get_by_role("link", name=world.committee.name).click()
    anybody.get_by_role("link", name="2.1. Hồ sơ xử lý trước hạn, đúng hạn").click()
    assert "10,00" in main_of(anybody)
    anybody.go_back()
    told = anybody.request.get(anybody.get_by_role("link", name="JSON").evaluate("one => one.href")).json()
    on_time = next(one for one in told["components"] if one["code"] == "2.1")
    assert (on_time["counted"], on_time["of"], told["published"]["number"]) == (1, 2, 1)
    with anybody.expect_download() as taken:
        anybody.get_by_role("link", name="CSV", exact=True).last.click()
    lines = Path(taken.value.path()).read_text("utf-8-sig").splitlines()
    assert next(one for one in lines if ",2.1," in one).count("10.00") == 1
    assert set(Notice.objects.filter(template="quality_published").values_list("account_id", flat=True)) == {
        world.leader.account_id
    }
