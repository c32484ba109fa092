"""The intake port: how packages of the national portal become `Arrival`s, and how their files are fetched.

The dossier interface of the portal after 2025 has no public specification; whoever connects a province writes
one class for it and names it in `TINHSO_PORTAL_INTAKE`. Nothing else of this room knows the outside form.
"""

from __future__ import annotations

from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from tinhso.government.portal.rules.arrivals import Arrival


class Intake(Protocol):
    """One outside form of packages."""

    def read(self, content: dict[str, Any]) -> Arrival:
        """The package in our terms. Raises `arrivals.Unreadable` with every fault."""

    def envelope(self, content: dict[str, Any]) -> tuple[str, int, str]:
        """(portal code, number in the stream, kind) as far as they can be read, whatever else is wrong."""


def intake() -> Intake:
    """The intake that this province is set to."""
    found: Intake = import_string(settings.TINHSO_PORTAL_INTAKE)()
    return found
