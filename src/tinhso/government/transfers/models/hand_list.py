"""The hand-over list (danh sách bàn giao): dossiers with their papers, and who gave and took them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.government.transfers.models.receiver import desk_link
from tinhso.government.transfers.models.transfer import Transfer
from tinhso.lib.ids import new_id


class HandList(models.Model):
    """One list from one desk to another. Drawn up, then handed over, then taken: each with officer and moment."""

    class Way(models.TextChoices):
        OUT = "out", "Chuyển hồ sơ"
        BACK = "back", "Trả kết quả về"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_desk = desk_link()
    to_desk = desk_link()
    way = models.CharField(max_length=4, choices=Way.choices)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_by = models.UUIDField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_desk", "year", "serial"], name="hand_list_number_once"),
            models.CheckConstraint(
                condition=Q(handed_at=None, handed_by=None)
                | Q(handed_at__isnull=False, handed_by__isnull=False),
                name="hand_list_signed_by_giver",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None)
                | Q(taken_at__isnull=False, taken_by__isnull=False, handed_at__isnull=False),
                name="hand_list_signed_by_taker",
            ),
            # Two signatures are two people's.
            models.CheckConstraint(
                condition=Q(taken_by=None) | ~Q(taken_by=F("handed_by")), name="hand_list_two_people"
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_desk", "handed_at"], name="hand_list_coming", condition=Q(taken_at=None)
            ),
            models.Index(
                fields=["from_desk", "made_at", "id"], name="hand_list_drawn", condition=Q(handed_at=None)
            ),
            models.Index(
                fields=["from_desk", "handed_at", "id"], name="hand_list_gone", condition=Q(taken_at=None)
            ),
            models.Index(
                fields=["from_desk", "taken_at", "id"],
                name="hand_list_given",
                condition=Q(taken_at__isnull=False),
            ),
            models.Index(
                fields=["to_desk", "taken_at", "id"],
                name="hand_list_taken",
                condition=Q(taken_at__isnull=False),
            ),
        ]

    @property
    def number(self) -> str:
        """The number as it stands on the paper."""
        return f"{self.serial:03d}/BG-{self.year}"


class ListedDossier(models.Model):
    """A dossier on a list. `settled`: the list was taken or given up, so the dossier may stand on a new one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hand_list = models.ForeignKey(HandList, models.CASCADE, related_name="lines")
    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="lines")
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transfer"], condition=Q(settled=False), name="listed_on_one_open_list"
            )
        ]


class ListedPaper(models.Model):
    """One paper on a list, and what the taker found: `missing` with the officer's words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.ForeignKey(ListedDossier, models.CASCADE, related_name="papers")
    name = models.CharField(max_length=700)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    missing = models.BooleanField(default=False)
    remark = models.CharField(max_length=300, blank=True, default="")
