"""Certificates: whose, of what kind, and which end soon."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from tinhso.foundation.signing.access import agencies_signed_for
from tinhso.foundation.signing.models import Certificate
from tinhso.foundation.signing.reading_certificates import unusable
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor


def usable_by(actor: Actor) -> list[Certificate]:
    """What this person can sign with now: their own, and those of the agency whose seal they keep."""
    own = Q(account_id=actor.account_id or UUID(int=0)) | Q(agency_id__in=agencies_signed_for(actor))
    rows = _living().filter(own).select_related("agency", "account").order_by("agency_id", "-valid_until")
    return [row for row in rows if not unusable(row)]


def of_account(account_id: UUID) -> list[Certificate]:
    """The usable certificates of a person."""
    return [row for row in _living().filter(account_id=account_id) if not unusable(row)]


def of_agency(agency_id: UUID) -> list[Certificate]:
    """The usable certificates of an agency."""
    return [row for row in _living().filter(agency_id=agency_id) if not unusable(row)]


def _living() -> QuerySet[Certificate]:
    return Certificate.objects.filter(ended_at=None, suspended_at=None, valid_until__gte=real_now())
