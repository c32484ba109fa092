"""Each file of the folder as it was last loaded or exported."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class ProvinceItem(models.Model):
    """A file of the folder: what the database and the folder last agreed on.

    `canonical` is what the room wrote for the file right after loading it ("" when the room leaves the
    file as it is). When the room would write something else now, an operator changed it on screen since.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    part = models.CharField(max_length=60)
    path = models.CharField(max_length=300)
    content = models.BinaryField()
    # Empty: the file exists only in the database so far.
    sha256 = models.CharField(max_length=64, blank=True, default="")
    canonical = models.CharField(max_length=64, blank=True, default="")
    # What the room wrote at the last export.
    exported = models.CharField(max_length=64, blank=True, default="")
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "province_item"
        constraints = [models.UniqueConstraint(fields=["part", "path"], name="province_item_key")]

    def __str__(self) -> str:
        return self.path
