"""The enterprise or organisation behind an account that signs in with a tax number."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class Organisation(models.Model):
    """An enterprise, cooperative or association; its representative answers for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField("identity.Account", on_delete=models.CASCADE, related_name="organisation")
    name = models.CharField(max_length=250)
    tax_number = models.CharField(max_length=13, unique=True)
    representative = models.CharField(max_length=120)
    representative_citizen_id = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=15, blank=True)
    email = models.EmailField(blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        "identity.Capacity", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_tax_number_digits",
                condition=models.Q(tax_number__regex=r"^([0-9]{10}|[0-9]{12}|[0-9]{13})$"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
