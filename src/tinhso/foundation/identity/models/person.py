"""The person behind an account."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id
from tinhso.lib.text import sort_key


class Person(models.Model):
    """Who somebody is. Self-registered data is only a claim until a desk has checked the card."""

    class Sex(models.TextChoices):
        MALE = "male", "Nam"
        FEMALE = "female", "Nữ"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField("identity.Account", on_delete=models.CASCADE, related_name="person")
    name = models.CharField(max_length=120)
    name_sort_key = models.CharField(max_length=600, editable=False, db_collation="C")
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    citizen_id = models.CharField(max_length=12, unique=True, null=True, blank=True)
    phone = models.CharField(max_length=15, blank=True)
    email = models.EmailField(blank=True)
    address_unit = models.CharField(max_length=10, blank=True, help_text="Code of the commune")
    address_on = models.DateField(null=True, blank=True, help_text="The day on which that code is meant")
    address_line = models.CharField(max_length=200, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        "identity.Capacity", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["name_sort_key", "id"], name="person_by_name")]
        constraints = [
            models.CheckConstraint(
                name="person_citizen_id_12_digits",
                condition=models.Q(citizen_id__isnull=True) | models.Q(citizen_id__regex=r"^[0-9]{12}$"),
            ),
            models.CheckConstraint(
                name="person_unit_with_date",
                condition=models.Q(address_unit="") | models.Q(address_on__isnull=False),
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_sort_key = sort_key(self.name)[:600]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return str(self.id)
