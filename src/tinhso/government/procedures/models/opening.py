"""Where a procedure is offered: dated statements for one agency, kept for ever."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.lib.ids import new_id


class Opening(models.Model):
    """From `valid_from` to `valid_to` (inclusive) the agency does (`open`) or does not receive the procedure.

    Living rows of one procedure and agency never overlap; a later statement for the same first day sets
    `superseded_at` of the earlier one. `level` is the online level as the law of `valid_from` names it
    (rules.online). `effective_on`: the day on which the law behind the decision takes effect.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure = models.ForeignKey("Procedure", on_delete=models.CASCADE, related_name="openings")
    agency = models.ForeignKey("organisation.Agency", on_delete=models.PROTECT, related_name="+")
    open = models.BooleanField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    level = models.CharField(max_length=8, blank=True)
    decision = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=600, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True, help_text="The account; empty: the platform.")
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "agency", "valid_from"],
                condition=Q(superseded_at=None),
                name="procedures_opening_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="procedures_opening_period",
            ),
        ]
        indexes = [
            models.Index(
                fields=["procedure", "valid_from"],
                condition=Q(open=True, superseded_at=None),
                name="procedures_opening_open",
            ),
            models.Index(
                fields=["agency", "procedure"],
                condition=Q(superseded_at=None),
                name="procedures_opening_agency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.agency_id} {self.valid_from}"
