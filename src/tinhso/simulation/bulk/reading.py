"""Rows as PostgreSQL itself writes them for COPY: what was read is written back unchanged but for its names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from django.apps import apps
from django.db import connection, models
from psycopg import sql


@cache
def columns(table: str) -> tuple[str, ...]:
    """The columns that are written; a number of its own is the database's to give."""
    model = next(one for one in apps.get_models() if one._meta.db_table == table)
    return tuple(
        field.column
        for field in model._meta.local_concrete_fields
        if field.column and not isinstance(field, models.AutoField)
    )


def rows(
    table: str, column: str, keys: Sequence[str], instead: Mapping[tuple[str, str], str], order: str = ""
) -> str:
    """The rows whose column holds one of the keys, a line each, as COPY writes them; empty without rows."""
    read = sql.SQL(", ").join(
        sql.SQL(instead[table, name]) if (table, name) in instead else sql.Identifier(name)
        for name in columns(table)
    )
    query = sql.SQL("COPY (SELECT {} FROM {} WHERE {}::text = ANY ({}){}) TO STDOUT").format(
        read,
        sql.Identifier(table),
        sql.Identifier(column),
        sql.Literal(list(keys)),
        sql.SQL(f" ORDER BY {order}" if order else ""),
    )
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(query) as copy:
        return b"".join(bytes(piece) for piece in copy).decode()


def identifiers(table: str, column: str, keys: Sequence[str]) -> list[str]:
    """The `id` of those rows, in order."""
    query = sql.SQL("SELECT id::text FROM {} WHERE {}::text = ANY (%s) ORDER BY id").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [list(keys)])
        return [str(row[0]) for row in cursor.fetchall()]
