"""The administrator's walk: a code, a calendar day, a setting, at a phone's width and at a desk's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.government.dossiers.world import officer
from tests.journeys.harness import look, sign_in
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Agency, AgencyCode
from tinhso.foundation.province.models import Setting
from tinhso.foundation.worktime.api import today
from tinhso.foundation.worktime.models import CalendarDay

pytestmark = pytest.mark.journey


def fill_day(page: Page, name: str, day: date) -> None:
    for part in ("day", "month", "year"):
        page.fill(f"[name={name}__{part}]", str(getattr(day, part)))


def test_an_administrator_changes_what_may_change(page_at: Callable[..., Page], live_province: str) -> None:
    chair = Agency.objects.get(slug="ubnd-tinh-phu-tho")
    actor = officer("quan-tri", chair, "system_admin", "unit_admin")
    page = page_at(1280)
    sign_in(page, live_province, Account.objects.get(pk=actor.account_id))
    page.goto(f"{live_province}/can-bo/viec/my_unit/")
    later = today() + timedelta(days=40)

    page.get_by_role("link", name="Mã cơ quan").click()
    look(page, "admin-codes-{width}")
    page.fill("[name=q]", "so tu phap")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Xem, thay đổi Sở Tư pháp tỉnh Phú Thọ").click()
    page.get_by_role("button", name="Thay mã").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page, "admin-code-error-{width}")
    page.fill("[name=code]", "H44.99")
    fill_day(page, "valid_from", later)
    page.fill("[name=legal_basis]", "Quyết định thử 01/QĐ-UBND")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Giấy tờ đã cấp giữ mã cũ.")).to_be_visible()
    look(page, "admin-code-{width}")
    assert AgencyCode.objects.get(code="H44.99").valid_from == later

    page.get_by_role("link", name="Lịch làm việc").first.click()
    look(page, "admin-calendar-{width}")
    page.get_by_role("button", name="Thêm hoặc đổi một ngày").click()
    page.get_by_role("button", name="Đổi ngày này").click()
    look(page, "admin-day-error-{width}")
    saturday = later + timedelta(days=(5 - later.weekday()) % 7)
    CalendarDay.objects.filter(day=saturday).delete()
    fill_day(page, "day", saturday)
    page.get_by_label("Làm bù").check()
    page.fill("[name=name]", "Làm bù ngày nghỉ hoán đổi")
    page.fill("[name=legal_basis]", "Thông báo thử 02/TB-UBND")
    page.fill("[name=reason]", "Theo lịch nghỉ lễ của tỉnh")
    page.get_by_role("button", name="Đổi ngày này").click()
    expect(page.get_by_text("Hẹn đã cấp giữ nguyên.")).to_be_visible()
    expect(page.get_by_text("Theo lịch nghỉ lễ của tỉnh")).to_be_visible()
    look(page, "admin-calendar-changed-{width}")
    assert CalendarDay.objects.get(day=saturday).kind == "work_makeup"

    page.get_by_role("link", name="Cấu hình của tỉnh").click()
    look(page, "admin-settings-{width}")
    page.get_by_role("link", name="Xem, thay đổi Đồng hồ sau khi công dân bổ sung").click()
    look(page, "admin-clock-{width}")
    page.go_back()
    page.get_by_role("link", name="Xem, thay đổi Trả lời hồ sơ trực tuyến trong").click()
    page.fill("[name=value]", "không")
    page.get_by_role("button", name="Đặt giá trị mới").click()
    look(page, "admin-setting-error-{width}")
    page.fill("[name=value]", "6")
    fill_day(page, "valid_from", later)
    page.fill("[name=reason]", "Cam kết của tỉnh")
    page.get_by_role("button", name="Đặt giá trị mới").click()
    expect(page.get_by_text("Đã đặt giá trị mới.")).to_be_visible()
    look(page, "admin-setting-{width}")
    assert Setting.objects.get(key="reception_hours", on_screen=True).value == 6
