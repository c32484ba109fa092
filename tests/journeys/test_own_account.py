"""An account from its first page on: opened, protected by a second factor, locked out, reached elsewhere."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page

from tests.journeys import filing, harness
from tests.journeys.filing import fill, fill_date, heading, look, press
from tinhso.foundation.identity.models import Account, Capacity, Organisation, Person
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.organisation.models import Agency, Unit
from tinhso.foundation.worktime.api import now

pytestmark = pytest.mark.journey
PASSWORD = "chim se nha hot bau troi"


def registration_code() -> str:
    """The newest code for a registration."""
    newest = Notice.objects.filter(template="registration_code").order_by("-made_at", "-id").first()
    assert newest is not None
    return re.findall(r"\b\d{6}\b", newest.body)[0]


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    fill(page, login=login, password=password)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_load_state()


def faults(page: Page) -> list[str]:
    """The sentences of the summary."""
    return page.locator(".govuk-error-summary__list li").all_inner_texts()


def register_to_password(page: Page, address: str) -> None:
    page.goto(f"{address}/dang-ky/")
    page.get_by_role("link", name="Cho cá nhân").click()
    fill(page, citizen_id="026 190 000 009", name="Nguyễn Thị Ví Dụ", sex="male")
    fill_date(page, "birth_date", "31", "2", "1991")
    press(page, "Tiếp tục")
    assert faults(page) == ["Ngày 31/2/1991 không có trong lịch: tháng đó chỉ có 28 ngày."]
    fill_date(page, "birth_date", "2", "5", "1991")
    press(page, "Tiếp tục")
    sentence = "Số căn cước này là của nữ, sinh năm 1990. Hãy xem lại số, ngày sinh và giới tính trên thẻ."
    assert faults(page) == [sentence]
    for field in ("citizen_id", "birth_date", "sex"):
        assert sentence in page.locator(f"#{field}-error").inner_text()
    look(page, "register-card-disagrees")
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "citizen_id"
    fill(page, sex="female")
    fill_date(page, "birth_date", "2", "5", "1990")
    press(page, "Tiếp tục")
    fill(page, phone="12", email="vidu")
    press(page, "Tiếp tục")
    assert len(faults(page)) == 2
    look(page, "register-contact-faults")
    fill(page, phone="0911 000 009", email="vidu@example.vn")
    press(page, "Tiếp tục")
    fill(page, password="ngan")
    press(page, "Đăng ký")
    assert faults(page) == ["Mật khẩu phải có ít nhất 10 ký tự."]
    look(page, "register-password-faults")
    fill(page, password=PASSWORD)
    press(page, "Đăng ký")
    assert heading(page) == "Nhập mã đăng ký"
    assert not Account.objects.filter(login="026190000009").exists()
    look(page, "register-code")
    fill(page, code="12")
    press(page, "Mở tài khoản")
    assert faults(page)
    look(page, "register-code-wrong")
    press(page, "Gửi lại mã")
    assert "Đã gửi mã mới" in page.get_by_role("main").inner_text()
    look(page, "register-code-again")
    page.get_by_role("link", name="Đổi số điện thoại hoặc thư điện tử").click()
    fill(page, phone="0911 000 010")
    press(page, "Tiếp tục")
    assert "0911000010" in page.get_by_role("main").inner_text()
    fill(page, code=registration_code())
    press(page, "Mở tài khoản")
    assert heading(page) == "Đã nhận đăng ký"
    look(page, "register-done")


def test_a_person_registers_and_turns_the_second_factor_on(live_site: str, page_at: Any) -> None:
    page = filing.patient(page_at(390))
    register_to_password(page, live_site)
    page.get_by_role("main").get_by_role("link", name="Đăng nhập").or_(
        page.get_by_role("main").get_by_role("button", name="Đăng nhập")
    ).first.click()
    sign_in(page, "026190000009")
    page.goto(f"{live_site}/tai-khoan/")
    assert "chỉ đổi được khi cán bộ" in page.content()
    look(page, "account-fresh")
    page.get_by_role("main").get_by_role("link", name="Bật xác thực hai bước").click()
    secret = page.locator("code").inner_text().replace(" ", "")
    totp = pyotp.TOTP(secret)
    fill(page, code="000000", current=PASSWORD)
    press(page, "Bật")
    assert faults(page)
    look(page, "second-factor-wrong")
    at = int(now().timestamp())
    fill(page, code=totp.at(at), current="sai mat khau")
    press(page, "Bật")
    assert faults(page) == ["Mật khẩu hiện tại không đúng."]
    fill(page, code=totp.at(at), current=PASSWORD)
    press(page, "Bật")
    codes = re.findall(r"[2-9a-z]{5}-[2-9a-z]{5}", page.get_by_role("main").inner_text())
    assert len(codes) == 10
    look(page, "recovery-codes")

    page.get_by_role("button", name="Đăng xuất").first.click()
    page.goto(f"{live_site}/dang-nhap/")
    sign_in(page, "026190000009")
    assert page.url.endswith("/dang-nhap/ma/")
    look(page, "second-factor")
    # The code that bound the app is spent; the next one opens (one step early is taken too).
    fill(page, code=totp.at(at))
    page.get_by_role("main").get_by_role("button").first.click()
    assert faults(page)
    fill(page, code=totp.at(max(at + 30, int(now().timestamp()))))
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_load_state()
    page.goto(f"{live_site}/tai-khoan/")
    assert heading(page) == "Tài khoản của bạn"

    other = filing.patient(page_at(1280))
    for used in (False, True):
        other.goto(f"{live_site}/dang-nhap/")
        sign_in(other, "026190000009")
        fill(other, code=codes[0])
        other.get_by_role("main").get_by_role("button").first.click()
        other.wait_for_load_state()
        assert other.url.endswith("/dang-nhap/ma/") is used
        other.context.clear_cookies()


def test_lock_out_and_a_forgotten_password_tell_nobody_who_exists(live_site: str, page_at: Any) -> None:
    known = filing.resident()
    pages = {}
    for login in (known.login, "026190999998"):
        page = filing.patient(page_at(390))
        told = []
        for _ in range(8):
            page.goto(f"{live_site}/dang-nhap/")
            sign_in(page, login, "sai roi sai roi")
            told.append(faults(page))
        assert "tạm khóa" in told[-1][0]
        look(page, "login-locked")
        page.goto(f"{live_site}/quen-mat-khau/")
        fill(page, login=login)
        page.get_by_role("main").get_by_role("button").first.click()
        page.wait_for_load_state()
        pages[login] = (told, page.url, page.get_by_role("main").inner_text())
    assert pages[known.login] == pages["026190999998"]
    look(page, "reset")
    assert set(Notice.objects.values_list("account_id", flat=True)) == {known.pk}
    code = re.findall(r"\b\d{6}\b", Notice.objects.filter(template="password_reset_code").first().body)[0]
    page = filing.patient(page_at(390))
    page.goto(f"{live_site}/quen-mat-khau/")
    fill(page, login=known.login)
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_load_state()
    newest = Notice.objects.filter(template="password_reset_code").order_by("-made_at").first()
    code = re.findall(r"\b\d{6}\b", newest.body)[0]
    fill(page, code=code, password=PASSWORD)
    press(page, "Đặt mật khẩu")
    # The lock is lifted for whoever proved the telephone.
    sign_in(page, known.login)
    assert "/ca-nhan/" in page.url


def test_an_enterprise_from_registration_to_the_desk(live_site: str, page_at: Any) -> None:
    unit = Unit.objects.create(
        code="08707", name="Xã Mẫu", type="xã", level="commune", valid_from=date(2025, 7, 1), sort_key="a"
    )
    desk = Agency.objects.create(
        slug="mot-cua-mau", name="Trung tâm Phục vụ hành chính công xã Mẫu", kind="one_stop_desk",
        level="commune", unit=unit, valid_from=date(2025, 7, 1), sort_key="a",
    )  # fmt: skip
    page = filing.patient(page_at(390))
    page.goto(f"{live_site}/dang-ky/")
    page.get_by_role("link", name="Cho doanh nghiệp, tổ chức").click()
    fill(page, tax_number="0100233480", name="Công ty Thử", representative="Trần Văn Thử")
    press(page, "Tiếp tục")
    assert len(faults(page)) == 2
    look(page, "register-enterprise-faults")
    fill(page, tax_number="0100233488", representative_citizen_id="001085000001")
    press(page, "Tiếp tục")
    fill(page, phone="0911000008")
    press(page, "Tiếp tục")
    fill(page, password=PASSWORD)
    press(page, "Đăng ký")
    fill(page, code=registration_code())
    press(page, "Mở tài khoản")
    page.goto(f"{live_site}/dang-nhap/")
    sign_in(page, "0100233488")
    page.goto(f"{live_site}/tai-khoan/")
    assert "Chưa xác minh" in page.content()
    look(page, "account-enterprise")

    officer = Account.objects.create(kind="officer", login="motcua", created_at=now())
    Person.objects.create(account=officer, name="Lê Thị Cán Bộ")
    Capacity.objects.create(
        account=officer, agency=desk, roles=["reception"], position="Công chức", valid_from=date(2025, 7, 1)
    )
    office = filing.patient(page_at(1280))
    harness.sign_in(office, live_site, officer)
    office.goto(f"{live_site}/can-bo/xac-minh/")
    fill(office, number="0100233488")
    office.get_by_role("main").get_by_role("button").first.click()
    look(office, "desk-enterprise")
    press(office, "Giấy tờ khớp, xác minh")
    assert faults(office) == [
        "Hãy hỏi người có thẻ. Nếu tài khoản không phải của họ, hãy đóng nó ở cuối trang."
    ]
    office.locator("[name=own]").check()
    press(office, "Giấy tờ khớp, xác minh")
    assert Organisation.objects.get().verified_at is not None
    page.goto(f"{live_site}/tai-khoan/")
    text = page.get_by_role("main").inner_text()
    assert "Đã xác minh" in text
    assert "Trung tâm Phục vụ hành chính công xã Mẫu" in text


def test_a_new_telephone_with_its_code(live_site: str, page_at: Any) -> None:
    account = filing.resident()
    page = filing.patient(page_at(390))
    harness.sign_in(page, live_site, account)
    page.goto(f"{live_site}/tai-khoan/")
    page.locator("a[href='/tai-khoan/lien-he/dien-thoai/']").click()
    fill(page, phone="0987654321", current="sai mat khau")
    press(page, "Gửi mã")
    assert faults(page) == ["Mật khẩu hiện tại không đúng."]
    look(page, "contact-faults")
    fill(page, current=filing.PASSWORD)
    press(page, "Gửi mã")
    look(page, "contact-code")
    body = Notice.objects.get(template="contact_code").body
    fill(page, code=re.findall(r"\b\d{6}\b", body)[0])
    press(page, "Xác nhận")
    assert "0987654321" in page.get_by_role("main").inner_text()
    look(page, "account-changed")


def test_the_pages_of_applications(live_site: str, page_at: Any) -> None:
    unit = Unit.objects.create(
        code="08707", name="Xã Mẫu", type="xã", level="commune", valid_from=date(2025, 7, 1), sort_key="a"
    )
    agency = Agency.objects.create(
        slug="ubnd-mau", name="Ủy ban nhân dân xã Mẫu", kind="peoples_committee", level="commune", unit=unit,
        valid_from=date(2025, 7, 1), sort_key="a",
    )  # fmt: skip
    account = Account.objects.create(kind="officer", login="hethong", created_at=now())
    Person.objects.create(account=account, name="Lê Thị Quản Trị")
    Capacity.objects.create(
        account=account,
        agency=agency,
        roles=["system_admin"],
        position="Quản trị",
        valid_from=date(2025, 7, 1),
    )
    page = filing.patient(page_at(1280))
    harness.sign_in(page, live_site, account)
    page.goto(f"{live_site}/quan-tri/ung-dung/")
    look(page, "clients-empty")
    page.get_by_role("main").get_by_text("Đăng ký ứng dụng", exact=True).first.click()
    press(page, "Đăng ký")
    assert faults(page)
    look(page, "client-add-faults")
    fill(page, name="Phần mềm của Sở Xây dựng")
    page.locator("[name=agency]").select_option(label="Ủy ban nhân dân xã Mẫu")
    press(page, "Đăng ký")
    assert heading(page) == "Phần mềm của Sở Xây dựng"
    press(page, "Cấp mã")
    assert faults(page) == ["Hãy chọn ít nhất một phạm vi."]
    look(page, "client-faults")
    page.get_by_label("Xem danh sách việc của cơ quan").check()
    press(page, "Cấp mã")
    token = page.locator("[name=token]").input_value()
    assert token.startswith("tinhso_")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Chép mã").click()
    harness.wait_until(page, "document.querySelector('[role=status]')?.textContent === 'Đã chép'")
    assert page.evaluate("navigator.clipboard.readText()") == token
    look(page, "client-token", posted=True)
    page.get_by_role("main").get_by_text("Tôi đã chép xong").click()
    assert token not in page.content()
    look(page, "client")
    page.get_by_role("main").get_by_role("link", name="Thu hồi").click()
    look(page, "client-revoke")
    press(page, "Thu hồi")
    assert "Đã thu hồi" in page.get_by_role("main").inner_text()
    page.goto(f"{live_site}/quan-tri/ung-dung/")
    look(page, "clients")


def desk_officer(desk: Agency, login: str, *roles: str) -> Account:
    officer = Account.objects.create(kind="officer", login=login, created_at=now())
    Person.objects.create(account=officer, name="Lê Thị Cán Bộ")
    Capacity.objects.create(
        account=officer, agency=desk, roles=list(roles), position="Công chức", valid_from=date(2025, 7, 1)
    )
    return officer


def test_verified_facts_change_by_two_officers(live_site: str, page_at: Any) -> None:
    unit = Unit.objects.create(
        code="08707", name="Xã Mẫu", type="xã", level="commune", valid_from=date(2025, 7, 1), sort_key="a"
    )
    desk = Agency.objects.create(
        slug="mot-cua-mau", name="Trung tâm Phục vụ hành chính công xã Mẫu", kind="one_stop_desk",
        level="commune", unit=unit, valid_from=date(2025, 7, 1), sort_key="a",
    )  # fmt: skip
    elsewhere = Agency.objects.create(
        slug="ubnd-mau", name="Ủy ban nhân dân xã Mẫu", kind="peoples_committee", level="commune", unit=unit,
        valid_from=date(2025, 7, 1), sort_key="b",
    )  # fmt: skip
    account = filing.resident()
    Person.objects.filter(account=account).update(verified_at=now())
    first = filing.patient(page_at(1280))
    harness.sign_in(first, live_site, desk_officer(desk, "motcua", "reception"))
    first.goto(f"{live_site}/can-bo/xac-minh/{account.pk}/")
    fill(first, name="Nguyễn Thị Tên Mới")
    press(first, "Giấy tờ khớp, xác minh")
    assert faults(first) == ["Hãy nói vì sao phải sửa thông tin đã xác minh, tối đa 500 ký tự."]
    look(first, "desk-check-reason")
    fill(first, reason="Thẻ cấp lại sau khi cải chính hộ tịch")
    press(first, "Giấy tờ khớp, xác minh")
    assert not first.get_by_role("button", name="Tôi đã xem thẻ, xác nhận sửa").count()
    look(first, "desk-check-own-change")

    officer = desk_officer(desk, "traketqua", "return_officer")
    Capacity.objects.create(
        account=officer, agency=elsewhere, roles=["specialist"], position="Chuyên viên",
        valid_from=date(2025, 7, 1), awaiting=True,
    )  # fmt: skip
    second = filing.patient(page_at(390))
    harness.sign_in(second, live_site, officer)
    second.goto(f"{live_site}/chuyen-vai/")
    look(second, "offer-of-a-role")
    second.get_by_role("button", name="Từ chối").click()
    assert "Đã từ chối vai trò" in second.get_by_role("main").inner_text()
    second.goto(f"{live_site}/can-bo/xac-minh/")
    look(second, "desk-find-waiting")
    second.get_by_role("main").locator(f"a[href='/can-bo/xac-minh/{account.pk}/']").click()
    look(second, "desk-check-change")
    second.get_by_role("button", name="Tôi đã xem thẻ, xác nhận sửa").click()
    second.wait_for_load_state()
    assert Person.objects.get(account=account).name == "Nguyễn Thị Tên Mới"
