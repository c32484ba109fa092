"""Heirs of an ended unit that an administrator declared on screen: what was known before, what is now, and why."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.lib.ids import new_id


class HeirsChange(models.Model):
    """One declaration. The unit is named by its key; heirs are codes of the day after its last one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit_code = models.CharField(max_length=5)
    unit_valid_from = models.DateField()
    before = ArrayField(models.CharField(max_length=5), default=list)
    after = ArrayField(models.CharField(max_length=5), default=list)
    decision = models.CharField(max_length=200)
    decided_on = models.DateField()
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "organisation_heirs_change"
        indexes = [models.Index(fields=["unit_code", "unit_valid_from", "made_at"], name="heirs_change_unit")]

    @property
    def key(self) -> tuple[str, date]:
        """The key of the unit."""
        return self.unit_code, self.unit_valid_from
