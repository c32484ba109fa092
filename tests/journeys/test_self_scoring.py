"""Self-scoring from the first draft to the public ranking: declare with evidence, adjust, the head appeals, publish."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.government.dossiers.world import build
from tests.government.indices import stage
from tests.journeys import filing, harness, small
from tests.journeys.filing import fill, press
from tinhso.foundation.worktime.api import now
from tinhso.government.indices.actions import verify
from tinhso.government.indices.actions.run_campaign import open_campaign
from tinhso.government.indices.models import Declared

pytestmark = pytest.mark.journey


def test_declare_adjust_appeal_publish_rank(live_site: str, page_at: Any, tmp_path: Path) -> None:
    world = build()
    stage.load_set()
    first = now() - timedelta(hours=1)
    dates = {
        "opens": first,
        "declare_due": first + timedelta(days=7),
        "verify_due": first + timedelta(days=14),
    }
    campaign = open_campaign(world.monitor, stage.plan(world, **dates))
    next(one for one in campaign.components if one["code"] == "1.3")["measure"] = "dossiers_online"
    campaign.save(update_fields=["components"])
    base = f"{live_site}/can-bo/tu-danh-gia/"
    commune = small.signed_in(page_at, live_site, world.specialist, width=1280)
    commune.goto(f"{base}dot/{campaign.pk}/khai/")
    harness.look(commune, "self-sheet-{width}")
    commune.get_by_role("link", name="Người đứng đầu huyện là Trưởng ban").click()
    commune.get_by_label("Cấp phó").check()
    commune.locator("[name=files]").set_input_files(filing.paper(tmp_path / "giay-moi.pdf"))
    press(commune, "Lưu nháp")
    commune.get_by_text("đang tính 5,00 điểm").wait_for()
    harness.look(commune, "self-fill-{width}")
    commune.get_by_label("Cấp phó").focus()
    commune.keyboard.press("Control+Enter")
    commune.wait_for_url("**/khai/1.2/")
    commune.get_by_label("Tham gia đầy đủ").check()
    press(commune, "Gửi số khai")
    fill(commune, a="3", b="4")
    press(commune, "Gửi số khai")
    assert Declared.objects.filter(state="declared").count() == 3

    verifier = small.signed_in(page_at, live_site, world.outsider, width=1280)
    verifier.goto(base)
    assert verifier.locator("[data-rows] tbody tr").count() >= 3
    for code in ("1.1", "1.2"):
        verify.accept(world.outsider, Declared.objects.get(component=code).pk)
    value = Declared.objects.get(component="1.3")
    verifier.goto(f"{base}so/{value.pk}/")
    verifier.get_by_role("link", name="Mở số đo").click()
    harness.look(verifier, "self-records-{width}")
    verifier.go_back()
    verifier.get_by_label("Điều chỉnh điểm").check()
    fill(verifier, score="6", reason="Một văn bản không chuyên đề")
    press(verifier, "Ghi")
    head = small.signed_in(page_at, live_site, world.leader)
    head.goto(f"{base}so/{value.pk}/")
    harness.look(head, "self-value-{width}")
    head.get_by_label("Khiếu nại kết quả").check()
    fill(head, reason="Văn bản có nêu chuyển đổi số")
    press(head, "Ghi")

    coordinator = small.signed_in(page_at, live_site, world.monitor, width=1280)
    coordinator.goto(f"{base}so/{value.pk}/")
    coordinator.get_by_label("Sửa kết quả").check()
    fill(coordinator, score="7", reason="Đúng một phần")
    press(coordinator, "Ghi")
    coordinator.goto(f"{base}dot/{campaign.pk}/")
    harness.look(coordinator, "self-progress-{width}")
    fill(coordinator, decision="5/QĐ-UBND")
    press(coordinator, "Công bố kết quả")

    anybody = filing.patient(page_at(390))
    anybody.goto(f"{live_site}/chi-so/dti/dot/")
    anybody.get_by_role("link", name="Tự chấm điểm thử 2026").click()
    harness.look(anybody, "self-result-{width}")
    assert "17,00" in anybody.locator("table").first.inner_text()
