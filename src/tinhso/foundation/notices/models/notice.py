"""One message to one person by one channel."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class Notice(models.Model):
    """A line of the outbox, written in the transaction of the act it tells about.

    Text and address are personal data: they stay in this table and never reach a log.
    """

    CHANNELS = [("email", "email"), ("sms", "sms"), ("zalo", "zalo")]
    STATES = [("waiting", "waiting"), ("sent", "sent"), ("failed", "failed")]

    id = models.UUIDField(primary_key=True, default=new_id)
    template = models.TextField()
    account_id = models.UUIDField(null=True)
    channel = models.TextField(choices=CHANNELS)
    address = models.TextField()
    title = models.TextField()
    body = models.TextField()
    subject_kind = models.TextField(default="")
    subject_id = models.TextField(default="")
    state = models.TextField(choices=STATES, default="waiting")
    attempts = models.IntegerField(default=0)
    last_error = models.TextField(default="", blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # After a failed try; empty: as soon as the worker comes by.
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["account_id", "made_at"],
                condition=models.Q(account_id__isnull=False),
                name="notices_by_account",
            ),
            models.Index(
                fields=["made_at", "id"], condition=models.Q(state="waiting"), name="notices_waiting"
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="notices_by_subject"),
        ]
