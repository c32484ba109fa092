"""The result of a dossier, and the book that numbers the agency's own papers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.dossiers.models._base import Row, account_link, agency_link, file_link, paper_link
from tinhso.government.dossiers.models.dossier import Dossier


class NumberKind(models.TextChoices):
    """Where the number comes from."""

    OWN = "own", "Số của cơ quan"
    MINISTRY = "ministry", "Số do hệ thống của bộ, ngành cấp"
    NONE = "none", "Không đánh số"


class ResultBook(models.Model):
    """The last number an agency gave under a notation in a year; locked while one is taken, so no gap."""

    agency = agency_link()
    notation = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "notation", "year"], name="result_book_once"),
        ]


class Result(Row):
    """What the person receives: a paper, with its number, or a reasoned denial."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="result")
    title = models.CharField(max_length=600)
    granted = models.BooleanField(default=True)
    kind = models.CharField(max_length=10, choices=NumberKind.choices)
    serial = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True, default="")
    notation = models.CharField(max_length=60, blank=True, default="")
    source_system = models.CharField(max_length=120, blank=True, default="")
    agency = agency_link()
    file = file_link()
    # Where the file was made here from the province's layout; an uploaded one has none.
    paper = paper_link()
    issued_at = models.DateTimeField()
    issued_by = account_link()
    published = models.BooleanField(default=False)
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_by = account_link()
    handed_how = models.CharField(max_length=10, blank=True, default="")
    receiver_name = models.CharField(max_length=250, blank=True, default="")
    note = models.CharField(max_length=1000, blank=True, default="")
    # After the hand-over: by whose decision it is worth nothing any more.
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = account_link()
    revoked_decision = models.CharField(max_length=200, blank=True, default="")
    revoked_reason = models.CharField(max_length=1000, blank=True, default="")
    # The result of another dossier that the person has in its place.
    successor = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None)
                | (~Q(revoked_decision="") & ~Q(revoked_reason="") & Q(published=False)),
                name="result_revoked_says_why",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(revoked_at__isnull=False),
                name="result_succeeded_was_revoked",
            ),
            models.CheckConstraint(
                condition=Q(kind="none", number="") | (~Q(kind="none") & ~Q(number="")),
                name="result_number_fits_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="own") | Q(serial__isnull=False), name="result_own_has_serial"
            ),
            models.CheckConstraint(
                condition=~Q(kind="ministry") | ~Q(source_system=""), name="result_ministry_names_system"
            ),
            models.UniqueConstraint(
                fields=["agency", "notation", "number", "issued_at"],
                condition=Q(kind="own"),
                name="result_own_number_once",
            ),
        ]
