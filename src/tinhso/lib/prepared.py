"""Statements that the busiest paths ask again and again: parsed and planned once for each connection.

    with prepared() as cursor:
        cursor.execute("SELECT … WHERE digest = %s", [digest])

Only what has one good plan whatever its values belongs here: inserts, and reads by a whole unique key. Lists and
searches are planned anew for their values (decision 14). Numbers are sent as text, so that a statement is
the same one whether a number is small or large.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from itertools import count
from typing import Any

from django.db import connection, models
from psycopg import Cursor, RawCursor


class _Cursor(Cursor[Any]):
    """Binds values on the server and keeps the statement, where this connection allows it."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """As the driver's own, with the statement kept from its first use."""
        return super().execute(query, params, prepare=True, **more)


class _Numbered(RawCursor[Any]):
    """The same for statements that name their values `$1`, `$2` …: nothing is left to be read in them."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """As the driver's own, with the statement kept from its first use."""
        return super().execute(query, params, prepare=True, **more)


def prepared() -> AbstractContextManager[Any]:
    """A cursor whose statements are kept. Counted, logged and wrapped in errors as any other."""
    return _opened(_Cursor)


@contextmanager
def _opened(kind: type[_Cursor | _Numbered]) -> Iterator[Any]:
    connection.ensure_connection()
    with connection.wrap_database_errors:
        raw = kind(connection.connection)
    wrapped = connection._prepare_cursor(raw)  # type: ignore[attr-defined]  # what Django itself does
    with wrapped as cursor:
        yield cursor


def insert_together(rows: Sequence[models.Model]) -> None:
    """Insert new rows of any tables in one statement: one round trip, one check of every key at its end.

    The rows bring their primary keys, or leave them to the database (which are then not read back). What hangs on
    `save` or on signals does not happen.
    """
    if not rows:
        return
    kinds = tuple(type(row) for row in rows)
    values: list[Any] = []
    for row, kind in zip(rows, kinds, strict=True):
        for field in _fields(kind):
            value = field.get_db_prep_save(field.pre_save(row, True), connection)
            values.append(str(value) if type(value) is int else value)
        row._state.adding = False
        row._state.db = connection.alias
    with _opened(_Numbered) as cursor:
        cursor.execute(_statement(kinds), values)


@lru_cache(maxsize=64)
def _fields(kind: type[models.Model]) -> tuple[Any, ...]:
    """The columns that we write; a number of its own is the database's to give."""
    return tuple(
        field for field in kind._meta.local_concrete_fields if not isinstance(field, models.AutoField)
    )


@lru_cache(maxsize=256)
def _statement(kinds: tuple[type[models.Model], ...]) -> str:
    quote = connection.ops.quote_name
    inserts = []
    number = count(1)
    for kind in kinds:
        names = ", ".join(quote(field.column) for field in _fields(kind))
        marks = ", ".join(f"${next(number)}" for _field in _fields(kind))
        inserts.append(f"INSERT INTO {quote(kind._meta.db_table)} ({names}) VALUES ({marks})")  # noqa: S608
    *first, last = inserts
    if not first:
        return last
    return "WITH " + ", ".join(f"r{at} AS ({text})" for at, text in enumerate(first)) + " " + last
