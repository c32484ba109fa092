"""Raw limits: what the database alone does on this machine, asked by the same number of clients."""

from __future__ import annotations

import multiprocessing
import time
import uuid
from collections.abc import Callable
from multiprocessing.sharedctypes import Synchronized
from typing import Any

from bench.lines import Place

# The rows of one filing: table, and the column that leads to its dossier.
ROWS = (
    ("dossiers_dossier", "id"),
    ("dossiers_dossierparty", "dossier_id"),
    ("dossiers_fee", "dossier_id"),
    ("dossiers_step", "dossier_id"),
    ("dossiers_idempotencykey", "dossier_id"),
    ("records_salt", "subject_id"),
    ("records_chainhead", "subject_id"),
    ("records_event", "subject_id"),
    ("notices_notice", "subject_id"),
)
_SERIAL = """
INSERT INTO dossiers_dossierserial AS c (agency_code, day, last) VALUES (%s, '2000-01-01', 1)
ON CONFLICT (agency_code, day) DO UPDATE SET last = c.last + 1 RETURNING last
"""


def filings(place: Place) -> float:
    """The rows that one filing leaves, one transaction each, copied from a filing of this province; for each second."""
    template = _template()
    return (
        round(_together(place, lambda url, end, done: _copy(url, template, end, done)), 1)
        if template
        else 0.0
    )


def _template() -> list[tuple[str, list[str], list[Any]]]:
    """Tables, columns and values of the newest dossier that a program filed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id FROM dossiers_dossier d JOIN dossiers_idempotencykey k ON k.dossier_id = d.id"
            " WHERE k.verb = 'file' ORDER BY d.filed_at DESC LIMIT 1"
        )
        row = cursor.fetchone()
        if row is None:
            return []
        found = []
        for table, key in ROWS:
            cursor.execute(f"SELECT * FROM {table} WHERE {key}::text = %s LIMIT 1", [str(row[0])])  # noqa: S608
            values = cursor.fetchone()
            if values is None:
                continue
            told = zip((column.name for column in cursor.description), values, strict=True)
            # A number of its own is the database's to give.
            kept = [(name, value) for name, value in told if not (name == "id" and isinstance(value, int))]
            found.append((table, [name for name, _value in kept], [value for _name, value in kept]))
    return found


def _copy(
    url: str, template: list[tuple[str, list[str], list[Any]]], end: float, done: Synchronized[int]
) -> None:
    import psycopg
    from psycopg.types.json import Jsonb

    fresh = {"id", "code", "dossier_id", "subject_id", "key", "secret_hash"}
    statements = []
    for table, columns, values in template:
        marks = ", ".join(["%s"] * len(columns))
        names = ", ".join(f'"{name}"' for name in columns)
        text = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 our own names
        plain = [Jsonb(v) if isinstance(v, dict) else v for v in values]
        changed = [at for at, name in enumerate(columns) if name in fresh]
        statements.append((table, text, columns, plain, changed))
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        while time.monotonic() < end:
            ident = uuid.uuid4()
            cursor.execute(_SERIAL, ["bench"])
            for table, text, columns, values, changed in statements:
                for at in changed:
                    values[at] = _fresh(table, columns[at], ident)
                cursor.execute(text, values, prepare=True)
            connection.commit()
            with done.get_lock():
                done.value += 1


def _fresh(table: str, column: str, ident: uuid.UUID) -> object:
    if column == "id" and table != "dossiers_dossier":
        return uuid.uuid4()
    if column in ("code", "key", "secret_hash"):
        return f"b{ident.hex}"
    return str(ident) if column == "subject_id" else ident


def _together(place: Place, work: Callable[[str, float, Synchronized[int]], None]) -> float:
    """Done by `place.clients` processes for each second."""
    from django.conf import settings
    from django.db import connections

    base = settings.DATABASES["default"]
    url = f"dbname={base['NAME']} user={base['USER']} host={base['HOST']} port={base['PORT'] or 5432}"
    connections.close_all()
    context = multiprocessing.get_context("fork")
    done: Synchronized[int] = context.Value("q", 0)
    begin = time.monotonic()
    end = begin + place.seconds
    children = [context.Process(target=work, args=(url, end, done)) for _client in range(place.clients)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return done.value / place.seconds
