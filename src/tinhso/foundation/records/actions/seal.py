"""Sealing: a signed Merkle root over everything committed below the transaction horizon.

An entry belongs to a seal by (epoch, txid), never by its own number or time: a transaction that began
early and commits late is still above the horizon of every seal made meanwhile, and falls into the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from tinhso.foundation.records import outside
from tinhso.foundation.records.actions.append import MODELS
from tinhso.foundation.records.keys import SealingKey, sealing_key
from tinhso.foundation.records.models import Seal
from tinhso.foundation.records.rules.statement import FIRST_PREV, LEAF, Statement, root_of
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.transactions import only_one

_ONE_SEALER = 7114026
# Entries of one seal, about: a month's load of copies is not read into memory at once, nor kept as one value.
MOST = 200_000


def seal(most: int = MOST) -> int:
    """Seal both streams once; the number of seals made. A second sealer at the same time makes none.

    What one seal would cover is cut between transactions wherever it comes to more than `most` entries.
    """
    made = 0
    key = sealing_key()
    with only_one(_ONE_SEALER) as alone:
        if not alone:
            return 0
        for stream in MODELS:
            made += _seal_stream(stream, key, most)
    return made


def _seal_stream(stream: str, key: SealingKey, most: int) -> int:
    _write_outside(stream)
    with transaction.atomic(), connection.cursor() as cursor:
        _notice_restore(cursor, stream)
        made = [
            found
            for epoch, low, high in list(_ranges(cursor, stream))
            for start, end in list(_pieces(cursor, stream, epoch, low, high, most))
            if (found := _seal_range(cursor, stream, key, epoch, start, end)) is not None
        ]
    _write_outside(stream)
    return len(made)


def _notice_restore(cursor: Any, stream: str) -> None:
    """Seals outside that the database does not know: it was set back to an earlier moment."""
    known = (
        Seal.objects.filter(stream=stream).order_by("-number").values_list("number", flat=True).first() or 0
    )
    if outside.last_number(stream) <= known:
        return
    cursor.execute(
        "SELECT records_open_epoch('restore') WHERE NOT EXISTS (SELECT FROM records_epoch e WHERE"
        " e.number = (SELECT max(number) FROM records_epoch) AND e.reason = 'restore'"
        " AND NOT EXISTS (SELECT FROM records_seal s WHERE s.epoch = e.number))"
    )


def _ranges(cursor: Any, stream: str) -> Iterator[tuple[int, int, int | None]]:
    """(epoch, from, to) of what may be sealed now. An epoch of another server grows no more: no end."""
    cursor.execute("SELECT records_horizon()::text::bigint")
    horizon = int(cursor.fetchone()[0])
    cursor.execute(
        "SELECT e.number, e.system_identifier = (SELECT system_identifier::text FROM pg_control_system()),"
        " max(s.to_xid)::text::bigint, bool_or(s.id IS NOT NULL AND s.to_xid IS NULL)"
        " FROM records_epoch e LEFT JOIN records_seal s ON s.epoch = e.number AND s.stream = %s"
        " GROUP BY e.number, e.system_identifier ORDER BY e.number",
        [stream],
    )
    rows = cursor.fetchall()
    newest = rows[-1][0] if rows else 0
    for number, here, sealed_to, closed in rows:
        low = int(sealed_to or 0)
        if closed:
            continue
        if here and (number == newest or horizon >= low):
            if horizon > low:
                yield number, low, horizon
        else:
            yield number, low, None


def _pieces(
    cursor: Any, stream: str, epoch: int, low: int, high: int | None, most: int
) -> Iterator[tuple[int, int | None]]:
    """The range, cut before a transaction wherever `most` entries are together. A transaction is never cut."""
    upper = "" if high is None else " AND txid < %s::xid8"
    numbers = f"SELECT txid::text::bigint FROM records_{stream} WHERE epoch = %s{upper}"  # noqa: S608
    fixed = [epoch, *([] if high is None else [str(high)])]
    while True:
        order = "ORDER BY txid OFFSET %s LIMIT 1"
        cursor.execute(f"{numbers} AND txid >= %s::xid8 {order}", [*fixed, str(low), most])
        found = cursor.fetchone()
        if found and found[0] == low:
            # One transaction alone is larger: all of it, up to the next.
            cursor.execute(f"{numbers} AND txid > %s::xid8 {order}", [*fixed, str(low), 0])
            found = cursor.fetchone()
        if not found:
            break
        yield low, int(found[0])
        low = int(found[0])
    yield low, high


def _seal_range(
    cursor: Any, stream: str, key: SealingKey, epoch: int, low: int, high: int | None
) -> Seal | None:
    upper = "" if high is None else " AND txid < %s::xid8"
    cursor.execute(
        "SELECT string_agg(uuid_send(id) || hash, '' ORDER BY txid, id)"  # noqa: S608
        f" FROM records_{stream} WHERE epoch = %s AND txid >= %s::xid8{upper}",
        [epoch, str(low), *([] if high is None else [str(high)])],
    )
    ((told,),) = cursor.fetchall()
    if told is None:
        return None
    leaves = bytes(told)
    before = Seal.objects.filter(stream=stream).order_by("-number").first()
    number = max(before.number if before else 0, outside.last_number(stream)) + 1
    statement = Statement(
        stream=stream,
        number=number,
        epoch=epoch,
        from_xid=low,
        to_xid=high,
        entries=len(leaves) // LEAF,
        root=root_of(leaves),
        prev=bytes(before.hash) if before else FIRST_PREV,
        made_at=real_now(),
        key_id=key.id,
    )
    return Seal.objects.create(
        **vars(statement), leaves=leaves, hash=statement.hash(), signature=key.sign(statement.signed_bytes())
    )


def statement_of(seal: Seal) -> Statement:
    """What a stored seal says."""
    return Statement(
        stream=seal.stream,
        number=seal.number,
        epoch=seal.epoch,
        from_xid=seal.from_xid,
        to_xid=seal.to_xid,
        entries=seal.entries,
        root=bytes(seal.root),
        prev=bytes(seal.prev),
        made_at=seal.made_at,
        key_id=seal.key_id,
    )


def _write_outside(stream: str) -> None:
    """Write the committed seals that are newer than the newest outside (also after a crash in between)."""
    for seal in Seal.objects.filter(stream=stream, number__gt=outside.last_number(stream)).order_by("number"):
        outside.write(stream, statement_of(seal).content(), bytes(seal.hash), bytes(seal.signature))
