"""Every chain of a stream, read in order and recomputed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any

from tinhso.foundation.records.rules.chains import ChainFault, Link, faults, whole
from tinhso.foundation.records.rules.entry import FIELDS, GENESIS
from tinhso.foundation.records.verifying.reading import (
    EVERY,
    Entry,
    Head,
    Span,
    entries,
    heads,
    in_order,
    opened,
)

_NO_HEAD = ("", "", 0, GENESIS)


def check_chains(
    stream: str, span: Span = EVERY, link: Any = None
) -> Iterator[tuple[int, str, list[ChainFault]]]:
    """For each object of the span: the number of its entries, its name, and what is wrong with its chain."""
    every = heads(stream, span, link)
    head = next(every, None)
    for key, group in groupby(entries(stream, span, link), key=lambda entry: entry[:2]):
        while head is not None and head[:2] < key:
            yield from _without_entries(stream, head)
            head = next(every, None)
        found = head if head is not None and head[:2] == key else None
        count, sound = _runs(group, found or _NO_HEAD)
        yield count, ":".join(key), [] if sound and found else _faults(stream, key, link)
        if found:
            head = next(every, None)
    while head is not None:
        yield from _without_entries(stream, head)
        head = next(every, None)


def _runs(group: Iterator[Entry], head: Head) -> tuple[int, bool]:
    """How many entries, and whether they run from the first one to the head without a break."""
    before, count, sound = GENESIS, 0, True
    for _kind, _ident, sequence, prev, digest, text in group:
        count += 1
        if not sound or sequence != count or prev != before:
            sound = False
            continue
        try:
            first, digests, middle, facts, last = text.split("\x01")
            told = f"{first}{in_order(digests)}{middle}{in_order(facts)}{last}".encode()
        except ValueError:
            told = b""
        before = digest
        sound = sha256(told).digest() == digest
    return count, sound and (count, before) == (head[2], head[3])


def _without_entries(stream: str, head: Head) -> Iterator[tuple[int, str, list[ChainFault]]]:
    if head[2] > 0:
        yield 0, f"{head[0]}:{head[1]}", faults(stream, [], (head[2], bytes(head[3])))


def _faults(stream: str, key: tuple[str, str], link: Any) -> list[ChainFault]:
    """What is wrong with one object's chain, every column read exactly; nothing when it is whole after all."""
    columns = ", ".join(f"e.{name}" for name in FIELDS)
    with opened(link).cursor() as cursor:
        cursor.execute(
            f"SELECT h.sequence, h.hash, e.prev_hash, e.hash, {columns}"  # noqa: S608
            f" FROM records_{stream} e LEFT JOIN records_chainhead h ON h.stream = %s"
            " AND h.subject_kind = e.subject_kind AND h.subject_id = e.subject_id"
            " WHERE e.subject_kind = %s AND e.subject_id = %s ORDER BY e.sequence, e.recorded_at",
            [stream, *key],
        )
        rows = [_link(row) for row in cursor.fetchall()]
    links, head = [link for link, _ in rows], rows[0][1]
    return [] if whole(stream, links, head) else faults(stream, links, head)


def _link(row: tuple[Any, ...]) -> tuple[Link, tuple[int, bytes] | None]:
    top, head_hash, prev, digest, *values = row
    entry = dict(zip(FIELDS, values, strict=True))
    for key in ("facts", "digests"):
        if isinstance(entry[key], str):
            entry[key] = json.loads(entry[key])
    entry["txid"] = int(entry["txid"])
    head = None if top is None else (int(top), bytes(head_hash))
    return Link(entry, bytes(prev), bytes(digest)), head
