"""What the rows of this room share."""

from __future__ import annotations

from typing import Any

from django.db import models

from tinhso.lib.ids import new_id


def agency_link() -> Any:
    """A link to the collecting agency; agencies are never deleted, only closed."""
    return models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+")


class Row(models.Model):
    """A row with a key of its own; dossiers and accounts are named by id, rows of rooms do not point at each other."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
