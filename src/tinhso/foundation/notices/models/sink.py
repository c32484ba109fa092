"""Where messages end that would have left by a vendor's gateway."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class SinkMessage(models.Model):
    """A message kept instead of sent, shown at /hop-thu-mau/ in demo mode only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    notice_id = models.UUIDField(unique=True)
    channel = models.TextField()
    address = models.TextField()
    title = models.TextField()
    body = models.TextField()
    kept_at = models.DateTimeField(db_index=True)
