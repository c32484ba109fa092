"""What leaves for the portal: one line for each dossier, and one for each act of its history."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.portal.models._base import Row, account_link, agency_link


class OutgoingState(models.TextChoices):
    """`held`: it cannot leave as it is, or was tried in vain for too long; somebody has to act.

    `settled`: its holder says why nothing is sent, e.g. because the portal was told by another way.
    """

    WAITING = "waiting", "Chờ gửi"
    SENT = "sent", "Đã gửi"
    HELD = "held", "Giữ lại"
    SETTLED = "settled", "Đã khép lại"


class Outgoing(Row):
    """How one dossier stands towards the portal. `wanted` is the newest act known of, `sent` the newest sent.

    `known`: the portal has the record. `uncertain`: an answer was lost, so what it holds is asked before more is
    sent. `digest` is that of the record sent last; `differing` names the fields found different there.
    """

    dossier_id = models.UUIDField(null=True, blank=True, unique=True)
    # A refused package has no dossier here, but the portal must be told.
    package = models.OneToOneField(
        "portal.Package", models.PROTECT, related_name="answer", null=True, blank=True
    )
    code = models.CharField(max_length=60, unique=True)
    agency = agency_link()
    state = models.CharField(max_length=10, choices=OutgoingState.choices, default=OutgoingState.WAITING)
    wanted = models.BigIntegerField(default=0)
    sent = models.BigIntegerField(default=0)
    known = models.BooleanField(default=False)
    uncertain = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, blank=True, default="")
    reason_code = models.CharField(max_length=60, blank=True, default="")
    reason_field = models.CharField(max_length=60, blank=True, default="")
    reason_detail = models.CharField(max_length=500, blank=True, default="")
    who = models.CharField(max_length=40, blank=True, default="")
    # Whose desk or office has to act, since when and until when; without an agency the province's administrators.
    holder_agency = agency_link()
    held_at = models.DateTimeField(null=True, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = account_link()
    settled_reason = models.CharField(max_length=1000, blank=True, default="")
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)
    differing = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier_id__isnull=False) | Q(package__isnull=False),
                name="portal_outgoing_is_of_something",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | (~Q(reason_code="") & ~Q(who="")),
                name="portal_held_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | (Q(held_at__isnull=False) & Q(deadline__isnull=False)),
                name="portal_held_has_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | (~Q(settled_reason="") & Q(settled_at__isnull=False)),
                name="portal_settled_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(next_try_at__isnull=False), name="portal_waiting_has_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="portal_due", condition=Q(state="waiting")),
            models.Index(fields=["state", "changed_at", "id"], name="portal_outgoing_list"),
            models.Index(fields=["deadline", "id"], name="portal_held_list", condition=Q(state="held")),
            models.Index(fields=["changed_at", "id"], name="portal_differing", condition=~Q(differing=[])),
            models.Index(fields=["compared_at", "id"], name="portal_compared", condition=Q(state="sent")),
        ]


class Progress(Row):
    """One act of the history that the portal is told of once. `event_id` is the log's: no act twice."""

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="progress")
    event_id = models.UUIDField(unique=True, null=True, blank=True)
    # Of a refused package, which is no act of the dossier.
    package = models.ForeignKey(
        "portal.Package", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    sequence = models.BigIntegerField()
    verb = models.CharField(max_length=40)
    at = models.DateTimeField()
    after = models.PositiveSmallIntegerField()
    # The step that the act belongs to, as the records had it then: a due moment that is put off later changes no act.
    opened_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    actor_kind = models.CharField(max_length=12)
    account_id = models.UUIDField(null=True, blank=True)
    capacity_id = models.UUIDField(null=True, blank=True)
    agency_id = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    held_code = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["outgoing", "sequence"], name="portal_progress_order"),
        ]
