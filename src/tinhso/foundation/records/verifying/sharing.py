"""The objects of a long log, shared out among processes that all look at one snapshot of the database.

Composing and hashing an entry takes one processor of the database and one of ours; a chain is an object's own, so
runs of objects are checked side by side. What they find is put together in the order of the objects: the report is
the same one, whoever read.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from tinhso.foundation.records.rules.chains import ChainFault
from tinhso.foundation.records.verifying.chains import check_chains
from tinhso.foundation.records.verifying.reading import EVERY, Span, spans

# Objects of one run: a second or two of work, so that nobody waits long for the last one.
RUN = 10_000
# How many entries, and of each object that is not whole its name and faults.
Found = tuple[int, list[tuple[str, list[ChainFault]]]]
_link: Any = None


class Chains:
    """The chains of the streams; `found` waits for what is being read elsewhere, or reads here."""

    def __init__(self, elsewhere: dict[str, list[Future[Found]]]) -> None:
        self._elsewhere = elsewhere

    def found(self, stream: str) -> Found:
        """All objects of a stream in their order."""
        coming = self._elsewhere.get(stream)
        parts = [one.result() for one in coming] if coming is not None else [_run(stream, EVERY)]
        return sum(part[0] for part in parts), [faulty for part in parts for faulty in part[1]]


@contextmanager
def chains(streams: list[str], *, processes: int | None = None, run: int = RUN) -> Iterator[Chains]:
    """Begin to check the chains of the transaction that stands, in as many processes as there are processors.

    A log of less than two runs is read by this process alone, and so is one in the caller's own transaction: what is
    not committed nobody else sees (`processes=1`).
    """
    if processes == 1:
        yield Chains({})
        return
    every = {stream: spans(stream, run) for stream in streams}
    many = min(processes or len(os.sched_getaffinity(0)), sum(map(len, every.values())) - len(streams) + 1)
    if many < 2:
        yield Chains({})
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        ((snapshot,),) = cursor.fetchall()
    # Their connections are their own: none of ours is used, nor ended, by a child.
    with ProcessPoolExecutor(
        many, multiprocessing.get_context("fork"), _join, (connection.get_connection_params(), snapshot)
    ) as pool:
        yield Chains(
            {stream: [pool.submit(_run, stream, span) for span in cut] for stream, cut in every.items()}
        )


def _join(params: dict[str, Any], snapshot: str) -> None:
    global _link
    _link = psycopg.connect(**params)
    _link.isolation_level, _link.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
    _link.execute(psycopg.sql.SQL("SET TRANSACTION SNAPSHOT {}").format(snapshot))


def _run(stream: str, span: Span) -> Found:
    entries, faulty = 0, []
    for count, subject, faults in check_chains(stream, span, _link):
        entries += count
        if faults:
            faulty.append((subject, faults))
    return entries, faulty
