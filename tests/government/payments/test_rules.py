"""References, VietQR, states and the platform's codes: by table and by property."""

from __future__ import annotations

import csv
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.payments.contrib.nationalpay import messages
from tinhso.government.payments.rules import accounts, references, states, vietqr
from tinhso.simulators.pay import messages as theirs

# Payloads as banks draw them, the sixth with a CRC that does not fit.
KNOWN = [
    ("00020101021238530010A0000007270123000697041601092245284790208QRIBFTTA53037045405100005802VN62340107NPS68690819TRANSFER TO SOMEONE6304AC13", "970416", "224528479", 10000, "TRANSFER TO SOMEONE"),
    ("00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F", "970416", "257678859", None, ""),
    ("00020101021138540010A00000072701240006970422011003523509170208QRIBFTTA53037045802VN630479db", "970422", "0352350917", None, ""),
    ("00020101021138620010A000000727013200069704540118" + "99ZP24009M07248267" + "0208QRIBFTTA53037045802VN6304073C", "970454", "99ZP24009M07248267", None, ""),
    ("00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA5303704540410005802VN62150811Chuyen tien6304BBB8", "970416", "257678859", 1000, "Chuyen tien"),
]  # fmt: skip
WRONG_CRC = KNOWN[4][0].replace("BBB8", "BBB5")
VECTORS = Path(os.environ.get("TINHSO_SAMPLES", "samples")) / "vietqr_vectors.csv"


@pytest.mark.parametrize(("text", "bank", "account", "amount", "purpose"), KNOWN)
def test_payloads_of_banks_are_read(
    text: str, bank: str, account: str, amount: int | None, purpose: str
) -> None:
    found = vietqr.parse(text)
    assert (found.bank, found.account, found.amount, found.purpose) == (bank, account, amount, purpose)
    assert found.service == vietqr.TO_ACCOUNT


def test_a_wrong_crc_is_no_payload() -> None:
    with pytest.raises(vietqr.Unreadable, match="CRC"):
        vietqr.parse(WRONG_CRC)


@pytest.mark.skipif(not VECTORS.exists(), reason="the shared samples are not on this machine")
def test_all_shared_vectors() -> None:
    rows = list(csv.DictReader(VECTORS.open(encoding="utf-8")))
    assert len(rows) == 9
    for row in rows:
        assert vietqr.crc(row["payload"][:-4]) == row["crc_computed"]
        if row["valid"] == "0":
            with pytest.raises(vietqr.Unreadable):
                vietqr.parse(row["payload"])
        elif "A000000727" in row["payload"]:
            assert vietqr.parse(row["payload"]).currency == "704"
        else:
            # Another network's merchant stands in another field.
            assert vietqr.parse(row["payload"]).bank == ""


texts = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=25)


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.from_regex(r"[0-9A-Z]{1,19}", fullmatch=True),
       st.integers(1, 10**13 - 1), texts, st.text("0123456789ABC", max_size=25))  # fmt: skip
def test_what_we_draw_is_read_again_and_one_changed_sign_is_not(bank, account, amount, purpose, bill) -> None:
    text = vietqr.payload(bank, account, amount, purpose, bill)
    found = vietqr.parse(text)
    assert (found.bank, found.account, found.amount) == (bank, account, amount)
    assert (found.purpose, found.bill, found.dynamic) == (purpose, bill, True)
    assert vietqr.parse(text[:-4] + text[-4:].lower()) == found
    spoilt = text[:20] + ("0" if text[20] != "0" else "1") + text[21:]
    with pytest.raises(vietqr.Unreadable):
        vietqr.parse(spoilt)


@given(st.text(max_size=80))
def test_anything_else_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(vietqr.Unreadable):
        vietqr.parse(text)


@pytest.mark.parametrize(
    ("bank", "account", "amount", "purpose"),
    [
        ("97041", "1", 1, "a"),
        ("970416", "1 2", 1, "a"),
        ("970416", "1", 0, "a"),
        ("970416", "1", 1, "Phí"),
        ("970416", "1", 1, ""),
    ],
)
def test_no_payload_that_a_reader_would_refuse(bank: str, account: str, amount: int, purpose: str) -> None:
    with pytest.raises(vietqr.Unreadable):
        vietqr.payload(bank, account, amount, purpose)


def test_references_are_whole_and_found_in_what_banks_write() -> None:
    made = {references.new_reference() for _turn in range(200)}
    assert len(made) == 200
    for one in made:
        assert references.is_reference(one)
        assert references.found_in(f"MBVCB.123.{one.lower()}.CT tu 0123 toi") == [one]
        assert references.found_in(f"{one[:5]} {one[5:9]}\n{one[9:]}") == [one]
    assert references.found_in("TS000 chuyen tien") == []


