"""A round of self-scoring: its dates, who takes part, what each agency declared, what was made of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tinhso.government.indices.rules.campaign import ADJUSTED, APPEALED, CHANGED, STATES, UPHELD
from tinhso.lib.ids import new_id


def _agency() -> Any:
    return models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)


def _account(*, null: bool = True) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=null, blank=null, db_index=False
    )


class Campaign(models.Model):
    """One round for one set. `components` are the set's as they stood when it was opened: a later change of the
    set moves nothing here. Moments include their last second."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=200)
    set_key = models.CharField(max_length=60)
    set_title = models.CharField(max_length=300)
    set_from = models.DateField()
    components = models.JSONField()
    period_first = models.DateField()
    period_last = models.DateField()
    opens_at = models.DateTimeField()
    declare_due = models.DateTimeField()
    verify_due = models.DateTimeField()
    appeal_days = models.PositiveSmallIntegerField()
    legal_basis = models.CharField(max_length=300)
    coordinator = _agency()
    verifier = _agency()
    second_verifier = models.ForeignKey(
        "organisation.Agency", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    opened_by = _account(null=False)
    opened_on = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(period_last__gte=F("period_first")), name="campaign_period_runs_on"
            ),
            models.CheckConstraint(
                condition=Q(declare_due__gt=F("opens_at"), verify_due__gt=F("declare_due")),
                name="campaign_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(second_verifier=F("verifier")), name="campaign_second_is_other"
            ),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="campaign_has_basis"),
        ]
        indexes = [models.Index(fields=["-opens_at", "id"], name="campaign_newest")]


class CampaignAgency(models.Model):
    """An agency that takes part."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="members", db_index=False)
    agency = _agency()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "agency"], name="campaign_agency_once")]
        indexes = [models.Index(fields=["agency", "campaign"], name="campaign_agency_own")]


class Declared(models.Model):
    """What an agency declares for one component: inputs, the points that the rule gives them, and what a verifier
    and a judge made of these. Measured values never stand here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(CampaignAgency, models.CASCADE, related_name="values", db_index=False)
    component = models.CharField(max_length=30)
    verifier = _agency()
    state = models.CharField(max_length=10)
    inputs = models.JSONField(default=dict)
    note = models.CharField(max_length=2000, blank=True, default="")
    self_score = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    score = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    declared_by = _account()
    declared_at = models.DateTimeField(null=True, blank=True)
    verified_by = _account()
    verified_at = models.DateTimeField(null=True, blank=True)
    appeal_due = models.DateTimeField(null=True, blank=True)
    judged_by = _account()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "component"], name="declared_once"),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="declared_state_known"),
            # Points count exactly where a verifier or a judge gave or accepted them.
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(verified_by__isnull=False),
                name="declared_points_verified",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("declared_by")),
                name="declared_verified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(judged_by__isnull=True) | ~Q(judged_by=F("verified_by")),
                name="declared_judged_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ADJUSTED, APPEALED, UPHELD, CHANGED]) | Q(appeal_due__isnull=False),
                name="declared_adjusted_may_appeal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["verifier", "declared_at", "id"],
                name="declared_to_verify",
                condition=Q(state="declared"),
            ),
            models.Index(fields=["id"], name="declared_appealed", condition=Q(state="appealed")),
        ]


class DeclaredMove(models.Model):
    """One act on a declared value, with what was said and the points at that moment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    value = models.ForeignKey(Declared, models.CASCADE, related_name="moves", db_index=False)
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=12)
    before = models.CharField(max_length=10, blank=True, default="")
    after = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = _account(null=False)
    agency = _agency()
    text = models.CharField(max_length=2000, blank=True, default="")
    score = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["value", "ordinal"], name="declared_move_once")]


class CampaignResult(models.Model):
    """What was published: a snapshot that the database lets nobody change. A correction is the next number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="results", db_index=False)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=1000, blank=True, default="")
    decision = models.CharField(max_length=200, blank=True, default="")
    published_at = models.DateTimeField()
    published_by = _account(null=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="campaign_result_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="campaign_correction_has_reason"
            ),
        ]
