"""The request being answered, for template globals; empty outside a request."""

from __future__ import annotations

from contextvars import ContextVar

from django.http import HttpRequest

_current: ContextVar[HttpRequest | None] = ContextVar("tinhso_request", default=None)


def request() -> HttpRequest | None:
    """The request being answered now, or None."""
    return _current.get()


def enter(value: HttpRequest) -> object:
    """Remember the request; give the returned token to `leave`."""
    return _current.set(value)


def leave(token: object) -> None:
    """Forget the request again."""
    _current.reset(token)  # type: ignore[arg-type]
