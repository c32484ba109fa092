"""Where to go after signing in: only to a page of this site."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(target: str, host: str, *, secure: bool, default: str = "/") -> str:
    """The path to return to; `default` when the target leads to another host or scheme.

    An absolute address of our own host (htmx sends one) is cut to its path, so that the answer is
    always relative.
    """
    if not target or len(target) > 2000 or any(ord(c) < 32 or c == "\\" for c in target):
        return default
    if not url_has_allowed_host_and_scheme(target, {host}, require_https=secure):
        return default
    parts = urlsplit(target)
    if parts.scheme and parts.scheme not in ("http", "https"):
        return default
    path = parts.path if parts.path.startswith("/") and not parts.path.startswith("//") else default
    return f"{path}?{parts.query}" if parts.query else path
