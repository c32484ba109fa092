"""A version of a procedure while it is being written, with every save kept whole."""

from __future__ import annotations

from typing import Any

from django.db import models

from tinhso.lib.ids import new_id


class VersionDraft(models.Model):
    """Starts from a version (`base_id`, of the procedures room) and ends published or dropped.

    `number` is that of the newest save: who saves names the number that they began from.
    """

    class State(models.TextChoices):
        OPEN = "open"
        PUBLISHED = "published"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40)
    slug = models.CharField(max_length=80)
    field_key = models.CharField(max_length=80)
    field_name = models.CharField(max_length=200, blank=True)
    title = models.TextField()
    base_id = models.UUIDField()
    base_from = models.DateField()
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField(null=True, blank=True)
    version_id = models.UUIDField(null=True, blank=True, help_text="The version that it became.")
    valid_from = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["-saved_at", "-id"]
        indexes = [models.Index(fields=["state", "-saved_at"], name="design_draft_order")]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class DraftSave(models.Model):
    """The whole draft as it was saved: `files` are the package's texts by name, `file` the one that changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(VersionDraft, on_delete=models.CASCADE, related_name="saves")
    number = models.PositiveIntegerField()
    files: Any = models.JSONField(default=dict)
    file = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="design_save_once")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"
