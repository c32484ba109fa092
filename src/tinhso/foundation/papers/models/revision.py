"""What became of a paper after it was made: a signature, a number. The paper itself stays as it was."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tinhso.foundation.papers.models.paper import Paper
from tinhso.lib.ids import new_id


class Revision(models.Model):
    """A later state of a paper's file: the bytes before it are its beginning, something was added at its end.

    `what`: `signed`, `numbered`, `sealed` … as the room that owns the paper calls it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="revisions")
    what = models.SlugField(max_length=20)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="papers_revision_digest")]
