"""One life that was lived, cut into patterns: its rows, and the entries of its chains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps

from tinhso.foundation.records import api as records
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers import api as dossiers
from tinhso.simulation.bulk.reading import identifiers, rows
from tinhso.simulation.bulk.tables import (
    COMPLETE,
    EPOCH,
    INSTEAD,
    INSTEAD_LEAN,
    LEAN,
    LOG,
    NUMBER,
    REACH,
    TXID,
)
from tinhso.simulation.rules.cousins import cousin
from tinhso.simulation.rules.pattern import Pattern, cut, finder

# The first names of every life; then its identifiers, its receipts and the hashes of its entries.
CODE, SECRET, SERIAL, DIGEST, AT_EPOCH, AT_TXID = range(6)
_NAMED = 6


@dataclass(frozen=True)
class Template:
    """What a copy needs; `tables` in the order in which they are written."""

    dossier_id: str
    # The agency's code and the day, and the book of results; what gives a copy its serials.
    day_book: str
    result_book: str
    names: tuple[str, ...]
    ids: range
    receipts: range
    entries: tuple[tuple[int, Pattern], ...]
    tables: dict[str, Pattern]
    salt: bytes

    @property
    def size(self) -> int:
        """Characters of all its rows."""
        return sum(len(piece) for one in self.tables.values() for piece in one.pieces)

    def copy(self, code: str, number: str, bits: int, stamp: tuple[str, str]) -> list[str]:
        """The values of one copy, by the number of the name."""
        values = list(self.names)
        for at in self.ids:
            values[at] = cousin(self.names[at], bits)
        own = cousin(self.dossier_id, bits)
        values[CODE], values[SECRET] = code, dossiers.secret_hash(UUID(own))
        values[SERIAL] = number
        values[DIGEST] = records.digest(self.salt, "result_number", number) if number else ""
        values[AT_EPOCH], values[AT_TXID] = stamp
        for at in self.receipts:
            values[at] = f"{self.names[at][:40]}/{bits:010x}"
        for at, entry in self.entries:
            values[at] = sha256(entry.fill(values).encode()).hexdigest()
        return values


def template(dossier_id: str, *, lean: bool = False) -> Template:
    """The life of a dossier that has ended."""
    dossier = apps.get_model("dossiers", "Dossier").objects.get(pk=dossier_id)
    result = apps.get_model("dossiers", "Result").objects.filter(dossier=dossier, kind="own").first()
    salt = apps.get_model("records", "Salt").objects.filter(subject_id=dossier_id).first()
    secret = bytes(salt.salt) if salt else b""
    keys = _keys(dossier_id, LEAN if lean else tuple(COMPLETE))
    ids = sorted({one for found in keys.values() for one in found})
    receipts = [] if lean else _receipts(dossier_id)
    chains = [] if lean else list(_chains(ids))
    own = sorted({*ids, *(entry for _text, _digest, entry in chains)})
    names = [
        dossier.code,
        dossier.secret_hash,
        str(NUMBER),
        records.digest(secret, "result_number", result.number) if result else "",
        str(EPOCH),
        str(TXID),
        *own,
        *receipts,
        *(digest for _text, digest, _entry in chains),
    ]
    found_by = finder(names)
    instead = {**INSTEAD, **INSTEAD_LEAN} if lean else INSTEAD
    tables = {table: rows(table, "id", found, instead) for table, found in keys.items()}
    tables[REACH] = rows(REACH, "dossier_id", [dossier_id], instead)
    if not lean:
        for table in LOG:
            tables[table] = rows(table, "subject_id", ids, instead)
    first = _NAMED + len(own) + len(receipts)
    return Template(
        dossier_id=dossier_id,
        day_book=dossier.code.rsplit("-", 1)[0],
        result_book=f"{result.agency_id}/{result.notation}/{_year(result)}" if result else "",
        names=tuple(names),
        ids=range(_NAMED, _NAMED + len(own)),
        receipts=range(_NAMED + len(own), first),
        entries=tuple(
            (first + at, cut(text, names, found_by)) for at, (text, _digest, _entry) in enumerate(chains)
        ),
        tables={table: cut(text, names, found_by) for table, text in tables.items() if text},
        salt=secret,
    )


def _keys(dossier_id: str, tables: Sequence[str]) -> dict[str, list[str]]:
    """The identifiers of the life's rows, by table."""
    found: dict[str, list[str]] = {}
    for table in tables:
        leads = COMPLETE[table]
        column, through = (leads, [dossier_id]) if isinstance(leads, str) else (leads[0], found[leads[1]])
        found[table] = identifiers(table, column, through)
    return found


def _receipts(dossier_id: str) -> list[str]:
    """The numbers of receipts, which no other line may have."""
    lines = apps.get_model("dossiers", "FeePayment").objects.filter(fee__dossier_id=dossier_id)
    fees = apps.get_model("dossiers", "Fee").objects.filter(dossier_id=dossier_id)
    every = {*lines.values_list("receipt_no", flat=True), *fees.values_list("receipt_no", flat=True)}
    return sorted(every - {""})


def _chains(ids: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What is hashed of each entry of these objects, as text with stand-ins, the hash it had, and its identifier."""
    for stream, name in (("event", "Event"), ("look", "Look")):
        found = apps.get_model("records", name).objects.filter(subject_id__in=ids)
        for entry in found.order_by("subject_kind", "subject_id", "sequence"):
            facts = entry.facts
            if entry.verb == "dossier.number_result" and facts.get("kind") == "own":
                facts = facts | {"serial": NUMBER}
            told = {**vars(entry), "facts": facts, "epoch": EPOCH, "txid": TXID}
            text = records.entry_bytes(stream, told, bytes(entry.prev_hash)).decode()
            yield text, bytes(entry.hash).hex(), str(entry.id)


def _year(result: Any) -> int:
    return int(result.issued_at.astimezone(ZONE).year)
