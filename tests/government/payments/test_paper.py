"""A receipt and a day's minutes as PDF: what stands says so, nobody else opens it, both people are asked to sign one file."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.government.dossiers.world import MONDAY, World, build
from tests.government.payments.test_receipts import paid, series
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers import folder as layouts
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.payments.actions.close_day import close_day, sign_day
from tinhso.government.payments.actions.issue_receipt import cancel_receipt, holder, issue_receipts
from tinhso.government.payments.actions.paper import (
    ask_day_signatures,
    day_paper,
    own_receipt_paper,
    receipt_paper,
)
from tinhso.government.payments.queries.desk import signatures_of
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound

PROVINCE = Path(__file__).resolve().parents[3] / "provinces/vinhphuc"
VISITOR = Actor(kind="visitor", ip="127.0.0.1")


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        made = build()
        layouts.load_part(Folder(PROVINCE), Actor.system("test"))
        yield made


def text(paper: papers.Paper) -> str:
    """What stands on it, as anybody's reader finds it."""
    run = subprocess.run(
        ["pdftotext", "-", "-"], input=papers.bytes_of(paper), capture_output=True, check=True
    )
    return " ".join(run.stdout.decode().split())


def test_a_receipt_says_what_it_is_worth_and_opens_to_its_own_people(world: World) -> None:
    series(world)
    dossier = paid(world)
    (one,) = issue_receipts(world.cashier, dossier.pk)
    first = receipt_paper(world.cashier, one.pk)
    said = text(first)
    assert "BIÊN LAI THU LỆ PHÍ" in said
    assert "Tám nghìn đồng" in said
    assert "MÔ PHỎNG" in said
    assert receipt_paper(world.cashier, one.pk).pk == first.pk
    with pytest.raises(NotFound):
        receipt_paper(world.outsider, one.pk)
    own = own_receipt_paper(VISITOR, dossier.code, one.holder, one.pk)
    assert own.pk == first.pk
    for key in ("", holder("000000000000")):
        with pytest.raises(NotFound):
            own_receipt_paper(VISITOR, dossier.code, key, one.pk)
    cancel_receipt(world.cashier, one.pk, reason="Lập nhầm hồ sơ")
    later = receipt_paper(world.cashier, one.pk)
    assert later.pk != first.pk
    assert "Đã hủy" in text(later)


def test_the_minutes_of_a_day_carry_two_people_who_are_asked_to_sign_one_file(world: World) -> None:
    paid(world)
    closing = close_day(world.cashier, world.desk.pk, MONDAY.date(), counted=8000)
    with pytest.raises(Conflict, match="người thứ hai"):
        day_paper(world.cashier, closing.pk)
    closing = sign_day(world.leader, closing.pk)
    said = text(day_paper(world.cashier, closing.pk))
    assert "BIÊN BẢN KHÓA NGÀY THU" in said
    assert "8.000 đ" in said
    with pytest.raises(NotFound):
        ask_day_signatures(world.outsider, closing.pk)
    asked = ask_day_signatures(world.cashier, closing.pk)
    assert [one.what for one in asked] == ["day", "day_second"]
    assert {one.account_id for one in asked} == {closing.closed_by, closing.signed_by}
    assert [one.pk for one in ask_day_signatures(world.cashier, closing.pk)] == [one.pk for one in asked]
    assert len(signatures_of(closing)) == 2
