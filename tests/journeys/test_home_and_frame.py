"""The home page, the style guide and the error page in a real browser, on a telephone and on a desk."""

from __future__ import annotations

import pytest

from tests.journeys import harness

pytestmark = pytest.mark.journey
PAGES = {
    "/": "home",
    "/giup-do/": "help",
    "/bao-mat/": "privacy",
    "/tiep-can/": "accessibility",
    "/mat-mang/": "offline",
    "/khong-co-trang-nay/": "not-found",
    "/kieu-mau/": "style-guide",
    "/kieu-mau/can-bo/": "style-guide-officer",
}


def test_pages(live_province, page_at, settings):
    settings.DEMO = True
    page = page_at(390)
    page.goto(live_province)
    assert page.get_by_role("heading", level=1).inner_text() == "Bạn cần làm việc gì?"
    faults = []
    for path, name in PAGES.items():
        page.goto(live_province + path)
        faults += harness.looks(page, f"{name}-{{width}}")
    assert not faults, "\n\n".join(faults)


def test_search_works_without_javascript(live_site, page_at):
    page = page_at(390, javascript=False)
    page.goto(live_site)
    page.get_by_label("Bạn cần làm việc gì?").fill("làm giấy khai sinh")
    page.get_by_role("button", name="Tìm").click()
    assert "/tim/?q=" in page.url


def test_skip_link_leads_to_the_content(live_site, page_at):
    page = page_at(1280)
    page.goto(live_site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_a_draft_survives_a_closed_page(live_site, page_at, settings):
    settings.DEMO = True
    page = page_at(390)
    page.goto(f"{live_site}/kieu-mau/")
    page.get_by_label("Họ, chữ đệm và tên").fill("Nguyễn Thị Hạnh")
    page.get_by_label("Mật khẩu").fill("bi-mat-khong-giu")
    harness.wait_until(page, "Object.keys(localStorage).length === 1")
    assert "bi-mat" not in page.evaluate("localStorage.getItem('tinhso:draft:kieu-mau')")
    page.reload()
    assert page.get_by_label("Họ, chữ đệm và tên").input_value() == ""
    page.get_by_role("button", name="Lấy lại").click()
    assert page.get_by_label("Họ, chữ đệm và tên").input_value() == "Nguyễn Thị Hạnh"


def test_officer_keys_choose_a_row(live_site, page_at, settings):
    settings.DEMO = True
    page = page_at(1280)
    page.goto(f"{live_site}/kieu-mau/can-bo/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("tr.is-chosen").count() == 1
    assert "0002" in page.evaluate("document.activeElement.textContent")
    assert page.locator("[data-key=t] .ts-key").inner_text() == "T"


def test_losing_the_network_keeps_the_form(live_site, page_at, settings):
    settings.DEMO = True
    page = page_at(390)
    page.goto(f"{live_site}/kieu-mau/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Tiếp tục").click()
    assert page.get_by_text("Máy của bạn đang mất mạng").is_visible()
    assert page.url.endswith("/kieu-mau/")
    page.context.set_offline(False)
