"""An administrator opens several procedures in one go; the page of the run tells what came of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.government.dossiers.world import officer
from tests.journeys.harness import look, sign_in
from tests.journeys.test_admin import fill_day
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue.actions.open_many import go_on
from tinhso.government.catalogue.models import OpeningRun

pytestmark = pytest.mark.journey


def test_several_procedures_are_opened(page_at: Callable[..., Page], live_province: str) -> None:
    commune = Agency.objects.filter(kind="peoples_committee", level="commune", valid_to=None).first()
    assert commune is not None
    actor = officer("mo-nhieu", commune, "system_admin")
    page = page_at(1280)
    sign_in(page, live_province, Account.objects.get(pk=actor.account_id))
    page.goto(f"{live_province}/quan-tri/thu-tuc/?co-quan={commune.pk}")
    for box in page.locator('input[name="ma"]').all()[:2]:
        box.check()
    page.get_by_role("button", name="Mở thủ tục đã chọn").click()
    look(page, "open-many-{width}")
    page.get_by_label("Số quyết định công bố").fill("12/QĐ-UBND")
    fill_day(page, "decided_on", today())
    page.get_by_label("Trực tuyến một phần").check()
    page.get_by_role("button", name="Mở 2 thủ tục").click()
    expect(page.get_by_text("Đang mở: 0 trong 2 thủ tục")).to_be_visible()
    go_on(OpeningRun.objects.get().pk)
    page.reload()
    expect(page.get_by_text("Đã xong 2 thủ tục.")).to_be_visible()
    look(page, "open-run-{width}")