@given(
    st.text(references.LETTERS, min_size=9, max_size=9),
    st.integers(0, 8),
    st.sampled_from(references.LETTERS),
)
def test_a_misread_sign_shows(body: str, place: int, sign: str) -> None:
    whole = references.PREFIX + body + references.check_sign(body)
    changed = references.PREFIX + body[:place] + sign + body[place + 1 :] + whole[-1]
    assert references.is_reference(whole)
    assert references.is_reference(changed) == (changed == whole)


def test_the_moment_in_a_reference_has_hours_of_24() -> None:
    at = datetime(2026, 11, 23, 15, 4, 5, tzinfo=UTC)
    assert (
        references.transaction_reference("H62.91.1-261123-0001", at) == "H629112611230001" + "20261123150405"
    )


NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_an_open_payment_is_asked_about_from_half_an_hour_to_three_days() -> None:
    assert states.next_check(NOW, NOW) == NOW + timedelta(minutes=30)
    asked, moment = [], NOW
    while (due := states.next_check(NOW, moment)) is not None:
        assert due > moment
        asked.append(due)
        moment = due
    assert asked[0] == NOW + states.FIRST_CHECK
    assert asked[-1] == NOW + states.LAST_CHECK
    assert 10 < len(asked) < 40


@pytest.mark.parametrize(
    ("state", "to", "asked", "may"),
    [("init", "ok", False, True), ("pending", "ok", False, True), ("fail", "ok", False, False), ("fail", "ok", True, True),
     ("ok", "fail", True, False), ("ok", "pending", True, False), ("fail", "pending", True, False)],
)  # fmt: skip
def test_what_is_paid_is_never_unpaid_by_a_message(state: str, to: str, asked: bool, may: bool) -> None:
    assert states.may_move(state, to, asked=asked) is may


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.booleans(), st.booleans(), st.booleans())
def test_a_request_says_paid_only_when_nothing_is_owed(owed, paid, waiting, closed, back) -> None:
    state = states.request_state(
        owed=owed, paid=paid, open_transactions=waiting, closed=closed, given_back=back
    )
    assert (state == states.PAID) == (owed == 0 and paid > 0)
    assert state in states.REQUEST_MOVES


def test_a_code_is_that_of_exactly_these_fields_in_this_order() -> None:
    body = {"LoaiBanTin": "IPN", "MaLoi": "00", "MaThamChieu": "A1", "SoTien": "8000"}
    code = messages.code_of(body, messages.ORDERS["IPN"], "bí mật")
    assert messages.is_genuine({**body, "MaXacThuc": code.upper()}, messages.ORDERS["IPN"], "bí mật")
    for changed in ({"SoTien": "80000"}, {"MaLoi": "08"}, {"MaXacThuc": ""}, {"MaXacThuc": "é"}):
        assert not messages.is_genuine(
            {**body, "MaXacThuc": code, **changed}, messages.ORDERS["IPN"], "bí mật"
        )
    assert not messages.is_genuine({**body, "MaXacThuc": code}, messages.ORDERS["IPN"][::-1], "bí mật")
    assert not messages.is_genuine(
        {**body, "MaXacThuc": messages.code_of(body, messages.ORDERS["IPN"], "")}, messages.ORDERS["IPN"], ""
    )


def test_the_simulator_was_written_apart_and_reads_the_same_order() -> None:
    ours = messages.ORDERS
    assert (
        ours["INIT"],
        ours["IPN"],
        ours["QUERY"],
        ours["ANSWER"],
    ) == (theirs.INIT, theirs.NOTICE, theirs.QUERY, theirs.ANSWER)
    body = {"LoaiBanTin": "QUERY", "MaThamChieu": "A1"}
    assert theirs.code(body, theirs.QUERY, "x") == messages.code_of(body, ours["QUERY"], "x")


@pytest.mark.parametrize(
    ("told", "wanted"),
    [("8000", True), (8000, True), ("8000.0", False), ("08000", False), ("", False), ("8000 ", False)],
)
def test_an_amount_is_exactly_the_same(told: object, wanted: bool) -> None:
    assert accounts.same_amount(told, 8000) is wanted


def test_afternoons_are_afternoons() -> None:
    found = messages.moment("20261123150405", UTC)
    assert found is not None
    assert (found.hour, messages.written(found, UTC)) == (15, "20261123150405")
    assert [
        messages.moment(text, UTC) for text in ("20261123250405", "2026112315040", "20261323150405", None)
    ] == [None] * 4
