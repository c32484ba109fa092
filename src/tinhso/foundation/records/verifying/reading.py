"""The chains of a stream as they lie in the tables, read in one go and in the order of their objects.

The database writes the parts of an entry's canonical bytes that it can write exactly (rules/entry.py says what they
are); what it holds as JSON is put in order here. Whether these are the bytes that were hashed is told by the hash
alone: where it does not fit, the entry is read again, column by column, before anything is called a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import orjson
from django.db import connection

_AT_ONCE = 5000
# A transaction of copies has twenty thousand entries, all in one row.
_TRANSACTIONS = 100
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
FROM records_{stream} WHERE {within} ORDER BY subject_kind{order}, subject_id{order}, sequence
"""
_HEADS = """
SELECT subject_kind, subject_id, sequence, hash FROM records_chainhead WHERE stream = '{stream}' AND {within}
ORDER BY subject_kind{order}, subject_id{order}
"""
# Every so many objects one, in the same order.
_MARKS = """
SELECT subject_kind, subject_id FROM (
    SELECT subject_kind, subject_id, row_number() OVER (ORDER BY subject_kind{order}, subject_id{order}) AS place
    FROM records_chainhead WHERE stream = '{stream}') every
WHERE place %% %s = 0 ORDER BY place
"""
# True where text is ordered by its code points, as Python orders it: then an index is in that order already.
_BY_CODE_POINTS = """
SELECT datlocprovider = 'b' OR (datlocprovider = 'c' AND datcollate IN ('C', 'POSIX'))
FROM pg_database WHERE datname = current_database()
"""
# Kind and id of the object, place, hash before it, its own hash, its canonical text with \x01 around digests and facts.
Entry = tuple[str, str, int, bytes, bytes, str]
Head = tuple[str, str, int, bytes]


@dataclass(frozen=True)
class Span:
    """The objects from one (kind, id) on and before another; None: from the first, to the last."""

    first: tuple[str, str] | None = None
    end: tuple[str, str] | None = None


EVERY = Span()


def spans(stream: str, each: int) -> list[Span]:
    """The stream cut into runs of about `each` objects, in their order; what has no head lies in one of them too."""
    with connection.cursor() as cursor:
        cursor.execute(_MARKS.format(stream=stream, order=_order()), [each])
        marks: list[tuple[str, str] | None] = [None, *cursor.fetchall(), None]
    return [Span(first, end) for first, end in pairwise(marks)]


def entries(stream: str, span: Span = EVERY, link: Any = None) -> Iterator[Entry]:
    """Every entry by object and place. While some are looked at, the next ones are fetched.

    `link`: the driver's connection to read by, our own where none is given.
    """
    ids = {
        name: f"coalesce('\"' || {name} || '\"', 'null')"
        for name in ("account_id", "agency_id", "capacity_id")
    }
    moments = {name: _MOMENT.format(name) for name in ("recorded_at", "world_at")}
    order = _order(link)
    within, values = _within(span, order)
    text = _ENTRIES.format(stream=stream, order=order, within=within, **ids, **moments)
    yield from _read("entries", text, values, link)


def heads(stream: str, span: Span = EVERY, link: Any = None) -> Iterator[Head]:
    """The head of every chain, in the same order."""
    order = _order(link)
    within, values = _within(span, order)
    yield from _read("heads", _HEADS.format(stream=stream, order=order, within=within), values, link)


def leaves(stream: str) -> Iterator[tuple[int, int, bytes]]:
    """(epoch, transaction, the leaves of its entries: id and hash of each) in the order in which they were sealed."""
    yield from _read(
        "leaves",
        "SELECT epoch, txid::text::bigint, string_agg(uuid_send(id) || hash, '' ORDER BY id)"  # noqa: S608
        f" FROM records_{stream} GROUP BY epoch, txid ORDER BY epoch, txid",
        portion=_TRANSACTIONS,
    )


def in_order(told: str) -> str:
    """A JSON object as PostgreSQL tells it, in canonical form; raises ValueError where this reader has none."""
    if told == "{}":
        return told
    return orjson.dumps(orjson.loads(told), option=orjson.OPT_SORT_KEYS).decode()


def opened(link: Any = None) -> Any:
    """The driver's connection to read by: the one that is given, else our own."""
    if link is not None:
        return link
    connection.ensure_connection()
    return connection.connection


def _within(span: Span, order: str) -> tuple[str, list[str]]:
    place = f"(subject_kind{order}, subject_id{order})"
    conditions = [f"{place} {way} (%s, %s)" for way, mark in ((">=", span.first), ("<", span.end)) if mark]
    return " AND ".join(conditions) or "true", [*(span.first or ()), *(span.end or ())]


def _order(link: Any = None) -> str:
    with opened(link).cursor() as cursor:
        ((plain,),) = cursor.execute(_BY_CODE_POINTS).fetchall()
    return "" if plain else ' COLLATE "C"'


def _read(
    name: str, query: str, values: list[str] | None = None, link: Any = None, portion: int = _AT_ONCE
) -> Iterator[Any]:
    """All rows through a cursor on the server, of the transaction that stands, one portion ahead."""
    with (
        ThreadPoolExecutor(1) as ahead,
        opened(link).cursor(name=f"verify_{name}", binary=True) as cursor,
    ):
        cursor.execute(query, values)
        coming = ahead.submit(cursor.fetchmany, portion)
        while rows := coming.result():
            coming = ahead.submit(cursor.fetchmany, portion)
            yield from rows
