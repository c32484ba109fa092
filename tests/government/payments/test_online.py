"""Paying through the platform: every message once, in any order, forged or lost, and the truth on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.government.dossiers.world import MONDAY, World, accepted, build, filed
from tests.government.payments.platform import PARTNER, SECRET, Paying, running, tell
from tinhso.foundation.identity.models import Account as Login
from tinhso.foundation.records.models import Look
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.actions.ask import request_of
from tinhso.government.payments.actions.fetch_bill import fetch_bill
from tinhso.government.payments.actions.pay import start
from tinhso.government.payments.actions.post import balances
from tinhso.government.payments.actions.requery import recheck, recheck_due
from tinhso.government.payments.contrib.nationalpay import messages
from tinhso.government.payments.models import Beneficiary, Difference, Message, PaymentRequest, Transaction
from tinhso.government.payments.queries.standing import standing
from tinhso.government.payments.rules import vietqr
from tinhso.lib.errors import Busy, Conflict, NotFound, Refused
from tinhso.simulators.pay import messages as theirs


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        yield build()


@pytest.fixture
def paying(world: World, settings: Any, tmp_path: Path) -> Iterator[Paying]:
    with running(settings, tmp_path) as made:
        yield made


def shown(world: World, dossier: Any) -> str:
    """The person's page about paying."""
    client = Client()
    client.force_login(Login.objects.get(pk=world.resident.account_id))
    return client.get(f"/tra-cuu/{dossier.code}/nop-tien/").content.decode()


def opened(world: World, **how: Any) -> tuple[Any, Transaction]:
    dossier = accepted(world)
    return dossier, start(world.resident, dossier.pk, **how)


def signed(one: Transaction, **changes: Any) -> dict[str, Any]:
    body = {
        "LoaiBanTin": "IPN", "MaLoi": "00", "MaDoiTac": PARTNER, "MaThamChieu": one.reference,
        "SoTien": str(one.amount), "MaTienTe": "VND", "MaGiaoDich": "GD1", "MaNganHang": "MOPHONG",
        "ThoiGianGD": "20261123150405", "ThongTinGiaoDich": "", **changes,
    }  # fmt: skip
    return theirs.signed(body, theirs.NOTICE, SECRET)


def test_paid_told_three_times_is_booked_once(world: World, paying: Paying) -> None:
    dossier, one = opened(world)
    assert one.reference.startswith(dossier.code.replace(".", "").replace("-", ""))
    assert one.page.startswith(paying.site.origin)
    assert "Sang trang trả tiền" in shown(world, dossier)
    assert paying.pay(one.reference)
    (notice,) = paying.notices()
    assert [tell(notice)["MaLoi"] for _turn in range(3)] == ["00"] * 3
    one.refresh_from_db()
    fee = dossier.fees.get()
    assert (one.state, one.recorded, one.amount, fee.paid, fee.method) == ("ok", 8000, 8000, 8000, "gateway")
    assert balances(world.desk.pk) == {"gateway": 8000, "charge": -8000}
    assert PaymentRequest.objects.get().state == "paid"
    assert Message.objects.get(kind="notice").seen == 3
    assert "đã ghi vào hồ sơ" in shown(world, dossier)
    client = Client()
    client.force_login(Login.objects.get(pk=world.resident.account_id))
    assert f"/bien-lai/?ma={dossier.code}" in client.get(f"/tra-cuu/{dossier.code}/").content.decode()
    assert f'value="{dossier.code}"' in client.get("/bien-lai/", {"ma": dossier.code}).content.decode()
    with pytest.raises(Refused, match="không còn khoản"):
        start(world.resident, dossier.pk)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"MaXacThuc": "0" * 64}, "97"), ({"MaXacThuc": None}, "97"), ({"SoTien": "1"}, "97"), ({"MaThamChieu": "KHAC"}, "97")],
)  # fmt: skip
def test_a_forged_notice_changes_nothing(
    world: World, paying: Paying, changes: dict[str, Any], code: str
) -> None:
    _dossier, one = opened(world)
    assert tell({**signed(one), **changes})["MaLoi"] == code
    one.refresh_from_db()
    assert (one.state, Message.objects.filter(kind="notice").count()) == ("init", 0)
    assert balances(world.desk.pk) == {}


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'"x"', b"\xff", b"[" * 70000])
def test_what_is_no_message_is_refused_as_one(world: World, paying: Paying, content: bytes) -> None:
    answer = Client().post("/thanh-toan/thong-bao/", content, content_type="application/json")
    assert (answer.status_code, answer.json()["MaLoi"]) == (400, "99")


def test_forged_ones_by_the_hundred_are_not_answered_any_more(world: World, paying: Paying) -> None:
    answers = [
        Client().post("/thanh-toan/thong-bao/", b"{}", content_type="application/json").status_code
        for _n in range(202)
    ]
    assert (answers[0], answers[-1]) == (200, 429)


