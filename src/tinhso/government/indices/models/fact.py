"""What is known of each dossier and petition, narrow enough to count a province in one statement (decision 0022)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

DOSSIER, PETITION, SERVICE, ANNOUNCEMENT = 1, 2, 3, 4


class _Known(models.Model):
    """`kind` 1: dossier, 2: petition; `finish_at`: when it ended, empty while at work; the other columns are those of
    the views `dossiers_published`, `petitions_published` and `handover_published` (`pushed`).

    Of a petition `missed_at`: when a limit other than `due_at` passed, or will pass unless an act keeps it (asking,
    publishing); `repeated`: its sender brought the matter again.

    3: a procedure under an agency's authority, from `received_at` until `finish_at`: `offered` where the agency receives it,
    `online` where it does so online, `complete` with every part of its public text. 4: a decision that
    announced a procedure, at `received_at` and `finish_at`, in time until `due_at`; `complete`: that day can be told.
    """

    kind = models.PositiveSmallIntegerField()
    agency_id = models.UUIDField()
    unit_code = models.CharField(max_length=10)
    field_code = models.CharField(max_length=80)
    procedure_code = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    finish_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    supplements = models.PositiveSmallIntegerField(default=0)
    synced = models.BooleanField(default=False)
    online = models.BooleanField(default=False)
    has_result = models.BooleanField(default=False)
    has_files = models.BooleanField(default=False)
    reused = models.BooleanField(default=False)
    proven = models.BooleanField(default=False)
    citizen = models.BooleanField(default=False)
    has_fee = models.BooleanField(default=False)
    paid_online = models.BooleanField(default=False)
    disliked = models.BooleanField(default=False)
    complained = models.BooleanField(default=False)
    signed = models.BooleanField(default=False, db_default=False)
    behaviour = models.BooleanField(default=False, db_default=False)
    pushed = models.BooleanField(default=False, db_default=False)
    complete = models.BooleanField(default=False, db_default=False)
    offered = models.BooleanField(default=False, db_default=False)
    missed_at = models.DateTimeField(null=True)
    repeated = models.BooleanField(default=False, db_default=False)
    known_from = models.DateTimeField()

    class Meta:
        abstract = True


class Fact(_Known):
    """What is known now."""

    subject_id = models.UUIDField(primary_key=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "received_at"], name="fact_of_agency"),
            models.Index(fields=["procedure_code", "received_at"], name="fact_of_procedure"),
            models.Index(fields=["received_at"], name="fact_by_receipt"),
            # What is still open was received at any time: few rows, in every period until they end.
            models.Index(fields=["agency_id"], name="fact_open", condition=Q(finish_at__isnull=True)),
        ]


class FactHistory(_Known):
    """What was known until `known_to`: written when a fact changes, never changed itself."""

    id = models.BigAutoField(primary_key=True)
    subject_id = models.UUIDField()
    known_to = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "received_at"], name="fact_history_of_agency"),
            models.Index(fields=["subject_id", "known_from"], name="fact_history_subject"),
            models.Index(fields=["known_to"], name="fact_history_until"),
        ]


class FactReader(models.Model):
    """The place in the log up to which acts on this kind of object reached the facts."""

    kind = models.CharField(max_length=20, primary_key=True)
    epoch = models.IntegerField(default=0)
    txid = models.BigIntegerField(default=0)
    entry_id = models.UUIDField()
    # The last moment at which everything committed was read: how fresh a figure is.
    read_at = models.DateTimeField(null=True)
