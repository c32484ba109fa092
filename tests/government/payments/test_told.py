"""What a person reads at each moment: every state of a request and of its last try, with its sentence and next act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers.world import MONDAY, World, accepted, build
from tests.government.payments.platform import running
from tests.government.payments.test_receipts import paid, series
from tinhso.foundation.identity.models import Account as Login
from tinhso.foundation.province import api as province
from tinhso.foundation.worktime.api import at
from tinhso.government.payments.actions.fetch_bill import fetch_bill
from tinhso.government.payments.actions.forget_payers import forget_payers
from tinhso.government.payments.actions.issue_receipt import issue_receipts
from tinhso.government.payments.actions.post import balances
from tinhso.government.payments.models import EReceipt, Line, PaymentRequest, Transaction
from tinhso.government.payments.queries.standing import DO_NOT_PAY, standing
from tinhso.government.payments.rules import states
from tinhso.lib.errors import Busy, NotFound

OLD, YOUNG = MONDAY - timedelta(hours=2), MONDAY - timedelta(minutes=2)
# (state of the request, amount owed, [(state of a try, recorded, when, has a page)]) → (key, sentence, next act)
TABLE: list[tuple[str, int, list[tuple[str, int, Any, bool]], str, str, str]] = [
    ("unpaid", 8000, [], "unpaid", "", "Trả trực tuyến, chuyển khoản"),
    ("unpaid", 8000, [("fail", 0, OLD, True)], "failed", "không trừ tiền của bạn", "Bạn có thể trả lại"),
    ("waiting", 8000, [("init", 0, YOUNG, True)], "open", "Chưa có tin ngân hàng đã trừ tiền", "Trả nốt"),
    ("waiting", 8000, [("init", 0, YOUNG, False)], "failed", "chưa mở được trang", "Bạn có thể trả lại"),
    ("waiting", 8000, [("init", 0, OLD, True)], "checking", "chưa có câu trả lời", "Bạn chưa phải làm gì"),
    ("waiting", 8000, [("pending", 0, YOUNG, True)], "checking", "đang đối chiếu", "Hỏi lại ngân hàng"),
    ("paid", 0, [("ok", 8000, OLD, True)], "paid", "đã ghi vào hồ sơ", "không phải làm gì nữa"),
    ("paid", 0, [], "paid", "Đã nộp đủ lúc", "không phải làm gì nữa"),
    ("paid", 0, [("ok", 0, OLD, True)], "held", "Ngân hàng đã trừ", "đưa mã giao dịch"),
    ("unpaid", 8000, [("ok", 0, OLD, True)], "held", "hệ thống đang đối chiếu", "Sau ba ngày"),
    ("refunded", 8000, [("ok", 8000, OLD, True)], "refunded", "đã được hoàn lại", "không phải làm gì nữa"),
    ("cancelled", 0, [], "closed", "không còn khoản nào", "không phải nộp gì"),
    ("cancelled", 8000, [("fail", 0, OLD, True)], "closed", "không còn khoản nào", "không phải nộp gì"),
]  # fmt: skip


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        yield build()


def made(world: World, dossier: Any, state: str, amount: int, tries: list[Any]) -> PaymentRequest:
    PaymentRequest.objects.all().delete()
    request = PaymentRequest.objects.create(
        dossier_id=dossier.pk, code=dossier.code, agency=world.desk, reference="TS0000000000", amount=amount,
        charge_amount=amount, state=state, made_at=OLD, paid_at=MONDAY if state == "paid" else None,
    )  # fmt: skip
    for number, (kind, recorded, when, page) in enumerate(tries):
        Transaction.objects.create(
            request=request, agency=world.desk, reference=f"GD{number}", amount=8000, lines=[], state=kind,
            recorded=recorded, page="https://vi.du/tra" if page else "", made_at=when,
            settled_at=MONDAY if kind in ("ok", "fail") else None,
        )  # fmt: skip
    return request


def test_every_state_has_its_sentence_and_its_next_act(world: World) -> None:
    dossier = accepted(world)
    client = Client()
    client.force_login(Login.objects.get(pk=world.resident.account_id))
    for state, amount, tries, key, sentence, act in TABLE:
        Transaction.objects.all().delete()
        where = standing(made(world, dossier, state, amount, tries))
        assert where.key == key, (state, tries)
        assert sentence in " ".join(where.told)
        assert act in where.next_act
    assert {row[0] for row in TABLE} == set(PaymentRequest.State.values)
    assert {one[0] for row in TABLE for one in row[2]} == set(Transaction.State.values)
    # On the page itself: whoever must not pay finds nothing to pay with.
    for state, amount, tries, key, _sentence, act in (TABLE[1], TABLE[4], TABLE[9]):
        Transaction.objects.all().delete()
        made(world, dossier, state, amount, tries)
        shown = client.get(f"/tra-cuu/{dossier.code}/nop-tien/").content.decode()
        assert act in shown
        assert ("Chuyển khoản bằng mã VietQR" in shown) <= (key not in DO_NOT_PAY)


def test_no_state_of_a_request_is_left_without_a_word(world: World) -> None:
    request = PaymentRequest(state="unpaid", amount=8000, paid_at=MONDAY)
    request.__dict__["_prefetched_objects_cache"] = {}
    found = set()
    for owed, money, on_the_way, closed, back in product((0, 8000), (0, 8000), *[(False, True)] * 3):
        state = states.request_state(
            owed=owed, paid=money, open_transactions=on_the_way, closed=closed, given_back=back
        )
        found.add(state)
        assert state in states.REQUEST_MOVES
    assert found == {"unpaid", "waiting", "paid", "refunded", "cancelled"}


def test_payers_are_forgotten_and_no_amount_is(world: World) -> None:
    series(world)
    dossier = paid(world)
    issue_receipts(world.cashier, dossier.pk)
    PaymentRequest.objects.get_or_create(
        dossier_id=dossier.pk,
        defaults={
            "code": dossier.code, "agency": world.desk, "reference": "TS1", "amount": 0, "state": "paid",
            "paid_at": MONDAY, "made_at": MONDAY, "payer_name": "Nguyễn Thị Ví Dụ",
        },
    )  # fmt: skip
    waiting = accepted(world)
    PaymentRequest.objects.create(
        dossier_id=waiting.pk, code=waiting.code, agency=world.desk, reference="TS2", amount=8000, charge_amount=8000,
        made_at=MONDAY, payer_name="Người còn nợ",
    )  # fmt: skip
    before = (balances(world.desk.pk), Line.objects.count())
    days = int(province.setting("retention.payers_days"))
    with at(MONDAY + timedelta(days=days - 1)):
        assert forget_payers() == 0
    with at(MONDAY + timedelta(days=days + 1)):
        assert forget_payers() >= 2
        assert forget_payers() == 0
    receipt = EReceipt.objects.get()
    assert (receipt.payer_name, receipt.payer_address, receipt.holder) == ("", "", "")
    assert (receipt.number, receipt.amount, len(receipt.sha256)) == (1, 8000, 64)
    assert PaymentRequest.objects.get(dossier_id=dossier.pk).payer_name == ""
    assert PaymentRequest.objects.get(dossier_id=waiting.pk).payer_name == "Người còn nợ"
    assert before == (balances(world.desk.pk), Line.objects.count())


def test_the_platforms_own_receipt_is_fetched_for_the_books_alone(
    world: World, settings: Any, tmp_path: Path
) -> None:
    dossier = accepted(world)
    made(world, dossier, "paid", 0, [("ok", 8000, OLD, True)])
    one = Transaction.objects.get()
    with running(settings, tmp_path):
        with pytest.raises(NotFound):
            fetch_bill(world.outsider, one.pk)
        # The platform knows no such payment: nothing is shown in its place.
        with pytest.raises(Busy, match="chưa trả biên lai"):
            fetch_bill(world.cashier, one.pk)
    Transaction.objects.update(state="fail", recorded=0)
    with pytest.raises(NotFound):
        fetch_bill(world.cashier, one.pk)
