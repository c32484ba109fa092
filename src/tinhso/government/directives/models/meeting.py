"""A meeting of the steering committee: who is asked, who was there, what was concluded."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tinhso.government.directives.models._base import Row, account_link
from tinhso.government.directives.models.task import Task


class Meeting(Row):
    """`state`: planned, held or called off. Papers are files of the meeting."""

    class State(models.TextChoices):
        PLANNED = "planned", "Sắp họp"
        HELD = "held", "Đã họp"
        CALLED_OFF = "called_off", "Không họp"

    title = models.CharField(max_length=300)
    begins_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    agenda = models.TextField()
    chair = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    minutes = models.TextField(blank=True, default="")
    demo = models.BooleanField(default=False)
    called_by = account_link()
    called_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "held", "called_off"]), name="st_meeting_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | ~Q(minutes=""), name="st_meeting_held_has_minutes"
            ),
        ]
        indexes = [models.Index(fields=["-begins_at", "-id"], name="st_meeting_newest")]


class Member(Row):
    """Somebody who is asked to come. `coming`: None until they answer; `came`: None until the minutes are kept."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="members")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+")
    coming = models.BooleanField(null=True, blank=True)
    why_not = models.CharField(max_length=500, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "account"], name="st_meeting_member_once"),
            models.CheckConstraint(
                condition=~Q(coming=False) | ~Q(why_not=""), name="st_meeting_absence_has_reason"
            ),
        ]


class Conclusion(Row):
    """What was concluded; `task` once it was given to somebody."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="conclusions")
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    task = models.ForeignKey(Task, models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["meeting", "ordinal"], name="st_conclusion_once")]
