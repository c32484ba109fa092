"""The two ways to browse: by field of government and by life event."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class Field(models.Model):
    """A field of government (lĩnh vực), e.g. Hộ tịch. `official_code` stays empty until it is known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    official_code = models.CharField(max_length=40, blank=True)
    description = models.CharField(max_length=400, blank=True)
    sort_key = models.TextField(db_collation="C")

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name


class LifeEvent(models.Model):
    """An event in a person's or an enterprise's life that leads to procedures (sự kiện)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=400, blank=True)
    icon = models.SlugField(max_length=40, blank=True)
    audience = models.CharField(
        max_length=10, choices=[("person", "Người dân"), ("business", "Doanh nghiệp")], default="person"
    )
    position = models.PositiveSmallIntegerField(default=0)
    codes = models.JSONField(default=list, help_text="Procedure codes in the order a person needs them.")

    class Meta:
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.title
