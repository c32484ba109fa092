"""Money before reception at our own door: the filing waits, is not received, starts to count when it is paid, lapses once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.government.dossiers.world import CODE, MONDAY, World, build, filed
from tinhso.foundation.identity.models import Account as Login
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, calendar
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.actions.remind import deliver_due_moments, lapse_prepayments
from tinhso.government.dossiers.models import Dossier
from tinhso.government.procedures.models import FeeRuleRow
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

SYSTEM = Actor.system("payments")


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        made = build()
        rule("truoc", "before")
        yield made


def rule(key: str, effect: str, value: int = 0, **more: Any) -> None:
    FeeRuleRow.objects.create(
        key=key, effect=effect, value=value, procedures=[CODE], reason="Quy tắc trình diễn.", demonstration=True,
        valid_from=date(2026, 1, 1), **more,
    )  # fmt: skip


def pay(dossier: Any, amount: int = 8000, **more: Any) -> None:
    dossiers.record_online_payment(
        SYSTEM, dossier.pk, fee_key="le-phi", amount=amount, method="gateway",
        receipt_no=f"GD-{Dossier.objects.get(pk=dossier.pk).version}", **more,
    )  # fmt: skip


def page(world: World, address: str, who: str = "resident") -> str:
    client = Client()
    client.force_login(Login.objects.get(pk=getattr(world, who).account_id))
    return client.get(address).content.decode()


def told(dossier: Any) -> list[str]:
    return list(
        Notice.objects.filter(subject_id=dossier.pk).order_by("id").values_list("template", flat=True)
    )


def test_a_filing_waits_for_its_money_and_begins_when_it_comes(world: World) -> None:
    dossier = filed(world)
    assert dossier.reception_due is None
    assert dossier.pay_by == dossier.next_due
    assert "prepay" in set(told(dossier))
    assert "filed" not in set(told(dossier))
    with pytest.raises(Refused, match="phải nộp tiền trước"):
        dossiers.accept(world.reception, dossier.pk)
    assert "accept" not in {move.verb for move in dossiers.offered(world.reception, dossier)}
    assert "Nộp tiền chậm nhất" in page(world, f"/tra-cuu/{dossier.code}/")
    assert "Chờ nộp tiền trước khi tiếp nhận" in page(world, f"/can-bo/ho-so/{dossier.pk}/", "reception")
    assert dossiers.awaiting_payment([world.desk.pk]) == (1, 0)
    # The desk is late with nothing, however long it takes.
    with at(dossier.pay_by - timedelta(minutes=1)):
        assert deliver_due_moments() == 0 == lapse_prepayments()
    with at(MONDAY + timedelta(hours=30)):
        pay(dossier, 3000)
        dossier.refresh_from_db()
        assert dossier.pay_by is not None
        pay(dossier, 5000, paid_at=MONDAY + timedelta(hours=29))
    dossier.refresh_from_db()
    began = MONDAY + timedelta(hours=29)
    assert (dossier.filed_at, dossier.pay_by) == (began, None)
    assert dossier.reception_due == dossier.next_due == calendar().add_hours(began, 8)
    assert [one.due_at for one in dossier.steps.all()] == [dossier.reception_due]
    assert "filed" in set(told(dossier))
    assert dossiers.awaiting_payment([world.desk.pk]) == (0, 0)
    assert "dossier.prepaid" in {one.verb for one in history(Subject("dossier", dossier.pk))}
    with at(MONDAY + timedelta(hours=31)):
        assert dossiers.accept(world.reception, dossier.pk).accepted_at is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(pay_by=MONDAY)


def test_money_that_goes_back_stops_the_clock_again(world: World) -> None:
    dossier = filed(world)
    pay(dossier)
    dossiers.give_back(
        SYSTEM, dossier.pk, fee_key="le-phi", receipt_no="GD-1", reason="Ngân hàng báo giao dịch không thành công"
    )  # fmt: skip
    dossier.refresh_from_db()
    assert dossier.reception_due is None
    assert dossier.pay_by is not None
    with pytest.raises(Refused, match="phải nộp tiền trước"):
        dossiers.accept(world.reception, dossier.pk)


def test_a_lapse_is_told_once_and_leaves_the_choice_to_people(world: World) -> None:
    dossier = filed(world)
    with at(dossier.pay_by + timedelta(minutes=1)):
        assert (lapse_prepayments(), lapse_prepayments()) == (1, 0)
        dossier.refresh_from_db()
        assert told(dossier).count("prepay_lapsed") == told(dossier).count("prepay") > 0
        assert dossier.state == 1
        assert dossier.next_due > dossier.pay_by
        assert dossiers.awaiting_payment([world.desk.pk]) == (1, 1)
        assert "Đã quá hạn nộp tiền" in page(world, f"/tra-cuu/{dossier.code}/")
        assert "Quá hạn nộp tiền" in page(world, f"/can-bo/ho-so/{dossier.pk}/", "reception")
        pay(dossier)
        dossier.refresh_from_db()
        assert dossier.pay_lapsed_at is None
        assert dossier.reception_due is not None
    other = filed(world)
    with at(other.pay_by + timedelta(minutes=1)):
        lapse_prepayments()
        assert dossiers.refuse(world.reception, other.pk, reason="Không nộp phí trước hạn đã báo").state == 3


def test_reduced_by_a_dated_rule_that_is_shown_with_its_reason(world: World) -> None:
    rule("mien", "percent", 25, channels=["ONLINE"], valid_to=date(2026, 11, 23))
    dossier = filed(world)
    fee = dossier.fees.get()
    assert (fee.due, fee.full, fee.why, fee.collect) == (6000, 8000, "Quy tắc trình diễn.", "before")
    assert "mức đầy đủ 8.000" in page(world, f"/tra-cuu/{dossier.code}/").replace("\xa0", " ")
    with at(MONDAY + timedelta(days=1)):
        assert filed(world, MONDAY + timedelta(days=1)).fees.get().due == 8000


def test_an_exempted_filing_waits_for_nothing(world: World) -> None:
    rule("mien", "exempt")
    dossier = filed(world)
    assert (dossier.pay_by, dossier.payment, dossier.fees.get().due) == (None, "none", 0)
    assert dossiers.accept(world.reception, dossier.pk).state == 4
