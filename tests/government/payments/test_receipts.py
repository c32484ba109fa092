"""Receipts without gaps that are never deleted; refunds with a reason, by two people, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.government.dossiers.world import MONDAY, World, accepted, build
from tests.government.payments.platform import running, tell
from tinhso.foundation.identity.models import Account as Login
from tinhso.foundation.worktime.api import at, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.actions.declare import declare_account, declare_series
from tinhso.government.payments.actions.give_refund import ask_refund, available, judge_refund, pay_refund
from tinhso.government.payments.actions.issue_day import issue_day
from tinhso.government.payments.actions.issue_receipt import cancel_receipt, issue_receipts, replace_receipt
from tinhso.government.payments.actions.pay import start
from tinhso.government.payments.actions.post import balances
from tinhso.government.payments.actions.reconcile import reconcile
from tinhso.government.payments.models import EReceipt, PaymentRequest, Refund, Series
from tinhso.government.payments.queries.beneficiaries import beneficiary
from tinhso.government.payments.rules.words import DIGITS, in_words
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        yield build()


def series(world: World, kind: str = "charge") -> Series:
    return Series.objects.create(
        agency=world.desk,
        kind=kind,
        form_no=f"THU-{kind}",
        symbol="MP/26",
        valid_from=date(2026, 1, 1),
        simulated=True,
    )


def paid(world: World, number: int = 1) -> Any:
    dossier = accepted(world)
    fee = dossier.fees.get()
    dossiers.record_fee(
        world.cashier, dossier.pk, fee_id=fee.pk, paid=8000, method="cash", receipt_no=f"BL-{number}"
    )
    return dossier


@pytest.mark.parametrize(
    ("amount", "told"),
    [(0, "Không đồng"), (8000, "Tám nghìn đồng"), (57000, "Năm mươi bảy nghìn đồng"), (10_015, "Mười nghìn không trăm mười lăm đồng"),
     (21, "Hai mươi mốt đồng"), (105, "Một trăm linh năm đồng"), (1_000_004, "Một triệu không trăm linh bốn đồng"),
     (244_000_000, "Hai trăm bốn mươi tư triệu đồng"), (5_000_000_000, "Năm tỷ đồng")],
)  # fmt: skip
def test_amounts_in_words(amount: int, told: str) -> None:
    assert in_words(amount) == told


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_two_amounts_are_never_said_alike(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)
    assert in_words(one).endswith("đồng")
    assert len(DIGITS) == 10


def test_numbers_follow_without_a_gap_and_money_has_one_receipt(world: World) -> None:
    first = paid(world)
    with pytest.raises(Refused, match="mẫu số"):
        issue_receipts(world.cashier, first.pk)
    own = series(world)
    assert [kind.kind for kind in reconcile(world.desk.pk, MONDAY.date())] == ["no_receipt"]
    (one,) = issue_receipts(world.cashier, first.pk)
    assert (one.number, one.amount, one.payer_name) == (1, 8000, "Nguyễn Thị Ví Dụ")
    with pytest.raises(Refused, match="chưa có biên lai"):
        issue_receipts(world.cashier, first.pk)
    assert reconcile(world.desk.pk, MONDAY.date()) == []
    with pytest.raises(NotFound):
        issue_receipts(world.outsider, first.pk)
    (two,) = issue_receipts(world.cashier, paid(world, 2).pk)
    with pytest.raises(Refused):
        replace_receipt(world.cashier, one.pk, reason="", payer_name="Khác")
    again = replace_receipt(
        world.cashier, one.pk, reason="Sai tên người nộp", payer_name="Nguyễn Thị Ví Dụ Hai"
    )
    cancel_receipt(world.cashier, two.pk, reason="Lập nhầm hồ sơ")
    with pytest.raises(Conflict):
        cancel_receipt(world.cashier, two.pk, reason="Lập nhầm hồ sơ")
    (three,) = issue_receipts(world.cashier, two.dossier_id)
    own.refresh_from_db()
    assert sorted(EReceipt.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert (own.last_no, again.number, again.replaces_id, three.number) == (4, 3, one.pk, 4)
    one.refresh_from_db()
    assert one.state == "replaced"
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        EReceipt.objects.filter(pk=two.pk)._raw_delete("default")


def test_a_receipt_whose_money_was_voided_is_found(world: World) -> None:
    series(world)
    dossier = paid(world)
    issue_receipts(world.cashier, dossier.pk)
    dossiers.give_back(world.cashier, dossier.pk, fee_key="le-phi", receipt_no="BL-1", reason="Thu nhầm")
    assert [one.kind for one in reconcile(world.desk.pk, MONDAY.date())] == ["receipt_without_money"]


def test_anybody_with_code_and_number_finds_it_and_nobody_else(world: World) -> None:
    series(world)
    dossier = paid(world)
    issue_receipts(world.cashier, dossier.pk)
    good = {"code": dossier.code, "number": "026 190 000 001"}
    page = Client().post("/bien-lai/", good).content.decode()
    assert "Tám nghìn đồng" in page
    assert "MÔ PHỎNG" in page
    assert "Nguyễn Thị Ví Dụ" not in page
    for wrong in ({**good, "number": "026190000002"}, {**good, "code": "KHONG-CO"}, {**good, "number": ""}):
        assert Client().post("/bien-lai/", wrong).status_code == 404
    answers = [Client().post("/bien-lai/", {**good, "number": "1"}).status_code for _turn in range(12)]
    assert answers[-1] == 429


def test_the_desk_pages_of_receipts_and_refunds(world: World) -> None:
    series(world)
    dossier = paid(world)
    desk = Client()
    desk.force_login(Login.objects.get(pk=world.cashier.account_id))
    address = f"/can-bo/thu-tien/bien-lai/{dossier.pk}/"
    assert "Khoản thu chưa có biên lai" in desk.get(address).content.decode()
    assert desk.post(f"{address}lap/").status_code == 302
    one = EReceipt.objects.get()
    assert desk.post(f"{address}huy/", {"receipt": one.pk, "reason": ""}).status_code == 422
    assert desk.post(f"{address}huy/", {"receipt": one.pk, "reason": "Lập nhầm hồ sơ"}).status_code == 302
    back = f"/can-bo/thu-tien/hoan/{dossier.pk}/"
    asked = {"source": "charge", "amount": "8.000", "receiver": "Nguyễn Thị Ví Dụ", "reason": "Hồ sơ đã rút"}
    assert desk.post(f"{back}de-nghi/", {**asked, "amount": "8.001"}).status_code == 422
    assert desk.post(f"{back}de-nghi/", asked).status_code == 302
    refund = Refund.objects.get()
    assert "Duyệt hoàn tiền" not in desk.get(back).content.decode()
    head = Client()
    head.force_login(Login.objects.get(pk=world.leader.account_id))
    assert "Duyệt hoàn tiền" in head.get(back).content.decode()
    assert head.post(f"{back}duyet/", {"refund": refund.pk, "approved": "1"}).status_code == 302
    assert (
        desk.post(f"{back}tra/", {"refund": refund.pk, "out_of": "cash", "slip_no": "PC-1"}).status_code
        == 302
    )
    assert balances(world.desk.pk) == {"cash": 0, "charge": 0, "refund": 0}


def test_money_kept_apart_goes_back_once_by_two_people(world: World, settings: Any, tmp_path: Path) -> None:
    with running(settings, tmp_path) as paying:
        dossier = accepted(world)
        one = start(world.resident, dossier.pk)
        assert paying.pay(one.reference)
        fee = dossier.fees.get()
        dossiers.record_fee(
            world.cashier, dossier.pk, fee_id=fee.pk, paid=8000, method="cash", receipt_no="BL-1"
        )
        tell(paying.notices()[0])
    assert available(dossier.pk) == {"charge": 8000, "surplus": 8000}
    asked = {"source": "surplus", "amount": 8000, "reason": "Trả hai lần", "receiver": "Nguyễn Thị Ví Dụ"}
    refund = ask_refund(world.cashier, dossier.pk, **asked)
    assert available(dossier.pk) == {"charge": 8000}
    with pytest.raises(Refused):
        ask_refund(world.cashier, dossier.pk, **asked)
    with pytest.raises(Forbidden, match="người thứ hai"):
        judge_refund(world.cashier, refund.pk, approved=True)
    with pytest.raises(Conflict):
        pay_refund(world.cashier, refund.pk, out_of="bank", slip_no="LC-1")
    judge_refund(world.leader, refund.pk, approved=True)
    with pytest.raises(Refused):
        pay_refund(world.cashier, refund.pk, out_of="bank", slip_no=" ")
    pay_refund(world.cashier, refund.pk, out_of="bank", slip_no="LC-1")
    with pytest.raises(Conflict):
        pay_refund(world.cashier, refund.pk, out_of="bank", slip_no="LC-1")
    held = balances(world.desk.pk)
    assert held == {"cash": 8000, "charge": -8000, "gateway": 8000, "surplus": 0, "refund": 0, "bank": -8000}
    assert PaymentRequest.objects.get().state == "paid", "the fee itself stays paid"


def test_a_refused_refund_leaves_the_money_where_it_was(world: World) -> None:
    dossier = paid(world)
    refund = ask_refund(
        world.cashier, dossier.pk, source="charge", amount=3000, reason="Thu nhầm mức", receiver="A"
    )
    judge_refund(world.leader, refund.pk, approved=False)
    assert available(dossier.pk) == {"charge": 8000}
    assert balances(world.desk.pk) == {"cash": 8000, "charge": -8000}


def test_accounts_and_series_are_dated_and_never_changed_backwards(world: World) -> None:
    account = {"bank_bin": "999999", "bank_name": "Ngân hàng mô phỏng", "number": "0001", "holder": "Xã Thử"}
    declare_account(world.desk.pk, **account, valid_from=date(2026, 1, 1))
    declare_account(world.desk.pk, **{**account, "number": "0002"}, valid_from=date(2026, 11, 1))
    told = [
        beneficiary(world.desk.pk, day) for day in (date(2025, 12, 31), date(2026, 10, 31), date(2026, 11, 1))
    ]
    assert [one and one.number for one in told] == [None, "0001", "0002"]
    with pytest.raises(Conflict):
        declare_account(world.desk.pk, **account, valid_from=date(2026, 5, 1))
    with pytest.raises(Refused):
        declare_account(world.other.pk, **{**account, "bank_bin": "99"}, valid_from=date(2026, 1, 1))
    declare_series(world.desk.pk, "charge", form_no="A", symbol="S1", valid_from=date(2026, 1, 1))
    declare_series(world.desk.pk, "charge", form_no="A", symbol="S2", valid_from=date(2026, 11, 23))
    with pytest.raises(Conflict):
        declare_series(world.desk.pk, "charge", form_no="A", symbol="S1", valid_from=date(2027, 1, 1))
    (one,) = issue_receipts(world.cashier, paid(world).pk)
    assert (one.series.symbol, one.number) == ("S2", 1)


def test_a_days_receipts_are_made_by_one_press(world: World) -> None:
    first, second = paid(world), paid(world, 2)
    desk = Client()
    desk.force_login(Login.objects.get(pk=world.cashier.account_id))
    day = f"/can-bo/thu-tien/ngay/{today().isoformat()}/"
    told = desk.post(f"{day}bien-lai/", follow=True).content.decode()
    assert (first.code in told, second.code in told) == (True, True)  # no series: each says why
    assert not EReceipt.objects.exists()
    series(world)
    assert "Lập biên lai cho mọi khoản chưa có" in desk.get(day).content.decode()
    assert "Đã lập 2 biên lai" in desk.post(f"{day}bien-lai/", follow=True).content.decode()
    assert sorted(EReceipt.objects.values_list("number", flat=True)) == [1, 2]
    assert desk.post(f"{day}bien-lai/").status_code >= 400
    with pytest.raises(Refused, match="đều có biên lai"):
        issue_day(world.cashier, world.desk.pk, today())
    with pytest.raises(Refused):
        issue_day(world.outsider, world.desk.pk, today())
