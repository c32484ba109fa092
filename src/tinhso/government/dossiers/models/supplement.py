"""A request to the citizen to complete the dossier (Mẫu 02): everything that is missing, at once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.dossiers.models._base import Row, account_link, agency_link
from tinhso.government.dossiers.models.dossier import Dossier


class SupplementRequest(Row):
    """Keeps the old and the new due moment. A second one needs `repeat_reason` and counts against the office."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="supplements")
    ordinal = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=2000)
    repeat_reason = models.CharField(max_length=2000, blank=True, default="")
    requested_at = models.DateTimeField()
    requested_by = account_link()
    agency = agency_link()
    before_acceptance = models.BooleanField()
    # The business state to which an answer brings the dossier back.
    from_state = models.PositiveSmallIntegerField()
    deadline = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    policy = models.CharField(max_length=10)
    old_due = models.DateTimeField(null=True, blank=True)
    new_due = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = account_link()
    answer_note = models.CharField(max_length=2000, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "ordinal"], name="supplement_ordinal_once"),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
                name="supplement_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ordinal=1) | ~Q(repeat_reason=""), name="supplement_repeat_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(policy__in=["shift", "restart", "none"]), name="supplement_policy_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["deadline"],
                name="supplement_deadline",
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
            )
        ]


class SupplementItem(Row):
    """One thing to complete: a component, or a field of the form, with the officer's remark."""

    request = models.ForeignKey(SupplementRequest, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=200)
    label = models.CharField(max_length=600)
    remark = models.CharField(max_length=1000)
    answered = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["component", "field"]), name="supplement_item_kind_known"
            ),
            models.UniqueConstraint(fields=["request", "kind", "key"], name="supplement_item_once"),
        ]
