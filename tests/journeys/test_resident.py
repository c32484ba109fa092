"""Filing, following, completing and withdrawing a dossier in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys import filing, harness
from tests.journeys.filing import fill, fill_date, form_pages, heading, light, look, press
from tinhso.government.dossiers.models import Dossier

pytestmark = pytest.mark.journey


@pytest.fixture
def site(live_province: str, settings: Any, tmp_path: Path) -> str:
    settings.STORAGE_DIR = tmp_path / "files"
    filing.resident()
    return live_province


def errors_at_first(page: Page) -> None:
    """A page sent with faults says so above and beside the field, and keeps what was typed."""
    assert page.locator(".govuk-error-summary").is_visible()
    for link in page.locator(".govuk-error-summary a").all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert page.locator(f'[id="{target}"]').count() == 1, target
    assert page.locator("main .govuk-error-message").count() > 0
    assert page.title().startswith("Có lỗi:")


def fill_people(page: Page, look_at: Any = lambda page, name: None) -> None:
    """For whom, the child, the contact: with faults first."""
    assert heading(page) == "Bạn nộp cho ai?"
    look_at(page, "whom")
    press(page)
    errors_at_first(page)
    fill(page, **{"for": "child"})
    press(page)
    assert heading(page) == "Bạn nộp thay cho trẻ nào?"
    fill(page, owner__name="Trần Minh Thử", owner__citizen_id="12345")
    fill_date(page, "owner.birth_date", "31", "02", "2026")
    press(page)
    errors_at_first(page)
    assert page.get_by_text("Số căn cước phải có 12 chữ số.").count() == 2
    assert page.get_by_text("Ngày sinh không có trên lịch").count() == 2
    assert page.locator('[name="owner.birth_date__day"]').input_value() == "31"
    look_at(page, "owner-faults")
    fill_date(page, "owner.birth_date", "10", "11", "2030")
    fill(page, owner__citizen_id="")
    press(page)
    assert page.get_by_text("Ngày sinh phải trước ngày hôm nay.").count() == 2
    fill_date(page, "owner.birth_date", "10", "11", "2026")
    press(page)
    assert heading(page) == "Liên hệ với bạn thế nào?"
    assert page.get_by_text("Tài khoản của bạn chưa được xác minh").is_visible()
    look_at(page, "contact")
    fill(page, phone="12")
    press(page)
    errors_at_first(page)
    fill(page, phone="0911 000 001")
    press(page)


def choose_place(page: Page, look_at: Any = lambda page, name: None) -> None:
    assert heading(page) == "Hồ sơ giải quyết ở đâu?"
    look_at(page, "place")
    fill(page, commune=filing.COMMUNE)
    press(page)


def test_birth_registration_with_javascript(site: str, page_at: Any, tmp_path: Path) -> None:
    page = page_at(390)
    filing.to_people(page, site)
    assert heading(page).startswith("Nộp hồ sơ:")
    look(page, "start")
    light(page)
    press(page, "Bắt đầu")
    assert heading(page) == "Đăng nhập"
    look(page, "login")
    filing.sign_in(page)
    if heading(page).startswith("Nộp hồ sơ:"):
        press(page, "Bắt đầu")
    fill_people(page, look)
    choose_place(page, look)
    form_pages(page, look_at=look)
    assert heading(page) == "Giấy tờ kèm theo"
    look(page, "papers")
    page.locator('[name="file.chung-sinh"]').set_input_files(filing.paper(tmp_path / "giay-chung-sinh.pdf"))
    page.get_by_text("Đã nhận giay-chung-sinh.pdf").wait_for()
    press(page, "Tải lên và ở lại trang này")
    assert page.get_by_text("Đã có 1 tệp cho giấy này.").is_visible()
    look(page, "papers-held")
    press(page)
    assert heading(page) == "Kiểm tra rồi nộp"
    press(page, "Nộp hồ sơ")
    errors_at_first(page)
    look(page, "review")
    light(page)
    page.get_by_label("Tôi cam đoan").check()
    press(page, "Nộp hồ sơ")
    assert heading(page) == "Đã nộp hồ sơ"
    look(page, "filed")
    dossier = Dossier.objects.get()
    page.get_by_role("link", name="Theo dõi hồ sơ").click()
    page.wait_for_load_state()
    look(page, "track-new")
    light(page)
    said = page.locator(".ts-lead").inner_text()
    assert "Mới nộp, chờ tiếp nhận" in said
    assert "Bạn chưa phải làm gì" in said
    page.goto(f"{site}/tra-cuu/{dossier.code}/phieu/")
    look(page, "receipt")
    page.emulate_media(media="print")
    harness.screenshot(page, "resident-receipt-print")
    assert not page.get_by_role("button", name="In trang này").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("window.print = () => { document.body.dataset.printed = '1' }")
    page.get_by_role("button", name="In trang này").click()
    assert page.evaluate("document.body.dataset.printed") == "1"
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('tinhso:draft:')).length") == 0
    page.goto(f"{site}/ca-nhan/")
    look(page, "mine")


def test_birth_registration_without_javascript(site: str, page_at: Any, tmp_path: Path) -> None:
    page = page_at(390, javascript=False)
    filing.to_people(page, site)
    press(page, "Bắt đầu")
    filing.sign_in(page)
    if heading(page).startswith("Nộp hồ sơ:"):
        press(page, "Bắt đầu")
    fill_people(page)
    choose_place(page)
    form_pages(page)
    assert heading(page) == "Giấy tờ kèm theo"
    press(page)
    errors_at_first(page)
    page.locator('[name="file.chung-sinh"]').set_input_files(filing.paper(tmp_path / "giay-chung-sinh.pdf"))
    press(page)
    assert heading(page) == "Kiểm tra rồi nộp"
    page.get_by_label("Tôi cam đoan").check()
    press(page, "Nộp hồ sơ")
    assert heading(page) == "Đã nộp hồ sơ"
    dossier = Dossier.objects.get()
    assert dossier.code in page.locator("main").inner_text()
    secret = page.locator(".ts-secret").inner_text()
    page.context.clear_cookies()
    page.goto(f"{site}/tra-cuu/")
    fill(page, code=dossier.code, secret="0000-0000-0000")
    press(page, "Tra cứu")
    errors_at_first(page)
    fill(page, code=dossier.code.lower(), secret=secret.lower())
    press(page, "Tra cứu")
    assert heading(page).startswith("Đăng ký khai sinh")
    assert secret not in page.url
    harness.assert_html(page)
    harness.assert_fits(page)
