"""The clock everybody asks: real time, a world that started elsewhere, or a moment set for one act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_fixed: ContextVar[datetime | None] = ContextVar("tinhso_fixed_now", default=None)


def real_now() -> datetime:
    """The machine's time, in the province's zone."""
    return datetime.now(UTC).astimezone(ZONE)


def now() -> datetime:
    """The time that counts for law and screens, in the province's zone."""
    fixed = _fixed.get()
    if fixed is not None:
        return fixed
    if not settings.AS_OF:
        return real_now()
    offset = _offset()  # opened first, so that a new world never starts before its own beginning
    return real_now() + offset


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Acts inside happen at this moment: for the demo's past months and for tests; never in production."""
    if settings.ENV == "production":
        raise RuntimeError("the clock cannot be set in production")
    token = _fixed.set(moment.astimezone(ZONE))
    try:
        yield
    finally:
        _fixed.reset(token)


@lru_cache(maxsize=1)
def _offset() -> timedelta:
    """How far this world's clock stands from the real one; fixed when the world is first opened."""
    from tinhso.foundation.worktime.models import World

    world = World.objects.first()
    if world is None:
        world = World.objects.create(started_at=real_now(), starts_as=_starts_as(str(settings.AS_OF)))
    return world.starts_as - world.started_at


def _starts_as(text: str) -> datetime:
    """A date opens at seven in the morning; a full ISO time opens there."""
    if "T" in text:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
    return datetime.combine(date.fromisoformat(text), time(7), ZONE)
