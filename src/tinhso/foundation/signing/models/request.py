"""Something that waits for somebody's signature."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.foundation.signing.models.certificate import Certificate
from tinhso.foundation.signing.models.rows import Row, agency_link, person_link

OPEN = ["waiting", "started", "confirming"]


class SigningRequest(Row):
    """One signature on one file. `source` is what is signed, unless a request before it has made a signed one of it.

    `subject_kind`, `subject_id`: the object of the asking room; `what` says which of its signatures this is
    (`leader`, `agency`, `copy`, `scan`, `form`, `day` …). `place`: {"field", "page" (from 0), "box" in points or None};
    `look`: {"name", "texts"} of a registered appearance. `fault` tells why the last try failed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ ký"
        STARTED = "started", "Đang ký"
        CONFIRMING = "confirming", "Chờ xác nhận"
        SIGNED = "signed", "Đã ký"
        REFUSED = "refused", "Từ chối ký"
        FAILED = "failed", "Không ký được"
        CANCELLED = "cancelled", "Không cần ký nữa"

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    what = models.SlugField(max_length=20)
    paper_id = models.UUIDField(null=True, blank=True)
    source = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    account = person_link()
    agency = agency_link()
    title = models.CharField(max_length=600)
    code = models.CharField(max_length=60, blank=True, default="")
    place: Any = models.JSONField(default=dict)
    look: Any = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True, default="")
    location = models.CharField(max_length=200, blank=True, default="")
    since = models.DateTimeField()
    due = models.DateTimeField(null=True, blank=True)
    # Where it stands in its holder's list: the due moment, or long after all of them.
    rank = models.DateTimeField()
    previous = models.ForeignKey("self", models.PROTECT, related_name="following", null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    fault = models.CharField(max_length=40, blank=True, default="")
    fault_text = models.CharField(max_length=600, blank=True, default="")
    asked_by = person_link()
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    signed = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = person_link()
    ended_reason = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        db_table = "signing_request"
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True, agency__isnull=False)
                | Q(account__isnull=False, agency__isnull=True),
                name="signing_request_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None)
                | Q(state__in=["signed", "refused", "failed", "cancelled"], ended_at__isnull=False),
                name="signing_request_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed__isnull=False, certificate__isnull=False),
                name="signing_request_signed_by",
            ),
            # The same wish twice is one request.
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "what", "source"],
                condition=Q(state__in=OPEN),
                name="signing_request_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["account", "rank", "id"], name="signing_of_person", condition=Q(state__in=OPEN)
            ),
            models.Index(
                fields=["agency", "rank", "id"], name="signing_of_agency", condition=Q(state__in=OPEN)
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="signing_of_subject"),
        ]
