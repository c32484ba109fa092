"""What the dossier asks of its procedure's version, under which it was received."""

from __future__ import annotations

from tinhso.government.dossiers.models import Dossier
from tinhso.government.procedures import api as procedures
from tinhso.government.procedures.api import Content, VersionInfo


def version_of(dossier: Dossier) -> VersionInfo:
    """The dated version; never another one, whatever is in force today."""
    return procedures.get_version(dossier.procedure_version_id)


def content_of(dossier: Dossier) -> Content:
    """The package of that version."""
    return version_of(dossier).content
