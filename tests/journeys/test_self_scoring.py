"""Self-scoring from the first draft to the public ranking: declare with evidence, adjust, appeal, publish."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.government.dossiers.world import build
from tests.government.indices import stage
from tests.journeys import filing, harness, small
from tests.journeys.filing import fill, press
from tinhso.foundation.worktime.api import now
from tinhso.government.indices.actions import verify
from tinhso.government.indices.actions.run_campaign import open_campaign
from tinhso.government.indices.models import Declared

pytestmark = pytest.mark.journey


def looked(page: Page, name: str) -> None:
    """At both widths, an officer's page."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        harness.look(page, name.replace("{width}", str(width)))


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
    base = f"{live_site}/can-bo/tu-danh-gia/"
    commune = small.signed_in(page_at, live_site, world.specialist, width=1280)
    commune.goto(f"{base}dot/{campaign.pk}/khai/")
    looked(commune, "self-sheet-{width}")
    commune.get_by_role("link", name="Người đứng đầu huyện là Trưởng ban").click()
    commune.get_by_label("Cấp phó").check()
    commune.locator("[name=files]").set_input_files(filing.paper(tmp_path / "giay-moi.pdf"))
    press(commune, "Lưu nháp")
    commune.get_by_text("đang tính 5,00 điểm").wait_for()
    looked(commune, "self-fill-{width}")
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
    verifier.get_by_label("Điều chỉnh điểm").check()
    fill(verifier, score="6", reason="Một văn bản không chuyên đề")
    press(verifier, "Ghi")
    commune.goto(f"{base}so/{value.pk}/")
    looked(commune, "self-value-{width}")
    commune.get_by_label("Khiếu nại kết quả").check()
    fill(commune, reason="Văn bản có nêu chuyển đổi số")
    press(commune, "Ghi")

    coordinator = small.signed_in(page_at, live_site, world.monitor, width=1280)
    coordinator.goto(f"{base}so/{value.pk}/")
    coordinator.get_by_label("Sửa kết quả").check()
    fill(coordinator, score="7", reason="Đúng một phần")
    press(coordinator, "Ghi")
    coordinator.goto(f"{base}dot/{campaign.pk}/")
    looked(coordinator, "self-progress-{width}")
    fill(coordinator, decision="5/QĐ-UBND")
    press(coordinator, "Công bố kết quả")

    anybody = filing.patient(page_at(390))
    anybody.goto(f"{live_site}/chi-so/dti/dot/")
    anybody.get_by_role("link", name="Tự chấm điểm thử 2026").click()
    looked(anybody, "self-result-{width}")
    assert "17,00" in anybody.locator("table").inner_text()
