"""Opening an account, signing in, looking after it: every page on a telephone and on a desk."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys import filing, harness
from tests.journeys.filing import fill, fill_date, heading, light, look, press

pytestmark = pytest.mark.journey


def test_register_step_by_step(live_site: str, page_at: Any) -> None:
    page = filing.patient(page_at(390))
    page.goto(f"{live_site}/dang-ky/")
    look(page, "register")
    page.goto(f"{live_site}/dang-ky/ca-nhan/giay-to/")
    look(page, "register-card")
    press(page, "Tiếp tục")
    assert page.locator(".govuk-error-summary").is_visible()
    look(page, "register-card-faults")
    fill(page, name="Nguyễn Thị Ví Dụ", citizen_id="026190000001")
    fill_date(page, "birth_date", "2", "5", "1990")
    if page.locator("[name=sex]").count():
        fill(page, sex="female")
    press(page, "Tiếp tục")
    look(page, "register-contact")
    fill(page, phone="0911000001", email="vidu@example.vn")
    press(page, "Tiếp tục")
    look(page, "register-password")
    light(page)


VISITORS = {
    "/dang-nhap/": "login",
    "/quen-mat-khau/": "forgotten",
    "/dang-ky/to-chuc/to-chuc/": "register-enterprise",
    "/dang-ky/xong/": "register-done",
}
OWN = {
    "/tai-khoan/": "account",
    "/tai-khoan/mat-khau/": "account-password",
    "/tai-khoan/lien-he/dien-thoai/": "account-phone",
    "/tai-khoan/lien-he/thu-dien-tu/": "account-email",
    "/tai-khoan/dia-chi/": "account-address",
    "/tai-khoan/bao-mat/": "account-security",
    "/tai-khoan/bao-mat/bat/": "account-second-factor",
    "/tai-khoan/thiet-bi/": "account-devices",
    "/tai-khoan/ai-da-xem/": "account-seen",
}


def test_pages_of_visitors(live_site: str, page_at: Any) -> None:
    page = filing.patient(page_at(390))
    for path, name in VISITORS.items():
        page.goto(live_site + path)
        look(page, name)


def test_pages_of_the_account(live_site: str, page_at: Any) -> None:
    account = filing.resident(address=False)
    page = filing.patient(page_at(390))
    harness.sign_in(page, live_site, account)
    for path, name in OWN.items():
        page.goto(live_site + path)
        assert heading(page) != "Đăng nhập"
        look(page, name)
        light(page)
