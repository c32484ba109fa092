"""At the counter the line breaks, then the browser: what was typed stays, is the officer's alone, and goes out once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.government.dossiers import world as small
from tests.journeys import harness
from tests.journeys.small import account_of
from tinhso.government.dossiers.models import Dossier

pytestmark = pytest.mark.journey
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('tinhso:draft:')).length"
FORM = f"/can-bo/quay/{small.CODE}/"


@pytest.fixture
def commune(transactional_db: None) -> small.World:
    return small.build()


def typed(page: Page) -> tuple[str, str]:
    name, subject = page.locator("[name='owner.name']"), page.locator("[name=subject]")
    return name.input_value(), subject.input_value()


def restarted(browser: Browser, page: Page) -> tuple[BrowserContext, Page]:
    """A new browser with what the old one had on its disk."""
    context = browser.new_context(
        storage_state=page.context.storage_state(),
        viewport={"width": 1280, "height": 900},
        locale="vi-VN",
        service_workers="block",
    )
    context.set_default_timeout(10_000)
    return context, context.new_page()


def test_a_lost_line_and_a_killed_browser_lose_nothing(live_site, page_at, browser, commune):
    page = page_at(1280)
    harness.sign_in(page, live_site, account_of(commune.reception))
    page.goto(f"{live_site}{FORM}")
    page.context.set_offline(True)
    page.get_by_text("đang mất mạng").wait_for()
    page.locator("[name='owner.name']").fill("Trần Văn Giấy")
    page.locator("[name=subject]").fill("Xác nhận cư trú")
    page.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    assert page.url == f"{live_site}{FORM}"
    assert typed(page) == ("Trần Văn Giấy", "Xác nhận cư trú")
    harness.screenshot(page, "counter-offline-1280")
    key = page.locator("[name=key]").input_value()
    harness.wait_until(page, f"{KEPT} === 1")
    assert not Dossier.objects.exists()

    # The browser dies while the line is still away; the next one offers it.
    context, again = restarted(browser, page)
    page.close()
    again.goto(f"{live_site}{FORM}")
    again.get_by_text("Máy này còn giữ những gì bạn gõ lần trước.").wait_for()
    assert typed(again) == ("", "")
    harness.screenshot(again, "counter-offered-1280")
    again.get_by_role("button", name="Lấy lại").click()
    assert typed(again) == ("Trần Văn Giấy", "Xác nhận cư trú")
    # What reached the office before the line broke would be recognised, not filed twice.
    assert again.locator("[name=key]").input_value() == key
    # The line drops and comes back within the same page: it says so, and only the person sends.
    again.context.set_offline(True)
    again.get_by_text("đang mất mạng").wait_for()
    again.context.set_offline(False)
    again.get_by_text("Đã có mạng lại. Bạn có thể gửi tiếp.").wait_for()
    harness.assert_axe(again)
    again.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    again.get_by_role("heading", name="Giấy tiếp nhận hồ sơ và hẹn trả kết quả").wait_for()
    assert Dossier.objects.get().parties.get(role="owner").name == "Trần Văn Giấy"
    assert again.evaluate(KEPT) == 0, "what was sent is not kept on the machine"

    # Another officer at the same machine is offered nothing of it, and finds it gone.
    again.goto(f"{live_site}{FORM}")
    again.locator("[name='owner.name']").fill("Lê Thị Riêng")
    harness.wait_until(again, f"{KEPT} === 1")
    colleague = small.officer("dong-nghiep", commune.desk, "reception")
    context.clear_cookies()
    harness.sign_in(again, live_site, account_of(colleague))
    again.goto(f"{live_site}{FORM}")
    assert again.get_by_text("Máy này còn giữ").count() == 0
    assert again.evaluate(KEPT) == 0

    # What lies there for more than a day is gone, and so is all of it after signing out.
    again.locator("[name='owner.name']").fill("Phạm Văn Hôm Qua")
    harness.wait_until(again, f"{KEPT} === 1")
    again.evaluate(
        """() => { for (const key of Object.keys(localStorage).filter((one) => one.startsWith('tinhso:draft:'))) {
          const kept = JSON.parse(localStorage.getItem(key));
          localStorage.setItem(key, JSON.stringify({ ...kept, until: kept.until - 25 * 3600 * 1000 })); } }"""
    )
    again.goto(f"{live_site}{FORM}")
    assert again.get_by_text("Máy này còn giữ").count() == 0
    assert again.evaluate(KEPT) == 0
    again.locator("[name='owner.name']").fill("Phạm Văn Ra Về")
    harness.wait_until(again, f"{KEPT} === 1")
    again.get_by_role("button", name="Đăng xuất").click()
    again.wait_for_url(lambda address: "/can-bo/" not in address)
    assert again.evaluate(KEPT) == 0
    context.close()
