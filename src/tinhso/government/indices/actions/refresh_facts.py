"""From the log to the facts: what was done since the last time, read by the worker each minute.

No verb writes a fact by hand: a verb that is added tomorrow is counted tomorrow, and filing pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from tinhso.foundation.records.api import Place, committed_after
from tinhso.foundation.worktime.api import now
from tinhso.government.indices.actions.turns import take_turns
from tinhso.government.indices.models import Fact, FactReader
from tinhso.government.indices.models.fact import DOSSIER

_FIRST = UUID(int=0)
_SOON = timedelta(days=3)
_SAID = [
    "agency_id",
    "unit_code",
    "field_code",
    "procedure_code",
    "received_at",
    "finish_at",
    "due_at",
    "supplements",
    "synced",
    "online",
    "has_result",
    "has_files",
    "reused",
    "proven",
    "citizen",
    "has_fee",
    "paid_online",
    "disliked",
    "signed",
    "complained",
    "behaviour",
    "pushed",
    "complete",
    "offered",
    "missed_at",
    "repeated",
]
_COMPLAINED = "EXISTS (SELECT 1 FROM petitions_published p WHERE p.dossier_code = d.code AND d.code <> '')"
_PUSHED = "EXISTS (SELECT 1 FROM handover_published h WHERE h.dossier_id = d.id)"
_OF_DOSSIERS = {"complained": _COMPLAINED, "pushed": _PUSHED, "behaviour": "false", "complete": "false",
                "offered": "false", "missed_at": "NULL::timestamptz", "repeated": "false"}  # fmt: skip
_OF_PETITIONS = {
    "agency_id": "agency_id", "unit_code": "unit_code", "received_at": "received_at", "finish_at": "finish_at",
    "due_at": "due_at", "disliked": "disliked", "behaviour": "kind = 'behaviour'", "field_code": "''",
    "procedure_code": "''", "supplements": "0::smallint", "missed_at": "missed_at", "repeated": "repeated",
}  # fmt: skip


def _list(told: dict[str, str], default: str) -> str:
    """Every column, with what it is told by; `default` where nothing is said of it, {} its name."""
    return ", ".join(f"{told.get(one, default.format(one))} AS {one}" for one in _SAID)


FRESH = {
    "dossier": f"""SELECT d.id AS subject_id, 1 AS kind, {_list(_OF_DOSSIERS, "d.{}")}
        FROM dossiers_published d WHERE d.id = ANY(%(ids)s) AND d.received_at IS NOT NULL""",  # noqa: S608
    "petition": f"""SELECT id AS subject_id, 2 AS kind, {_list(_OF_PETITIONS, "false")}
        FROM petitions_published WHERE id = ANY(%(ids)s)""",  # noqa: S608
}
_NAMES = ["subject_id", "kind", *_SAID]
# The old version is kept where anything changed; a second run over the same acts writes nothing.
_WRITE = """
WITH fresh AS ({fresh}),
changed AS (SELECT fresh.* FROM fresh LEFT JOIN indices_fact c USING (subject_id)
            WHERE c.subject_id IS NULL OR ({old}) IS DISTINCT FROM ({new})),
kept AS (INSERT INTO indices_facthistory ({names}, known_from, known_to)
         SELECT {all_old}, c.known_from, %(now)s FROM indices_fact c JOIN changed USING (subject_id))
INSERT INTO indices_fact ({names}, known_from) SELECT {names}, %(now)s FROM changed
ON CONFLICT (subject_id) DO UPDATE SET {sets}, known_from = excluded.known_from
"""


def refresh(batch: int = 1000, most: int = 100_000) -> int:
    """Take what was committed since the last time into the facts; how many facts changed."""
    changed = read = 0
    while read < most:
        found, more = _one_batch(batch)
        read += found
        changed += more
        if found < batch:
            break
    return changed + _towards_the_portal()


def write(kind: str, ids: Collection[UUID], moment: datetime) -> int:
    """Make the facts of these objects say what the rooms publish now; how many changed. Repeatable."""
    if not ids:
        return 0
    names = ", ".join(_NAMES)
    query = _WRITE.format(
        fresh=FRESH[kind],
        names=names,
        old=", ".join(f"c.{one}" for one in _SAID),
        new=", ".join(f"fresh.{one}" for one in _SAID),
        all_old=", ".join(f"c.{one}" for one in _NAMES),
        sets=", ".join(f"{one} = excluded.{one}" for one in _SAID),
    )
    with connection.cursor() as cursor:
        cursor.execute(query, {"ids": list(ids), "now": moment})
        return int(cursor.rowcount)


def sweep(batch: int = 5000) -> int:
    """Compare every object with its fact, for what no act tells of; how many changed. Each night."""
    changed = 0
    for kind, view in (("dossier", "dossiers_published"), ("petition", "petitions_published")):
        after = _FIRST
        while True:
            with transaction.atomic(), connection.cursor() as cursor:
                take_turns()
                cursor.execute(f"SELECT id FROM {view} WHERE id > %s ORDER BY id LIMIT %s", [after, batch])  # noqa: S608
                ids = [row[0] for row in cursor.fetchall()]
                changed += write(kind, ids, now())
            if len(ids) < batch:
                break
            after = ids[-1]
    return changed


def _one_batch(batch: int) -> tuple[int, int]:
    read = changed = 0
    for kind in FRESH:
        with transaction.atomic():
            take_turns()
            FactReader.objects.get_or_create(kind=kind, defaults={"entry_id": _FIRST})
            reader = FactReader.objects.select_for_update().get(kind=kind)
            acts = committed_after(Place(reader.epoch, reader.txid, reader.entry_id), kind, batch)
            ids = {UUID(one.subject_id) for one in acts if one.outcome == "done"}
            changed += write(kind, ids, now())
            if kind == "petition":
                changed += write("petition", _brought_again(ids), now())
                changed += write("dossier", _spoken_of(ids), now())
            if acts:
                last = acts[-1].place
                reader.epoch, reader.txid, reader.entry_id = last.epoch, last.txid, last.id
            reader.read_at = now()
            reader.save()
            read = max(read, len(acts))
    return read, changed


def _towards_the_portal(most: int = 2000) -> int:
    """New dossiers that were not synchronised when last looked at: that they are now is no act in the log."""
    with transaction.atomic():
        take_turns()
        waiting = Fact.objects.filter(kind=DOSSIER, synced=False, received_at__gte=now() - _SOON)
        ids = list(waiting.order_by("-received_at").values_list("pk", flat=True)[:most])
        return write("dossier", ids, now())


def _brought_again(petitions: Collection[UUID]) -> list[UUID]:
    """Earlier petitions whose matter these bring again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT again_of_id FROM petitions_published WHERE id = ANY(%s) AND again_of_id IS NOT NULL",
            [list(petitions)],
        )
        return [row[0] for row in cursor.fetchall()]


def _spoken_of(petitions: Collection[UUID]) -> list[UUID]:
    """Dossiers that these petitions are about."""
    if not petitions:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id FROM petitions_published p JOIN dossiers_published d ON d.code = p.dossier_code"
            " WHERE p.id = ANY(%s) AND p.dossier_code <> ''",
            [list(petitions)],
        )
        return [row[0] for row in cursor.fetchall()]
