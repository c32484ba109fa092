"""Every way in which books, platform, bank and dossiers can differ is found, named, and closed only with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.government.dossiers.world import MONDAY, World, accepted, build, officer
from tests.government.payments.platform import Paying, running, tell
from tinhso.foundation.identity.models import Account as Login
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.actions.ask import request_of
from tinhso.government.payments.actions.bring_file import bring_file
from tinhso.government.payments.actions.close_day import close_day, deposit, sign_day
from tinhso.government.payments.actions.differences import close
from tinhso.government.payments.actions.pay import start
from tinhso.government.payments.actions.post import balances
from tinhso.government.payments.actions.reconcile import reconcile
from tinhso.government.payments.contrib.statements import UnreadableFile, camt, table
from tinhso.government.payments.models import Closing, Difference, Entry, StatementLine, Transaction
from tinhso.government.payments.rules import matching
from tinhso.government.payments.rules.explaining import KINDS, explained
from tinhso.government.payments.rules.matching import Ours, Theirs
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused

DAY = MONDAY.date()


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        yield build()


@pytest.fixture
def paying(world: World, settings: Any, tmp_path: Path) -> Iterator[Paying]:
    with running(settings, tmp_path) as made:
        yield made


def paid(world: World, paying: Paying, *, told: bool = True) -> Transaction:
    """One payment of 8.000 đ at the platform; `told`: its notice arrived."""
    one = start(world.resident, accepted(world).pk)
    assert paying.pay(one.reference)
    if told:
        tell(paying.notices(one.reference)[0])
    return one


def files(world: World, paying: Paying, *, platform: str | None = None, bank: str | None = None) -> None:
    """Bring the day's files as the platform writes them, or as a test spoils them."""
    day = DAY.strftime("%Y%m%d")
    for kind, text in (
        ("platform", paying.site.files.platform(day) if platform is None else platform),
        ("bank", paying.site.files.statement(day) if bank is None else bank),
    ):
        if len(text.splitlines()) > 1:
            bring_file(world.cashier, world.desk.pk, kind, "tep.csv", text.encode())


def kinds(world: World) -> list[str]:
    return sorted(one.kind for one in reconcile(world.desk.pk, DAY))


def test_a_good_day_leaves_no_difference_and_the_money_in_the_bank(world: World, paying: Paying) -> None:
    for _turn in range(3):
        paid(world, paying)
    files(world, paying)
    assert kinds(world) == []
    assert balances(world.desk.pk) == {"bank": 24000, "gateway": 0, "charge": -24000}
    lines = StatementLine.objects.count()
    files(world, paying)
    paid(world, paying)
    files(world, paying)
    assert kinds(world) == []
    assert StatementLine.objects.count() == lines + 2, "rows of an earlier file are not taken twice"
    assert balances(world.desk.pk)["bank"] == 32000


def test_a_lost_notice_is_found_by_the_file_and_booked(world: World, paying: Paying) -> None:
    one = paid(world, paying, told=False)
    files(world, paying)
    assert kinds(world) == []
    one.refresh_from_db()
    assert (one.state, one.recorded) == ("ok", 8000)
    told = Difference.objects.get(kind="platform_only")
    assert (told.state, told.closed_by) == ("closed", None)
    assert "hỏi lại" in told.reason
    assert balances(world.desk.pk) == {"bank": 8000, "gateway": 0, "charge": -8000}


@pytest.mark.parametrize(
    ("platform", "bank", "found"),
    [
        (lambda row: "", lambda row: row, ["platform_absent"]),
        (lambda row: row.replace(",8000,", ",9000,"), lambda row: row, ["platform_amount"]),
        (lambda row: row + row, lambda row: row, ["platform_twice"]),
        (lambda row: row + row.replace("H62", "H99"), lambda row: row, ["platform_unknown"]),
        (lambda row: row, lambda row: "", ["bank_absent"]),
        (lambda row: row, lambda row: row.replace(",8000,", ",9000,"), ["bank_amount"]),
        (lambda row: row, lambda row: row + row, ["bank_twice"]),
        (lambda row: row, lambda row: row + "X1,23/11/2026,50000,khong ro\r\n", ["bank_unknown"]),
    ],
)  # fmt: skip
def test_each_mistake_of_a_file_is_a_difference_of_its_kind(
    world: World, paying: Paying, platform, bank, found
) -> None:
    first = paid(world, paying)
    paid(world, paying)
    day = DAY.strftime("%Y%m%d")
    texts = []
    for text, spoil in (
        (paying.site.files.platform(day), platform),
        (paying.site.files.statement(day), bank),
    ):
        lines = text.splitlines(keepends=True)
        texts.append("".join(spoil(line) if first.reference in line else line for line in lines))
    files(world, paying, platform=texts[0], bank=texts[1])
    assert kinds(world) == found
    assert kinds(world) == found, "found again, it stays one"
    held = balances(world.desk.pk)
    assert sum(held.values()) == 0
    row = Difference.objects.get(state="open")
    with pytest.raises(Refused):
        close(world.cashier, row.pk, "  ")
    with pytest.raises(NotFound):
        close(world.outsider, row.pk, "Đã tra soát xong")
    close(world.cashier, row.pk, "Đã tra soát, bên kia sửa tệp.")
    assert kinds(world) == [], "what somebody closed is not opened again"
    with pytest.raises(Conflict):
        close(world.cashier, row.pk, "Một lần nữa")


