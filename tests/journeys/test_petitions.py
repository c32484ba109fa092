"""A petition from a telephone without JavaScript to the public page, and a rating by the receipt's code."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.government.dossiers.world import World, build, numbered
from tests.journeys import filing, harness, small
from tests.journeys.filing import fill, heading, look, press
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Rating
from tinhso.government.petitions import api as petitions
from tinhso.government.petitions.models import Petition

pytestmark = pytest.mark.journey


@pytest.fixture
def world(live_site: str) -> World:
    return build()


def look_desk(page: Page, name: str) -> None:
    """An officers' page at both widths."""
    harness.look(page, name)


def test_from_a_telephone_to_the_public_page(live_site: str, world: World, page_at: Any) -> None:
    page = filing.patient(page_at(390, javascript=False))
    page.goto(f"{live_site}/phan-anh/")
    assert "khiếu nại" in page.locator(".ts-notice").first.inner_text()
    press(page, "Gửi phản ánh")
    assert page.locator(".govuk-error-summary li").count() >= 5
    fill(page, kind="rules", title="Chờ ở quầy quá lâu", content="Thứ Hai tôi chờ hai giờ. Gọi 0912345678.")
    page.locator("[name=agency]").select_option(label=world.committee.name)
    fill(page, name="Lê Thị Mẫu", phone="0912345678")
    press(page, "Gửi phản ánh")
    assert heading(page) == "Giữ lại hai mã này"
    petition = Petition.objects.get()
    assert petitions.secret_of(petition) in page.content()
    watching = filing.patient(page_at(390))
    watching.goto(f"{live_site}/phan-anh/")
    look(watching, "petition-form")
    watching.goto(f"{live_site}/phan-anh/tra-cuu/")
    fill(watching, code=petition.code, secret=petitions.secret_of(petition))
    press(watching, "Tra cứu")
    watching.goto(f"{live_site}/phan-anh/da-gui/{petition.code}/")
    look(watching, "petition-sent")
    petitions.ask(world.specialist, petition.pk, reason="Bạn chờ ở quầy số mấy?")
    watching.goto(f"{live_site}/phan-anh/tra-cuu/{petition.code}/")
    look(watching, "petition-track")
    watching.goto(f"{live_site}/phan-anh/tra-cuu/{petition.code}/bo-sung/")
    look(watching, "petition-supplement")
    fill(watching, text="Quầy số 3")
    press(watching, "Gửi bổ sung")
    assert "Bạn chưa phải làm gì." in watching.locator(".ts-lead").inner_text()

    desk = small.signed_in(page_at, live_site, world.leader, width=1280)
    desk.goto(f"{live_site}/can-bo/phan-anh/")
    look_desk(desk, "petition-list-{width}")
    desk.get_by_role("link", name=petition.code).click()
    press_link(desk, "Nhận xử lý")
    press(desk, "Nhận xử lý")
    press_link(desk, "Soạn câu trả lời")
    fill(desk, answer="Chúng tôi đã mở thêm một quầy từ hôm nay.")
    press(desk, "Soạn câu trả lời")
    look_desk(desk, "petition-desk-{width}")
    press_link(desk, "Duyệt câu trả lời")
    press(desk, "Duyệt câu trả lời")
    press_link(desk, "Chuẩn bị công khai")
    assert "0912345678" not in desk.locator("[name=content]").input_value()
    look_desk(desk, "petition-prepare-{width}")
    press(desk, "Chuẩn bị công khai")
    press_link(desk, "Công khai")
    press(desk, "Công khai")
    watching.goto(f"{live_site}/phan-anh/tra-cuu/{petition.code}/")
    press(watching, "Không hài lòng")
    watching.goto(f"{live_site}/phan-anh/cong-khai/")
    look(watching, "petition-public-list")
    watching.goto(f"{live_site}/phan-anh/cong-khai/{petition.pk}/")
    assert "Người dân chưa hài lòng" in watching.content()
    assert "Lê Thị Mẫu" not in watching.content()
    look(watching, "petition-public")


def test_rating_by_the_code_on_the_receipt(live_site: str, world: World, page_at: Any) -> None:
    dossier = numbered(world, now())
    code = dossiers.rating_code(dossier)
    path = f"{live_site}/danh-gia/{dossier.code}/{code}/"
    page = filing.patient(page_at(390))
    page.goto(path)
    assert heading(page) == "Bạn đánh giá được sau khi nhận kết quả"
    dossiers.return_result(
        world.return_officer, dossier.pk, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
    )
    paper = small.signed_in(page_at, live_site, world.resident)
    paper.goto(f"{live_site}/tra-cuu/{dossier.code}/phieu/")
    assert code in paper.locator(".ts-paper").inner_text()
    look(paper, "receipt-with-rating")
    desk = small.signed_in(page_at, live_site, world.leader, width=1280)
    desk.goto(path)
    assert "Cán bộ không được đánh giá thay người dân." in desk.content()
    desk.goto(f"{live_site}/can-bo/chi-so/")
    look_desk(desk, "indices-{width}")
    desk.goto(f"{live_site}/can-bo/chi-so/1/")
    assert dossier.code in desk.content()
    desk.context.clear_cookies(name="sessionid")
    desk.goto(path)
    assert "Máy này đã dùng để làm việc của cán bộ" in desk.content()
    page.goto(f"{live_site}/danh-gia/?may=bang")
    look(page, "rating-tablet")
    fill(page, code=dossier.code, token=code.lower())
    press(page, "Tiếp tục")
    look(page, "rating")
    fill(page, score="4")
    press(page, "Gửi đánh giá")
    assert Rating.objects.get().score == 4
    page.goto(path)
    assert heading(page) == "Hồ sơ này đã được đánh giá"


def press_link(page: Page, name: str) -> None:
    """A link that looks like a button."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()
