"""What every table of this room shares."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from tinhso.lib.ids import new_id


class Row(models.Model):
    """A row whose key is a UUIDv7."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


def agency_link(*, null: bool = False) -> Any:
    """A link to an agency; agencies are never deleted, only closed."""
    return models.ForeignKey(
        "organisation.Agency", models.PROTECT, related_name="+", null=null, blank=null, db_index=False
    )


def account_link() -> Any:
    """A link to the account that acted; empty for what the folder brought."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
