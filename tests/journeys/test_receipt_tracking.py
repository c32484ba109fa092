"""Following a dossier with the two codes of the receipt, in a browser that knows nobody."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.foundation.files import samples
from tests.government.dossiers.world import World, accepted, approved, build, draft, filed
from tests.journeys import filing, harness, small
from tests.journeys.filing import fill, heading, look, press
from tinhso.foundation.files import api as files
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, Rating
from tinhso.government.dossiers.receipt import receipt_secret
from tinhso.government.dossiers.rules.inputs import Missing

pytestmark = pytest.mark.journey


@pytest.fixture
def world(live_site: str, settings: Any, tmp_path: Path) -> World:
    settings.STORAGE_DIR = tmp_path / "files"
    return build()


def fresh(page_at: Any, live_site: str, dossier: Any, secret: str, *, javascript: bool = True) -> Page:
    """A new window that asks for this dossier."""
    page = filing.patient(page_at(390, javascript=javascript))
    page.goto(f"{live_site}/tra-cuu/")
    fill(page, code=dossier.code, secret=secret)
    press(page, "Tra cứu")
    return page


def test_two_codes_are_enough_and_one_never_is(live_site: str, world: World, page_at: Any) -> None:
    dossier = filed(world, now())
    page = fresh(page_at, live_site, dossier, receipt_secret(dossier).lower())
    assert heading(page).startswith("Thử nghiệm")
    assert "Bạn chưa phải làm gì thêm." in page.locator(".ts-lead").inner_text()
    look(page, "track-receipt")
    for wrong in ("", "026190000001", "0911000001", dossier.code):
        other = fresh(page_at, live_site, dossier, wrong)
        assert heading(other) == "Hồ sơ của bạn đang ở đâu?"
        assert other.locator(".govuk-error-summary").is_visible()
        assert "Nguyễn Thị Ví Dụ" not in other.content()
        other.goto(f"{live_site}/tra-cuu/{dossier.code}/")
        assert heading(other) == "Không có trang này"


def test_guessing_is_stopped_and_says_so(live_site: str, world: World, page_at: Any) -> None:
    dossier = filed(world, now())
    page = filing.patient(page_at(390))
    page.goto(f"{live_site}/tra-cuu/")
    for number in range(11):
        fill(page, code=dossier.code, secret=f"0000-0000-{number:04d}")
        page.wait_for_timeout(1100 if number else 0)  # a second press within a second is ignored
        press(page, "Tra cứu")
    assert "Hãy chờ 15 phút" in page.locator(".govuk-error-summary").inner_text()
    look(page, "find-locked")
    fill(page, code=dossier.code, secret=receipt_secret(dossier))
    page.wait_for_timeout(1100)
    press(page, "Tra cứu")
    assert page.url.endswith(f"/tra-cuu/{dossier.code}/"), "the right pair always passes"
    assert page.get_by_role("heading", name="Ai đã xem hồ sơ này").is_visible()
    look(page, "track-by-receipt")
    press(page, "Kết thúc tra cứu")
    page.goto(f"{live_site}/tra-cuu/{dossier.code}/")
    assert heading(page) == "Không có trang này"


def test_a_supplement_without_an_account_but_no_withdrawal(
    live_site: str, world: World, page_at: Any, tmp_path: Path
) -> None:
    dossier = accepted(world, now())
    dossiers.request_supplement(
        world.specialist,
        dossier.id,
        items=[Missing("field", "subject", "Nội dung", "Ghi rõ")],
        reason="Chưa rõ",
    )
    page = fresh(page_at, live_site, dossier, receipt_secret(dossier))
    look(page, "track-supplement-by-receipt")
    page.get_by_role("button", name="Đăng nhập để bổ sung").click()
    assert heading(page) == "Đăng nhập", "an account's dossier is answered by the account"
    Dossier.objects.filter(pk=dossier.pk).update(account=None)
    page = fresh(page_at, live_site, dossier, receipt_secret(dossier), javascript=False)
    page.get_by_role("button", name="Bổ sung ngay").click()
    page.locator("[name=subject]").fill("Đã ghi rõ")
    press(page, "Gửi phần bổ sung")
    assert page.get_by_text("Đã gửi phần bổ sung.").is_visible()
    dossier.refresh_from_db()
    assert dossier.data["subject"] == "Đã ghi rõ"
    # The receipt opens the course of things; to end it takes the account that filed it.
    other = filed(world, now())
    page = fresh(page_at, live_site, other, receipt_secret(other), javascript=False)
    page.goto(f"{live_site}/tra-cuu/{other.code}/rut/")
    if page.get_by_role("button", name="Rút hồ sơ").count():
        press(page, "Rút hồ sơ")
    assert "Hồ sơ này nộp bằng tài khoản" in page.locator("main").inner_text()
    other.refresh_from_db()
    assert other.state == 1


def test_the_published_result_is_downloaded(
    live_site: str, world: World, page_at: Any, tmp_path: Path
) -> None:
    content = samples.pdf(2)
    dossier = approved(world, now())
    stored = files.store(world.clerk, "Giấy xác nhận.pdf", io.BytesIO(content))
    dossiers.number_result(world.clerk, dossier.id, notation="XN", file_id=stored.id)
    page = fresh(page_at, live_site, dossier, receipt_secret(dossier))
    look(page, "track-published")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Tải bản điện tử").click()
    target = tmp_path / "ket-qua.pdf"
    coming.value.save_as(target)
    assert coming.value.suggested_filename == "Giấy xác nhận.pdf"
    assert target.read_bytes() == content
    assert page.locator("#danh-gia").count() == 0, "nothing is rated before it is handed over"
    dossiers.return_result(
        world.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
    )
    page.reload()
    assert "Đăng nhập bằng tài khoản đó để đánh giá" in page.locator("main").inner_text()
    assert not Rating.objects.exists()
    stranger = filing.patient(page_at(390))
    answer = stranger.request.get(f"{live_site}/tra-cuu/{dossier.code}/tep/{stored.id}/")
    assert answer.status == 404


@pytest.mark.parametrize(("size", "wide", "tall"), [("A4", 595, 842), ("A5", 420, 595)])
def test_the_receipt_on_paper(
    live_site: str, world: World, page_at: Any, tmp_path: Path, size: str, wide: int, tall: int
) -> None:
    made = draft(world)
    stored = files.store(world.resident, "Giấy tờ chứng minh nơi cư trú.pdf", io.BytesIO(samples.pdf()))
    dossiers.put_draft_file(world.resident, made.id, "giay-to", stored.id)
    dossier = dossiers.file_dossier(world.resident, made.id).dossier
    page = small.signed_in(page_at, live_site, world.resident)
    page.goto(f"{live_site}/tra-cuu/{dossier.code}/phieu/")
    harness.SCREENS.mkdir(parents=True, exist_ok=True)
    target = harness.SCREENS / f"resident-receipt-{size}.pdf"
    page.pdf(path=str(target), format=size, prefer_css_page_size=False)
    printed = PdfReader(target)
    box = printed.pages[0].mediabox
    assert abs(float(box.width) - wide) < 2
    assert abs(float(box.height) - tall) < 2
    assert len(printed.pages) <= (1 if size == "A4" else 2)
    # Two fonts share the letters of a word, so the text that is read back has gaps inside words.
    text = "".join("".join(sheet.extract_text() for sheet in printed.pages).split())
    for words in (
        dossier.code,
        receipt_secret(dossier),
        "Nguyễn Thị Ví Dụ",
        "Giấy tờ chứng minh nơi cư trú.pdf",
        "Trả lời chậm nhất",
    ):
        assert words.replace(" ", "") in text, words
    assert stored.sha256 in text
    for words in ("Đăng xuất", "Giúp đỡ", "In trang này", "Quay lại"):
        assert words.replace(" ", "") not in text, f"{words} is for the screen"


@pytest.mark.parametrize("count", [8, 16, 23])
def test_no_paper_stands_alone_on_the_last_sheet(
    live_site: str, world: World, page_at: Any, tmp_path: Path, count: int
) -> None:
    dossier = accepted(world, now())
    for number in range(count):
        dossier.files.create(
            component_key=f"giay-{number}",
            component_name=f"GIẤYTỜ thứ {number + 1}: bản chụp có chứng thực, kèm các trang bổ sung",
            copies=1,
            added_at=now(),
        )
    page = small.signed_in(page_at, live_site, world.resident)
    page.goto(f"{live_site}/tra-cuu/{dossier.code}/phieu/")
    for size in ("A4", "A5"):
        target = harness.SCREENS / f"resident-receipt-{size}-{count}.pdf"
        page.pdf(path=str(target), format=size)
        sheets = ["".join(sheet.extract_text().split()) for sheet in PdfReader(target).pages]
        assert sum(sheet.count("GIẤYTỜ") for sheet in sheets) == count
        assert sheets[-1].count("GIẤYTỜ") != 1, f"{size}: one paper alone on the last sheet"
        signed = next(n for n, sheet in enumerate(sheets) if "Ngườitiếpnhậnhồsơ" in sheet)
        assert sheets[signed].count("GIẤYTỜ") >= 2, f"{size}: signatures on a sheet without what they sign"
