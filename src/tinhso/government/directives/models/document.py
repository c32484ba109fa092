"""A steering document, and what it does to others."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from tinhso.government.directives.models._base import Row, account_link, agency_link
from tinhso.government.directives.rules.kinds import KINDS, LINKS, OTHER
from tinhso.lib.text import fold


class Document(Row):
    """One document. What no source tells stays empty: number, day (`year` alone may be known), signer.

    `slug` is its stable id in the province folder; `source` says where the facts of a public document come from.
    `placed_on` orders lists: its day, or the first day of its year.
    """

    slug = models.CharField(max_length=100, null=True, blank=True, unique=True)
    kind = models.CharField(max_length=12)
    kind_name = models.CharField(max_length=60, blank=True, default="")
    notation = models.CharField(max_length=60, blank=True, default="")
    title = models.CharField(max_length=500)
    issued_on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    placed_on = models.DateField()
    issuer = agency_link(null=True)
    issuer_name = models.CharField(max_length=200, blank=True, default="")
    signer = models.CharField(max_length=100, blank=True, default="")
    signer_position = models.CharField(max_length=100, blank=True, default="")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    summary = models.TextField(blank=True, default="")
    source = models.CharField(max_length=500, blank=True, default="")
    public = models.BooleanField(default=False)
    # Its facts are kept in the province folder: they are mended there.
    from_folder = models.BooleanField(default=False)
    demo = models.BooleanField(default=False)
    search = models.TextField(editable=False, default="")
    entered_by = account_link()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[*KINDS, OTHER]), name="directive_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=OTHER) | ~Q(kind_name=""), name="directive_other_kind_named"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="directive_days_in_order",
            ),
            # One series per agency and year (NĐ 30/2020, Điều 15).
            models.UniqueConstraint(
                fields=["issuer", "notation", "year"],
                name="directive_notation_once",
                condition=Q(issuer__isnull=False, year__isnull=False) & ~Q(notation=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-placed_on", "-id"], name="directive_newest"),
            GinIndex(OpClass(F("search"), name="gin_trgm_ops"), name="directive_words"),
        ]

    def __str__(self) -> str:
        return f"{self.notation} {self.title}".strip()

    def fill_search(self) -> None:
        """What is found by words, without diacritics."""
        parts = (self.notation, self.title, self.summary, self.issuer_name, self.signer)
        self.search = fold(" ".join(part for part in parts if part))


class DocumentLink(Row):
    """`document` replaces, amends, implements or cites `other`; shown from both ends."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="links")
    other = models.ForeignKey(Document, models.CASCADE, related_name="linked")
    kind = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "other", "kind"], name="directive_link_once"),
            models.CheckConstraint(condition=Q(kind__in=list(LINKS)), name="directive_link_kind_known"),
            models.CheckConstraint(condition=~Q(document=F("other")), name="directive_link_to_another"),
        ]
