"""What every row of this room has."""

from __future__ import annotations

from typing import Any

from django.db import models

from tinhso.lib.ids import new_id


class Row(models.Model):
    """A row with a time-ordered id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


def agency_link() -> Any:
    """The agency that has to act; empty: the province's own administrators."""
    return models.ForeignKey(
        "organisation.Agency", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )


def account_link() -> Any:
    """An account that acted."""
    return models.ForeignKey(
        "identity.Account", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
