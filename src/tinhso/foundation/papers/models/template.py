"""The province's templates as they were loaded: a set never changes, a new load makes a new one."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from tinhso.lib.ids import new_id


class TemplateSet(models.Model):
    """All files of `papers/` at one load, by name. The one without `superseded_at` is in use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64)
    files: Any = models.JSONField()
    loaded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["superseded_at"],
                condition=Q(superseded_at=None),
                nulls_distinct=False,
                name="papers_one_set_in_use",
            ),
        ]


class Template(models.Model):
    """One paper of a set, for acts from `valid_from` to `valid_to` (its last day).

    `fields` and `tables` are what the paper holds, with their labels, in order.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    set = models.ForeignKey(TemplateSet, models.PROTECT, related_name="templates")
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    form = models.CharField(max_length=20, blank=True, default="")
    basis = models.CharField(max_length=200, blank=True, default="")
    size = models.CharField(max_length=4)
    main = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    unverified: Any = models.JSONField(default=list)
    fields: Any = models.JSONField(default=list)
    tables: Any = models.JSONField(default=list)
    sample: Any = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["set", "key", "valid_from"], name="papers_template_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="papers_template_days_in_order",
            ),
            models.CheckConstraint(condition=Q(size__in=["a4", "a5"]), name="papers_template_size_known"),
        ]
