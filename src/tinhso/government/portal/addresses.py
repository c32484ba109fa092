"""Where the portal fetches a file of a dossier: an address for each file, open to the portal's own token alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings

PATH = "/api/v1/portal/files"


def address_of(dossier_id: UUID, stored: Any) -> str:
    """The address of a stored file; empty where there is no file that could be opened.

    It tells nothing but two ids and stays the same, so that a record that did not change reads the same.
    """
    if stored is None or stored.state != "ok":
        return ""
    return f"{settings.TINHSO_PUBLIC_URL.rstrip('/')}{PATH}/{dossier_id}/{stored.pk}"


def files_told(dossier: Any) -> dict[UUID, Any]:
    """The files of a dossier that a record names: papers that stand, and the result once its owner may read it."""
    told = {
        one.file_id: one.file
        for one in dossier.files.select_related("file")
        if one.file_id is not None and one.replaced_at is None
    }
    result = getattr(dossier, "result", None)
    if result is not None and result.published and result.file_id is not None:
        told[result.file_id] = result.file
    return {ident: stored for ident, stored in told.items() if stored.state == "ok"}
