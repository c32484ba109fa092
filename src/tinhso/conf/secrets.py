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


def file_secret(name: str) -> str:
    """A secret from the file that the variable `<name>_FILE` names, else from `<name>` itself; empty for none.

    A file keeps it out of the environment, which children inherit and tools show. It must be its owner's alone.
    """
    path = os.environ.get(f"{name}_FILE", "")
    if not path:
        return os.environ.get(name, "")
    found = Path(path)
    if found.stat().st_mode & 0o077:
        raise SystemExit(f"{name}_FILE: tệp {path} phải chỉ chủ của nó đọc được (chmod 600).")
    return found.read_text(encoding="utf-8").strip()
