"""A signed file that was made to prove itself for an archive."""

from __future__ import annotations

from django.db import models

from tinhso.foundation.signing.models.rows import Row


class Archive(Row):
    """`file` is `source` with what proves its signatures and a time-stamp over all of it (PAdES B-LTA).

    `good_until`: the last moment of the time-stamp's certificate; before it a newer stamp goes over all of it.
    """

    source = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()

    class Meta:
        db_table = "signing_archive"
        indexes = [models.Index(fields=["good_until"], name="signing_archive_ends")]
