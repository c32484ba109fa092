"""What the rows of this room share."""

from __future__ import annotations

from typing import Any

from django.db import models

from tinhso.lib.ids import new_id


def desk_link() -> Any:
    """A link to the desk's agency; agencies are never deleted, only closed."""
    return models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+")


class Row(models.Model):
    """A row with a key of its own; the dossier is named by its id, for rows of rooms do not point at each other."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier_id = models.UUIDField()

    class Meta:
        abstract = True
