"""A file that arrived and was opened."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class StoredFile(models.Model):
    """One handed-in file. Its bytes live by SHA-256, shared by equal files; a refused one keeps none.

    `reason_code` is stable; the sentence is made for the reader's language (`reason`).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    owner_id = models.UUIDField(null=True)
    name = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    media_type = models.TextField(default="")
    pages = models.IntegerField(null=True)
    state = models.TextField(choices=[("ok", "ok"), ("refused", "refused")])
    reason_code = models.TextField(default="", blank=True)
    stored_at = models.DateTimeField()
    subject_kind = models.TextField(default="", blank=True)
    subject_id = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["sha256"], name="files_by_content"),
            models.Index(fields=["owner_id", "stored_at"], name="files_by_owner"),
            models.Index(fields=["subject_kind", "subject_id"], name="files_by_subject"),
            # What an account holds against its quota, asked at every file: never all that it ever sent.
            models.Index(
                fields=["owner_id"], condition=models.Q(subject_kind="", state="ok"), name="files_loose"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="ok", reason_code="") | models.Q(state="refused"),
                name="files_refused_has_reason",
            )
        ]

    @property
    def reason(self) -> str:
        """Why it was refused and what to do, in the reader's language; empty when it is fine."""
        from tinhso.foundation.files.reasons import sentence

        return sentence(self.reason_code) if self.reason_code else ""
