"""A certificate that somebody may sign with here, and the means that holds its key."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.foundation.signing.models.rows import Row, agency_link, person_link


class Certificate(Row):
    """Of a person or of an agency. `reference` are opaque settings of its means: never a key, never a PIN.

    `der` is the certificate itself, `chain` those between it and a root (PEM). Bound: the days on which this holder
    may sign with it here, which end when a person leaves or an agency is merged, whatever the certificate says.
    """

    class Means(models.TextChoices):
        TOKEN = "token", "Thiết bị cắm máy tính (USB token)"
        SIM = "sim", "SIM ký số"
        HSM = "hsm", "Thiết bị ký của cơ quan (HSM)"
        SMART = "smart", "Dịch vụ ký số từ xa"

    class Regime(models.TextChoices):
        STATE = "state", "Chuyên dùng công vụ"
        PUBLIC = "public", "Công cộng"

    account = person_link()
    agency = agency_link()
    kind = models.CharField(max_length=8, choices=Means.choices)
    regime = models.CharField(max_length=8, choices=Regime.choices)
    subject = models.CharField(max_length=400)
    issuer = models.CharField(max_length=400)
    serial = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    der = models.BinaryField()
    chain = models.TextField(blank=True, default="")
    valid_since = models.DateTimeField()
    valid_until = models.DateTimeField()
    bound_since = models.DateField()
    bound_until = models.DateField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True, default="")
    reference: Any = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = person_link()

    class Meta:
        db_table = "signing_certificate"
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True, agency__isnull=False)
                | Q(account__isnull=False, agency__isnull=True),
                name="signing_certificate_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["token", "sim", "hsm", "smart"], regime__in=["state", "public"]),
                name="signing_certificate_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gt=models.F("valid_since")), name="signing_certificate_days"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, suspended_at=None) | ~Q(reason=""),
                name="signing_certificate_says_why",
            ),
            # A certificate has one holder at a time.
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(ended_at=None), name="signing_certificate_once"
            ),
        ]
        indexes = [
            models.Index(fields=["valid_until"], name="signing_certificate_ends", condition=Q(ended_at=None)),
        ]
