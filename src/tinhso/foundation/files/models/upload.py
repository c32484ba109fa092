"""An upload on its way."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class Upload(models.Model):
    """A file that arrives in pieces. `received` is the offset from which the client goes on."""

    id = models.UUIDField(primary_key=True, default=new_id)
    owner_id = models.UUIDField(db_index=True)
    name = models.TextField()
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    stored_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received__gte=0) & models.Q(received__lte=models.F("size")),
                name="files_upload_within_size",
            )
        ]
