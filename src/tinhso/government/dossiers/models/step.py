"""One holding of a dossier: who, in which role, since when, until when, with what outcome."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.government.dossiers.models._base import Row, account_link, agency_link
from tinhso.government.dossiers.models.dossier import Dossier


class StepEnd(models.TextChoices):
    """How a holding ended."""

    DONE = "done", "Hoàn thành"
    SENT_BACK = "sent_back", "Trả lại bước trước"
    RECALLED = "recalled", "Được thu hồi"
    REASSIGNED = "reassigned", "Chuyển người khác"
    CLOSED = "closed", "Kết thúc cùng hồ sơ"


class Step(Row):
    """A hand-over row of the control slip (Mẫu 06). Open while `done_at` is empty.

    `process_step_id` is empty for holdings outside the process: reception before acceptance, the desk
    before hand-over.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="steps", db_index=False)
    ordinal = models.PositiveIntegerField()
    process_step_id = models.CharField(max_length=80, blank=True, default="")
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    role = models.CharField(max_length=40)
    agency = agency_link()
    account = account_link()
    outcomes = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = account_link()
    end = models.CharField(max_length=12, choices=StepEnd.choices, blank=True, default="")
    outcome = models.CharField(max_length=60, blank=True, default="")
    note = models.CharField(max_length=4000, blank=True, default="")
    draft_text = models.TextField(blank=True, default="")
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    attachment = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    came_from = models.ForeignKey(
        "self", models.SET_NULL, related_name="+", null=True, blank=True, db_index=False
    )
    # Marks of notices already sent, so that a reminder goes out once.
    due_soon_sent = models.BooleanField(default=False)
    overdue_sent = models.BooleanField(default=False)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "ordinal"], name="step_ordinal_once"),
            models.UniqueConstraint(
                fields=["dossier", "process_step_id"],
                condition=Q(done_at__isnull=True) & ~Q(process_step_id=""),
                name="step_one_open_per_task",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, end="") | (Q(done_at__isnull=False) & ~Q(end="")),
                name="step_end_with_moment",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("opened_at")),
                name="step_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "role", "account", "due_at"],
                name="step_open_work",
                condition=Q(done_at__isnull=True),
            ),
            models.Index(fields=["account", "due_at"], name="step_mine", condition=Q(done_at__isnull=True)),
            models.Index(fields=["due_at"], name="step_due", condition=Q(done_at__isnull=True)),
            models.Index(
                fields=["attachment"], name="step_attachment", condition=Q(attachment__isnull=False)
            ),
            models.Index(fields=["came_from"], name="step_came_from", condition=Q(came_from__isnull=False)),
            # Whose dossiers an agency sees, and how quickly its desks work.
            models.Index(fields=["agency", "dossier"], name="step_of_agency"),
            models.Index(
                fields=["done_at"],
                name="step_done_by",
                condition=Q(end="done"),
                include=["dossier", "agency", "role", "done_by"],
            ),
        ]
