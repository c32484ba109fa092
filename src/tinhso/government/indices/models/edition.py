"""What was published of a measured set: a signed snapshot of one period, and the national portal's figures beside it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from tinhso.lib.ids import new_id


def _account(*, null: bool = True) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=null, blank=null, db_index=False
    )


class Edition(models.Model):
    """One period of one set as it was known at `known_at`. Waiting for its signature, published, or withdrawn.

    The database lets nobody change anything but these three; a correction is the next number, with its reason.
    `sha256`: of the values in their canonical form (`rules/canonical.py`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    set_key = models.CharField(max_length=40)
    set_from = models.DateField()
    period = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    number = models.PositiveIntegerField()
    known_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=1000, blank=True, default="")
    made_at = models.DateTimeField()
    made_by = _account(null=False)
    signer = _account(null=False)
    paper_id = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["set_key", "period", "number"], name="edition_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="edition_correction_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(withdrawn_at__isnull=True), name="edition_one_end"
            ),
            models.UniqueConstraint(
                fields=["set_key", "period"],
                condition=Q(published_at__isnull=True, withdrawn_at__isnull=True),
                name="edition_one_waits",
            ),
        ]
        indexes = [models.Index(fields=["set_key", "-last"], name="edition_by_period")]


class EditionValue(models.Model):
    """One component of one agency (none: the whole province) in an edition; written once."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="values", db_index=False)
    agency_id = models.UUIDField(null=True)
    agency_name = models.CharField(max_length=300, blank=True, default="")
    code = models.CharField(max_length=20)
    most = models.DecimalField(max_digits=7, decimal_places=2)
    state = models.CharField(max_length=12)
    counted = models.BigIntegerField(null=True)
    among = models.BigIntegerField(null=True)
    rate = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    # Exact as far as the sum of a group needs it; shown with two digits.
    points = models.DecimalField(max_digits=12, decimal_places=8, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "agency_id", "code"], nulls_distinct=False, name="edition_value_once"
            ),
            models.CheckConstraint(
                condition=Q(state="measured", points__isnull=False)
                | (~Q(state="measured") & Q(points__isnull=True)),
                name="edition_value_points",
            ),
        ]


class PortalFigure(models.Model):
    """What the national portal showed of a component: typed or imported, never mixed with ours.

    A later row of the same place, period and component takes the place of the earlier one, which stays.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    set_key = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    agency_id = models.UUIDField(null=True)
    code = models.CharField(max_length=20)
    counted = models.BigIntegerField(null=True)
    among = models.BigIntegerField(null=True)
    points = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    seen_on = models.DateField()
    source = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = _account(null=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(counted__isnull=False, among__isnull=False)
                | Q(counted__isnull=True, among__isnull=True, points__isnull=False),
                name="portal_figure_told",
            ),
            models.CheckConstraint(
                condition=Q(counted__isnull=True) | Q(counted__gte=0, among__gte=models.F("counted")),
                name="portal_figure_share",
            ),
        ]
        indexes = [
            models.Index(fields=["set_key", "period", "agency_id", "code", "-at"], name="portal_figure_of")
        ]
