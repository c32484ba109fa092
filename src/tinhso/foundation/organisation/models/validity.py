"""What all dated rows share: first and last day, both included; no last day means still valid."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value


class DayRange(Func):
    """daterange(first, last, '[]'): both days belong to it; a missing last day means without end."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, first: str = "valid_from", last: str = "valid_to", **extra: Any) -> None:
        super().__init__(F(first), F(last), Value("[]"), **extra)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        return f"{self.__module__}.{self.__class__.__name__}", (), {}


def no_overlap(name: str, *same: str, deferrable: Deferrable | None = None) -> ExclusionConstraint:
    """At most one row valid on any day for the same values of `same`."""
    return ExclusionConstraint(
        name=name,
        deferrable=deferrable,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in same),
            (DayRange(), RangeOperators.OVERLAPS),
        ],
    )


def days_in_order(name: str) -> models.CheckConstraint:
    """The last day is not before the first."""
    return models.CheckConstraint(
        name=name, condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
    )


def valid_on(on: date, prefix: str = "") -> Q:
    """Filter: rows valid that day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    )
