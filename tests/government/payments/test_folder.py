"""Accounts and series of receipts as data of the province: checked, loaded once, dated, exported; demonstrations marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.government.dossiers.world import MONDAY, World, build
from tests.government.payments.test_receipts import paid
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.payments import folder as part
from tinhso.government.payments.actions.carry import export_accounts, export_series
from tinhso.government.payments.actions.declare import declare_account
from tinhso.government.payments.actions.issue_receipt import issue_receipts
from tinhso.government.payments.declared_rows import (
    ACCOUNT_COLUMNS,
    ACCOUNTS,
    SERIES,
    SERIES_COLUMNS,
    account_faults,
    series_faults,
)
from tinhso.government.payments.models import Beneficiary, Series
from tinhso.government.payments.queries.beneficiaries import beneficiary
from tinhso.lib.actor import Actor

PROVINCE = Path(__file__).resolve().parents[3] / "provinces/vinhphuc"
OPERATOR = Actor.system("province")


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        yield build()


def folder(accounts: str = "", series: str = "") -> Folder:
    texts = {ACCOUNTS: ",".join(ACCOUNT_COLUMNS) + "\n" + accounts}
    texts[SERIES] = ",".join(SERIES_COLUMNS) + "\n" + series
    return Folder(texts={name: text.encode() for name, text in texts.items()})


GOOD = "quay,970415,Ngân hàng A,12345,Kho bạc,2026-01-01,,,\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (GOOD, ""),
        (GOOD.replace("quay", "que"), "Không có cơ quan"),
        (GOOD.replace("970415", "9704"), "BIN"),
        (GOOD.replace("Kho bạc", ""), "holder"),
        (GOOD.replace("2026-01-01,,", "2026-01-01,2025-12-31,"), "valid_to trước"),
        (GOOD.replace("2026-01-01", "01/01/2026"), "Ngày trong dòng"),
        (GOOD.replace(",,,\n", ",,,ja\n"), "demonstration"),
        (GOOD.replace(",,,\n", ",,,yes\n"), "trình diễn"),
        (GOOD.replace("970415", "999999"), "trình diễn"),
        (GOOD + GOOD.replace("2026-01-01", "2026-06-01"), "chồng thời gian"),
        (GOOD.replace(",,,\n", ",2026-05-31,,\n") + GOOD.replace("2026-01-01", "2026-06-01"), ""),
    ],
)
def test_each_fault_of_an_account_is_named(line: str, told: str) -> None:
    found = [one.message for one in account_faults(folder(line), {"quay"})]
    assert told in " ".join(found), found
    assert bool(found) == bool(told), found


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("quay,fee,M1,AA/26,2026-01-01,,\nquay,charge,M2,AA/26,2026-01-01,,\n", ""),
        ("quay,thue,M1,AA/26,2026-01-01,,\n", "Loại"),
        ("quay,fee,,AA/26,2026-01-01,,\n", "Mẫu số"),
        ("quay,fee,M1,AA/26,2026-01-01,,\nquay,charge,M1,AA/26,2026-01-01,,\n", "trùng nhau"),
        ("quay,fee,M1,AA/26,2026-01-01,,\nquay,fee,M1,AB/26,2026-05-01,,\n", "chồng thời gian"),
    ],
)
def test_each_fault_of_a_series_is_named(lines: str, told: str) -> None:
    found = [one.message for one in series_faults(folder(series=lines), {"quay"})]
    assert told in " ".join(found), found
    assert bool(found) == bool(told), found


def test_what_the_province_ships_is_sound_and_leads_to_no_bank() -> None:
    shipped = Folder(PROVINCE)
    assert list(part.check_part(shipped)) == []
    rows = shipped.rows(ACCOUNTS)
    assert len(rows) > 30
    assert {(row["bank_bin"], row["demonstration"]) for row in rows} == {("999999", "yes")}
    assert all("TRINHDIEN" in row["symbol"] for row in shipped.rows(SERIES))


def test_rows_come_in_once_end_each_other_and_go_out_as_they_are(world: World, settings: object) -> None:
    slug = world.desk.slug
    first = f"{slug},999999,Ngân hàng mô phỏng,0001,Trình diễn,2026-01-01,,,yes\n"
    series = f"{slug},charge,TD,TD/26,2026-01-01,,yes\n"
    given = folder(first, series)
    settings.ENV = "production"  # type: ignore[attr-defined]
    part.load_part(given, OPERATOR)
    assert not Beneficiary.objects.exists()
    assert not Series.objects.exists()
    settings.ENV = "test"  # type: ignore[attr-defined]
    for _turn in range(2):
        part.load_part(given, OPERATOR)
    assert Beneficiary.objects.get().simulated
    assert Series.objects.get().simulated
    dossier = paid(world)
    (receipt,) = issue_receipts(world.cashier, dossier.pk)
    assert (receipt.number, receipt.series.symbol) == (1, "TD/26")
    # What a command declares later ends the row, and the folder does not undo it.
    declare_account(
        world.desk.pk, bank_bin="970415", bank_name="A", number="9", holder="B", valid_from=date(2026, 12, 1)
    )
    part.load_part(given, OPERATOR)
    now, later = beneficiary(world.desk.pk), beneficiary(world.desk.pk, date(2026, 12, 1))
    assert now is not None
    assert later is not None
    assert (now.number, later.number) == ("0001", "9")
    written = Folder(texts={ACCOUNTS: export_accounts().encode(), SERIES: export_series().encode()})
    assert list(account_faults(written, {slug})) == [] == list(series_faults(written, {slug}))
    before = (export_accounts(), export_series())
    part.load_part(written, OPERATOR)
    assert (export_accounts(), export_series()) == before
    assert Series.objects.get().last_no == 1
    # A last day may still be set; the number never.
    part.load_part(folder(first.replace("0001", "0002").replace(",,,yes", ",2026-11-30,,yes")), OPERATOR)
    assert Beneficiary.objects.filter(number="0002").count() == 0
