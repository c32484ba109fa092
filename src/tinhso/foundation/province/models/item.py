"""Each file of the folder as it was last loaded or exported."""

from __future__ import annotations

from django.db import models


class ProvinceItem(models.Model):
    """A file of the folder: what the database and the folder last agreed on.

    `canonical` is what the room wrote for the file right after loading it ("" when the room leaves the
    file as it is). When the room would write something else now, an operator changed it on screen since.
    """

    path = models.CharField(max_length=300, primary_key=True)
    part = models.CharField(max_length=60)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    canonical = models.CharField(max_length=64, blank=True, default="")
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "province_item"

    def __str__(self) -> str:
        return self.path