def test_an_amount_that_differs_is_a_difference_and_no_payment(world: World, paying: Paying) -> None:
    _dossier, one = opened(world)
    assert tell(signed(one, SoTien="9000"))["MaLoi"] == "04"
    one.refresh_from_db()
    told = Difference.objects.get()
    assert (one.state, told.kind, told.ours, told.theirs) == ("init", "amount", 8000, 9000)
    assert balances(world.desk.pk) == {}
    assert paying.pay(one.reference)
    assert recheck(one.pk) == "ok"
    told.refresh_from_db()
    assert told.state == "closed", "the platform, asked, told the right amount"


def test_a_partner_of_another_province_and_an_unknown_reference(world: World, paying: Paying) -> None:
    _dossier, one = opened(world)
    assert tell(signed(one, MaDoiTac="KHAC"))["MaLoi"] == "97"
    assert tell(signed(one, MaThamChieu="KHONGCO1"))["MaLoi"] == "01"
    assert Message.objects.get(kind="notice").verdict == "unknown"


def test_a_failure_is_believed_only_when_the_platform_says_it_again(world: World, paying: Paying) -> None:
    _dossier, one = opened(world)
    assert paying.pay(one.reference)
    assert tell(signed(one, MaLoi="08"))["MaLoi"] == "00"
    one.refresh_from_db()
    assert (one.state, one.recorded) == ("ok", 8000), "it was paid, as our question found"
    other = accepted(world)
    second = start(world.resident, other.pk)
    assert paying.pay(second.reference, "failed")
    tell(paying.notices(second.reference)[0])
    second.refresh_from_db()
    assert second.state == "fail"
    assert "không trừ tiền" in shown(world, other)
    third = start(world.resident, other.pk) if _later(second) else None
    assert third is not None
    assert third.pk != second.pk


def _later(one: Transaction) -> bool:
    """The reference has the second in it: another try has another one."""
    with at(MONDAY + timedelta(seconds=5)):
        Transaction.objects.filter(pk=one.pk).update(reference=f"{one.reference}X")
    return True


def test_what_was_paid_stays_paid_whatever_is_said_later(world: World, paying: Paying) -> None:
    _dossier, one = opened(world)
    assert paying.pay(one.reference)
    tell(paying.notices()[0])
    assert tell(signed(one, MaLoi="08", MaGiaoDich=""))["MaLoi"] == "00"
    one.refresh_from_db()
    assert (one.state, Difference.objects.get().kind) == ("ok", "contradiction")
    tell(signed(one, MaGiaoDich="GD-KHAC"))
    assert set(Difference.objects.values_list("kind", flat=True)) == {"contradiction", "twice"}
    assert balances(world.desk.pk) == {"gateway": 8000, "charge": -8000}


def test_money_that_the_dossier_does_not_take_any_more_is_kept_apart(world: World, paying: Paying) -> None:
    dossier, one = opened(world)
    assert paying.pay(one.reference)
    fee = dossier.fees.get()
    dossiers.record_fee(world.cashier, dossier.pk, fee_id=fee.pk, paid=8000, method="cash", receipt_no="BL-1")
    tell(paying.notices()[0])
    one.refresh_from_db()
    assert (one.state, one.recorded) == ("ok", 0)
    assert balances(world.desk.pk) == {"cash": 8000, "charge": -8000, "gateway": 8000, "surplus": -8000}
    told = Difference.objects.get()
    assert (told.kind, told.theirs, told.detail) == ("not_recorded", 8000, "fee_recorded")
    assert "Ngân hàng đã trừ 8.000 đ" in shown(world, dossier)


def test_nobody_pays_twice_while_a_first_payment_has_no_answer(world: World, paying: Paying) -> None:
    dossier, one = opened(world)
    assert start(world.resident, dossier.pk).pk == one.pk, "the same page is offered again"
    assert paying.pay(one.reference, "hanging")
    with at(MONDAY + timedelta(minutes=20)):
        with pytest.raises(Conflict, match="Đừng trả lần nữa"):
            start(world.resident, dossier.pk)
        one.refresh_from_db()
        assert one.state == "pending"
        page = shown(world, dossier)
        assert "đang đối chiếu" in page
        assert "Trả trực tuyến</button>" not in page
        assert "Chuyển khoản bằng" not in page
    assert paying.pay(one.reference)
    with at(MONDAY + timedelta(minutes=40)):
        assert recheck_due() == 1
    one.refresh_from_db()
    assert (one.state, one.auto_checked, dossier.fees.get().paid) == ("ok", True, 8000)


def test_a_page_that_nobody_used_ends_and_three_days_of_silence_are_somebodys(
    world: World, paying: Paying
) -> None:
    dossier, one = opened(world)
    assert recheck_due() == 0
    with at(MONDAY + timedelta(minutes=31)):
        assert recheck_due() == 1
    one.refresh_from_db()
    assert one.state == "fail"
    with at(MONDAY + timedelta(hours=1)):
        second = start(world.resident, dossier.pk)
        assert paying.pay(second.reference, "hanging")
    with at(MONDAY + timedelta(days=4)):
        recheck_due()
        assert recheck_due() == 0
    assert Difference.objects.get().kind == "unresolved"


