"""A fee that is due before reception, brought to the counter: one demand, one receipt, one clock, nothing paid twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.government.dossiers.world import CODE, MONDAY, World, build, filed
from tests.government.payments.platform import running, tell
from tests.government.payments.test_receipts import series
from tinhso.foundation.worktime.api import at, calendar
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.payments.actions.ask import request_of
from tinhso.government.payments.actions.close_day import close_day, deposit
from tinhso.government.payments.actions.give_refund import ask_refund, available, judge_refund, pay_refund
from tinhso.government.payments.actions.issue_receipt import issue_receipts
from tinhso.government.payments.actions.pay import start
from tinhso.government.payments.actions.post import balances
from tinhso.government.payments.actions.reconcile import reconcile
from tinhso.government.payments.models import Entry
from tinhso.government.payments.queries.standing import standing
from tinhso.government.procedures.models import FeeRuleRow
from tinhso.lib.errors import Refused


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        made = build()
        FeeRuleRow.objects.create(
            key="truoc", effect="before", value=0, procedures=[CODE], reason="Quy tắc trình diễn.",
            demonstration=True, valid_from=date(2026, 1, 1),
        )  # fmt: skip
        yield made


def bring(world: World, dossier: Dossier, number: str = "BL-1", paid: int = 8000) -> None:
    dossiers.record_fee(
        world.cashier, dossier.pk, fee_id=dossier.fees.get().pk, paid=paid, method="cash", receipt_no=number
    )


def test_cash_at_the_counter_begins_the_clock_and_is_one_receipt(world: World) -> None:
    series(world)
    dossier = filed(world)
    asked = request_of(dossier.pk)
    assert asked is not None
    assert (asked.state, asked.amount, asked.collect) == ("unpaid", 8000, "before")
    with at(MONDAY + timedelta(hours=2)):
        with pytest.raises(Refused, match="phải nộp tiền trước"):
            dossiers.accept(world.reception, dossier.pk)
        bring(world, dossier)
        # The same press again is told, and takes nothing.
        with pytest.raises(Refused):
            bring(world, dossier)
        with pytest.raises(Refused):
            bring(world, dossier, "BL-2")
        dossier.refresh_from_db()
        began = MONDAY + timedelta(hours=2)
        assert (dossier.pay_by, dossier.filed_at) == (None, began)
        assert dossier.reception_due == calendar().add_hours(began, 8)
        asked = request_of(dossier.pk)
        assert asked is not None
        assert (asked.state, standing(asked).key) == ("paid", "paid")
        assert dossiers.accept(world.reception, dossier.pk).accepted_at == began
        (receipt,) = issue_receipts(world.cashier, dossier.pk)
        assert (receipt.amount, receipt.number) == (8000, 1)
        slip = deposit(world.cashier, world.desk.pk, 8000, "GN-1")
        closed = close_day(world.cashier, world.desk.pk, MONDAY.date(), counted=0)
    assert closed.totals["taken"] == {"cash": 8000}
    assert slip.amount == 8000
    assert Entry.objects.filter(reference="BL-1").count() == 1
    assert balances(world.desk.pk) == {"cash": 0, "deposit": 8000, "charge": -8000}


def test_less_than_is_owed_begins_no_clock(world: World) -> None:
    dossier = filed(world)
    bring(world, dossier, paid=3000)
    dossier.refresh_from_db()
    assert dossier.pay_by is not None
    asked = request_of(dossier.pk)
    assert asked is not None
    assert (asked.state, asked.amount) == ("unpaid", 5000)
    with pytest.raises(Refused, match="phải nộp tiền trước"):
        dossiers.accept(world.reception, dossier.pk)


def test_money_that_comes_online_after_the_counter_took_it_is_kept_apart_and_goes_back(
    world: World, settings: Any, tmp_path: Path
) -> None:
    dossier = filed(world)
    with running(settings, tmp_path) as paying:
        one = start(world.resident, dossier.pk)
        bring(world, dossier)
        dossier.refresh_from_db()
        began = dossier.filed_at
        assert paying.pay(one.reference)
        for notice in paying.notices() * 2:
            tell(notice)
    one.refresh_from_db()
    assert (one.state, one.recorded) == ("ok", 0)
    dossier.refresh_from_db()
    assert (dossier.filed_at, dossier.pay_by) == (began, None)
    assert dossier.fees.get().paid == 8000
    assert available(dossier.pk) == {"charge": 8000, "surplus": 8000}
    asked = request_of(dossier.pk)
    assert asked is not None
    assert standing(asked).key == "held"
    assert "not_recorded" in {found.kind for found in reconcile(world.desk.pk, MONDAY.date())}
    refund = ask_refund(
        world.cashier, dossier.pk, source="surplus", amount=8000, reason="Trả hai lần", receiver="Nguyễn Thị Ví Dụ"
    )  # fmt: skip
    judge_refund(world.leader, refund.pk, approved=True)
    pay_refund(world.cashier, refund.pk, out_of="bank", slip_no="LC-1")
    dossier.refresh_from_db()
    assert (dossier.pay_by, dossier.fees.get().paid) == (None, 8000)
    assert available(dossier.pk) == {"charge": 8000}
