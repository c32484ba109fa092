"""What goes wrong in life while one types: cookies gone, two windows, a login in another tab, no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.government.dossiers.world import World, build, draft
from tests.journeys import filing, harness, small
from tests.journeys.filing import heading, look, press
from tinhso.government.dossiers.models import Draft

pytestmark = pytest.mark.journey


@pytest.fixture
def world(live_site: str, settings: Any, tmp_path: Path) -> World:
    settings.STORAGE_DIR = tmp_path / "files"
    made = build()
    small.with_password(made.resident)
    return made


@pytest.mark.parametrize("javascript", [True, False])
def test_cookies_cleared_in_the_middle_of_a_form(
    live_site: str, world: World, page_at: Any, javascript: bool
) -> None:
    made = draft(world)
    page = small.signed_in(page_at, live_site, world.resident, javascript=javascript)
    page.goto(f"{live_site}/ho-so/nhap/{made.pk}/lien-he/")
    page.locator("[name=phone]").fill("0911222333")
    page.get_by_label("Địa chỉ liên hệ").fill("Gõ trước khi mất cookie")
    page.context.clear_cookies()
    press(page)
    # Without any cookie the form is first offered once more, with everything in it; then the login page asks.
    assert heading(page) == "Bấm gửi lại một lần nữa"
    assert page.get_by_text("Gõ trước khi mất cookie").is_visible()
    if javascript:
        look(page, "resend")
    press(page, "Gửi lại")
    assert heading(page) == "Đăng nhập"
    assert page.get_by_text("Những gì bạn vừa gửi vẫn được giữ").is_visible()
    filing.sign_in(page)
    made.refresh_from_db()
    assert made.people["filer"]["address"] == "Gõ trước khi mất cookie"
    assert made.people["filer"]["phone"] == "0911222333"


def test_a_login_in_another_tab_does_not_spoil_this_one(
    live_site: str, world: World, page_at: Any, tmp_path: Path
) -> None:
    made = draft(world)
    page = small.signed_in(page_at, live_site, world.resident)
    page.goto(f"{live_site}/ho-so/nhap/{made.pk}/giay-to/")
    page.context.clear_cookies(name="sessionid")
    paper = filing.paper(tmp_path / "giay.pdf")
    page.locator('[name="file.giay-to"]').set_input_files(paper)
    page.get_by_text("Hãy đăng nhập lại").wait_for()
    other = page.context.new_page()
    other.goto(f"{live_site}/dang-nhap/")
    filing.sign_in(other)
    other.close()
    page.locator("#file-giay-to").set_input_files(paper)
    page.get_by_text("Đã nhận giay.pdf").wait_for()
    press(page, "Tải lên và ở lại trang này")
    assert page.get_by_text("Đã có 1 tệp cho giấy này.").is_visible()


def test_a_plain_upload_that_meets_an_expired_login_is_kept(
    live_site: str, world: World, page_at: Any, tmp_path: Path
) -> None:
    made = draft(world)
    page = small.signed_in(page_at, live_site, world.resident, javascript=False)
    page.goto(f"{live_site}/ho-so/nhap/{made.pk}/giay-to/")
    page.locator('[name="file.giay-to"]').set_input_files(filing.paper(tmp_path / "giấy khai.pdf"))
    page.context.clear_cookies(name="sessionid")
    press(page, "Tải lên và ở lại trang này")
    assert heading(page) == "Đăng nhập"
    filing.sign_in(page)
    assert heading(page) == "Giấy tờ kèm theo"
    assert page.get_by_text("Đã có 1 tệp cho giấy này.").is_visible()
    assert page.get_by_text("giấy khai.pdf").count() >= 1


@pytest.mark.parametrize("keep_mine", [True, False])
def test_two_tabs_on_one_page(live_site: str, world: World, page_at: Any, keep_mine: bool) -> None:
    made = draft(world)
    address = f"{live_site}/ho-so/nhap/{made.pk}/khai/main/"
    first = small.signed_in(page_at, live_site, world.resident)
    second = first.context.new_page()
    for tab, words in ((first, "Xin xác nhận cư trú"), (second, "Xin xác nhận độc thân")):
        tab.goto(address)
        tab.get_by_label("Nội dung đề nghị").fill(words)
    press(first)
    press(second)
    told = second.locator(".ts-notice--warning")
    assert "đã được lưu ở một cửa sổ hoặc thiết bị khác" in told.inner_text()
    assert "Xin xác nhận cư trú" in told.inner_text()
    assert second.get_by_label("Nội dung đề nghị").input_value() == "Xin xác nhận độc thân"
    if keep_mine:
        look(second, "clash")
        press(second)
    else:
        second.get_by_role("link", name="Dùng bản đã lưu").click()
        assert second.get_by_label("Nội dung đề nghị").input_value() == "Xin xác nhận cư trú"
        # Even now nothing is lost: the device still offers what was typed.
        assert second.get_by_role("button", name="Lấy lại").is_visible()
    made.refresh_from_db()
    assert made.data["subject"] == ("Xin xác nhận độc thân" if keep_mine else "Xin xác nhận cư trú")


def test_begun_on_a_telephone_and_finished_on_a_desk(live_site: str, world: World, page_at: Any) -> None:
    telephone = small.signed_in(page_at, live_site, world.resident)
    telephone.goto(f"{live_site}/nop/9.999999/")
    press(telephone, "Bắt đầu")
    telephone.get_by_label("Cho chính tôi").check()
    press(telephone)
    telephone.locator("[name=phone]").fill("0911222333")
    press(telephone)
    made = Draft.objects.get()
    desk = small.signed_in(page_at, live_site, world.resident, width=1280)
    desk.goto(f"{live_site}/ca-nhan/")
    desk.get_by_role("link", name="Thủ tục thử nghiệm").or_(
        desk.get_by_role("link", name="Thử nghiệm")
    ).first.click()
    desk.wait_for_load_state()
    assert str(made.pk) in desk.url
    assert heading(desk) == "Hồ sơ giải quyết ở đâu?"
    desk.goto(f"{live_site}/ho-so/nhap/{made.pk}/lien-he/")
    assert desk.locator("[name=phone]").input_value() == "0911222333"


def test_steps_keep_their_numbers_and_are_told_before(live_site: str, world: World, page_at: Any) -> None:
    page = small.signed_in(page_at, live_site, world.resident, width=1280)
    page.goto(f"{live_site}/nop/9.999999/")
    promised = page.locator("main ol li").all_inner_texts()
    assert f"Bạn đi qua {len(promised)} bước" in page.locator("main").inner_text()
    look(page, "start-small")
    press(page, "Bắt đầu")
    counts = set()
    for choice in ("Cho con hoặc trẻ tôi đang chăm sóc", "Cho chính tôi"):
        page.goto(f"{live_site}/ho-so/nhap/{Draft.objects.get().pk}/nguoi/")
        look(page, "whom-small")
        page.get_by_label(choice).check()
        press(page)
        shown = page.locator(".ts-steps__item").all_inner_texts()
        counts.add(len(shown))
        current = page.locator('.ts-steps__item[aria-current="step"]').inner_text()
        number = next(n for n, text in enumerate(shown, 1) if text == current)
        assert f"Bước {number} trên {len(promised)}" in page.locator(".ts-step").inner_text()
    assert counts == {len(promised)}
    harness.check(page)


def test_on_a_shared_telephone_the_next_person_finds_nothing(
    live_site: str, world: World, page_at: Any
) -> None:
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('tinhso:draft:')).length"
    page = small.signed_in(page_at, live_site, world.resident)
    contact = f"{live_site}/ho-so/nhap/{draft(world).pk}/lien-he/"
    page.goto(contact)
    page.get_by_label("Địa chỉ liên hệ").fill("Số 5 ngõ Riêng")
    harness.wait_until(page, f"{kept} === 1")
    # The session runs out; the telephone goes to somebody else and back: what was typed waits for its own.
    page.context.clear_cookies()
    page.goto(live_site)
    assert page.evaluate(kept) == 1
    harness.sign_in(page, live_site, small.account_of(world.resident))
    page.goto(contact)
    page.get_by_role("button", name="Lấy lại").click()
    assert page.get_by_label("Địa chỉ liên hệ").input_value() == "Số 5 ngõ Riêng"
    harness.wait_until(page, f"{kept} === 1")
    page.context.clear_cookies()
    harness.sign_in(page, live_site, small.account_of(world.stranger))
    page.goto(f"{live_site}/ca-nhan/")
    assert page.evaluate(kept) == 0