def test_money_after_a_failure_is_asked_about_and_found(world: World, paying: Paying) -> None:
    dossier, one = opened(world)
    with at(MONDAY + timedelta(minutes=31)):
        recheck_due()
        one.refresh_from_db()
        assert one.state == "fail"
        assert paying.pay(one.reference), "the page was still open somewhere"
        tell(paying.notices()[0])
    one.refresh_from_db()
    assert (one.state, dossier.fees.get().paid) == ("ok", 8000)


def test_a_platform_that_is_down_takes_no_money_and_loses_none(
    world: World, paying: Paying, settings: Any
) -> None:
    dossier = accepted(world)
    there, settings.TINHSO_PAY_URL = settings.TINHSO_PAY_URL, "http://127.0.0.1:9/thong-diep"
    with pytest.raises(Busy, match="chưa bị trừ tiền"):
        start(world.resident, dossier.pk)
    one = Transaction.objects.get()
    assert (one.state, one.page) == ("init", "")
    assert recheck(one.pk) == "silent"
    settings.TINHSO_PAY_URL = there
    with at(MONDAY + timedelta(seconds=9)):
        assert start(world.resident, dossier.pk).pk != one.pk
    one.refresh_from_db()
    assert one.state == "fail"


def test_a_page_on_another_origin_is_no_page(world: World, paying: Paying, settings: Any) -> None:
    settings.TINHSO_PAY_PAGES = "https://example.vn/"
    with pytest.raises(Busy):
        start(world.resident, accepted(world).pk)


def test_the_order_of_fields_is_a_setting(world: World, paying: Paying, settings: Any) -> None:
    settings.TINHSO_PAY_FIELDS = {"IPN": tuple(reversed(messages.ORDERS["IPN"]))}
    _dossier, one = opened(world)
    assert tell(signed(one))["MaLoi"] == "97"
    body = signed(one)
    body["MaXacThuc"] = theirs.code(body, tuple(reversed(theirs.NOTICE)), SECRET)
    assert tell(body)["MaLoi"] == "00"


def test_the_bill_of_the_platform(world: World, paying: Paying) -> None:
    from tinhso.government.payments.gateway import Unreachable, gateway

    _dossier, one = opened(world)
    with pytest.raises(Unreachable):
        gateway().bill(one.reference, MONDAY)
    assert paying.pay(one.reference)
    told = told_by(gateway().bill(one.reference, MONDAY))
    assert one.reference in told
    assert f"{one.amount} VND" in told
    # Paid at the platform; here nobody knows yet, so that there is no receipt to ask for.
    with pytest.raises(NotFound):
        fetch_bill(world.cashier, one.pk)
    recheck(one.pk)
    one.refresh_from_db()
    client = Client()
    client.force_login(Login.objects.get(pk=world.cashier.account_id))
    answer = client.get(f"/can-bo/thu-tien/giao-dich/{one.pk}/bien-lai.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert one.platform_no in told_by(answer.content)
    looks = Look.objects.filter(subject_kind="dossier", subject_id=str(one.request.dossier_id))
    assert [look.facts["what"] for look in looks].count("receipt") == 1


def told_by(pdf: bytes) -> str:
    """The words of a file of one page."""
    read = PdfReader(BytesIO(pdf), strict=True)
    assert len(read.pages) == 1
    return read.pages[0].extract_text()


def test_only_who_opened_the_dossier_sees_its_money(world: World, paying: Paying) -> None:
    dossier, _one = opened(world)
    client = Client()
    assert client.get(f"/tra-cuu/{dossier.code}/nop-tien/").status_code == 404
    client.force_login(Login.objects.get(pk=world.stranger.account_id))
    assert client.get(f"/tra-cuu/{dossier.code}/nop-tien/").status_code == 404
    assert client.post(f"/tra-cuu/{dossier.code}/nop-tien/").status_code == 404


def test_a_qr_for_a_transfer_on_both_pages(world: World) -> None:
    Beneficiary.objects.create(
        agency=world.desk, bank_bin="999999", bank_name="Ngân hàng mô phỏng", number="0123456789",
        holder="Xã Thử", valid_from=date(2025, 7, 1), simulated=True,
    )  # fmt: skip
    dossier = filed(world)
    request = request_of(dossier.pk)
    assert request is not None
    from tinhso.government.payments.queries.offer import payload_of

    told = vietqr.parse(payload_of(request, Beneficiary.objects.get()))
    assert (told.purpose, told.amount, told.account) == (request.reference, 8000, "0123456789")
    client = Client()
    client.force_login(Login.objects.get(pk=world.resident.account_id))
    page = client.get(f"/tra-cuu/{dossier.code}/").content.decode()
    assert "<svg" in page
    assert request.reference in page
    assert "đừng chuyển tiền thật" in page
    client.force_login(Login.objects.get(pk=world.cashier.account_id))
    desk = client.get(f"/can-bo/ho-so/{dossier.pk}/").content.decode()
    assert request.reference in desk
    dossiers.withdraw(world.resident, dossier.pk)
    assert standing(request_of(dossier.pk)).key == "closed"
