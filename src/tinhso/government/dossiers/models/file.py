"""A file that stands for one required component of a dossier."""

from __future__ import annotations

from django.db import models

from tinhso.government.dossiers.models._base import Row, account_link, file_link
from tinhso.government.dossiers.models.dossier import Dossier


class FileCheck(models.TextChoices):
    """What the officer found."""

    UNCHECKED = "unchecked", "Chưa kiểm tra"
    FIT = "fit", "Hợp lệ"
    UNFIT = "unfit", "Chưa hợp lệ"


class DossierFile(Row):
    """Component × stored file. A replaced file stays, marked `replaced_at`: nothing that arrived disappears."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="files")
    component_key = models.CharField(max_length=120)
    component_name = models.CharField(max_length=600, blank=True, default="")
    file = file_link()
    # Papers handed over the counter without a scan: counts of originals and copies.
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    checked = models.CharField(max_length=10, choices=FileCheck.choices, default=FileCheck.UNCHECKED)
    remark = models.CharField(max_length=1000, blank=True, default="")
    # Whose finding this is; empty while nobody looked.
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = account_link()
    added_at = models.DateTimeField()
    added_by = account_link()
    supplement = models.ForeignKey(
        "dossiers.SupplementRequest", models.SET_NULL, related_name="files", null=True, blank=True
    )
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["dossier", "component_key"], name="dossier_file_component")]
