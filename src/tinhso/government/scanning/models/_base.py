"""What the tables of this room share: links that forbid deleting what they point to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


def agency_link() -> Any:
    """The desk; agencies are never deleted, only closed."""
    return models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+")


def account_link() -> Any:
    """Who did it; empty for the scanner's folder itself."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )


def file_link(*, null: bool = False) -> Any:
    """A stored file."""
    return models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", null=null, blank=null)
