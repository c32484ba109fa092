"""The person's own word that they hold the result: drawn on the desk's tablet, or given on their telephone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.handover.models.rows import Row, desk_link


class Confirmation(Row):
    """Opened by an officer for one receiver, with a link that works once and not for long."""

    class How(models.TextChoices):
        SIGNATURE = "signature", "Ký trên màn hình"
        ACCOUNT = "account", "Xác nhận bằng tài khoản"
        RECEIPT = "receipt", "Xác nhận bằng mã tra cứu"

    desk = desk_link()
    receiver_name = models.CharField(max_length=250)
    secret_digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    expires_at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How.choices, blank=True, default="")
    strokes = models.JSONField(null=True, blank=True)
    account = models.UUIDField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how="", confirmed_at=None) | (~Q(how="") & Q(confirmed_at__isnull=False)),
                name="confirmation_how_and_when",
            ),
            models.CheckConstraint(
                condition=Q(how="signature", strokes__isnull=False) | (~Q(how="signature") & Q(strokes=None)),
                name="confirmation_signature_is_drawn",
            ),
        ]
        indexes = [models.Index(fields=["dossier_id", "opened_at"], name="confirmation_dossier")]
