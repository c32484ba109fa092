"""The people of a dossier, in rows of their own so that personal data can be erased."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from tinhso.government.dossiers.models._base import Row
from tinhso.government.dossiers.models.dossier import Dossier


class PartyRole(models.TextChoices):
    """Owner, filer and authorised person are kept apart (domain reference, section 2)."""

    OWNER = "owner", "Chủ hồ sơ"
    FILER = "filer", "Người nộp"
    AUTHORISED = "authorised", "Người được ủy quyền"


class SubjectKind(models.TextChoices):
    """What kind of subject a party is (section 10.3, LoaiDoiTuong)."""

    CITIZEN = "citizen", "Công dân"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    STATE_BODY = "state_body", "Cơ quan nhà nước"
    ORGANISATION = "organisation", "Tổ chức khác"


class DossierParty(Row):
    """One person or organisation in one role. `erased_at` marks a row whose personal data was removed."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="parties", db_index=False)
    role = models.CharField(max_length=12, choices=PartyRole.choices)
    kind = models.CharField(max_length=12, choices=SubjectKind.choices, default=SubjectKind.CITIZEN)
    name = models.CharField(max_length=250, blank=True, default="")
    name_key = models.CharField(max_length=1200, blank=True, default="", db_collation="C")
    name_fold = models.CharField(max_length=250, blank=True, default="")
    citizen_id = models.CharField(max_length=20, blank=True, default="")
    tax_number = models.CharField(max_length=20, blank=True, default="")
    # Of a person without a number of this country.
    passport = models.CharField(max_length=20, blank=True, default="")
    birth_date = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    # The paper that gives the authorised person the right, e.g. a notarised mandate.
    mandate = models.CharField(max_length=500, blank=True, default="")
    verified = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "role"], name="party_one_per_role"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(name="", citizen_id="", passport="", phone="", email="", address=""),
                name="party_erased_is_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["citizen_id"], name="party_citizen", condition=~Q(citizen_id="")),
            models.Index(fields=["name_fold"], name="party_name_fold"),
            GinIndex(OpClass(F("name_fold"), name="gin_trgm_ops"), name="party_name_parts"),
        ]
