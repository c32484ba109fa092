"""Reads of notices."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tinhso.foundation.notices.models import Notice, Preference
from tinhso.foundation.records.api import Subject


def notices_of(subject: Subject, limit: int = 100) -> Sequence[Notice]:
    """What was told about an object, newest first."""
    rows = Notice.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id))
    return list(rows.order_by("-made_at", "-id")[:limit])


def preference_of(account_id: UUID) -> Preference:
    """The account's channels, the defaults when it chose none (not saved)."""
    return Preference.objects.filter(account_id=account_id).first() or Preference(account_id=account_id)
