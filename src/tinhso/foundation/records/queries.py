"""Reading the log: what happened to an object, and who looked at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

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


def looks_at_any(subjects: Iterable[Subject], limit: int = 500) -> Sequence[Look]:
    """The looks at any of these objects, newest first."""
    kinds: dict[str, list[str]] = {}
    for subject in subjects:
        kinds.setdefault(subject.kind, []).append(str(subject.id))
    if not kinds:
        return []
    wanted = Q()
    for kind, ids in kinds.items():
        wanted |= Q(subject_kind=kind, subject_id__in=ids)
    return list(Look.objects.filter(wanted).order_by("-recorded_at", "-id")[:limit])
