"""A version of a procedure is drawn, asked, tried and published on screen; a phone gets outline and lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.government.dossiers.world import officer
from tests.government.procedures.conftest import small_province
from tests.journeys import harness
from tests.journeys.harness import screenshot, sign_in
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Agency, Unit
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import today
from tinhso.government.design.models import VersionDraft
from tinhso.government.procedures import api as procedures
from tinhso.government.procedures import folder as part
from tinhso.lib.actor import Actor

pytestmark = pytest.mark.journey
CODE = "1.001193"


@pytest.fixture
def admin(live_site: str) -> Account:
    """The system's administrator of a province with one procedure."""
    part.load_part(Folder(texts=small_province()), Actor.system("test"))
    unit = Unit.objects.create(
        code="26", name="Tỉnh Thử", type="tỉnh", level="province", valid_from=date(2025, 7, 1), sort_key="a"
    )
    agency = Agency.objects.create(
        unit=unit, slug="ubnd-thu", name="Ủy ban nhân dân tỉnh Thử", kind="peoples_committee", level="province",
        valid_from=date(2025, 7, 1), sort_key="a",
    )  # fmt: skip
    return Account.objects.get(pk=officer("quan-tri-thiet-ke", agency, "system_admin").account_id)


def begin(page: Page, site: str) -> str:
    # The first page of a fresh process is drawn from templates that nobody has compiled yet.
    page.goto(f"{site}/quan-tri/thiet-ke/", timeout=30_000)
    page.fill("[name=code]", CODE)
    page.get_by_role("button", name="Bắt đầu bản thảo").click()
    expect(page.get_by_text("Không có lỗi")).to_be_visible()
    return page.url


def test_a_process_is_drawn_saved_tried_and_published(
    page_at: Callable[..., Page], live_site: str, admin: Account
) -> None:
    page = page_at(1280)
    sign_in(page, live_site, admin)
    draft = begin(page, live_site)
    page.goto(f"{draft}quy-trinh/")
    page.wait_for_selector("[data-drawn]")
    expect(page.locator(".djs-shape[data-element-id=appraise]")).to_be_visible()
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    # The keyboard alone: choose a step, reword it, give it an outcome, append another.
    page.get_by_label("Phần tử", exact=True).select_option("appraise")
    page.get_by_label("Tên", exact=True).fill("Thẩm tra kỹ hồ sơ")
    page.get_by_label("Kết quả", exact=True).fill("fit unfit again")
    page.get_by_label("Lời của từng kết quả", exact=True).fill("again: Xem lại từ đầu")
    page.keyboard.press("Tab")
    harness.check(page)
    screenshot(page, "design-process-1280")
    page.get_by_role("button", name="Lưu quy trình").click()
    expect(page.get_by_text("Đã lưu quy trình.")).to_be_visible()
    text = VersionDraft.objects.get().saves.first().files["process.bpmn"]
    assert "Thẩm tra kỹ hồ sơ" in text
    assert 'tinhso:outcomes="fit unfit again"' in text
    assert 'tinhso:words="again: Xem lại từ đầu"' in text
    assert 'tinhso:share="0.5"' in text

    page.goto(f"{draft}thu/tung-buoc/")
    page.get_by_role("link", name="Kết quả unfit").click()
    expect(page.get_by_role("heading", name="Ghi sổ, lấy số định danh")).to_be_visible()
    screenshot(page, "design-steps-1280")
    page.goto(f"{draft}cong-bo/")
    later = today() + timedelta(days=2)
    for name in ("day", "month", "year"):
        page.fill(f"[name=valid_from__{name}]", str(getattr(later, name)))
    page.fill("[name=decision]", "12/QĐ-UBND")
    page.fill("[name=reason]", "Làm rõ bước thẩm tra")
    screenshot(page, "design-publish-1280")
    page.get_by_role("button", name="Công bố", exact=True).click()
    expect(page.get_by_text("Đã công bố phiên bản mới")).to_be_visible()
    assert procedures.version(CODE, later).valid_from == later


def test_every_page_of_a_draft_is_sound(page_at: Callable[..., Page], live_site: str, admin: Account) -> None:
    page = page_at(1280)
    sign_in(page, live_site, admin)
    draft = begin(page, live_site)
    pages = {
        "list": f"{live_site}/quan-tri/thiet-ke/", "check": draft, "form": f"{draft}bieu-mau/",
        "question": f"{draft}bieu-mau/cau-hoi/?ten=child.name", "page": f"{draft}bieu-mau/trang/tre/",
        "files": f"{draft}tep/",
        "file": f"{draft}tep/sua/?ten=procedure.toml", "try": f"{draft}thu/", "publish": f"{draft}cong-bo/",
        "process": f"{draft}quy-trinh/",
    }  # fmt: skip
    for name, address in pages.items():
        page.goto(address)
        harness.look(page, f"design-{name}-{{width}}")
        if name == "form":
            page.get_by_role("link", name="Xem như người dân").first.click()
            harness.look(page, "design-preview-{width}")
