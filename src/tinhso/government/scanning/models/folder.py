"""The folder of a desk's scanner, and what was refused in it."""

from __future__ import annotations

from django.db import models

from tinhso.government.scanning.models._base import agency_link
from tinhso.lib.ids import new_id


class ScannerFolder(models.Model):
    """When a desk's folder was last emptied; the row is also the lock of emptying it."""

    agency = models.OneToOneField("organisation.Agency", models.PROTECT, related_name="+", primary_key=True)
    taken_at = models.DateTimeField(null=True, blank=True)


class FolderRefusal(models.Model):
    """A file of the folder that was not taken: its name, why (a stable code), and where it was put aside."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = agency_link()
    name = models.CharField(max_length=200)
    reason = models.CharField(max_length=40)
    kept_as = models.CharField(max_length=300, help_text="Its name in the folder of refused files")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency", "-at"], name="scan_refusal_of_desk")]
