"""Plans of the database, told alike on every machine and at every moment."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def plan(
    asked: QuerySet[Any] | str, values: list[Any] | None = None, *, without: tuple[str, ...] = ()
) -> str:
    """How `asked` would be read where reading a table whole is dear, told as EXPLAIN tells it.

    The tables are emptied first, until the test ends: what earlier tests left in the files, and whether the
    server's housekeeping has come by, would choose between two indexes of a small table. `without`: ways that
    are shut as well.
    """
    query, given = asked.query.sql_with_params() if isinstance(asked, QuerySet) else (asked, values)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {query}", given)
        ((told,),) = cursor.fetchall()
        _empty(cursor, sorted(_tables(json.loads(told) if isinstance(told, str) else told)))
        for way in ("seqscan", *without):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {query}", given)
        return "\n".join(line for (line,) in cursor.fetchall())


def _tables(told: Any) -> set[str]:
    """The names of all tables in a plan told as JSON."""
    if isinstance(told, list):
        return set().union(*(_tables(part) for part in told))
    if not isinstance(told, dict):
        return set()
    return {told[key] for key in ("Relation Name",) if key in told}.union(
        *(_tables(part) for part in told.values())
    )


def _empty(cursor: Any, tables: list[str]) -> None:
    """Fresh files, and nothing known about their columns: as the tables were on their first day."""
    assert tables
    names = ", ".join(f'"{name}"' for name in tables)
    cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {names} CASCADE")
    cursor.execute(
        "SELECT pg_clear_attribute_stats(schemaname::text, tablename::text, attname::text, inherited) FROM pg_stats"
        " WHERE schemaname = current_schema() AND tablename = ANY(%s)",
        [tables],
    )
