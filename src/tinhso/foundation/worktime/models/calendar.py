from __future__ import annotations

from django.db import models

from tinhso.foundation.worktime.rules.calendar import DayKind


class CalendarDay(models.Model):
    """A date that differs from an ordinary week. An operator may mend it; `verified` says how sure it is."""

    day = models.DateField(primary_key=True)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in DayKind])
    name = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in DayKind]), name="calendar_day_kind"
            )
        ]


class WorkingHours(models.Model):
    """One working span of a day (e.g. 07:00–11:30), in force since a date until the next set of spans."""

    valid_from = models.DateField()
    start = models.TimeField()
    end = models.TimeField()
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["valid_from", "start"], name="working_hours_span"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="working_hours_order"),
        ]
