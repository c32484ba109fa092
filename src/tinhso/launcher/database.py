"""The database a command works on: outside by DATABASE_URL, otherwise the embedded server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from tinhso.launcher.lock import Held, hold, running
from tinhso.launcher.places import Places
from tinhso.launcher.postgres import Server
from tinhso.launcher.say import Stop, step

if TYPE_CHECKING:
    import psycopg

LOWEST = 180000
NOTE = "database-url"


def outside_url(places: Places) -> str:
    """DATABASE_URL, with a database of its own for another world; empty when the server is embedded."""
    url = os.environ.get("DATABASE_URL", "")
    if not url or not places.as_of:
        return url
    parts = urlsplit(url)
    name = (parts.path.lstrip("/") or "tinhso") + "_" + places.as_of.replace("-", "")
    return urlunsplit(parts._replace(path="/" + name))


def prepare_database(url: str) -> None:
    """Check the server's version and create the database when it is missing.

    Raises Stop with one sentence when the server cannot be reached or is older than 18, or when the
    database does not know our letters or lets us make no table.
    """
    import psycopg

    name = urlsplit(url).path.lstrip("/") or "tinhso"
    try:
        connection = psycopg.connect(url, connect_timeout=10, autocommit=True)
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error):
            raise Stop(f"không kết nối được PostgreSQL: {str(error).strip().splitlines()[0]}") from None
        _create(url, name)
        connection = psycopg.connect(url, connect_timeout=10, autocommit=True)
    with connection:
        _check_version(connection.info.server_version)
        if fault := _fault(connection):
            raise Stop(f"cơ sở dữ liệu “{name}” {fault}.")


def _fault(connection: psycopg.Connection[tuple[bool, bool, str]]) -> str:
    """Why this database does not do, or nothing: it must know our letters and let us make tables."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        return f"dùng bảng mã {encoding}; cần UTF8"
    found = connection.execute(
        "SELECT upper('ỡ') = 'Ỡ', has_schema_privilege('public', 'CREATE'), current_user::text"
    ).fetchone()
    letters, may_create, user = found or (False, False, "?")
    if not letters:
        return (
            "không biết chữ hoa tiếng Việt; hãy tạo nó với LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
        )
    if not may_create:
        return f"không cho người dùng “{user}” tạo bảng; hãy giao nó cho họ: ALTER DATABASE … OWNER TO {user}"
    return ""


def _check_version(found: int) -> None:
    if found < LOWEST:
        raise Stop(f"cần PostgreSQL 18 trở lên; DATABASE_URL trỏ tới PostgreSQL {found // 10000}.")


def _create(url: str, name: str) -> None:
    import psycopg
    from psycopg import errors, sql

    try:
        with psycopg.connect(url, dbname="postgres", connect_timeout=10, autocommit=True) as connection:
            _check_version(connection.info.server_version)
            connection.execute(
                sql.SQL(
                    "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'"
                    " LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
                ).format(sql.Identifier(name))
            )
    except (errors.DuplicateDatabase, errors.UniqueViolation):
        return  # another machine that starts now was quicker
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1]
        raise Stop(f"chưa có cơ sở dữ liệu “{name}” và không tạo được: {reason}") from None


@contextmanager
def embedded(places: Places, meanwhile: Callable[[str], None] | None = None) -> Iterator[Server]:
    """The embedded server, running while inside; its URL is noted for manage.py.

    `meanwhile` is told that URL before the server answers: what needs it later may begin at once.
    """
    server = Server(places)
    fresh = not (server.identity.data / "PG_VERSION").exists()
    with step("Tạo kho dữ liệu PostgreSQL" if fresh else "Khởi động PostgreSQL"):
        server.make()
        if meanwhile is not None:
            meanwhile(server.url())
        server.start()
    note = places.run / NOTE
    try:
        prepare_database(server.url())
        note.write_text(server.url())
        yield server
    finally:
        note.unlink(missing_ok=True)
        server.stop()


@contextmanager
def for_command(places: Places) -> Iterator[tuple[str, bool]]:
    """A URL for one command, and whether nobody else has prepared that database just now: the running
    province's, or a server started for the moment."""
    url = outside_url(places)
    if url:
        ours = not (running(places.run / "lock") and (places.run / "address").exists())
        if ours:
            prepare_database(url)
        yield url, ours
        return
    note = places.run / NOTE
    try:
        with hold(places.run / "lock", {"mode": "command"}, patience=600), embedded(places) as server:
            yield server.url(), True
    except Held:
        if not note.exists():
            raise Stop("Tỉnh Số đang khởi động hoặc đang dừng; hãy thử lại sau vài giây.") from None
        yield note.read_text().strip(), False
