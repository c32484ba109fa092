"""What the simulated portal remembers: one SQLite file."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS procedure (code TEXT PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS session (id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS dossier (code TEXT PRIMARY KEY, record TEXT NOT NULL, filed_here INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS progress (id INTEGER PRIMARY KEY, code TEXT NOT NULL, line TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS progress_code ON progress (code);
CREATE TABLE IF NOT EXISTS answered (request TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS file (reference TEXT PRIMARY KEY, name TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, body TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0, answer TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS packet (code TEXT PRIMARY KEY, packet TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS fetched (
    address TEXT PRIMARY KEY, code TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, fault TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS serial (day TEXT PRIMARY KEY, last INTEGER NOT NULL);
"""


class Store:
    """One connection behind one lock: a simulator needs no more."""

    def __init__(self, path: str) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.executescript(_TABLES)

    @contextmanager
    def together(self) -> Iterator[None]:
        """All or nothing."""
        with self._lock:
            self._db.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def run(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """One statement; its rows."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def record(self, code: str) -> dict[str, Any] | None:
        """The record of a dossier, or None."""
        rows = self.run("SELECT record FROM dossier WHERE code = ?", code)
        return json.loads(rows[0][0]) if rows else None

    def keep(self, code: str, record: dict[str, Any], *, filed_here: bool = False) -> None:
        """Insert or replace a record; where it was filed stays as it was."""
        self.run(
            "INSERT INTO dossier (code, record, filed_here) VALUES (?, ?, ?)"
            " ON CONFLICT (code) DO UPDATE SET record = excluded.record",
            code,
            json.dumps(record, ensure_ascii=False),
            int(filed_here),
        )

    def history(self, code: str) -> list[dict[str, Any]]:
        """The rows of a dossier's history, as they came."""
        return [
            json.loads(line)
            for (line,) in self.run("SELECT line FROM progress WHERE code = ? ORDER BY id", code)
        ]

    def add_history(self, code: str, line: dict[str, Any]) -> None:
        """One more row; the portal does not look whether it has it already."""
        self.run(
            "INSERT INTO progress (code, line) VALUES (?, ?)", code, json.dumps(line, ensure_ascii=False)
        )

    def everything(self) -> dict[str, dict[str, Any]]:
        """Every dossier with its history, for whoever compares."""
        return {
            code: {"HoSo": json.loads(record), "TienDo": self.history(code), "filed_here": bool(here)}
            for code, record, here in self.run("SELECT code, record, filed_here FROM dossier ORDER BY code")
        }

    def serial(self, day: str) -> int:
        """The next serial of a day."""
        with self._lock:
            self.run("INSERT INTO serial VALUES (?, 0) ON CONFLICT DO NOTHING", day)
            return int(self.run("UPDATE serial SET last = last + 1 WHERE day = ? RETURNING last", day)[0][0])
