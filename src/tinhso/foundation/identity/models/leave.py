"""Leave: the days on which an officer is away from a capacity, and who stands in for them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from tinhso.lib.ids import new_id


class Leave(models.Model):
    """Days of leave, both included. One that was called off before it began keeps its row with a moment.

    `account` repeats the capacity's, so that the rule “never oneself” stands in the table.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    capacity = models.ForeignKey("identity.Capacity", on_delete=models.PROTECT, related_name="leaves")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leaves")
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="stands_in"
    )
    first_day = models.DateField()
    last_day = models.DateField()
    recorded_by = models.ForeignKey(
        "identity.Capacity", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(name="leave_days_in_order", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(
                name="leave_never_oneself", condition=Q(substitute=None) | ~Q(substitute=F("account"))
            ),
            ExclusionConstraint(
                name="leave_never_double",
                expressions=[
                    ("capacity", RangeOperators.EQUAL),
                    (
                        Func(
                            F("first_day"),
                            F("last_day"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(cancelled_at=None),
            ),
        ]
        indexes = [models.Index(fields=["substitute", "last_day"], name="leave_stands_in")]

    def __str__(self) -> str:
        return str(self.id)
