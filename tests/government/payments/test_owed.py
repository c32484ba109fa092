"""The national portal asks what a dossier owes: with its own right, the same answer to the same question, no more than that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers.world import MONDAY, World, accepted, build
from tinhso.foundation.identity.actions.tokens import create_client, issue_token
from tinhso.foundation.records.models import Look
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments import rest
from tinhso.government.payments.actions.declare import declare_account
from tinhso.government.payments.models import PaymentRequest, Transaction
from tinhso.lib.actor import Actor

SYSTEM = Actor.system("test")


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        yield build()


def token(*scopes: str) -> str:
    return issue_token(SYSTEM, create_client(SYSTEM, "Cổng quốc gia"), list(scopes))


def ask(key: str, code: str) -> tuple[int, dict[str, Any]]:
    answer = Client(headers={"authorization": f"Bearer {key}"}).post(
        "/api/v1/payments/owed", json.dumps({"MaHoSo": code}), content_type="application/json"
    )
    return answer.status_code, dict(answer.json())


def test_what_is_owed_is_told_alike_and_nothing_beyond_it(world: World) -> None:
    dossier, key = accepted(world), token("payments:owed")
    declare_account(
        world.desk.pk, bank_bin="970415", bank_name="A", number="123", holder="KHO BAC", valid_from=date(2026, 1, 1)
    )  # fmt: skip
    status, told = ask(key, dossier.code.lower())
    assert (status, told) == ask(key, dossier.code)
    assert status == 200
    assert told == {
        "MaTraCuuTT": PaymentRequest.objects.get().reference,
        "MaHoSo": dossier.code,
        "MaTTHC": dossier.procedure_code,
        "TenTTHC": dossier.procedure_title,
        "SoTien": 8000,
        "PhiLePhi": [{"LoaiPhiLePhi": "2", "MaPhiLePhi": "le-phi", "TenPhiLePhi": "Lệ phí", "SoTien": 8000}],
        "TKThuHuong": "123",
        "MaNHThuHuong": "970415",
        "TenTKThuHuong": "KHO BAC",
        "HoTenNguoiNop": "Nguyễn Thị Ví Dụ",
    }
    assert Look.objects.filter(subject_id=str(dossier.pk), facts__what="owed").count() == 1


def test_unknown_and_paid_answer_alike_and_money_on_its_way_is_not_asked_for_again(world: World) -> None:
    dossier, key = accepted(world), token("payments:owed")
    _status, unknown = ask(key, "H62.91.1-261123-9999")
    assert ask(key, dossier.code)[0] == 200
    request = PaymentRequest.objects.get()
    one = Transaction.objects.create(
        request=request, agency=request.agency, reference="X1", amount=8000, lines=[], page="https://x.vn/",
        made_at=MONDAY,
    )  # fmt: skip
    assert ask(key, dossier.code) == (409, {**ask(key, dossier.code)[1], "code": "payment_on_its_way"})
    one.delete()
    dossiers.record_fee(
        world.cashier, dossier.pk, fee_id=dossier.fees.get().pk, paid=8000, method="cash", receipt_no="B1"
    )
    status, paid = ask(key, dossier.code)
    assert status == 404
    assert {**paid, "instance": ""} == {**unknown, "instance": ""}


def test_only_the_portals_own_scope_opens_the_door_and_not_without_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = accepted(world)
    assert ask(token("portal:intake"), dossier.code)[0] == 403
    assert Client().post("/api/v1/payments/owed", "{}", content_type="application/json").status_code == 401
    monkeypatch.setattr(rest, "MOST_OF_ONE", 2)
    key = token("payments:owed")
    assert [ask(key, dossier.code)[0] for _turn in range(4)] == [200, 200, 429, 429]
