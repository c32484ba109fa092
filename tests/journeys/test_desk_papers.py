"""What travels with a dossier and what leaves the desk on paper, in a real browser at both widths."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.government.dossiers import world as small
from tests.journeys import harness
from tests.journeys.test_desk import commune, rich, sign_in  # noqa: F401
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers

pytestmark = pytest.mark.journey


def test_pages_of_papers_and_money(live_site, page_at, commune):  # noqa: F811
    page = page_at(1280)
    own = rich(commune)
    paper = own.files.filter(replaced_at=None).get()
    dossiers.check_file(commune.specialist, own.pk, paper.pk, fit=False, remark="Bản chụp mờ")
    fee = own.fees.get()
    dossiers.record_fee(commune.cashier, own.pk, fee_id=fee.pk, paid=5000, method="cash", receipt_no="BL-77")
    refused = small.filed(commune, now())
    dossiers.refuse(commune.reception, refused.pk, reason="Không thuộc thẩm quyền của xã.")
    signing = small.accepted(commune, now())
    dossiers.complete_step(
        commune.specialist, small.step(signing, "appraise").pk, outcome="fit", note="Đủ căn cứ, trình ký."
    )
    done = small.numbered(commune, now())
    at = {"own": own, "refused": refused, "signing": signing, "done": done}
    visits = [
        ("reception", "own", "phieu-bo-sung/1/", "supplement-slip"),
        ("reception", "refused", "phieu-tu-choi/", "refusal-slip"),
        ("reception", "own", "phieu/", "receipt-signed"),
        ("specialist", "own", "viec/hoan-thanh/", "complete-unfit"),
        ("specialist", "own", "", "dossier-unfit"),
        ("cashier", "own", "viec/sua-khoan-thu/", "correct-fee"),
        ("reception", "own", "viec/rut/", "withdraw-desk"),
        ("leader", "signing", "viec/duyet/", "approve-with-draft"),
        ("clerk", "done", "", "dossier-done"),
        ("return_officer", "done", "viec/tra-ket-qua/", "hand-over"),
    ]
    faults = []
    for role, which, rest, name in visits:
        sign_in(page, live_site, commune, role)
        path = f"{live_site}/can-bo/ho-so/{at[which].pk}/{rest}"
        page.goto(path)
        assert page.url == path
        faults += harness.looks(page, f"papers-{name}-{{width}}")
    assert not faults, "\n\n".join(faults)


def test_a_verdict_is_chosen_and_an_unfit_paper_is_not_passed_over(live_site, page_at, commune):  # noqa: F811
    dossier = rich(commune)
    paper = dossier.files.filter(replaced_at=None).get()
    page = page_at(1280)
    sign_in(page, live_site, commune, "specialist")
    address = f"{live_site}/can-bo/ho-so/{dossier.pk}/"
    page.goto(address)
    page.get_by_role("button", name="Chưa hợp lệ", exact=True).first.click()
    expect(page.locator(f"#remark-{paper.pk}-error")).to_contain_text("vì sao giấy tờ chưa hợp lệ")
    page.locator(f"#remark-{paper.pk}").fill("Bản chụp mờ")
    page.get_by_role("button", name="Chưa hợp lệ", exact=True).first.click()
    page.goto(f"{address}viec/hoan-thanh/")
    assert page.locator('input[name="outcome"]:checked').count() == 0
    page.get_by_label("Đủ điều kiện", exact=True).check()
    page.get_by_role("button", name="Hoàn thành bước").click()
    page.get_by_text("Có giấy tờ đã ghi là chưa hợp lệ").first.wait_for()
    page.get_by_label("Tôi biết có giấy tờ chưa hợp lệ").check()
    page.get_by_label("Ý kiến, ghi chú").fill("Giấy gốc đã xem tại quầy, rõ.")
    page.get_by_role("button", name="Hoàn thành bước").click()
    page.get_by_text("Đã hoàn thành bước").wait_for()
    sign_in(page, live_site, commune, "leader")
    page.goto(f"{address}viec/duyet/")
    expect(page.locator("main")).to_contain_text("Giấy gốc đã xem tại quầy, rõ.")
    expect(page.locator("main")).to_contain_text("Cán bộ specialist")
