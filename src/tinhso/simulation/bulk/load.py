"""The copies, batch after batch, each a transaction with its note: a load that was stopped goes on where it was."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, connections, transaction
from psycopg import sql

from tinhso.simulation.bulk.reading import columns
from tinhso.simulation.bulk.tables import COMPLETE, LOG, REACH
from tinhso.simulation.bulk.template import Template
from tinhso.simulation.models import Batch, Bulk
from tinhso.simulation.rules.cousins import Share, mask, shares

BATCH = 2000
ORDER = (*COMPLETE, REACH, *LOG)


def load(
    bulk: Bulk,
    templates: Sequence[Template],
    tell: Callable[[int], None],
    *,
    writers: int = 2,
    batch: int = BATCH,
) -> int:
    """Write what is not written yet; how many copies this run made. `tell` hears how many stand.

    `batch` must be the same whenever a load goes on.
    """
    writer = Writer.of(bulk, templates, batch)
    done = set(bulk.batches.values_list("number", flat=True))
    todo = [number for number in range(-(-bulk.copies // batch)) if number not in done]
    before = sum(len(writer.copies(number)) for number in done)
    made = 0
    for number in _written(writer, todo, writers):
        made += len(writer.copies(number))
        tell(before + made)
    return made


def _written(writer: Writer, todo: Sequence[int], writers: int) -> Iterator[int]:
    """The batches as they are committed: by this process, or by several that each have a connection."""
    if writers < 2 or len(todo) < 2:
        yield from map(writer.write, todo)
        return
    # A connection must not be shared by two processes.
    for one in connections.all():
        one.close()
        one.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's have pools
    inherited = multiprocessing.get_context("fork").Pool(writers, _inherit, [writer])
    with inherited as pool:
        yield from pool.imap_unordered(_write, todo)


_writer: Writer


def _inherit(writer: Writer) -> None:
    global _writer
    _writer = writer


def _write(number: int) -> int:
    return _writer.write(number)


@dataclass(frozen=True)
class Writer:
    """What is written, and which serials each life's copies take."""

    bulk: Bulk
    templates: Sequence[Template]
    days: Sequence[Share]
    results: Sequence[Share]
    batch: int
    # Triggers off: only where the role may say so; elsewhere they do their work row by row.
    bare: bool = False

    @classmethod
    def of(cls, bulk: Bulk, templates: Sequence[Template], batch: int) -> Writer:
        """The writer of a load."""
        days = shares([one.day_book for one in templates])
        results = shares([one.result_book for one in templates])
        return cls(bulk, templates, days, results, batch, may_go_bare())

    def copies(self, number: int) -> range:
        """The numbers of the copies of a batch."""
        return range(number * self.batch, min((number + 1) * self.batch, self.bulk.copies))

    def write(self, number: int) -> int:
        """One batch, with its note, in one transaction; its number."""
        with transaction.atomic(), connection.cursor() as cursor:
            if self.bare:
                # What triggers would ask of each row, references and pairs of agency and dossier, holds already for
                # the life that is copied, whose pairs are copied with it.
                cursor.execute("SET LOCAL session_replication_role = replica")
            Batch.objects.create(bulk=self.bulk, number=number)
            cursor.execute("SELECT epoch::text, txid::text FROM records_stamp()")
            stamp = cursor.fetchone()
            lines: dict[str, list[str]] = {}
            for copy in self.copies(number):
                for table, text in self.rows(copy, stamp):
                    if table == REACH and not self.bare:
                        continue
                    lines.setdefault(table, []).append(text)
            for table in ORDER:
                if table in lines:
                    _copy(table, "".join(lines[table]))
        return number

    def rows(self, copy: int, stamp: tuple[str, str]) -> Iterator[tuple[str, str]]:
        """The rows of one copy as COPY reads them, by table."""
        turn, which = divmod(copy, len(self.templates))
        one = self.templates[which]
        serial = self._serial(one.day_book, self.days[which], turn)
        result = self._serial(one.result_book, self.results[which], turn)
        code = f"{one.day_book}-{serial:04d}"
        values = one.copy(code, str(result or ""), mask(self.bulk.plan, copy), stamp)
        for table, pattern in one.tables.items():
            yield table, pattern.fill(values)

    def _serial(self, book: str, share: Share, turn: int) -> int:
        return share.serial(self.bulk.bases[book], turn) if book in self.bulk.bases else 0


def may_go_bare() -> bool:
    """True when this role may turn triggers off for a transaction of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return bool(cursor.fetchone()[0])


def _copy(table: str, text: str) -> None:
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns(table)))
    )
    with connection.connection.cursor() as cursor, cursor.copy(query) as copy:
        copy.write(text)