def test_a_success_that_nobody_paid_is_found(world: World, paying: Paying) -> None:
    one = start(world.resident, accepted(world).pk)
    paid(world, paying)
    told = {
        **paying.platform.notice({**paying.book.payment(one.reference), "state": "paid", "number": "MPX"})
    }
    from tests.government.payments.platform import SECRET
    from tinhso.simulators.pay import messages as theirs

    assert tell(theirs.signed(told, theirs.NOTICE, SECRET))["MaLoi"] == "00"
    files(world, paying)
    assert kinds(world) == ["bank_absent", "platform_absent"]
    assert {row.reference for row in Difference.objects.all()} == {one.reference}


def test_a_transfer_by_qr_pays_its_dossier_when_the_statement_comes(world: World, paying: Paying) -> None:
    first, short, again, typed = (accepted(world) for _turn in range(4))
    requests = {one.pk: request_of(one.pk) for one in (first, short, again, typed)}
    fee = typed.fees.get()
    dossiers.record_fee(
        world.cashier, typed.pk, fee_id=fee.pk, paid=8000, method="transfer", receipt_no="BL-9"
    )
    rows = [
        (1, 8000, f"CT DEN {requests[first.pk].reference.lower()} tu 0123"),
        (2, 5000, requests[short.pk].reference),
        (3, 8000, f"{requests[again.pk].reference[:6]} {requests[again.pk].reference[6:]}"),
        (4, 8000, requests[again.pk].reference),
        (5, 8000, requests[typed.pk].reference),
    ]
    bank = "So chung tu;Ngay;Ghi co;Dien giai\r\n" + "".join(
        f"S{n};23/11/2026;{amount};{text}\r\n" for n, amount, text in rows
    )
    files(world, paying, platform="", bank=bank.replace(";8000;", ";8.000;"))
    assert kinds(world) == ["transfer_again", "transfer_amount"]
    assert [one.fees.get().paid for one in (first, short, again, typed)] == [8000, None, 8000, 8000]
    assert first.fees.get().method == "transfer"
    assert balances(world.desk.pk) == {"bank": 37000, "transfer": 0, "charge": -24000, "surplus": -13000}
    assert request_of(first.pk).state == "paid"


def test_the_same_day_as_camt053(world: World, paying: Paying) -> None:
    paid(world, paying)
    content = paying.site.files.camt(DAY.strftime("%Y%m%d"))
    files(world, paying, bank="")
    bring_file(world.cashier, world.desk.pk, "bank", "sao-ke.xml", content.encode())
    assert kinds(world) == []
    assert balances(world.desk.pk)["bank"] == 8000


BAD_XML = [
    b"<a/>", b"", b"<", b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>',
    b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&e;</Document>',
    b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>',
]  # fmt: skip


@pytest.mark.parametrize("content", BAD_XML)
def test_what_is_no_safe_statement_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        camt.read(content)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('Ccy="VND"', 'Ccy="USD"'),
        (">8000<", ">8000.5<"),
        (">8000<", ">-8000<"),
        ("2026-11-23", "23/11/2026"),
        (">8000<", ">NaN<"),
    ],
)
def test_no_other_currency_and_no_half_dong(world: World, paying: Paying, old: str, new: str) -> None:
    paid(world, paying)
    content = paying.site.files.camt(DAY.strftime("%Y%m%d"))
    assert len(camt.read(content.encode())) == 1
    with pytest.raises(UnreadableFile):
        camt.read(content.replace(old, new).encode())
    assert camt.read(content.replace("CRDT", "DBIT").encode()) == []
    assert camt.read(content.replace("BOOK", "PDNG").encode()) == []


