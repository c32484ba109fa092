"""A target of a document: from a base value to a value by a day; what was declared on the way."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.government.directives.models._base import Row, account_link, agency_link
from tinhso.government.directives.models.document import Document
from tinhso.government.directives.rules.path import DOWN, UP

_VALUE: dict[str, Any] = {"max_digits": 18, "decimal_places": 4}


class Target(Row):
    """`measure` is the name of a measure of the indices, empty where the document's own words are all there is.

    What the document does not tell (base, value, day) is empty: such a target is shown and never judged.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="targets")
    key = models.CharField(max_length=80, blank=True, default="")
    name = models.CharField(max_length=500)
    measure = models.CharField(max_length=100, blank=True, default="")
    base_value = models.DecimalField(**_VALUE, null=True, blank=True)
    base_year = models.PositiveSmallIntegerField(null=True, blank=True)
    value = models.DecimalField(**_VALUE, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True, default="")
    direction = models.CharField(max_length=4, default=UP)
    due_on = models.DateField(null=True, blank=True)
    owner = agency_link(null=True)
    source = models.CharField(max_length=500, blank=True, default="")
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(direction__in=[UP, DOWN]), name="st_target_direction_known"),
            models.UniqueConstraint(
                fields=["document", "key"], condition=~Q(key=""), name="st_target_key_once"
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="st_target_by_day")]


class TargetYear(Row):
    """What the target asks for by the end of a year on the way."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(**_VALUE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "year"], name="st_target_year_once")]


class Declaration(Row):
    """A value that somebody declared for a day, with what proves it; never mixed with what was measured."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="declarations")
    day = models.DateField()
    value = models.DecimalField(**_VALUE)
    note = models.CharField(max_length=2000, blank=True, default="")
    by = account_link()
    agency = agency_link(null=True)
    at = models.DateTimeField()
    source = models.CharField(max_length=500, blank=True, default="")
    file_id = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["target", "day", "id"], name="st_declaration_way")]


class Tally(Row):
    """What was measured from the first day of the year until this day: the value and the counts behind it."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="tallies")
    day = models.DateField()
    value = models.DecimalField(**_VALUE)
    counted = models.PositiveIntegerField()
    among = models.PositiveIntegerField()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["target", "day"], name="st_tally_once_a_day")]
