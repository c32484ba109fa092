"""Agencies as a page names them: history keeps the old name, an open matter is at the one that continues it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency, now_of


def open_at(agency_id: UUID, unit_code: str) -> str:
    """Where an open matter is today: “UBND xã B (kế thừa UBND xã A)”, the plain name where nothing changed."""
    return _told(agency_id, unit_code, _("%(now)s (kế thừa %(before)s)"))


def was_at(agency_id: UUID, unit_code: str) -> str:
    """Where something was done: “UBND xã A (nay là UBND xã B)”, the plain name where nothing changed."""
    return _told(agency_id, unit_code, _("%(before)s (nay là %(now)s)"))


def _told(agency_id: UUID, unit_code: str, words: str) -> str:
    now, before = agency(now_of(agency_id, unit_code)).name, agency(agency_id).name
    return before if now == before else words % {"now": now, "before": before}
