"""Every page that went through the scanner, also those that belong to no paper."""

from __future__ import annotations

from django.db import models

from tinhso.government.scanning.models._base import file_link
from tinhso.government.scanning.models.batch import Batch, BatchFile
from tinhso.government.scanning.models.paper import Paper
from tinhso.lib.ids import new_id


class Page(models.Model):
    """Page `number` of a file. `angle`: by how many degrees it was turned; `image`: the straightened picture."""

    class Kind(models.TextChoices):
        PAPER = "paper", "Trang giấy tờ"
        BLANK = "blank", "Trang trắng"
        SEPARATOR = "separator", "Tờ ngăn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="pages")
    ordinal = models.PositiveSmallIntegerField()
    source = models.ForeignKey(BatchFile, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    angle = models.DecimalField(max_digits=4, decimal_places=2, default=0)
    paper = models.ForeignKey(Paper, models.CASCADE, null=True, blank=True, related_name="pages")
    image = file_link(null=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["batch", "ordinal"], name="scan_page_order")]
