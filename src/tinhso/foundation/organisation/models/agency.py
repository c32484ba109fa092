"""Agencies and one-stop desks with dates, and who continues whom."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from tinhso.foundation.organisation.models.unit import LEVELS, Unit
from tinhso.foundation.organisation.models.validity import days_in_order
from tinhso.foundation.organisation.rules.kinds import KINDS
from tinhso.lib.ids import new_id


class Agency(models.Model):
    """An agency as it was between two days; `slug` is its stable id in the folder."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    level = models.CharField(max_length=10, choices=LEVELS)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="agencies")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    # A vertical agency of the centre (tax, land registry…): it may receive here but works in its own system.
    vertical = models.BooleanField(default=False)
    fields = ArrayField(models.CharField(max_length=120), default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    legal_basis = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    unverified = ArrayField(models.CharField(max_length=20), default=list)
    sort_key = models.CharField(max_length=600, db_collation="C")

    class Meta:
        db_table = "organisation_agency"
        constraints = [
            models.CheckConstraint(name="agency_kind_known", condition=models.Q(kind__in=KINDS)),
            models.CheckConstraint(
                name="agency_level_known", condition=models.Q(level__in=[key for key, _ in LEVELS])
            ),
            days_in_order("agency_days_in_order"),
        ]
        indexes = [
            models.Index(fields=["level", "kind", "sort_key"], name="agency_level_kind_sort"),
            GinIndex(fields=["fields"], name="agency_fields"),
        ]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """Who continues an abolished agency; `rank` 0 is the one that takes over when nothing says otherwise."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    predecessor = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="origins")
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "organisation_agency_succession"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="agency_succession_once"),
            models.CheckConstraint(
                name="agency_succession_not_self", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]
