"""What went through a scanner in one go, as it came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.scanning.models._base import account_link, agency_link, file_link
from tinhso.lib.ids import new_id


class Batch(models.Model):
    """One batch of a desk. The files stay as the scanner made them; papers are what the machine read of them.

    `dossier_code` is what its papers are for where no separator sheet says so. `fault` is a stable code.
    """

    class Source(models.TextChoices):
        UPLOAD = "upload", "Tải lên"
        FOLDER = "folder", "Thư mục máy quét"

    class State(models.TextChoices):
        READING = "reading", "Đang đọc"
        READY = "ready", "Đã đọc"
        FAILED = "failed", "Không đọc được"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = agency_link()
    source = models.CharField(max_length=10, choices=Source.choices)
    dossier_code = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    fault = models.CharField(max_length=20, blank=True, default="")
    made_at = models.DateTimeField()
    made_by = account_link()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "-made_at"], name="scan_batch_of_desk")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(fault="")) | (~Q(state="failed") & Q(fault="")),
                name="scan_batch_fault_when_failed",
            )
        ]


class BatchFile(models.Model):
    """A file of a batch, in order. `mark` tells a file of the scanner's folder from any other, ever."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    ordinal = models.PositiveSmallIntegerField()
    file = file_link()
    mark = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "ordinal"], name="scan_file_order"),
            models.UniqueConstraint(fields=["mark"], condition=~Q(mark=""), name="scan_file_taken_once"),
        ]
