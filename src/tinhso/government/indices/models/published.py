"""What others published: rankings, scores and single figures, each with its source. Loaded from the folder."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.lib.ids import new_id


class PublishedScore(models.Model):
    """One line of a published ranking or average. `parts` and `ranks`: pillar or main index → published value, rank.

    `board`: `dti` for provinces, else the internal set's groups. A line without score or rank is one of which only
    the other is known.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    board = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    set_key = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    region = models.CharField(max_length=100, blank=True, default="")
    place = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    is_last = models.BooleanField(default=False)
    of = models.PositiveSmallIntegerField(null=True, blank=True)
    score = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    most = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    parts = models.JSONField(default=dict)
    ranks = models.JSONField(default=dict)
    trust = models.CharField(max_length=1)
    source = models.CharField(max_length=600)
    note = models.CharField(max_length=600, blank=True, default="")
    line = models.PositiveIntegerField()

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "year", "set_key", "region", "kind", "place"], name="published_score_once"
            ),
            models.CheckConstraint(condition=Q(trust__in=["S", "C", "I", "K"]), name="published_trust_known"),
            models.CheckConstraint(condition=~Q(source=""), name="published_has_source"),
        ]


class PublishedFigure(models.Model):
    """A figure as it was told at the time, in its own words; never compared with what this platform measures."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    value = models.CharField(max_length=30)
    unit = models.CharField(max_length=40)
    as_of = models.CharField(max_length=10, blank=True, default="")
    trust = models.CharField(max_length=1)
    source = models.CharField(max_length=600)
    note = models.CharField(max_length=600, blank=True, default="")
    line = models.PositiveIntegerField()

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["key", "as_of"], name="published_figure_once"),
            models.CheckConstraint(condition=Q(trust__in=["S", "C", "I", "K"]), name="figure_trust_known"),
            models.CheckConstraint(condition=~Q(source=""), name="figure_has_source"),
        ]
