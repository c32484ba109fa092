"""Filing, following, completing and withdrawing a dossier in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.government.dossiers.world import World, accepted, build, draft, filed, step
from tests.journeys import filing, harness
from tests.journeys.filing import fill, fill_date, form_pages, heading, light, look, press
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, Rating
from tinhso.government.dossiers.rules.inputs import Missing
from tinhso.lib.actor import Actor

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
    page = filing.patient(page_at(390))
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
    page.set_viewport_size({"width": 690, "height": 980})
    harness.screenshot(page, "resident-receipt-print")
    harness.assert_fits(page)
    assert not page.get_by_role("button", name="In trang này").is_visible()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 900})
    page.evaluate("window.print = () => { document.body.dataset.printed = '1' }")
    page.get_by_role("button", name="In trang này").click()
    assert page.evaluate("document.body.dataset.printed") == "1"
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('tinhso:draft:')).length") == 0
    page.goto(f"{site}/ca-nhan/")
    look(page, "mine")


def test_birth_registration_without_javascript(site: str, page_at: Any, tmp_path: Path) -> None:
    page = filing.patient(page_at(390, javascript=False))
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


@pytest.fixture
def small(live_site: str, settings: Any, tmp_path: Path) -> World:
    """The small commune of the dossier tests: quick, and officers act through the actions."""
    settings.STORAGE_DIR = tmp_path / "files"
    return build()


def account_of(actor: Actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def test_complete_then_result_then_rating(live_site: str, small: World, page_at: Any, tmp_path: Path) -> None:
    dossier = accepted(small, now())
    dossiers.request_supplement(
        small.specialist,
        dossier.id,
        items=[
            Missing("field", "subject", "Nội dung đề nghị", "Ghi rõ xin xác nhận việc gì"),
            Missing("component", "giay-to", "Giấy tờ chứng minh", "Ảnh mờ, không đọc được ngày cấp"),
        ],
        reason="Hồ sơ chưa đọc được ngày cấp và chưa rõ việc cần xác nhận.",
    )
    page = filing.patient(page_at(390))
    harness.sign_in(page, live_site, account_of(small.resident))
    page.goto(f"{live_site}/tra-cuu/{dossier.code}/")
    assert "Bạn cần bổ sung 2 thứ." in page.locator(".ts-lead").inner_text()
    look(page, "track-supplement")
    page.get_by_role("button", name="Bổ sung ngay").click()
    assert heading(page) == "Bạn cần bổ sung 2 thứ"
    look(page, "supplement")
    page.locator("[name=subject]").fill("Xin xác nhận nơi cư trú")
    press(page, "Gửi phần bổ sung")
    errors_at_first(page)
    assert page.locator("[name=subject]").input_value() == "Xin xác nhận nơi cư trú"
    look(page, "supplement-faults")
    page.locator('[name="item.giay-to"]').set_input_files(filing.paper(tmp_path / "ban-ro.pdf"))
    page.get_by_text("Đã nhận ban-ro.pdf").wait_for()
    press(page, "Gửi phần bổ sung")
    assert page.get_by_text("Đã gửi phần bổ sung.").is_visible()
    assert "Bạn chưa phải làm gì thêm." in page.locator(".ts-lead").inner_text()
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('tinhso:draft:')).length") == 0
    look(page, "track-processing")
    dossier.refresh_from_db()
    assert dossier.data["subject"] == "Xin xác nhận nơi cư trú"
    dossiers.complete_step(small.specialist, step(dossier, "appraise").id, outcome="fit")
    dossiers.approve(small.leader, step(dossier, "approve").id)
    dossiers.number_result(small.clerk, dossier.id, notation="XN")
    page.reload()
    assert "Đã có kết quả" in page.locator(".ts-lead").inner_text()
    look(page, "track-result")
    dossiers.return_result(
        small.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
    )
    page.reload()
    assert "Đã trả kết quả." in page.locator(".ts-lead").inner_text()
    page.get_by_label("Rất hài lòng", exact=True).check()
    page.get_by_label("Điều bạn muốn góp ý").fill("Nhanh gọn")
    press(page, "Gửi đánh giá")
    assert page.get_by_text("Bạn đã chấm 5 trên 5.").is_visible()
    assert Rating.objects.get().comment == "Nhanh gọn"
    look(page, "track-returned")


def test_withdraw(live_site: str, small: World, page_at: Any) -> None:
    dossier = filed(small, now())
    page = filing.patient(page_at(390, javascript=False))
    harness.sign_in(page, live_site, account_of(small.resident))
    page.goto(f"{live_site}/tra-cuu/{dossier.code}/")
    page.get_by_role("link", name="Rút hồ sơ").click()
    assert heading(page) == f"Rút hồ sơ {dossier.code}?"
    dossier.refresh_from_db()
    assert dossier.state == 1, "asked once more before anything is done"
    page.get_by_label("Vì sao bạn rút?").fill("Tôi nộp nhầm nơi")
    press(page, "Rút hồ sơ")
    assert "Bạn đã rút hồ sơ." in page.locator(".ts-lead").inner_text()
    dossier.refresh_from_db()
    assert dossier.state == 7


def test_a_refusal_tells_the_reason(live_site: str, small: World, page_at: Any) -> None:
    dossier = filed(small, now())
    dossiers.refuse(small.reception, dossier.id, reason="Nơi cư trú không thuộc xã Thử.")
    page = filing.patient(page_at(390))
    harness.sign_in(page, live_site, account_of(small.resident))
    page.goto(f"{live_site}/tra-cuu/{dossier.code}/")
    assert "Không được tiếp nhận." in page.locator(".ts-lead").inner_text()
    assert page.get_by_text("Nơi cư trú không thuộc xã Thử.").is_visible()
    look(page, "track-refused")


def test_the_other_pages(live_site: str, small: World, page_at: Any) -> None:
    dossier = filed(small, now())
    made = draft(small)
    page = filing.patient(page_at(390))
    harness.sign_in(page, live_site, account_of(small.resident))
    for path, name in (
        ("/tra-cuu/", "find"),
        ("/ca-nhan/", "mine-draft"),
        (f"/tra-cuu/{dossier.code}/rut/", "withdraw"),
    ):
        page.goto(live_site + path)
        look(page, name)
        light(page)
    for whom in ("mandate", "enterprise"):
        page.goto(f"{live_site}/ho-so/nhap/{made.pk}/nguoi/")
        fill(page, **{"for": whom})
        press(page)
        look(page, f"owner-{whom}")
    assert str(made.pk) in page.url


def test_a_lost_line_loses_nothing_typed(live_site: str, small: World, page_at: Any) -> None:
    made = draft(small)
    page = filing.patient(page_at(390))
    harness.sign_in(page, live_site, account_of(small.resident))
    page.goto(f"{live_site}/ho-so/nhap/{made.pk}/lien-he/")
    page.context.set_offline(True)
    page.get_by_label("Địa chỉ liên hệ").fill("Gõ khi mất mạng")
    harness.wait_until(page, "Object.keys(localStorage).some(k => k.startsWith('tinhso:draft:lien-he-'))")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    assert page.get_by_text("Máy của bạn đang mất mạng").is_visible()
    page.context.set_offline(False)
    page.reload()
    page.get_by_role("button", name="Lấy lại").click()
    assert page.get_by_label("Địa chỉ liên hệ").input_value() == "Gõ khi mất mạng"
    page.locator("[name=phone]").fill("0911000001")
    press(page)
    made.refresh_from_db()
    assert made.people["filer"]["address"] == "Gõ khi mất mạng"
    harness.wait_until(
        page, "Object.keys(localStorage).filter(k => k.startsWith('tinhso:draft:')).length === 0"
    )


FOCUS = """(() => {
  const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
  const label = node.closest(".govuk-radios__item, .govuk-checkboxes__item")?.querySelector("label");
  const around = label ? getComputedStyle(label, "::before") : style;
  const seen = [style, around].some((s) => (s.outlineStyle !== "none" && s.outlineWidth !== "0px") || s.boxShadow !== "none");
  return {tag: node.tagName, name: node.name || "", words: node.textContent.trim().slice(0, 40), seen, top: box.top + scrollY};
})()"""


def test_filing_by_keyboard_alone(live_site: str, small: World, page_at: Any) -> None:
    made = draft(small)
    page = filing.patient(page_at(1280))
    harness.sign_in(page, live_site, account_of(small.resident))
    page.goto(f"{live_site}/ho-so/nhap/{made.pk}/nguoi/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["name"] == "for"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    at_button = page.evaluate(FOCUS)
    assert at_button["words"] == "Lưu và tiếp tục"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/chu-ho-so/"))
    order, tops = [], []
    for _n in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found["tag"] == "BODY":
            break
        assert found["seen"], f"no visible focus on {found}"
        order.append(found["name"])
        if found["name"].startswith("owner."):
            tops.append(found["top"])
    assert [n for n in order if n.startswith("owner.")] == [
        "owner.name", "owner.birth_date__day", "owner.birth_date__month", "owner.birth_date__year",
        "owner.citizen_id",
    ]  # fmt: skip
    assert tops == sorted(tops)
