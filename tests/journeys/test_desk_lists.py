"""Lists of the desk as hands use them: ticking, the bar above the table, blocks on a telephone, a long choice."""

from __future__ import annotations

import pytest

from tests.government.dossiers import world as small
from tests.journeys import harness
from tests.journeys.test_desk import sign_in
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier

pytestmark = pytest.mark.journey
LINE = 24


@pytest.fixture
def commune(transactional_db: None) -> small.World:
    return small.build()


def test_the_bar_appears_with_a_tick_and_takes_a_whole_page(live_site, page_at, commune):
    for _number in range(4):
        small.accepted(commune, now())
    page = page_at(1280)
    sign_in(page, live_site, commune, "specialist")
    page.goto(f"{live_site}/can-bo/viec/my_unit/")
    bar, boxes = page.locator(".ts-bulk"), page.locator("tbody input[name=step]")
    assert boxes.count() == 4
    assert not bar.is_visible()
    top = page.locator("tbody tr").first.bounding_box()
    boxes.nth(1).check()
    assert bar.is_visible()
    assert "Đã chọn 1 hồ sơ" in bar.inner_text()
    moved = page.locator("tbody tr").first.bounding_box()
    assert abs(moved["y"] - top["y"]) <= 8, "the row under the pointer stays where it was"
    boxes.nth(3).click(modifiers=["Shift"])
    assert [boxes.nth(at).is_checked() for at in range(4)] == [False, True, True, True]
    page.get_by_label("Chọn mọi hồ sơ của trang").check()
    assert "Đã chọn 4 hồ sơ" in bar.inner_text()
    harness.check(page)
    page.get_by_role("button", name="Bỏ chọn").click()
    bar.wait_for(state="hidden")
    page.keyboard.press("j")
    page.keyboard.press("s")
    assert boxes.first.is_checked()
    page.keyboard.press("a")
    page.keyboard.press("c")
    page.wait_for_url("**/viec/my_unit/chuyen/")
    assert page.get_by_text("4 hồ sơ sắp được chuyển").is_visible()


def test_rows_are_short_blocks_on_a_telephone(live_site, page_at, commune):
    dossier = small.accepted(commune, now())
    dossiers.complete_step(commune.specialist, small.step(dossier, "appraise").pk)
    dossiers.send_back(commune.leader, small.step(dossier, "approve").pk, note="Thiếu căn cứ")
    plain = small.accepted(commune, now())
    page = page_at(390, height=844)
    sign_in(page, live_site, commune, "specialist")
    for path, start in (("viec/my_unit/", 470), ("so/", 540)):
        page.goto(f"{live_site}/can-bo/{path}")
        harness.check(page)
        harness.screenshot(page, f"desk-blocks-{path.strip('/').replace('/', '-')}-390")
        row = page.locator("tbody tr", has_text=plain.code)
        box = row.bounding_box()
        assert box["height"] <= 6 * LINE, "code, what, due and holder in five lines and the space between"
        assert page.locator("tbody tr").first.bounding_box()["y"] < start, (
            "the work begins on the first screen"
        )
    page.goto(f"{live_site}/can-bo/viec/my_unit/")
    assert page.get_by_text("Thiếu căn cứ").is_visible()


def test_a_long_choice_is_narrowed_by_typing(live_site, page_at, commune):
    dossier = small.accepted(commune, now())
    page = page_at(1280)
    sign_in(page, live_site, commune, "specialist")
    page.goto(f"{live_site}/can-bo/ho-so/{dossier.pk}/viec/xin-y-kien/")
    page.get_by_label("Gõ vài chữ để thu gọn danh sách").fill("dat dai")
    assert page.get_by_label("Cơ quan được hỏi").input_value() == str(commune.other.pk)
    page.get_by_label("Gõ vài chữ để thu gọn danh sách").fill("khong co noi nao")
    assert page.get_by_label("Cơ quan được hỏi").input_value() == ""
    harness.check(page)


def test_a_letter_pressed_by_mistake_files_nothing(live_site, page_at, commune):
    page = page_at(1280)
    sign_in(page, live_site, commune, "reception")
    page.goto(f"{live_site}/can-bo/quay/{small.CODE}/")
    page.get_by_label("Họ tên hoặc tên tổ chức").fill("Trần Văn Giấy")
    page.get_by_label("Nội dung đề nghị").fill("Xác nhận cư trú")
    page.get_by_label("Bản chính").first.fill("1")
    page.get_by_role("heading", name="Chủ hồ sơ", exact=True).click()
    page.keyboard.press("t")
    assert page.evaluate("document.activeElement.textContent.includes('Tiếp nhận và in giấy hẹn')")
    assert not Dossier.objects.exists()
    page.keyboard.press("Enter")
    page.wait_for_url("**/phieu/?in=1")
    assert Dossier.objects.count() == 1
