"""Administrative units with dates; the key is (code, valid_from), for codes are used again."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.foundation.organisation.models.validity import days_in_order, no_overlap
from tinhso.lib.ids import new_id

LEVELS = (("province", "province"), ("district", "district"), ("commune", "commune"))


class Unit(models.Model):
    """A province, district or commune as it was between two days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=5)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=20)
    level = models.CharField(max_length=10, choices=LEVELS)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    legal_basis = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    # The heirs as the folder or an administrator wrote them, and the decision that names them where one is known.
    heirs_written = ArrayField(models.CharField(max_length=5), default=list)
    heirs_basis = models.TextField(blank=True, default="")
    # Names of the columns that have no public source yet; shown as "chưa kiểm chứng".
    unverified = ArrayField(models.CharField(max_length=20), default=list)
    sort_key = models.CharField(max_length=400, db_collation="C")

    class Meta:
        db_table = "organisation_unit"
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_key"),
            models.CheckConstraint(
                name="unit_level_known", condition=models.Q(level__in=[key for key, _ in LEVELS])
            ),
            days_in_order("unit_days_in_order"),
            # Deferred, so that a load may move the border between two rows in any order.
            no_overlap("unit_code_no_overlap", "code", deferrable=models.Deferrable.DEFERRED),
        ]
        indexes = [models.Index(fields=["level", "sort_key"], name="unit_level_sort")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code}, {self.valid_from})"


class UnitSuccession(models.Model):
    """A unit that goes, wholly, into another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    predecessor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")

    class Meta:
        db_table = "organisation_unit_succession"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="unit_succession_once"),
            models.CheckConstraint(
                name="unit_succession_not_self", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]
