"""The identity card at the counter: what the scanner typed fills owner or filer, beside what is known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import CardReading, IdCard, read_id_card
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers.queries.known_people import Known, differing, note_shown, same_name
from tinhso.government.dossiers.rules.inputs import Compared
from tinhso.lib.actor import Actor
from tinhso.lib.text import digits

SCAN = "card_text"
ROLES = ("owner", "filer")


@dataclass(frozen=True)
class Scan:
    """One person's card on the screen: how it was read, what differs from it, which side the clerk chose."""

    role: str
    text: str
    reading: CardReading
    known: tuple[Known, ...] = ()
    choice: str = ""

    @property
    def options(self) -> list[tuple[str, str]]:
        """The choices as radio buttons."""
        names = {"account": _("Theo tài khoản đã có"), "dossier": _("Theo hồ sơ đã có")}
        return [("card", _("Theo thẻ")), *((one.source, names[one.source]) for one in self.known)]

    @property
    def open(self) -> bool:
        """True while the clerk still has to choose."""
        return bool(self.known) and self.choice not in dict(self.options)

    def compared(self) -> list[Compared]:
        """What the clerk's choice was made between, for the record of the filing."""
        card = self.reading.card
        if card is None:
            return []
        return [
            Compared(self.role, self.choice, one.source, card.name, one.name, card.birth_date, one.birth_date)
            for one in self.known
        ]


@dataclass(frozen=True)
class Cards:
    """The post with what cards filled in, each scan, and whether one has just arrived."""

    typed: QueryDict
    scans: dict[str, Scan]
    fresh: bool

    def faults(self) -> dict[str, str]:
        """A difference that nobody has decided yet stops the filing."""
        told = _("Thẻ khác với dữ liệu đã có. Hãy chọn theo bên nào.")
        return {f"{role}.known": told for role, scan in self.scans.items() if scan.open}

    def compared(self) -> tuple[Compared, ...]:
        """Every difference with the choice made."""
        return tuple(one for scan in self.scans.values() for one in scan.compared())


def read_cards(actor: Actor, post: QueryDict) -> Cards:
    """Fill in what was scanned; a scan that is no card changes nothing and is told."""
    typed = post.copy()
    text = str(typed.get(SCAN, "")).strip()[:2000]
    role = "filer" if typed.get("card_role") == "filer" else "owner"
    scans: dict[str, Scan] = {}
    if text:
        typed[SCAN] = ""
        typed[f"{role}.card"] = text
        typed[f"{role}.known"] = ""
        _fill(typed, role, read_id_card(text, today()))
    for each in ROLES:
        kept = str(typed.get(f"{each}.card", ""))[:2000]
        if kept:
            scans[each] = _scan(actor, typed, each, kept)
            _follow(typed, scans[each])
    # Whatever brought the card here, what is shown beside it is a look.
    for each, scan in scans.items():
        note_shown(actor, list(scan.known), again=not (text and each == role))
    return Cards(typed, scans, bool(text))


def _scan(actor: Actor, typed: Mapping[str, Any], role: str, text: str) -> Scan:
    reading = read_id_card(text, today())
    card = reading.card
    # Another number was typed over the card's: nothing is compared with a card that is not meant.
    meant = card is not None and card.citizen_id == digits(str(typed.get(f"{role}.citizen_id", "")))
    known = tuple(differing(actor, card)) if card is not None and meant else ()
    return Scan(role, text, reading, known, str(typed.get(f"{role}.known", "")))


def _fill(typed: QueryDict, role: str, reading: CardReading) -> None:
    card = reading.card
    if card is None:
        return
    if role == "owner":
        typed["owner.kind"] = "citizen"
    facts = {"name": card.name, "citizen_id": card.citizen_id, "address": card.address, "sex": card.sex}
    # Who has this card needs no passport; one that stands there is of the person before.
    typed[f"{role}.passport"] = ""
    for key, value in facts.items():
        # What the card does not tell soundly must not stand there from the person before.
        typed[f"{role}.{key}"] = value
    _day(typed, role, card.birth_date)


def _day(typed: QueryDict, role: str, day: Any) -> None:
    for part in ("day", "month", "year"):
        typed[f"{role}.birth_date__{part}"] = str(getattr(day, part)) if day else ""


def _follow(typed: QueryDict, scan: Scan) -> None:
    """The fields follow the choice while they hold the other side's words; what a hand corrected stays."""
    card = scan.reading.card
    sides = {one.source: one for one in scan.known}
    if card is None or scan.open or not scan.known:
        return
    chosen: Known | IdCard = sides.get(scan.choice, card)
    name = str(typed.get(f"{scan.role}.name", ""))
    if chosen.name and any(same_name(name, one) for one in (card.name, *(side.name for side in scan.known))):
        typed[f"{scan.role}.name"] = chosen.name
        if chosen.birth_date:
            _day(typed, scan.role, chosen.birth_date)
