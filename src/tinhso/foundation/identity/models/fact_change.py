"""A change of what a desk had verified of a person: it waits for a second officer of the same agency."""

from __future__ import annotations

from django.db import models

from tinhso.foundation.identity.models.person import Person
from tinhso.lib.ids import new_id


class FactChange(models.Model):
    """One change under way; the row is gone once it was confirmed or dropped. The events tell what became of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="fact_changes")
    agency = models.ForeignKey("organisation.Agency", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("identity.Capacity", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    old_name = models.CharField(max_length=120)
    old_birth_date = models.DateField(null=True, blank=True)
    old_sex = models.CharField(max_length=6, choices=Person.Sex.choices, blank=True)
    name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=6, choices=Person.Sex.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "agency"], name="fact_change_one_per_agency"),
            models.CheckConstraint(name="fact_change_has_a_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return str(self.id)
