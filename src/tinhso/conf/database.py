"""Where the database is: one URL, embedded by default."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_from_url(url: str, var: Path) -> dict[str, Any]:
    """Django's DATABASES entry for a PostgreSQL URL.

    An empty URL means the embedded server, whose socket folder the launcher notes in var/runtime.
    """
    if not url:
        note = var / "run" / "database-url"
        url = note.read_text().strip() if note.exists() else "postgresql:///tinhso"
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"DATABASE_URL must start with postgresql://, not {parts.scheme!r}")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    port = options.pop("port", parts.port or "")
    if limits := os.environ.get("TINHSO_STATEMENT_SECONDS"):
        options["options"] = f"{options.get('options', '')} {_limits(int(limits))}".strip()
    options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    # Statements of `lib.prepared` are kept by the server from their first use; Django's own never are. A pooler
    # between us and the server that hands out another connection each time wants TINHSO_PREPARED=off.
    options["prepare_threshold"] = None if os.environ.get("TINHSO_PREPARED") == "off" else 0
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "tinhso",
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
        "ATOMIC_REQUESTS": False,
    }


def _limits(seconds: int) -> str:
    """What a process that answers people sets for itself: nobody waits longer than this for one statement.

    A lock is waited for a third of it, a transaction left open is ended after twice.
    """
    milliseconds = 1000 * seconds
    return (
        f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds // 3}"
        f" -c idle_in_transaction_session_timeout={2 * milliseconds}"
    )
