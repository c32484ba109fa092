"""A result as its leader signs it, before it has a number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.dossiers.models._base import Row, account_link, file_link, paper_link
from tinhso.government.dossiers.models.dossier import Dossier
from tinhso.government.dossiers.models.step import Step


class ResultDraft(Row):
    """`file` has empty places for number and date; `signed` is the same with the leader's signature.

    `request_id`: what waits in the leader's list. Ended: used by a result (`used`), or no longer good
    (`refused` by its signer, `dropped` since the work went on otherwise, `replaced` by a newer one).
    """

    class End(models.TextChoices):
        USED = "used", "Đã lấy số"
        REFUSED = "refused", "Từ chối ký"
        DROPPED = "dropped", "Không dùng"
        REPLACED = "replaced", "Lập lại"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="result_drafts")
    step = models.ForeignKey(Step, models.CASCADE, related_name="+")
    title = models.CharField(max_length=600)
    note = models.CharField(max_length=1000, blank=True, default="")
    paper = paper_link()
    file = file_link()
    request_id = models.UUIDField(null=True, blank=True)
    signed = file_link()
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = account_link()
    # What the clerk chose at the numbering, and what then waits for the agency's signature.
    publish = models.BooleanField(default=True)
    seal_id = models.UUIDField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = account_link()
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True, default="")
    end_reason = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at=None), name="result_draft_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="result_draft_says_how_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(signed=None, signed_at=None) | Q(signed__isnull=False, signed_at__isnull=False),
                name="result_draft_signed_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["step"], name="result_draft_of_step", condition=Q(ended_at=None)),
            models.Index(
                fields=["dossier"],
                name="result_draft_unsealed",
                condition=Q(seal_id__isnull=False, sealed_at=None),
            ),
        ]
