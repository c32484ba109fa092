"""Whom this system believes: roots that its operator has put into a folder, and who may be asked for revocation."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

MARK = b"-----BEGIN CERTIFICATE-----"


def roots() -> list[str]:
    """The trusted roots as PEM, of `TINHSO_SIGNING_ROOTS/*.pem` and `*.crt`; none where nothing is set."""
    return _certificates(settings.TINHSO_SIGNING_ROOTS)


def between() -> list[str]:
    """Certificates that help to reach a root, of the folder `between` inside it."""
    folder = settings.TINHSO_SIGNING_ROOTS
    return _certificates(str(Path(folder) / "between")) if folder else []


def hosts() -> list[str]:
    """`host` or `host:port` of those that answer about revocation."""
    return [one.strip() for one in settings.TINHSO_SIGNING_HOSTS.split(",") if one.strip()]


def _certificates(folder: str) -> list[str]:
    if not folder or not Path(folder).is_dir():
        return []
    files = sorted(one for one in Path(folder).iterdir() if one.suffix in (".pem", ".crt") and one.is_file())
    told = [one.read_bytes() for one in files]
    return [(MARK + part).decode("ascii") for text in told for part in text.split(MARK)[1:]]
