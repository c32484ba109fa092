"""Something that two records of the same money say differently: explained, assigned, closed with a reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.payments.models.rows import Row, agency_link


class Difference(Row):
    """`key` names what differs, so that finding it again adds nothing. Never deleted."""

    class State(models.TextChoices):
        OPEN = "open", "Chưa xử lý"
        CLOSED = "closed", "Đã đóng"

    agency = agency_link()
    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=24)
    day = models.DateField()
    dossier_id = models.UUIDField(null=True, blank=True)
    code = models.CharField(max_length=60, blank=True, default="")
    reference = models.CharField(max_length=80, blank=True, default="")
    ours = models.BigIntegerField(null=True, blank=True)
    theirs = models.BigIntegerField(null=True, blank=True)
    detail = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    assigned_to = models.UUIDField(null=True, blank=True)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        db_table = "payments_difference"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None)
                | (Q(state="closed", closed_at__isnull=False) & ~Q(reason="")),
                name="payments_difference_closed_why",
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "found_at"], name="payments_difference_open", condition=Q(state="open")
            ),
            models.Index(fields=["dossier_id"], name="payments_difference_of"),
        ]
