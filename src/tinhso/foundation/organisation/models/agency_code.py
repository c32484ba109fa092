"""Codes of agencies with dates. A code that stood on papers is closed and followed, never rewritten."""

from __future__ import annotations

from django.db import models

from tinhso.foundation.organisation.models.agency import Agency
from tinhso.foundation.organisation.models.validity import days_in_order, no_overlap
from tinhso.lib.ids import new_id


class AgencyCode(models.Model):
    """The code of an agency between two days, in its new form and, where known, in the 13-character old one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=35)
    old_code = models.CharField(max_length=13, blank=True, default="")
    # Not publicly known: made by us, visibly, until an administrator replaces it.
    provisional = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    legal_basis = models.TextField(blank=True, default="")
    # Written on screen rather than in the folder's rules; exported to agency-codes.csv.
    replaced = models.BooleanField(default=False)

    class Meta:
        db_table = "organisation_agency_code"
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="agency_code_key"),
            days_in_order("agency_code_days_in_order"),
            no_overlap("agency_code_one_per_agency", "agency"),
            no_overlap("agency_code_one_holder", "code"),
        ]

    def __str__(self) -> str:
        return self.code
