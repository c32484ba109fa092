"""Who heads an agency, and who acts for the head, by date."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tinhso.government.directives.models._base import Row, account_link


class _Dated(Row):
    """An account's part in an agency between two days, the last included."""

    agency = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True, default="")
    made_by = account_link()
    made_at = models.DateTimeField()

    class Meta:
        abstract = True


class Headship(_Dated):
    """The head of an agency in person; a new one ends the one before."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=Q(valid_to__isnull=True), name="st_headship_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="st_headship_days_in_order",
            ),
        ]


class Delegation(_Dated):
    """The head's deputy who may receive, carry on and report the agency's tasks in the head's name."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="st_delegation_days_in_order",
            ),
        ]
