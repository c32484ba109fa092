"""What arrived from the portal: each package once, held until somebody or something has dealt with it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.portal.models._base import Row, account_link, agency_link


class PackageState(models.TextChoices):
    """`waiting`: for its dossier, its payment or its files; `replaced`: a corrected one came after it."""

    WAITING = "waiting", "Đang chờ"
    QUARANTINED = "quarantined", "Cách ly"
    DONE = "done", "Đã vào hồ sơ"
    REFUSED = "refused", "Từ chối"
    REPLACED = "replaced", "Có gói thay thế"


class Package(Row):
    """One package. `content` is as it came and is emptied once the dossier holds it; `digest` stays.

    `corrections` are what the holder put right, by dotted path, beside the content: the original is not changed.
    """

    portal_code = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=12, blank=True, default="")
    digest = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=PackageState.choices, default=PackageState.WAITING)
    reason_code = models.CharField(max_length=60, blank=True, default="")
    # [{"field", "message"}]: what is wrong, in Vietnamese as the act said it.
    faults = models.JSONField(default=list)
    arrived_at = models.DateTimeField()
    seen = models.PositiveIntegerField(default=1)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    holder_agency = agency_link()
    holder_role = models.CharField(max_length=40, blank=True, default="")
    deadline = models.DateTimeField(null=True, blank=True)
    dossier_id = models.UUIDField(null=True, blank=True)
    dossier_code = models.CharField(max_length=60, blank=True, default="")
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = account_link()
    handling_reason = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["portal_code", "kind", "digest"], name="portal_package_once"),
            # Nothing is quarantined without reason, holder and deadline.
            models.CheckConstraint(
                condition=~Q(state="quarantined")
                | (~Q(reason_code="") & ~Q(holder_role="") & Q(deadline__isnull=False)),
                name="portal_quarantine_has_holder",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(handling_reason=""), name="portal_refusal_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(dossier_id__isnull=False), name="portal_done_has_dossier"
            ),
        ]
        indexes = [
            models.Index(fields=["portal_code", "arrived_at"], name="portal_package_code"),
            models.Index(
                fields=["state", "deadline", "id"],
                name="portal_package_open",
                condition=Q(state__in=["waiting", "quarantined"]),
            ),
        ]


class StreamNumber(models.Model):
    """A number of the portal's stream that arrived: a number that never came is a package lost on the way."""

    number = models.BigIntegerField(primary_key=True)
    package = models.ForeignKey(Package, models.CASCADE, related_name="numbers")
