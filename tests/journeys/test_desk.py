"""The officers' pages in a real browser, on a telephone and on a desk: lists, a dossier, the counter, the books."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.government.dossiers import world as small
from tests.journeys import harness
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, DossierFile

pytestmark = pytest.mark.journey


@pytest.fixture
def commune(transactional_db: None) -> small.World:
    return small.build()


def sign_in(page: Page, address: str, world: small.World, role: str) -> None:
    page.context.clear_cookies()
    harness.sign_in(page, address, Account.objects.get(pk=world.actors[role].account_id))


def rich(world: small.World) -> Dossier:
    """A dossier with something in every part of its page."""
    dossier = small.filed(world, now())
    DossierFile.objects.create(
        dossier=dossier, component_key="giay-to", component_name="Giấy tờ", originals=1, added_at=now()
    )
    dossiers.request_supplement(
        world.reception,
        dossier.pk,
        items=[dossiers.Missing("component", "giay-to", "Giấy tờ chứng minh", "Nộp bản chính")],
        reason="Thiếu bản chính",
    )
    dossiers.answer_supplement(
        world.resident, dossier.pk, papers=[dossiers.PaperInput("giay-to", originals=1)]
    )
    dossiers.accept(world.reception, dossier.pk)
    dossiers.ask_opinion(
        world.specialist, dossier.pk, agency_id=world.other.pk, question="Đất có tranh chấp?"
    )
    dossier.refresh_from_db()
    return dossier


def test_pages_of_the_desk_with_more_on_them_than_the_walk_finds(live_site, page_at, commune):
    page = page_at(1280)
    dossier = rich(commune)
    waiting = small.numbered(commune, now())
    own, done = (f"/can-bo/ho-so/{d.pk}/" for d in (dossier, waiting))
    visits = [
        ("reception", "/can-bo/viec/silent/", "worklist-empty"),
        ("outsider", "/can-bo/y-kien/", "opinions"),
        ("outsider", f"{own}viec/tra-loi-y-kien/", "answer-opinion"),
        ("specialist", own, "dossier"),
        ("return_officer", done, "dossier-done"),
        ("return_officer", f"{done}viec/tra-ket-qua/", "return"),
        ("leader", "/can-bo/bang/", "board"),
    ]
    faults = []
    for role, path, name in visits:
        sign_in(page, live_site, commune, role)
        page.goto(live_site + path)
        assert page.url == live_site + path
        faults += harness.looks(page, f"desk-{name}-{{width}}")
    assert not faults, "\n\n".join(faults)


def test_a_clerk_goes_by_keyboard(live_site, page_at, commune):
    dossier = small.filed(commune, now())
    page = page_at(1280)
    sign_in(page, live_site, commune, "reception")
    page.goto(f"{live_site}/can-bo/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/can-bo/ho-so/{dossier.pk}/")
    page.keyboard.press("t")
    page.wait_for_url("**/viec/tiep-nhan/")
    page.get_by_role("button", name="Tiếp nhận").click()
    page.get_by_text(f"Đã tiếp nhận hồ sơ {dossier.code}").wait_for()
    dossier.refresh_from_db()
    assert dossier.state == 4


def test_a_refusal_is_seen_and_nothing_typed_is_lost(live_site, page_at, commune):
    dossier = small.filed(commune, now())
    page = page_at(1280)
    sign_in(page, live_site, commune, "reception")
    page.goto(f"{live_site}/can-bo/ho-so/{dossier.pk}/bo-sung/")
    page.get_by_label("Giấy tờ chứng minh").first.check()
    page.get_by_label("Lời nhắn chung").fill("Thiếu bản chính")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    page.get_by_text("Có chỗ cần sửa").wait_for()
    assert page.get_by_label("Lời nhắn chung").input_value() == "Thiếu bản chính"
    harness.assert_axe(page)
    page.get_by_label("Cần bổ sung thế nào: Giấy tờ chứng minh").fill("Nộp bản chính")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    page.get_by_text("Đã gửi yêu cầu bổ sung 1 mục").wait_for()


def test_a_person_without_an_account_is_served_at_the_counter(live_site, page_at, commune):
    page = page_at(1280)
    sign_in(page, live_site, commune, "reception")
    page.goto(f"{live_site}/can-bo/quay/{small.CODE}/")
    page.get_by_label("Họ tên hoặc tên tổ chức").fill("Trần Văn Giấy")
    page.get_by_label("Nội dung đề nghị").fill("Xác nhận cư trú")
    page.get_by_label("Bản chính").first.fill("1")
    page.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    page.get_by_role("heading", name="Giấy tiếp nhận hồ sơ và hẹn trả kết quả").wait_for()
    harness.screenshot(page, "desk-counter-receipt-1280")
    dossier = Dossier.objects.get()
    assert (dossier.channel, dossier.assisted, dossier.account_id) == ("DIRECT", True, None)