@pytest.mark.parametrize(
    "text",
    ["a,b\n1,2\n", "Ngày,Số tiền,Nội dung,Số bút toán\n23/11/2026,80.5,x,1\n", "Ngày,Số tiền,Nội dung,Số bút toán\n32/11/2026,80,x,1\n",
     "Ngày,Số tiền,Nội dung,Số bút toán\n23/11/2026\n"],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_refused_whole(world: World, text: str) -> None:
    with pytest.raises(UnreadableFile):
        table.bank(text.encode())
    with pytest.raises(Refused):
        bring_file(world.cashier, world.desk.pk, "bank", "a.csv", text.encode())
    assert StatementLine.objects.count() == 0


references = st.sampled_from(["A", "B", "C", "D"])
rows = st.lists(st.builds(Theirs, references, st.integers(1, 3)), max_size=8)


@given(st.dictionaries(references, st.tuples(st.integers(1, 3), st.booleans())), rows)
def test_no_finding_means_that_both_sides_say_the_same(
    held: dict[str, tuple[int, bool]], listed: list[Theirs]
) -> None:
    ours = {key: Ours(key, amount, taken) for key, (amount, taken) in held.items()}
    expected = {key for key, one in ours.items() if one.taken}
    found = list(matching.platform(ours, listed, expected))
    same = sorted((row.reference, row.amount) for row in listed) == sorted(
        (k, ours[k].amount) for k in expected
    )
    assert (found == []) == same
    assert {one.kind for one in found} <= set(KINDS)


def test_every_kind_is_explained() -> None:
    assert all(name != kind and way for kind in KINDS for name, way in [explained(kind)])


def test_what_the_books_lack_is_found_and_goes_when_it_is_written(world: World) -> None:
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
    assert kinds(world) == ["not_booked"]
    from tinhso.government.payments.actions.listen import catch_up

    assert catch_up(dossiers.taken_between(MONDAY, MONDAY + timedelta(days=1))) == 1
    assert kinds(world) == []


def test_a_payment_whose_record_was_voided_at_the_desk_is_found(world: World, paying: Paying) -> None:
    one = paid(world, paying)
    dossiers.give_back(
        world.cashier,
        one.request.dossier_id,
        fee_key="le-phi",
        receipt_no=one.reference,
        reason="Hủy nhầm ở quầy",
    )
    assert kinds(world) == ["record_gone"]


def cash(world: World, number: int = 1) -> None:
    dossier = accepted(world)
    fee = dossier.fees.get()
    dossiers.record_fee(
        world.cashier, dossier.pk, fee_id=fee.pk, paid=8000, method="cash", receipt_no=f"BL-{number}"
    )


def test_the_day_is_counted_closed_and_signed_by_two(world: World) -> None:
    cash(world)
    cash(world, 2)
    slip = deposit(world.cashier, world.desk.pk, 10000, "GN-1")
    with pytest.raises(Refused):
        deposit(world.cashier, world.desk.pk, 6001, "GN-2")
    with pytest.raises(Conflict):
        deposit(world.cashier, world.desk.pk, 10, "GN-1")
    with pytest.raises(Refused, match="đếm lại"):
        close_day(world.cashier, world.desk.pk, DAY, counted=5900)
    with pytest.raises(Forbidden):
        close_day(officer("khac", world.desk, "leader"), world.desk.pk, DAY, counted=6000)
    made = close_day(world.cashier, world.desk.pk, DAY, counted=6000)
    assert made.totals["taken"] == {"cash": 16000}
    with pytest.raises(Conflict):
        close_day(world.cashier, world.desk.pk, DAY, counted=6000)
    with pytest.raises(Forbidden, match="người thứ hai"):
        sign_day(world.cashier, made.pk)
    with pytest.raises(NotFound):
        sign_day(world.outsider, made.pk)
    assert sign_day(world.leader, made.pk).signed_by == world.leader.account_id
    cash(world, 3)
    assert Entry.objects.get(reference="BL-3").day == DAY + timedelta(days=1), (
        "a closed day takes nothing more"
    )
    bank = f"So chung tu;Ngay;Ghi co;Dien giai\r\nS1;24/11/2026;10000;NOP TIEN {slip.reference}\r\n"
    with at(MONDAY + timedelta(days=1)):
        bring_file(world.cashier, world.desk.pk, "bank", "a.csv", bank.encode())
        assert reconcile(world.desk.pk, DAY) == []
    slip.refresh_from_db()
    assert slip.seen_on == DAY + timedelta(days=1)
    assert balances(world.desk.pk) == {"cash": 14000, "bank": 10000, "deposit": 0, "charge": -24000}


@pytest.mark.parametrize(
    ("counted", "held"),
    [
        (7000, {"cash": 7000, "short": 1000, "charge": -8000}),
        (9000, {"cash": 9000, "surplus": -1000, "charge": -8000}),
    ],
)
def test_a_till_that_differs_needs_a_reason_and_is_a_difference(
    world: World, counted: int, held: dict[str, int]
) -> None:
    cash(world)
    close_day(world.cashier, world.desk.pk, DAY, counted=counted, reason="Trả nhầm tiền lẻ")
    assert balances(world.desk.pk) == held
    told = Difference.objects.get()
    assert (told.kind, told.ours, told.theirs) == ("cash_short", 8000, counted)


def test_a_deposit_that_no_statement_shows_is_found(world: World) -> None:
    cash(world)
    deposit(world.cashier, world.desk.pk, 8000, "GN-1")
    bank = "So chung tu;Ngay;Ghi co;Dien giai\r\nS1;24/11/2026;1;khac\r\n"
    with at(MONDAY + timedelta(days=1)):
        bring_file(world.cashier, world.desk.pk, "bank", "a.csv", bank.encode())
        assert [one.kind for one in reconcile(world.desk.pk, DAY)] == ["deposit_absent"]


def signed_in(world: World, role: str) -> Client:
    client = Client()
    client.force_login(Login.objects.get(pk=world.actors[role].account_id))
    return client


def test_the_pages_of_a_cashiers_day(world: World, paying: Paying) -> None:
    cash(world)
    one = paid(world, paying, told=False)
    desk = signed_in(world, "cashier")
    home = desk.get("/can-bo/thu-tien/").content.decode()
    assert "8.000 đ" in home
    assert "giao dịch trực tuyến chưa có kết quả" in home
    page = desk.get("/can-bo/thu-tien/doi-soat/").content.decode()
    assert one.reference in page
    so = str(world.desk.pk)
    desk.post("/can-bo/thu-tien/doi-soat/hoi-lai/", {"so": so, "transaction": one.pk})
    one.refresh_from_db()
    assert one.state == "ok"
    day = f"/can-bo/thu-tien/ngay/{DAY.isoformat()}/"
    assert "Nợ Tiền mặt tại quỹ" in desk.get(day).content.decode()
    assert desk.post(f"{day}nop/", {"so": so, "amount": "abc", "slip_no": "1"}).status_code == 422
    assert desk.post(f"{day}nop/", {"so": so, "amount": "3.000", "slip_no": "GN-1"}).status_code == 302
    assert desk.post(f"{day}khoa/", {"so": so, "counted": "4000"}).status_code == 422
    assert desk.post(f"{day}khoa/", {"so": so, "counted": "5.000"}).status_code == 302
    closing = Closing.objects.get()
    head = signed_in(world, "leader")
    assert "Ký xác nhận ngày thu" in head.get(day).content.decode()
    assert head.post(f"{day}ky/", {"so": so, "closing": closing.pk}).status_code == 302
    text = paying.site.files.platform(DAY.strftime("%Y%m%d")).replace(",8000,", ",7000,")
    sent = SimpleUploadedFile("nen-tang.csv", text.encode())
    desk.post("/can-bo/thu-tien/doi-soat/tep/", {"so": so, "kind": "platform", "file": sent})
    row = Difference.objects.get(kind="platform_amount")
    address = f"/can-bo/thu-tien/chenh-lech/{row.pk}/"
    assert "Tra soát với nền tảng" in desk.get(address).content.decode()
    desk.post(f"{address}giao/", {"person": world.cashier.account_id})
    assert desk.post(f"{address}dong/", {"reason": ""}).status_code == 422
    desk.post(f"{address}dong/", {"reason": "Nền tảng đã gửi lại tệp đúng."})
    row.refresh_from_db()
    assert (row.state, row.assigned_to) == ("closed", world.cashier.account_id)
    for role, status in (("specialist", 403), ("outsider", 403)):
        assert signed_in(world, role).get("/can-bo/thu-tien/").status_code == status
    assert desk.get(f"/can-bo/thu-tien/?so={world.other.pk}").status_code == 404
