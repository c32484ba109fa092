"""A file that stands for one required component of a dossier."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.dossiers.models._base import Row, account_link, file_link
from tinhso.government.dossiers.models.dossier import Dossier


class FileCheck(models.TextChoices):
    """What the officer found."""

    UNCHECKED = "unchecked", "Chưa kiểm tra"
    FIT = "fit", "Hợp lệ"
    UNFIT = "unfit", "Chưa hợp lệ"


class Reuse(models.TextChoices):
    """What of another dossier stands for a component (domain reference, section 8: states 2 and 3)."""

    COMPONENT = "component", "Dùng lại giấy tờ của hồ sơ khác"
    RESULT = "result", "Dùng lại kết quả của hồ sơ khác"


class DossierFile(Row):
    """Component × stored file. A replaced file stays, marked `replaced_at`: nothing that arrived disappears.

    With `reuse` the file is that of another dossier, which `source_code` names for good.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="files", db_index=False)
    component_key = models.CharField(max_length=120)
    component_name = models.CharField(max_length=600, blank=True, default="")
    file = file_link()
    # Papers handed over the counter without a scan: counts of originals and copies.
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    # How many of the copies are certified (the rest are photocopies); null where nobody told them apart.
    certified = models.PositiveSmallIntegerField(null=True, blank=True)
    checked = models.CharField(max_length=10, choices=FileCheck.choices, default=FileCheck.UNCHECKED)
    remark = models.CharField(max_length=1000, blank=True, default="")
    # Whose finding this is; empty while nobody looked.
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = account_link()
    added_at = models.DateTimeField()
    added_by = account_link()
    supplement = models.ForeignKey(
        "dossiers.SupplementRequest",
        models.SET_NULL,
        related_name="files",
        null=True,
        blank=True,
        db_index=False,
    )
    replaced_at = models.DateTimeField(null=True, blank=True)
    # The reuse key (MA_KQ_THAYTHE): the code of the result that can stand for this component, or does.
    result_code = models.CharField(max_length=40, blank=True, default="")
    reuse = models.CharField(max_length=10, choices=Reuse.choices, blank=True, default="")
    # The dossier, and in it the paper or the result, that this one points to.
    source_dossier = models.ForeignKey(
        Dossier, models.SET_NULL, related_name="+", null=True, blank=True, db_index=False
    )
    source_id = models.UUIDField(null=True, blank=True)
    source_code = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reuse="", source_code="", source_id__isnull=True)
                | (~Q(reuse="") & ~Q(source_code="") & Q(source_id__isnull=False)),
                name="dossier_file_reuse_names_source",
            ),
            models.CheckConstraint(
                condition=~Q(reuse="result") | ~Q(result_code=""), name="dossier_file_result_has_code"
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "component_key"], name="dossier_file_component"),
            # Few papers answer a request or come from another dossier: the others have no entry.
            models.Index(
                fields=["supplement"], name="dossier_file_answers", condition=Q(supplement__isnull=False)
            ),
            models.Index(
                fields=["source_dossier"],
                name="dossier_file_source",
                condition=Q(source_dossier__isnull=False),
            ),
            # Who else points to a file is asked whenever it is opened.
            models.Index(fields=["file"], name="dossier_file_reused", condition=~Q(reuse="")),
        ]
