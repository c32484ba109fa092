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
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
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


def numbered() -> AbstractContextManager[Any]:
    """The same for a text that names its values `$1`, `$2` …: a long one is then not searched for them each time."""
    return _opened(_Numbered)


@contextmanager
def _opened(kind: type[_Cursor | _Numbered]) -> Iterator[Any]:
    # The connection itself: behind the stand-in that Django hands out, each attribute is looked up anew.
    own: Any = connections[DEFAULT_DB_ALIAS]
    own.ensure_connection()
    with own.wrap_database_errors:
        raw = kind(own.connection)
    wrapped = own._prepare_cursor(raw)  # what Django itself does
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
    own = connections[DEFAULT_DB_ALIAS]
    values: list[Any] = []
    for row, kind in zip(rows, kinds, strict=True):
        held = row.__dict__
        for column in _columns(kind):
            value = held.get(column.name)
            # Most values are already what the driver takes: asking each field for it costs more than the insert.
            if not column.takes(value):
                value = column.field.get_db_prep_save(column.field.pre_save(row, True), own)
                value = str(value) if type(value) is int else value
            values.append(value)
        row._state.adding = False
        row._state.db = own.alias
    with _opened(_Numbered) as cursor:
        cursor.execute(_statement(kinds), values)


class _Column(NamedTuple):
    """A column that we write; a value of exactly the type `plain` goes to the driver as it is."""

    field: Any
    name: str
    plain: type | None

    def takes(self, value: Any) -> bool:
        """True for what the field would hand on unchanged; a moment without a zone is none of it."""
        if self.plain is datetime:
            return value is None or (type(value) is datetime and value.tzinfo is not None)
        return self.plain is not None and (value is None or type(value) is self.plain)


_PLAIN: dict[type, type] = {
    models.CharField: str,
    models.TextField: str,
    models.UUIDField: UUID,
    models.BooleanField: bool,
    models.DateTimeField: datetime,
}


@lru_cache(maxsize=64)
def _columns(kind: type[models.Model]) -> tuple[_Column, ...]:
    """The columns that we write; a number of its own is the database's to give."""
    fields = [one for one in kind._meta.local_concrete_fields if not isinstance(one, models.AutoField)]
    return tuple(_Column(field, field.attname, _plain_of(field)) for field in fields)


def _plain_of(field: Any) -> type | None:
    """The type whose values this very kind of field leaves as they are; a foreign key's is its target's."""
    target = field.target_field if type(field) is models.ForeignKey else field
    return _PLAIN.get(type(target))


@lru_cache(maxsize=256)
def _statement(kinds: tuple[type[models.Model], ...]) -> str:
    quote = connection.ops.quote_name
    inserts = []
    number = count(1)
    for kind in kinds:
        names = ", ".join(quote(field.column) for field, _name, _plain in _columns(kind))
        marks = ", ".join(f"${next(number)}" for _column in _columns(kind))
        inserts.append(f"INSERT INTO {quote(kind._meta.db_table)} ({names}) VALUES ({marks})")  # noqa: S608
    *first, last = inserts
    if not first:
        return last
    return "WITH " + ", ".join(f"r{at} AS ({text})" for at, text in enumerate(first)) + " " + last
