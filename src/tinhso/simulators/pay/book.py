"""What the platform and its banks know: one SQLite file, one lock."""

from __future__ import annotations

import json
import sqlite3
import threading
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS payment (
    reference TEXT PRIMARY KEY, secret TEXT UNIQUE NOT NULL, amount INTEGER NOT NULL, body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'new', number TEXT NOT NULL DEFAULT '', at TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS notice (
    id INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL, body TEXT NOT NULL,
    rounds INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS notice_open ON notice (done, id);
CREATE TABLE IF NOT EXISTS transfer (id INTEGER PRIMARY KEY AUTOINCREMENT, amount INTEGER, text TEXT, at TEXT);
"""


class Book:
    """One connection behind one lock: a simulator needs no more."""

    def __init__(self, path: str) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.executescript(_TABLES)

    def run(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """One statement; its rows."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def payment(self, reference: str) -> dict[str, Any] | None:
        """One payment with the INIT that opened it."""
        return self._one("reference", reference)

    def by_secret(self, secret: str) -> dict[str, Any] | None:
        """The payment of a page."""
        return self._one("secret", secret)

    def end(self, reference: str, state: str, number: str, at: str) -> bool:
        """Bring a new or hanging payment to its end; False when it has one."""
        with self._lock:
            cursor = self._db.execute(
                "UPDATE payment SET state = ?, number = ?, at = ? WHERE reference = ? AND state IN ('new', 'hanging')",
                (state, number, at, reference),
            )
            return cursor.rowcount == 1

    def _one(self, column: str, value: str) -> dict[str, Any] | None:
        rows = self.run(
            f"SELECT reference, secret, amount, body, state, number, at FROM payment WHERE {column} = ?",  # noqa: S608
            value,
        )
        if not rows:
            return None
        names = ("reference", "secret", "amount", "body", "state", "number", "at")
        found = dict(zip(names, rows[0], strict=True))
        return {**found, "body": json.loads(found["body"])}
