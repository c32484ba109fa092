"""What the chains stand on: heads that are locked to append, epochs of the database, erasable salts."""

from __future__ import annotations

from django.db import models


class ChainHead(models.Model):
    """The last entry of one object's chain. Its row lock makes appends to one object one after another."""

    stream = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.TextField()
    sequence = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "subject_kind", "subject_id"], name="records_one_head_per_subject"
            )
        ]


class Epoch(models.Model):
    """A life of the database in which transaction ids only grow. A restore opens the next one."""

    number = models.IntegerField(primary_key=True)
    system_identifier = models.TextField()
    timeline = models.IntegerField()
    opened_at = models.DateTimeField()
    reason = models.TextField()


class Salt(models.Model):
    """The secret that makes one object's digests meaningless to guessers. Erasing it erases them."""

    subject_kind = models.TextField()
    subject_id = models.TextField()
    salt = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], name="records_one_salt_per_subject"
            )
        ]
