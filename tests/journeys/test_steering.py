"""The committee's office gives a task, the head carries it out on a telephone, the quarterly report tells it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.foundation.files.samples import pdf
from tests.government.directives.stage import Stage, build, place
from tests.government.directives.test_targets_reports_meetings import called
from tests.government.dossiers.world import officer
from tests.journeys import filing, harness, small
from tests.journeys.filing import fill, press
from tinhso.foundation.worktime.api import today
from tinhso.government.directives.actions.documents import enter
from tinhso.government.directives.api import Entry, give_from_figure
from tinhso.government.directives.models import Task

pytestmark = pytest.mark.journey
DESK = "/can-bo/chi-dao/"


@pytest.fixture
def stage(live_site: str) -> Stage:
    return build()


def test_from_the_document_to_the_report(live_site: str, stage: Stage, page_at: Any, tmp_path: Path) -> None:
    meeting = called(stage)
    office = small.signed_in(page_at, live_site, stage.office, width=1280)
    office.goto(f"{live_site}{DESK}van-ban/moi/")
    fill(office, kind="KH", notation="21/KH-UBND", title="Kế hoạch số hóa năm nay")
    press(office, "Lưu văn bản")
    place = office.url
    office.goto(f"{place}sua/")
    harness.look(office, "steering-mend-{width}")
    office.goto(f"{place}giao/")
    fill(office, title="Số hóa hồ sơ sức khỏe", product="Báo cáo kết quả")
    office.locator("[name=lead]").select_option(value=str(stage.health.pk))
    due = today() + timedelta(days=40)
    for part in ("day", "month", "year"):
        office.locator(f"[name=due__{part}]").fill(str(getattr(due, part)))
    press(office, "Giao nhiệm vụ")
    task = Task.objects.get()
    here = f"{live_site}{DESK}nhiem-vu/{task.pk}/"

    head = filing.patient(small.signed_in(page_at, live_site, stage.head, width=390))
    head.goto(f"{live_site}{DESK}")
    head.get_by_role("link", name="Số hóa hồ sơ sức khỏe").click()
    head.goto(f"{here}nhan/")
    harness.look(head, "steering-act-{width}")
    press(head, "Nhận nhiệm vụ")
    proof = tmp_path / "ket-qua.pdf"
    proof.write_bytes(pdf())
    for words in ("Đã số hóa xong", "Đã bổ sung"):
        head.goto(f"{here}bao-cao/")
        fill(head, text=words)
        if words == "Đã số hóa xong":
            head.locator("[name=files]").set_input_files(proof)
        press(head, "Báo cáo hoàn thành")
        office.goto(here)
        if words == "Đã số hóa xong":
            harness.look(office, "steering-task-{width}")
            office.goto(f"{here}tra-lai/")
            fill(office, text="Thiếu số liệu của hai xã")
            press(office, "Trả lại làm tiếp")
            head.goto(here)
            assert "Thiếu số liệu của hai xã" in head.locator("main").inner_text()
    office.goto(f"{here}nghiem-thu/")
    press(office, "Nghiệm thu")
    office.goto(f"{live_site}{DESK}bao-cao/")
    press(office, "Lập báo cáo")
    harness.look(office, "steering-report-{width}")
    office.locator(".ts-figure", has_text="Xong đúng hạn").click()
    assert "Số hóa hồ sơ sức khỏe" in office.locator("main").inner_text()
    head.goto(f"{live_site}{DESK}hop/{meeting.pk}/")
    harness.look(head, "steering-meeting-{width}")


def test_a_red_figure_becomes_a_task_that_the_chair_sees_on_a_telephone(
    live_site: str, stage: Stage, page_at: Any
) -> None:
    enter(stage.office, Entry(kind="CT", title="Công khai số liệu", notation="8/CT-UBND", public=True))
    office = small.signed_in(page_at, live_site, stage.office, width=1280)
    form = give_from_figure(
        "QĐ 766, 2.1. Giải quyết đúng hạn", stage.health.slug, "12,4/20", "/chi-so/766/2026-11/2.1/"
    )
    office.goto(f"{live_site}{form}")
    assert "12,4/20" in office.locator("main").inner_text()
    assert office.locator("[name=lead]").input_value() == str(stage.health.pk)
    office.locator("[name=document]").select_option(value=str(stage.document.pk))
    fill(office, product="Không còn hồ sơ quá hạn")
    due = today() + timedelta(days=20)
    for part in ("day", "month", "year"):
        office.locator(f"[name=due__{part}]").fill(str(getattr(due, part)))
    press(office, "Giao nhiệm vụ")
    office.get_by_role("link", name="QĐ 766, 2.1. Giải quyết đúng hạn").wait_for()

    committee = place(stage.unit, "ubnd-tinh-thu", "Ủy ban nhân dân tỉnh Thử", "peoples_committee")
    chair = filing.patient(
        small.signed_in(page_at, live_site, officer("chu-tich", committee, "leader"), width=390)
    )
    chair.goto(f"{live_site}{DESK}bang/")
    assert stage.health.name in chair.locator("main").inner_text()
    chair.locator(".ts-figure", has_text="Chưa nhận").click()
    chair.get_by_role("link", name="Nâng “QĐ 766, 2.1. Giải quyết đúng hạn”").click()
    assert "Nhận nhiệm vụ" not in chair.locator("main").inner_text(), "the chair watches; the head receives"
    chair.goto(f"{live_site}{DESK}bao-cao/")
    press(chair, "Lập báo cáo")
    assert "Nâng “QĐ 766" in chair.locator("main").inner_text()

    anybody = filing.patient(page_at(390))
    anybody.goto(f"{live_site}/chi-dao/")
    anybody.get_by_role("link", name="Công khai số liệu").click()
    assert "08/CT-UBND" in anybody.locator("main").inner_text()
