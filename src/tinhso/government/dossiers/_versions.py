"""What the dossier asks of its procedure's version, under which it was received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinhso.government.dossiers.models import Dossier
from tinhso.government.procedures import api as procedures
from tinhso.government.procedures.api import Content, VersionInfo
from tinhso.lib.errors import NotFound

if TYPE_CHECKING:
    from tinhso.government.dossiers.queries.lines import Line


def version_of(dossier: Dossier | Line) -> VersionInfo:
    """The dated version; never another one, whatever is in force today."""
    return procedures.get_version(dossier.procedure_version_id)


def content_of(dossier: Dossier) -> Content:
    """The package of that version."""
    return version_of(dossier).content


def short_title(dossier: Dossier | Line) -> str:
    """The everyday title of the dossier's own version, e.g. "Đăng ký khai sinh"; else the official one."""
    try:
        title = version_of(dossier).name
    except NotFound:
        title = dossier.procedure_title
    title = title.removeprefix("Thủ tục ")
    return title[:1].upper() + title[1:]
