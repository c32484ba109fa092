"""The books: entries balance by rule and by database, nothing is changed, and every way of paying is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.government.dossiers.world import MONDAY, World, accepted, build
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.actions.listen import catch_up
from tinhso.government.payments.actions.post import balances, post
from tinhso.government.payments.models import Account, Entry, Line
from tinhso.government.payments.rules import accounts
from tinhso.government.payments.rules.accounts import Posting, Unbalanced
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

SYSTEM = Actor.system("payments")


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        yield build()


amounts = st.integers(min_value=1, max_value=10**12)


@given(st.sampled_from(sorted(accounts.HOLDS)), st.sampled_from(["fee", "charge", "other"]), amounts)
def test_what_is_taken_balances_and_turned_back_leaves_nothing(method: str, kind: str, amount: int) -> None:
    lines = accounts.taken(method, kind, amount)
    assert sum(line.amount for line in lines) == 0
    both = [*lines, *accounts.turned(lines)]
    for account in {line.account for line in both}:
        assert sum(line.amount for line in both if line.account == account) == 0
    assert {line.account for line in lines} <= set(accounts.KINDS)


@given(
    st.lists(st.builds(Posting, st.sampled_from(accounts.KINDS), st.integers(-(10**12), 10**12)), max_size=6)
)
def test_only_what_balances_is_an_entry(lines: list[Posting]) -> None:
    sound = len(lines) >= 2 and all(line.amount for line in lines) and sum(line.amount for line in lines) == 0
    if sound:
        assert accounts.checked(lines) == lines
    else:
        with pytest.raises(Unbalanced):
            accounts.checked(lines)


def test_a_fraction_of_a_dong_is_no_money() -> None:
    with pytest.raises(Unbalanced):
        accounts.checked([Posting("cash", 0.5), Posting("fee", -0.5)])  # type: ignore[arg-type]


def _raw(world: World, *amounts: int, agency: object = None) -> None:
    entry = Entry.objects.create(
        agency=world.desk, kind="taken", source=f"raw:{amounts}", at=MONDAY, day=MONDAY.date()
    )
    for kind, amount in zip(("cash", "fee", "charge"), amounts, strict=False):
        held = Account.objects.get_or_create(agency=agency or world.desk, kind=kind)[0]
        Line.objects.create(entry=entry, account=held, amount=amount)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("amounts", [(), (5000,), (5000, -4999), (5000, 5000), (1, 1, -3)])
def test_the_database_refuses_what_does_not_balance(world: World, amounts: tuple[int, ...]) -> None:
    with pytest.raises(IntegrityError, match="entry"), transaction.atomic():
        _raw(world, *amounts)
    assert Entry.objects.count() == 0


def test_an_entry_stays_within_one_agency_and_a_sound_one_is_kept(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _raw(world, 5, -5, agency=world.other)
    _raw(world, 7, -5, -2)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.update(dossier_code="khác"),
        lambda: Line.objects.update(amount=9),
        lambda: Line.objects.all().delete(),
        lambda: Entry.objects.filter(source="a")._raw_delete("default"),
    ],
)
def test_what_is_written_stays(world: World, change) -> None:
    post(world.desk.pk, "taken", "a", accounts.moved("cash", "fee", 8000), MONDAY)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        change()
    assert balances(world.desk.pk) == {"cash": 8000, "fee": -8000}


def test_the_same_source_is_written_once(world: World) -> None:
    first = post(world.desk.pk, "taken", "a", accounts.moved("cash", "fee", 8000), MONDAY)
    assert post(world.desk.pk, "taken", "a", accounts.moved("cash", "fee", 9000), MONDAY).pk == first.pk
    assert balances(world.desk.pk) == {"cash": 8000, "fee": -8000}


def test_the_desk_takes_corrects_and_voids(world: World) -> None:
    dossier = accepted(world)
    fee = dossier.fees.get()
    dossiers.record_fee(world.cashier, dossier.pk, fee_id=fee.pk, paid=3000, method="cash", receipt_no="BL-1")
    dossiers.record_fee(
        world.cashier, dossier.pk, fee_id=fee.pk, paid=5000, method="transfer", receipt_no="BL-2"
    )
    assert balances(world.desk.pk) == {"cash": 3000, "transfer": 5000, "charge": -8000}
    line = fee.payments.get(receipt_no="BL-1")
    correct = {"fee_id": fee.pk, "payment_id": line.pk, "reason": "Ghi nhầm"}
    dossiers.correct_fee(world.cashier, dossier.pk, **correct, paid=2000, method="card", receipt_no="BL-1")
    assert balances(world.desk.pk) == {"cash": 0, "card": 2000, "transfer": 5000, "charge": -7000}
    dossiers.correct_fee(world.cashier, dossier.pk, **correct, paid=1000, method="cash", receipt_no="BL-1")
    assert balances(world.desk.pk) == {"cash": 1000, "card": 0, "transfer": 5000, "charge": -6000}
    dossiers.correct_fee(world.cashier, dossier.pk, **correct, void=True)
    assert balances(world.desk.pk) == {"cash": 0, "card": 0, "transfer": 5000, "charge": -5000}
    assert Entry.objects.filter(reverses__isnull=False).count() == 3


def test_a_waiver_moves_no_money_and_a_refusal_leaves_no_entry(world: World) -> None:
    dossier = accepted(world)
    fee = dossier.fees.get()
    with pytest.raises(Refused):
        dossiers.record_fee(
            world.cashier, dossier.pk, fee_id=fee.pk, paid=9000, method="cash", receipt_no="BL-1"
        )
    dossiers.record_fee(
        world.cashier, dossier.pk, fee_id=fee.pk, paid=0, method="waived", reason="Hộ nghèo theo quy định"
    )
    assert Entry.objects.count() == 0


def test_what_was_recorded_before_there_were_books_is_written_once(world: World) -> None:
    dossier = accepted(world)
    fee = dossier.fees.get()
    dossiers.record_fee(world.cashier, dossier.pk, fee_id=fee.pk, paid=8000, method="cash", receipt_no="BL-1")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM payments_line")
        cursor.execute("DELETE FROM payments_entry")
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    lines = dossiers.taken_between(
        datetime(2026, 1, 1, tzinfo=MONDAY.tzinfo), datetime(2027, 1, 1, tzinfo=MONDAY.tzinfo)
    )
    assert [(line.amount, line.method, line.code) for line in lines] == [(8000, "cash", dossier.code)]
    assert (catch_up(lines), catch_up(lines)) == (1, 0)
    assert balances(world.desk.pk) == {"cash": 8000, "charge": -8000}


def test_only_the_system_records_what_a_bank_proved(world: World) -> None:
    dossier = accepted(world)
    told = {"fee_key": "le-phi", "amount": 8000, "receipt_no": "GD1"}
    for actor, method in ((world.cashier, "gateway"), (SYSTEM, "cash")):
        with pytest.raises(Refused, match="ngân hàng"):
            dossiers.record_online_payment(actor, dossier.pk, method=method, **told)
    dossiers.record_online_payment(SYSTEM, dossier.pk, method="gateway", **told)
    assert balances(world.desk.pk) == {"gateway": 8000, "charge": -8000}
    assert dossiers.owed(dossier.pk).amount == 0
    dossiers.give_back(SYSTEM, dossier.pk, fee_key="le-phi", receipt_no="GD1", reason="Trả lại người nộp")
    assert balances(world.desk.pk) == {"gateway": 0, "charge": 0}
    assert dossiers.owed(dossier.pk).amount == 8000
