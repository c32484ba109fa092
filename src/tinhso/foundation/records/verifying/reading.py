"""The chains of a stream as they lie in the tables, read in one go and in the order of their objects.

The database writes the parts of an entry's canonical bytes that it can write exactly (rules/entry.py says what they
are); what it holds as JSON is put in order here. Whether these are the bytes that were hashed is told by the hash
alone: where it does not fit, the entry is read again, column by column, before anything is called a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
from django.db import connection

_AT_ONCE = 5000
_MOMENT = "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"

# Kind, id and place of the entry, the two stored hashes, and its canonical text in five parts, one column of them:
# each further column would cost as much as composing it. No part holds the character that parts them unescaped.
_ENTRIES = """
SELECT subject_kind, subject_id, sequence, prev_hash, hash,
 '{{"account_id":' || {account_id} || ',"actor_kind":' || to_json(actor_kind) || ',"actor_part":' || to_json(actor_part)
  || ',"agency_id":' || {agency_id} || ',"capacity_id":' || {capacity_id} || E',"digests":\\x01'
  || digests || E'\\x01,"epoch":' || epoch || E',"facts":\\x01' || facts || E'\\x01,"id":"' || id || '","outcome":' || to_json(outcome) || ',"prev_hash":"' || encode(prev_hash, 'hex')
  || '","recorded_at":"' || {recorded_at} || '","sequence":' || sequence || ',"stream":"{stream}","subject_id":'
  || to_json(subject_id) || ',"subject_kind":' || to_json(subject_kind) || ',"txid":' || txid || ',"verb":'
  || to_json(verb) || ',"world_at":"' || {world_at} || '"}}'
FROM records_{stream} ORDER BY subject_kind{order}, subject_id{order}, sequence
"""
_HEADS = """
SELECT subject_kind, subject_id, sequence, hash FROM records_chainhead WHERE stream = '{stream}'
ORDER BY subject_kind{order}, subject_id{order}
"""
# True where text is ordered by its code points, as Python orders it: then an index is in that order already.
_BY_CODE_POINTS = """
SELECT datlocprovider = 'b' OR (datlocprovider = 'c' AND datcollate IN ('C', 'POSIX'))
FROM pg_database WHERE datname = current_database()
"""
# Kind and id of the object, place, hash before it, its own hash, its canonical text with \x01 around digests and facts.
Entry = tuple[str, str, int, bytes, bytes, str]
Head = tuple[str, str, int, bytes]


def entries(stream: str) -> Iterator[Entry]:
    """Every entry by object and place. While some are looked at, the next ones are fetched."""
    ids = {
        name: f"coalesce('\"' || {name} || '\"', 'null')"
        for name in ("account_id", "agency_id", "capacity_id")
    }
    moments = {name: _MOMENT.format(name) for name in ("recorded_at", "world_at")}
    yield from _read("entries", _ENTRIES.format(stream=stream, order=_order(), **ids, **moments))


def heads(stream: str) -> Iterator[Head]:
    """The head of every chain, in the same order."""
    yield from _read("heads", _HEADS.format(stream=stream, order=_order()))


def leaves(stream: str) -> Iterator[tuple[int, int, bytes]]:
    """(epoch, transaction, leaf of its seal: id and hash) of every entry, in the order in which it was sealed."""
    yield from _read(
        "leaves",
        f"SELECT epoch, txid::text::bigint, uuid_send(id) || hash FROM records_{stream} ORDER BY epoch, txid, id",  # noqa: S608
    )


def in_order(told: str) -> str:
    """A JSON object as PostgreSQL tells it, in canonical form; raises ValueError where this reader has none."""
    if told == "{}":
        return told
    return orjson.dumps(orjson.loads(told), option=orjson.OPT_SORT_KEYS).decode()


def _order() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_BY_CODE_POINTS)
        ((plain,),) = cursor.fetchall()
    return "" if plain else ' COLLATE "C"'


def _read(name: str, query: str) -> Iterator[Any]:
    """All rows through a cursor on the server, of the transaction that stands, one portion ahead."""
    connection.ensure_connection()
    with (
        ThreadPoolExecutor(1) as ahead,
        connection.connection.cursor(name=f"verify_{name}", binary=True) as cursor,
    ):
        cursor.execute(query)
        coming = ahead.submit(cursor.fetchmany, _AT_ONCE)
        while rows := coming.result():
            coming = ahead.submit(cursor.fetchmany, _AT_ONCE)
            yield from rows
