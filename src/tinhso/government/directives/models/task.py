"""A task of a document: what is to come out, by whom, until when, and everything that happened to it."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from tinhso.government.directives.models._base import Row, account_link, agency_link
from tinhso.government.directives.models.document import Document
from tinhso.government.directives.models.target import Target
from tinhso.government.directives.rules.moves import CLOSED, STATES
from tinhso.lib.text import fold


class Task(Row):
    """`lead` is the agency it was given to; who has it today is asked of the organisation room.

    `next_due` is the moment by which its holder must do the next thing: an open task always has one.
    `version` counts its changes: a form that shows an older one is refused.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="tasks")
    target = models.ForeignKey(Target, models.SET_NULL, related_name="tasks", null=True, blank=True)
    title = models.CharField(max_length=500)
    product = models.CharField(max_length=500)
    lead = agency_link()
    unit_code = models.CharField(max_length=10, blank=True, default="")
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=12)
    progress = models.PositiveSmallIntegerField(default=0)
    assigned_by = account_link()
    assigner = agency_link(null=True)
    assigned_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    next_due = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_by = account_link()
    told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # The figure it was given from, as it was shown then.
    figure = models.CharField(max_length=300, blank=True, default="")
    figure_value = models.CharField(max_length=60, blank=True, default="")
    figure_page = models.CharField(max_length=300, blank=True, default="")
    demo = models.BooleanField(default=False)
    search = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="st_task_state_known"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="st_task_progress_is_percent"),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("assigned_at")), name="st_task_due_after_assigned"
            ),
            # Nothing silent: what is open has a next moment, what is closed has none.
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, next_due__isnull=True, closed_at__isnull=False)
                | (~Q(state__in=CLOSED) & Q(next_due__isnull=False, closed_at__isnull=True)),
                name="st_task_open_has_next",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="st_task_open", condition=Q(closed_at__isnull=True)),
            models.Index(
                fields=["lead", "due_at", "id"], name="st_task_of_agency", condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                fields=["closed_at", "id"], name="st_task_closed", condition=Q(closed_at__isnull=False)
            ),
            models.Index(fields=["lead", "assigned_at"], name="st_task_register"),
            GinIndex(OpClass(F("search"), name="gin_trgm_ops"), name="st_task_words"),
        ]

    def fill_search(self) -> None:
        """What is found by words, without diacritics."""
        self.search = fold(f"{self.title} {self.product} {self.document.notation}")


class Helper(Row):
    """An agency that works along."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="helpers")
    agency = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "agency"], name="st_task_helper_once")]


class Milestone(Row):
    """A step on the way with its day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=300)
    due_at = models.DateTimeField()

    class Meta:
        ordering = ["due_at", "id"]


class Turn(Row):
    """One act. `head` and `agency` are whoever acted then, in that capacity: history stays as it was."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="turns")
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=12)
    before = models.CharField(max_length=12, blank=True, default="")
    after = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = account_link()
    capacity_id = models.UUIDField(null=True, blank=True)
    agency = agency_link(null=True)
    text = models.CharField(max_length=4000, blank=True, default="")
    progress = models.PositiveSmallIntegerField(null=True, blank=True)
    due_before = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["task", "ordinal"], name="st_task_turn_once")]


class Warned(Row):
    """That somebody was told once of a deadline: the same again is sent for a new deadline only."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="warned")
    kind = models.CharField(max_length=12)
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "kind", "due_at"], name="st_task_warned_once")]
