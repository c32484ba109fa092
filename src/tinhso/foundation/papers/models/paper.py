"""A paper that was made: what of, by whom, when, and its very bytes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from tinhso.foundation.papers.models.template import Template
from tinhso.lib.ids import new_id


class Paper(models.Model):
    """Made once and kept; the same content asked for again is the same paper.

    `data` is what it says (personal data; emptied by `erase`), `digest` the SHA-256 of that in canonical form.
    `template` is None for a result whose layout lies in a procedure's package: `source` names it, `source_digest`
    is the SHA-256 of the files it was made of either way. `number` is what the paper is filed under for people.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=40)
    part = models.CharField(max_length=80, blank=True, default="")
    title = models.CharField(max_length=600)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    template = models.ForeignKey(Template, models.PROTECT, related_name="+", null=True, blank=True)
    source = models.CharField(max_length=300)
    source_digest = models.CharField(max_length=64)
    engine = models.CharField(max_length=40)
    data: Any = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(default=1)
    places: Any = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    replaced_by = models.OneToOneField("self", models.PROTECT, related_name="replaces", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True, default="")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # One stands for each thing a paper may tell; those that came before point to what replaced them.
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "key", "part"],
                condition=Q(replaced_by=None, withdrawn_at=None),
                name="papers_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="papers_withdrawn_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "made_at"], name="papers_of_subject"),
            models.Index(fields=["sha256"], name="papers_by_digest"),
        ]
