"""The text of the QR code on an identity card, as a keyboard-wedge scanner types it.

Seven fields parted by `|` since the card of 2021: number, earlier nine-digit number or nothing, name, birth
date (ddMMyyyy), sex, residence, day of issue. Thông tư 16/2024/TT-BCA names more (a cancelled number, the
parents of a young holder) for the card of 2024; public sources do not tell their order, so what follows the
seventh field is kept apart and never filled in. Six fields, without the earlier number, occur in software
only: they are read with a warning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.identity.rules import card_damage, citizen_id
from tinhso.lib.text import clean, digits

FIELDS = 7
LONGEST = 2000
_SEXES = {"nam": "male", "nữ": "female"}
# What a scanner may send ahead of the text: the symbology identifiers of a QR code (ISO/IEC 15424).
_PREFIXES = ("]Q0", "]Q1", "]Q3", "]Q4", "]Q5", "]Q6")


@dataclass(frozen=True)
class CardFault:
    """One thing wrong with a scan: `field` of the card (empty: the whole text), and a sentence.

    A field with a fault that `spoils` it is left empty, so that damaged text is never filled in.
    """

    code: str
    field: str
    sentence: str
    spoils: bool = True


@dataclass(frozen=True)
class IdCard:
    """What a card says; empty where it says nothing or the scan is spoilt. `sex` is male, female or empty.

    `more` counts the fields beyond the seventh, which no public source lays out.
    """

    citizen_id: str = ""
    old_number: str = ""
    name: str = ""
    birth_date: date | None = None
    sex: str = ""
    address: str = ""
    issued_on: date | None = None
    more: int = 0


@dataclass(frozen=True)
class CardReading:
    """The card, or None when the text is no card at all; and every fault that was found."""

    card: IdCard | None
    faults: tuple[CardFault, ...] = ()


def read_id_card(text: str, today: date) -> CardReading:
    """Read what the scanner typed; never raises. Every fault is told in one round."""
    typed = clean(text[:LONGEST])
    for prefix in _PREFIXES:
        typed = typed.removeprefix(prefix)
    whole = _whole(typed)
    if whole is not None:
        return CardReading(None, (whole,))
    parts = [part.strip() for part in typed.split("|")]
    faults: list[CardFault] = []
    if len(parts) == FIELDS - 1:
        parts.insert(1, "")
        sentence = _("Mã QR này không có ô số chứng minh nhân dân cũ. Hãy xem lại từng ô với thẻ.")
        faults.append(CardFault("short_layout", "", sentence, spoils=False))
    number, old, name, born, sex, address, issued = parts[:FIELDS]
    faults += _number_faults(number, old, today)
    faults += card_faults(name, sex, address)
    birth_date = _day(born, "birth_date", today, faults)
    issued_on = _day(issued, "issued_on", today, faults, needed=False)
    if birth_date and issued_on and issued_on < birth_date:
        faults.append(CardFault("issued_before_birth", "issued_on", _("Ngày cấp thẻ đứng trước ngày sinh.")))
    card = IdCard(
        citizen_id.normalise(number),
        old,
        name,
        birth_date,
        _SEXES.get(sex.lower(), ""),
        address,
        issued_on,
        len([part for part in parts[FIELDS:] if part]),
    )
    faults += _disagreement(card, {fault.field for fault in faults if fault.spoils})
    return CardReading(_without(card, {fault.field for fault in faults if fault.spoils}), tuple(faults))


def card_faults(name: str, sex: str, address: str) -> list[CardFault]:
    """What is wrong with the three fields in words: missing, or damaged on the way through the keyboard."""
    faults = []
    if not name:
        faults.append(CardFault("name_missing", "name", _("Thẻ không cho họ tên.")))
    elif digits(name):
        faults.append(CardFault("name_odd", "name", _("Họ tên có chữ số: bộ gõ VNI hoặc máy quét làm hỏng.")))
    if sex.lower() not in _SEXES:
        faults.append(CardFault("sex_odd", "sex", _("Ô giới tính không phải “Nam” hay “Nữ”.")))
    damage = card_damage.of_words(name, sex, address)
    if damage is not None:
        fields = ("name", "address") if damage.sure else ("",)
        faults += [CardFault(damage.code, field, damage.sentence, spoils=damage.sure) for field in fields]
    return faults


def _whole(typed: str) -> CardFault | None:
    """Why the text as a whole is no card, or None."""
    if not typed:
        return CardFault("empty", "", _("Chưa có gì được quét."))
    damage = card_damage.of_keyboard(typed)
    if damage is not None:
        return CardFault(damage.code, "", damage.sentence)
    parts = [part.strip() for part in typed.split("|")]
    if sum(len(part) in (12, 20) and part.isdigit() for part in parts) > 1 and len(parts) >= 2 * FIELDS - 2:
        return CardFault(
            "two_cards", "", _("Hai lần quét dính vào nhau. Hãy xóa ô này rồi quét lại một thẻ.")
        )
    if len(parts) < FIELDS - 1 or (len(parts) == FIELDS - 1 and len(digits(parts[2])) != 8):
        sentence = _("Mã này có %(n)s ô, mã QR trên thẻ căn cước có ít nhất 7. Hãy quét lại, hoặc gõ tay.")
        return CardFault("field_count", "", sentence % {"n": len(parts)})
    return None


def _number_faults(number: str, old: str, today: date) -> list[CardFault]:
    faults = []
    told = citizen_id.fault(citizen_id.normalise(number), today=today)
    if told is not None:
        faults.append(CardFault("number", "citizen_id", told))
    if old and not (old.isascii() and old.isdigit() and len(old) in (9, 12)):
        faults.append(
            CardFault("old_number", "old_number", _("Số giấy tờ cũ trên thẻ phải có 9 hoặc 12 chữ số."))
        )
    return faults


def _day(text: str, field: str, today: date, faults: list[CardFault], *, needed: bool = True) -> date | None:
    """A day written ddMMyyyy; what is wrong with it goes to `faults`."""
    words = {"birth_date": _("Ngày sinh"), "issued_on": _("Ngày cấp thẻ")}[field]
    if not text and not needed:
        return None
    if not (len(text) == 8 and text.isascii() and text.isdigit()):
        sentence = _("%(what)s trên mã QR phải là 8 chữ số ngày, tháng, năm.") % {"what": words}
        faults.append(CardFault(f"{field}_odd", field, sentence))
        return None
    try:
        found = date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        told = {"what": words, "day": f"{text[:2]}/{text[2:4]}/{text[4:]}"}
        faults.append(
            CardFault(f"{field}_impossible", field, _("%(what)s %(day)s không có trong lịch.") % told)
        )
        return None
    if found > today:
        faults.append(CardFault(f"{field}_future", field, _("%(what)s ở sau hôm nay.") % {"what": words}))
        return None
    return found


def _disagreement(card: IdCard, spoilt: set[str]) -> list[CardFault]:
    """A sound number that tells another year of birth or sex than the card's own fields."""
    if "citizen_id" in spoilt:
        return []
    odds = citizen_id.disagreement(card.citizen_id, card.birth_date, card.sex)
    if odds is None:
        return []
    return [CardFault("disagrees", "citizen_id", odds.sentence, spoils=False)]


def _without(card: IdCard, spoilt: set[str]) -> IdCard:
    kept = {field: value for field, value in vars(card).items() if field not in spoilt}
    return IdCard(**kept)
