"""One paper of a batch: from the machine's reading to the officer's word."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from tinhso.government.scanning.models._base import account_link, file_link
from tinhso.government.scanning.models.batch import Batch
from tinhso.lib.ids import new_id


class Paper(models.Model):
    """Pages that belong together, as one straightened PDF.

    `target_code` and `target_key` are what the separator sheet said; `dossier`, `dossier_code` and the component
    are what the officer signed. `originals` and `copies` count the sheets of paper that were on the glass.
    A signed one is never erased: another paper replaces it, with the reason in `note` of the one that stands now.
    `text` is for searching, and for those only who may see the dossier; `folded` is it without diacritics.
    """

    class State(models.TextChoices):
        TO_CHECK = "to_check", "Chờ kiểm tra"
        SIGNED = "signed", "Đã xác nhận"
        RESCAN = "rescan", "Cần quét lại"
        REPLACED = "replaced", "Đã được thay"
        ERASED = "erased", "Đã xóa"

    class Text(models.TextChoices):
        WAITING = "waiting", "Đang đọc chữ"
        DONE = "done", "Đã đọc chữ"
        EMPTY = "empty", "Không có chữ"
        FAILED = "failed", "Không đọc được chữ"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="papers")
    ordinal = models.PositiveSmallIntegerField()
    file = file_link()
    target_code = models.CharField(max_length=60, blank=True, default="")
    target_key = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.TO_CHECK)
    dossier = models.UUIDField(null=True, blank=True)
    dossier_code = models.CharField(max_length=60, blank=True, default="")
    dossier_file = models.UUIDField(null=True, blank=True)
    component_key = models.CharField(max_length=120, blank=True, default="")
    component_name = models.CharField(max_length=600, blank=True, default="")
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=1000, blank=True, default="")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = account_link()
    text_state = models.CharField(max_length=10, choices=Text.choices, default=Text.WAITING)
    text = models.TextField(blank=True, default="")
    folded = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "ordinal"], name="scan_paper_order"),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "replaced"])
                | Q(dossier__isnull=False, dossier_file__isnull=False, checked_by__isnull=False)
                & ~Q(component_key="")
                & (Q(originals__gt=0) | Q(copies__gt=0)),
                name="scan_signed_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="rescan") | (Q(checked_by__isnull=False) & ~Q(note="")),
                name="scan_rescan_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="erased")
                | (Q(checked_by__isnull=False, text="", folded="", dossier__isnull=True) & ~Q(note="")),
                name="scan_erased_is_empty_and_says_why",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | (Q(state__in=["signed", "replaced"]) & ~Q(note="")),
                name="scan_replacing_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["dossier"], name="scan_paper_of_dossier", condition=Q(dossier__isnull=False)
            ),
            # The newest first, where the words are those of many papers.
            models.Index(fields=["checked_at", "id"], name="scan_paper_newest", condition=Q(state="signed")),
            GinIndex(SearchVector("folded", config="simple"), name="scan_paper_words"),
        ]
