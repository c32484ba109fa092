"""A filing in preparation: everything typed so far, kept until filed or expired."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.dossiers.models._base import Row, account_link, file_link


class Draft(Row):
    """Belongs to an account, or to whoever holds the anonymous key (`key_hash`); exactly one of them."""

    account = account_link(index=True)
    key_hash = models.CharField(max_length=64, blank=True, default="")
    procedure_code = models.CharField(max_length=40)
    procedure_version_id = models.UUIDField()
    data = models.JSONField(default=dict)
    # What was answered to the form of an earlier version and has no place in this one (see actions.renew_draft).
    earlier = models.JSONField(default=dict, blank=True)
    # Who files for whom and which agency: the answers around the form (see actions.save_draft).
    people = models.JSONField(default=dict)
    page = models.CharField(max_length=80, blank=True, default="")
    delivery = models.CharField(max_length=10, default="desk")
    competent_agency_id = models.UUIDField(null=True, blank=True)
    # The unit whose people the request concerns: it tells the competent agency.
    unit_code = models.CharField(max_length=10, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Set once: a second submit of the same draft answers with the same dossier, never with two receipts.
    dossier = models.OneToOneField(
        "dossiers.Dossier", models.CASCADE, related_name="draft", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, key_hash="") | (Q(account__isnull=True) & ~Q(key_hash="")),
                name="draft_has_one_owner",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="draft_expires")]


class DraftFile(Row):
    """A file put to one component of a draft: uploaded, or one that the store already holds."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    component_key = models.CharField(max_length=120)
    file = file_link(null=False)
    # The paper of the store that stands here instead of an upload (`rules.reuse.token`).
    kept = models.CharField(max_length=60, blank=True, default="")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "component_key", "file"], name="draft_file_once"),
        ]
