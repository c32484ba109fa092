"""What the rows of this room share."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from tinhso.lib.ids import new_id


class Row(models.Model):
    """A row with a key of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


def person_link(*, required: bool = False) -> Any:
    """A link to an account; accounts are closed, never deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=not required, blank=not required
    )


def agency_link() -> Any:
    """A link to an agency, where one holds."""
    return models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", null=True, blank=True)
