"""What is known already about the person whose card lies on the counter, where it says something else."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from tinhso.foundation.identity.api import IdCard, person_by_citizen_id, throttle
from tinhso.foundation.records.api import Subject, look_once, record_look
from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import DossierParty
from tinhso.lib.actor import Actor

# A text that is no card but looks like one asks about a number: as many an hour as searches by whole numbers.
MOST_AN_HOUR = 60


@dataclass(frozen=True)
class Known:
    """What one source holds under the card's number: `source` is account or dossier; `subject` where it lies."""

    source: str
    name: str
    birth_date: date | None
    subject: Subject
    code: str = ""
    verified: bool = False


def differing(actor: Actor, card: IdCard) -> list[Known]:
    """The account with this number and the newest dossier the clerk may see, where name or birth date differ."""
    return [known for known in _known(actor, card.citizen_id) if differs(card, known)]


def note_shown(actor: Actor, found: list[Known], *, again: bool = False) -> None:
    """Record that personal data kept elsewhere is shown beside the card; Busy after sixty times within an hour.

    `again`: drawn once more with a card scanned before, which is the same look for ten minutes.
    """
    for known in found:
        if again:
            if look_once(actor, known.subject, "citizen_id") is None:
                continue
        else:
            record_look(actor, known.subject, "citizen_id")
        throttle(f"card-shown:{actor.account_id}", MOST_AN_HOUR, 3600)


def differs(card: IdCard, known: Known) -> bool:
    """True when both sides tell a name or a birth date, and not the same one."""
    other_name = bool(card.name and known.name) and not same_name(card.name, known.name)
    other_day = bool(card.birth_date and known.birth_date) and card.birth_date != known.birth_date
    return other_name or other_day


def same_name(one: str, other: str) -> bool:
    """Equal but for case and for where the tone is written: HOÀ and Hòa are one name, Hoa is another."""
    return _letters(one) == _letters(other)


def _letters(name: str) -> list[list[str]]:
    return [sorted(unicodedata.normalize("NFD", word)) for word in name.lower().split()]


def _known(actor: Actor, number: str) -> list[Known]:
    if not number:
        return []
    found = []
    person = person_by_citizen_id(number)
    if person is not None:
        subject = Subject("account", person.account_id)
        found.append(Known("account", person.name, person.birth_date, subject, verified=person.verified))
    rows = DossierParty.objects.filter(citizen_id=number, dossier__in=access.visible(actor))
    party = rows.select_related("dossier").order_by("-dossier__filed_at", "-id").first()
    if party is not None:
        subject = Subject("dossier", party.dossier_id)
        found.append(
            Known("dossier", party.name, party.birth_date, subject, party.dossier.code, party.verified)
        )
    return found
