"""What the province asks to be reported, what was reported, and who was reminded."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.lib.ids import new_id


def _agency() -> Any:
    return models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+")


class _Row(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Regimes(_Row):
    """One file of forms and regimes; `text` as it was written, so that an export gives it back."""

    file = models.CharField(max_length=120, unique=True)
    text = models.TextField()


class Report(_Row):
    """One version of a form of an agency and a period. `content` never changes: a correction is a further version."""

    agency = _agency()
    form = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=4000, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    signer_id = models.UUIDField(null=True)
    paper_id = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)
    # To whom it goes by the regime of its period; nobody where no regime asks for it.
    to = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "form", "period", "version"], name="report_once"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(to__isnull=False), name="report_sent_to_somebody"
            ),
        ]
        indexes = [models.Index(fields=["to", "-sent_at", "id"], name="report_arrived")]


class Warned(_Row):
    """Told once of a deadline: `step` is how many days before it, or `late`."""

    agency = _agency()
    form = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    step = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "form", "period", "step"], name="report_warned_once")
        ]
