"""A resident pays on a telephone at the simulated platform; the cashier compares and closes the day at a desk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.government.dossiers import world as commune_world
from tests.government.payments.platform import PARTNER, SECRET
from tests.journeys import harness, small
from tinhso.foundation.worktime.api import now, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.models import Beneficiary, Closing, Difference, Series
from tinhso.government.procedures.models import FeeRuleRow
from tinhso.simulators.pay.book import Book
from tinhso.simulators.pay.messages import Clock
from tinhso.simulators.pay.notifier import Notifier
from tinhso.simulators.pay.platform import Platform
from tinhso.simulators.pay.server import PaySite
from tinhso.simulators.pay.trouble import Trouble

pytestmark = pytest.mark.journey


@pytest.fixture
def commune(transactional_db: None) -> commune_world.World:
    return commune_world.build()


@pytest.fixture
def site(live_site: str, settings: Any, tmp_path: Path) -> Iterator[PaySite]:
    """The platform beside the running site; its notices leave when the journey says so."""
    book, trouble = Book(str(tmp_path / "pay.sqlite3")), Trouble(None)
    platform = Platform(book, trouble, Clock(), PARTNER, SECRET)
    notifier = Notifier(book, trouble, f"{live_site}/thanh-toan/thong-bao/")
    made = PaySite(("127.0.0.1", 0), platform, notifier, f"{live_site}/tra-cuu/{{code}}/nop-tien/ve/")
    threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
    settings.TINHSO_PAY_URL, settings.TINHSO_PAY_SIMULATED = f"{made.origin}/thong-diep", True
    settings.TINHSO_PAY_PARTNER, settings.TINHSO_PAY_SECRET = PARTNER, SECRET
    yield made
    made.shutdown()
    made.server_close()


def test_paid_on_a_telephone_and_closed_at_the_desk(
    live_site: str, page_at: Any, commune: commune_world.World, site: PaySite, tmp_path: Path
) -> None:
    Beneficiary.objects.create(
        agency=commune.desk, bank_bin="999999", bank_name="Ngân hàng mô phỏng", number="0000000001",
        holder="Trung tâm Phục vụ hành chính công xã Thử", valid_from=date(2025, 7, 1), simulated=True,
    )  # fmt: skip
    dossier, silent = (commune_world.accepted(commune, now()) for _turn in range(2))
    faults = []
    phone = small.signed_in(page_at, live_site, commune.resident)
    phone.goto(f"{live_site}/tra-cuu/{dossier.code}/")
    phone.get_by_text("Chuyển khoản bằng mã VietQR").click()
    harness.assert_fits(phone)
    harness.screenshot(phone, "money-track-390")
    phone.get_by_role("button", name="Nộp tiền trực tuyến").click()
    faults += harness.looks(phone, "money-pay-{width}")
    phone.get_by_role("button", name="Trả trực tuyến").click()
    expect(phone.locator("main")).to_contain_text("Chưa có tin ngân hàng đã trừ tiền")
    faults += harness.looks(phone, "money-open-{width}")
    phone.get_by_role("button", name="Sang trang trả tiền").click()
    expect(phone.locator("body")).to_contain_text("MÔ PHỎNG")
    harness.screenshot(phone, "money-platform-390")
    phone.get_by_role("button", name="Trả tiền (mô phỏng)").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Ngân hàng đã trừ tiền")
    phone.get_by_role("link", name="Về trang hồ sơ").click()
    expect(phone.locator("main")).to_contain_text("đã ghi vào hồ sơ")
    faults += harness.looks(phone, "money-paid-{width}")
    assert dossier.fees.get().paid == 8000
    # The bank of the second payment falls silent: the page says so, and offers nothing that could pay twice.
    phone.goto(f"{live_site}/tra-cuu/{silent.code}/nop-tien/")
    phone.get_by_role("button", name="Trả trực tuyến").click()
    phone.get_by_role("button", name="Sang trang trả tiền").click()
    phone.get_by_role("button", name="Ngân hàng không trả lời").click()
    phone.get_by_role("link", name="Về trang hồ sơ").click()
    expect(phone.locator("main")).to_contain_text("hệ thống đang đối chiếu")
    expect(phone.get_by_role("button", name="Trả trực tuyến")).to_have_count(0)
    faults += harness.looks(phone, "money-checking-{width}")

    # What is paid before reception: the person is told until when, the desk why it cannot receive.
    FeeRuleRow.objects.create(
        key="truoc",
        effect="before",
        reason="Quy tắc trình diễn.",
        valid_from=date(2025, 7, 1),
        demonstration=True,
    )
    FeeRuleRow.objects.create(
        key="giam", effect="percent", value=50, reason="Quy tắc TRÌNH DIỄN, không phải quy định: giảm một nửa.",
        channels=["ONLINE"], valid_from=date(2025, 7, 1), demonstration=True,
    )  # fmt: skip
    waiting = commune_world.filed(commune, now())
    phone.goto(f"{live_site}/tra-cuu/{waiting.code}/")
    expect(phone.locator("main")).to_contain_text("Nộp tiền chậm nhất")
    expect(phone.locator("main")).to_contain_text("mức đầy đủ 8.000")
    faults += harness.looks(phone, "money-prepay-{width}")
    FeeRuleRow.objects.all().delete()

    cash = commune_world.accepted(commune, now())
    dossiers.record_fee(
        commune.cashier, cash.pk, fee_id=cash.fees.get().pk, paid=8000, method="cash", receipt_no="BL-1"
    )
    desk = small.signed_in(page_at, live_site, commune.cashier, width=1280)
    desk.goto(f"{live_site}/can-bo/")
    desk.get_by_role("link", name="Thu phí, lệ phí").first.click()
    expect(desk.locator("main")).to_contain_text("16.000 đ")
    expect(desk.locator("main")).to_contain_text("hồ sơ chờ nộp tiền trước khi tiếp nhận")
    faults += harness.looks(desk, "money-home-{width}")
    desk.get_by_role("link", name="Đối soát và chênh lệch").click()
    day = today().strftime("%Y%m%d")
    spoilt = site.files.statement(day).replace(",8000,", ",7000,")
    for kind, name, text in (
        ("Tệp của nền tảng thanh toán (CSV)", "nen-tang.csv", site.files.platform(day)),
        ("Sao kê ngân hàng, kho bạc (CSV hoặc camt.053)", "sao-ke.csv", spoilt),
    ):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        desk.get_by_label(kind).check()
        desk.get_by_label("Tệp", exact=True).set_input_files(str(file))
        desk.get_by_role("button", name="Đưa vào và đối soát").click()
        expect(desk.locator("body")).to_contain_text("Đã nhận tệp và đối soát")
    faults += harness.looks(desk, "money-compare-{width}")
    desk.get_by_role("link", name="Tiền về khác số đã ghi").click()
    faults += harness.looks(desk, "money-difference-{width}")
    desk.get_by_label("Đã xử lý thế nào").fill("Ngân hàng báo sao kê in sai, đã gửi lại.")
    desk.get_by_role("button", name="Đóng chênh lệch").click()
    assert Difference.objects.get(kind="bank_amount").state == "closed"
    Series.objects.create(
        agency=commune.desk, kind="charge", form_no="THU-01", symbol="MP/26", valid_from=date(2025, 7, 1), simulated=True
    )  # fmt: skip
    desk.goto(f"{live_site}/can-bo/thu-tien/bien-lai/{cash.pk}/")
    desk.get_by_role("button", name="Lập biên lai điện tử").click()
    expect(desk.locator("main")).to_contain_text("Tám nghìn đồng")
    faults += harness.looks(desk, "money-receipts-{width}")
    desk.goto(f"{live_site}/can-bo/thu-tien/hoan/{cash.pk}/")
    desk.get_by_label("Số tiền hoàn").fill("3000")
    desk.get_by_label("Lý do hoàn tiền").fill("Thu nhầm mức")
    desk.get_by_role("button", name="Đề nghị hoàn tiền").click()
    expect(desk.locator("main")).to_contain_text("Chờ duyệt")
    faults += harness.looks(desk, "money-refunds-{width}")
    phone.goto(f"{live_site}/bien-lai/")
    harness.look(phone, "money-find-receipt-{width}")
    phone.get_by_label("Mã hồ sơ").fill(cash.code)
    phone.get_by_label("Số định danh hoặc mã số thuế của người nộp").fill("026190000001")
    phone.get_by_role("button", name="Tra cứu").last.click()
    expect(phone.locator("main")).to_contain_text("Tám nghìn đồng")
    faults += harness.looks(phone, "money-found-receipt-{width}")
    desk.goto(f"{live_site}/can-bo/thu-tien/ngay/{today().isoformat()}/")
    desk.get_by_label("Số tiền nộp").fill("5000")
    desk.get_by_label("Số giấy nộp tiền").fill("GN-01")
    desk.get_by_role("button", name="Ghi khoản nộp tiền").click()
    desk.get_by_label("Tiền mặt đếm được trong quỹ").fill("2000")
    desk.get_by_role("button", name="Khóa ngày thu").click()
    expect(desk.locator("main")).to_contain_text("Tiền đếm được khác sổ")
    desk.get_by_label("Tiền mặt đếm được trong quỹ").fill("3000")
    desk.get_by_role("button", name="Khóa ngày thu").click()
    expect(desk.locator("main")).to_contain_text("Chờ người thứ hai ký xác nhận")
    head = small.signed_in(page_at, live_site, commune.leader, width=1280)
    head.goto(f"{live_site}/can-bo/thu-tien/ngay/{today().isoformat()}/")
    head.get_by_role("button", name="Ký xác nhận ngày thu").click()
    faults += harness.looks(head, "money-day-{width}")
    assert Closing.objects.get().signed_by == commune.leader.account_id
    assert not faults, "\n\n".join(faults)
