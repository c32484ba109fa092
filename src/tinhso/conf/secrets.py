"""Secrets of the site: given in production, made once elsewhere."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(env: str, var: Path) -> str:
    """The signing secret. Production must name it; elsewhere it is made once in var/secret-key."""
    given = os.environ.get("TINHSO_SECRET_KEY", "")
    if given:
        return given
    if env == "production":
        raise SystemExit("TINHSO_SECRET_KEY chưa được đặt: chế độ production không chạy với khóa mặc định.")
    path = var / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w") as out:
            out.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
