"""Reading the log: what happened to an object, and who looked at it."""

from __future__ import annotations

from collections.abc import Sequence

from tinhso.foundation.records.models import Event, Look
from tinhso.foundation.records.subject import Subject


def history(subject: Subject, limit: int = 500) -> Sequence[Event]:
    """The acts on an object, oldest first; at most the newest `limit`. Refused attempts are among them."""
    rows = Event.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id))
    return list(rows.order_by("-sequence")[:limit])[::-1]


def looks(subject: Subject, limit: int = 500) -> Sequence[Look]:
    """The looks at an object's personal data, newest first."""
    rows = Look.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id))
    return list(rows.order_by("-sequence")[:limit])
