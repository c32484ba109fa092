"""Rows of the test database: emptied at once, and what takes seconds to make is made once and copied afterwards."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tinhso.launcher.prepare import fingerprint
from tinhso.lib.held import forget_all

ROOT = Path(__file__).resolve().parents[1]
PROVINCE = ROOT / "provinces" / "vinhphuc"
# Made with the tables and the same in every test; a flush would only write them anew.
STAYS = {"django_content_type", "auth_permission"}
MANY = 500


@cache
def tables() -> tuple[str, ...]:
    """Every table that a test may fill, but for the queue's, which are not Django's."""
    found = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return tuple(sorted(set(found) - STAYS))


def filled(cursor: Any) -> list[str]:
    """The tables with rows."""
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables())
    cursor.execute(asked)
    return [name for (name,) in cursor.fetchall()]


def empty() -> None:
    """As Django's `flush`, of the tables alone that have rows: a test fills ten of two hundred.

    The lock waits for a request of the test that is still being answered, as TRUNCATE does; what the log of
    events refuses (a row changed or taken away) is refused to the product and not to its tests.
    """
    large = []
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "LOCK TABLE " + ", ".join(f'"{name}"' for name in tables()) + " IN ACCESS EXCLUSIVE MODE"
            )
            for name in filled(cursor):
                cursor.execute(f'DELETE FROM "{name}"')
                if cursor.rowcount > MANY:
                    large.append(name)
    except ProgrammingError:  # not a superuser's database
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
        return
    if large:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM " + ", ".join(f'"{name}"' for name in large))


def load_province() -> None:
    """The whole province folder in an empty database, as `province.api.load` leaves it."""
    from tinhso.foundation.province.api import load

    made_once("province", lambda: load(PROVINCE))


def made_once(name: str, make: Callable[[], object]) -> None:
    """Rows that `make` writes into an empty database: made by the first process that needs them, then copied.

    They are kept beside the test data for this code, this folder and this day, and made anew after any edit.
    Where the database already holds rows, or not by a superuser, `make` itself does its work.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0] or filled(cursor):
            make()
            return
    with _place(name) as (folder, there):
        if there:
            _put(folder)
        else:
            make()
            _keep(folder)
    forget_all()


@contextmanager
def _place(name: str) -> Any:
    """Where the rows of that name are, and whether they are already there; held for this process alone."""
    shared = Path(settings.VAR) / "test-rows"
    shared.mkdir(parents=True, exist_ok=True)
    mark = (
        fingerprint(ROOT / "src", ROOT / "tests", suffixes=(".py",))
        + fingerprint(PROVINCE)
        + str(date.today())
    )
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        note = folder / "made-with"
        yield folder, note.exists() and note.read_text() == mark
        if folder.exists():
            note.write_text(mark)


def _columns(cursor: Any, table: str) -> str:
    cursor.execute(
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
        [table],
    )
    return str(cursor.fetchone()[0])


def _keep(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with connection.cursor() as cursor:
        columns = {table: _columns(cursor, table) for table in filled(cursor)}
        for table, names in columns.items():
            with (
                cursor.copy(f'COPY (SELECT {names} FROM "{table}") TO STDOUT (FORMAT binary)') as copy,
                (folder / table).open("wb") as out,
            ):
                for data in copy:
                    out.write(data)
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        last = {name: value for name, value in cursor.fetchall() if value is not None}
    (folder / "rows.json").write_text(json.dumps({"columns": columns, "last": last}))


def _put(folder: Path) -> None:
    kept = json.loads((folder / "rows.json").read_text())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, names in kept["columns"].items():
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN (FORMAT binary)') as copy:
                copy.write((folder / table).read_bytes())
        cursor.execute(
            "SELECT setval(quote_ident(name)::regclass, greatest(theirs, last_value)) FROM pg_sequences"
            " JOIN unnest(%s::text[], %s::bigint[]) AS kept(name, theirs) ON name = sequencename"
            " WHERE schemaname = 'public'",
            [list(kept["last"]), list(kept["last"].values())],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
