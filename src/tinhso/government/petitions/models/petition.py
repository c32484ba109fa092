"""One petition: who sent it, what it says, who has it now and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.government.petitions.models._base import Row, account_link, agency_link
from tinhso.government.petitions.rules.moves import CLOSED, KINDS, STATES


class Petition(Row):
    """A matter that a person brings. Free text and contacts live here only, never in the event log.

    `holder` is the agency that has it; `next_due` the moment by which that agency must do the next thing.
    `clock_from` is where the limit of the answer starts: the sending, or the last transfer onward.
    """

    code = models.CharField(max_length=30, unique=True)
    secret_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    content = models.CharField(max_length=8000)
    # The dossier that it is about, as the sender typed it, and the officer's name as far as they know it.
    dossier_code = models.CharField(max_length=60, blank=True, default="")
    officer_name = models.CharField(max_length=200, blank=True, default="")

    # The sender's earlier petition whose answer did not settle the matter.
    again_of = models.ForeignKey(
        "self", models.PROTECT, related_name="brought_again", null=True, blank=True, db_index=False
    )

    account = account_link()
    sender_name = models.CharField(max_length=200)
    sender_phone = models.CharField(max_length=20, blank=True, default="")
    sender_email = models.CharField(max_length=254, blank=True, default="")
    sender_address = models.CharField(max_length=300, blank=True, default="")

    addressed_to = agency_link()
    holder = agency_link()
    # The unit of the agency it was sent to: says who continues that agency where it was split.
    unit_code = models.CharField(max_length=10, blank=True, default="")

    sent_at = models.DateTimeField()
    clock_from = models.DateTimeField()
    answer_due = models.DateTimeField()
    next_due = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    publish_due = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    # The answer as drafted, then as the leader approved it.
    answer = models.TextField(blank=True, default="")
    answer_by = account_link()
    answer_note = models.CharField(max_length=2000, blank=True, default="")
    approved_by = account_link()
    # Of a matter about somebody's behaviour: whether it proved true. None: not judged.
    founded = models.BooleanField(null=True, blank=True)
    refusal = models.CharField(max_length=2000, blank=True, default="")

    # What everybody will read, without personal data; written and checked before it is published.
    public_title = models.CharField(max_length=200, blank=True, default="")
    public_content = models.CharField(max_length=8000, blank=True, default="")
    public_answer = models.TextField(blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)
    private_reason = models.CharField(max_length=1000, blank=True, default="")
    likes = models.PositiveIntegerField(default=0)
    dislikes = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="petition_kind_known"),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="petition_state_known"),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | ~Q(sender_phone="") | ~Q(sender_email=""),
                name="petition_sender_reachable",
            ),
            # No silence: what is open has a due moment, what is closed has none.
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, next_due__isnull=False)
                | Q(closed_at__isnull=False, next_due__isnull=True),
                name="petition_open_has_due",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(CLOSED)) | Q(closed_at__isnull=False),
                name="petition_end_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("sent_at")),
                name="petition_answered_after_sending",
            ),
            models.CheckConstraint(
                condition=(Q(state="published") & Q(published_at__isnull=False))
                | (~Q(state="published") & Q(published_at__isnull=True)),
                name="petition_published_has_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["holder", "next_due", "id"],
                name="petition_worklist",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["holder", "state", "next_due"],
                name="petition_state",
                condition=Q(closed_at__isnull=True),
            ),
            # A monitor's lists are those of all offices.
            models.Index(
                fields=["next_due", "id"], name="petition_open", condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                fields=["closed_at", "id"], name="petition_closed", condition=Q(closed_at__isnull=False)
            ),
            models.Index(fields=["holder", "sent_at", "id"], name="petition_register"),
            models.Index(
                fields=["published_at", "id"], name="petition_public", condition=Q(state="published")
            ),
            models.Index(fields=["account", "sent_at"], name="petition_sender"),
            models.Index(fields=["again_of"], name="petition_again", condition=Q(again_of__isnull=False)),
        ]
