"""A new telephone number or e-mail address that its owner has not confirmed yet."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class ContactChange(models.Model):
    """One change under way; the row is gone once the code sent to the new address came back."""

    class Kind(models.TextChoices):
        PHONE = "phone", "Điện thoại"
        EMAIL = "email", "Thư điện tử"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="contact_changes")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.CharField(max_length=254)
    digest = models.CharField(max_length=64, help_text="Keyed digest of the code")
    expires_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "kind"], name="contact_change_one_per_kind"),
            models.CheckConstraint(
                name="contact_change_kind_known", condition=models.Q(kind__in=["phone", "email"])
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
