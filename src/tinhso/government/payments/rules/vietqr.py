"""VietQR: EMVCo fields of two-digit id, two-digit length, value; the last one is a CRC (payments.md §5).

The reference of a payment stands in 62.08, the text that a plain transfer carries. Everything is ASCII: lengths
count bytes in some readers and letters in others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NAPAS = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
LONGEST, LONGEST_TEXT = 99, 25


class Unreadable(ValueError):
    """The payload is no VietQR; the text says which part."""


@dataclass(frozen=True)
class Payload:
    """What a VietQR says. `amount` None: the payer types it; empty parts are not there."""

    bank: str = ""
    account: str = ""
    service: str = ""
    amount: int | None = None
    bill: str = ""
    reference: str = ""
    purpose: str = ""
    dynamic: bool = False
    currency: str = ""


def crc(text: str) -> str:
    """CRC16-CCITT (polynomial 0x1021, initial 0xFFFF) as four upper-case hex digits."""
    value = 0xFFFF
    for byte in text.encode("ascii"):
        value ^= byte << 8
        for _bit in range(8):
            value = (value << 1) ^ 0x1021 if value & 0x8000 else value << 1
            value &= 0xFFFF
    return f"{value:04X}"


def payload(bank: str, account: str, amount: int, purpose: str, bill: str = "") -> str:
    """The text of a VietQR for one transfer of `amount` đồng to an account of the bank with this BIN (6 digits).

    Raises Unreadable for what a reader would refuse.
    """
    if not (len(bank) == 6 and bank.isascii() and bank.isdigit()):
        raise Unreadable("the bank's BIN has six digits")
    if not (account and len(account) <= 19 and account.isascii() and account.isalnum()):
        raise Unreadable("an account has letters and digits, at most 19")
    if not 0 < amount < 10**13:
        raise Unreadable("the amount is whole đồng")
    if not (purpose and purpose.isascii() and len(purpose) <= LONGEST_TEXT and len(bill) <= LONGEST_TEXT):
        raise Unreadable("texts are ASCII of at most 25 signs")
    receiver = _field("00", bank) + _field("01", account)
    merchant = _field("00", NAPAS) + _field("01", receiver) + _field("02", TO_ACCOUNT)
    more = (_field("01", bill) if bill else "") + _field("08", purpose)
    text = (
        _field("00", "01") + _field("01", "12") + _field("38", merchant) + _field("53", "704")
        + _field("54", str(amount)) + _field("58", "VN") + _field("62", more) + "6304"
    )  # fmt: skip
    return text + crc(text)


def parse(text: str) -> Payload:
    """Read and check a payload; Unreadable when its CRC, shape or currency is wrong. The CRC's case is no matter."""
    if not text.isascii():
        raise Unreadable("only ASCII")
    fields = _fields(text)
    if list(fields)[-1:] != ["63"] or len(fields["63"]) != 4:
        raise Unreadable("the CRC comes last")
    if crc(text[:-4]) != fields["63"].upper():
        raise Unreadable("the CRC does not fit")
    if fields.get("00") != "01" or fields.get("53") != "704" or fields.get("58") != "VN":
        raise Unreadable("no payload for đồng in Viet Nam")
    merchant = _fields(fields["38"]) if "38" in fields else {}
    if merchant and merchant.get("00") != NAPAS:
        raise Unreadable("an unknown network")
    receiver = _fields(merchant.get("01", ""))
    more = _fields(fields.get("62", ""))
    return Payload(
        bank=receiver.get("00", ""),
        account=receiver.get("01", ""),
        service=merchant.get("02", ""),
        amount=_amount(fields),
        bill=more.get("01", ""),
        reference=more.get("05", ""),
        purpose=more.get("08", ""),
        dynamic=fields.get("01") == "12",
        currency=fields["53"],
    )


def _amount(fields: Mapping[str, str]) -> int | None:
    if "54" not in fields:
        return None
    if not (fields["54"].isdigit() and len(fields["54"]) <= 13):
        raise Unreadable("the amount is whole đồng")
    return int(fields["54"])


def _field(ident: str, value: str) -> str:
    if len(value) > LONGEST:
        raise Unreadable(f"field {ident} is too long")
    return f"{ident}{len(value):02d}{value}"


def _fields(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    place = 0
    while place < len(text):
        ident, length = text[place : place + 2], text[place + 2 : place + 4]
        value = text[place + 4 : place + 4 + int(length)] if length.isdigit() and len(length) == 2 else None
        if not (ident.isdigit() and len(ident) == 2) or value is None or len(value) != int(length):
            raise Unreadable(f"field at {place} is cut off")
        if ident in found:
            raise Unreadable(f"field {ident} is there twice")
        found[ident] = value
        place += 4 + int(length)
    return found
