"""Switches and facts of province.toml, dated."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class Setting(models.Model):
    """The value of a key from a day on (until the next value's day)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=80)
    value = models.JSONField()
    valid_from = models.DateField()
    legal_basis = models.TextField(blank=True, default="")
    # Set on screen rather than in province.toml: why, by whom (an account), when. Exported to settings.csv.
    on_screen = models.BooleanField(default=False)
    reason = models.TextField(blank=True, default="")
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "province_setting"
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="setting_key_from")]

    def __str__(self) -> str:
        return f"{self.key} ({self.valid_from})"
