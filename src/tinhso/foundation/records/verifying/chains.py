"""Every chain of a stream, read in order and recomputed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import connection

from tinhso.foundation.records.rules.chains import ChainFault, Link, faults, whole
from tinhso.foundation.records.rules.entry import FIELDS

_AT_ONCE = 2000
_EMPTY = """
SELECT h.subject_kind, h.subject_id, h.sequence, h.hash FROM records_chainhead h
WHERE h.stream = %s AND h.sequence > 0 AND NOT EXISTS (
    SELECT FROM records_{stream} e WHERE e.subject_kind = h.subject_kind AND e.subject_id = h.subject_id)
"""


def check_chains(stream: str) -> Iterator[tuple[int, str, list[ChainFault]]]:
    """For each object: the number of its entries, its name, and what is wrong with its chain."""
    for (kind, ident), rows in groupby(_rows(stream), key=lambda row: (row[0], row[1])):
        group = [_link(row) for row in rows]
        head = group[0][1]
        links = [link for link, _ in group]
        yield len(links), f"{kind}:{ident}", [] if whole(stream, links, head) else faults(stream, links, head)
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY.format(stream=stream), [stream])
        for kind, ident, sequence, digest in cursor.fetchall():
            yield 0, f"{kind}:{ident}", faults(stream, [], (sequence, bytes(digest)))


def _rows(stream: str) -> Iterator[tuple[Any, ...]]:
    """All entries by object and sequence, each with its chain's head, streamed."""
    columns = ", ".join(f"e.{name}" for name in FIELDS)
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT e.subject_kind, e.subject_id, h.sequence, h.hash, e.prev_hash, e.hash, {columns}"  # noqa: S608
            f" FROM records_{stream} e LEFT JOIN records_chainhead h ON h.stream = %s"
            " AND h.subject_kind = e.subject_kind AND h.subject_id = e.subject_id"
            " ORDER BY e.subject_kind, e.subject_id, e.sequence, e.recorded_at",
            [stream],
        )
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _link(row: tuple[Any, ...]) -> tuple[Link, tuple[int, bytes] | None]:
    _kind, _ident, top, head_hash, prev, digest, *values = row
    entry = dict(zip(FIELDS, values, strict=True))
    for key in ("facts", "digests"):
        if isinstance(entry[key], str):
            entry[key] = json.loads(entry[key])
    entry["txid"] = int(entry["txid"])
    head = None if top is None else (int(top), bytes(head_hash))
    return Link(entry, bytes(prev), bytes(digest)), head
