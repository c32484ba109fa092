"""Events of this room."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.db import connection

from tinhso.foundation.records.api import Subject, record
from tinhso.government.portal.models import Outgoing, Package
from tinhso.lib.actor import Actor

PORTAL = Actor.system("portal")
_CODE = re.compile(r"(?!.*\d{12})[!-~]{1,60}")


def note_package(actor: Actor, verb: str, package: Package, **facts: Any) -> None:
    """Record what became of a package; its portal code goes along, its content never."""
    plain = {"code": _code(package.portal_code), "kind": package.kind or None, **facts}
    record(actor, f"portal.{verb}", Subject("portal_package", UUID(str(package.pk))), plain)


def note_outgoing(actor: Actor, verb: str, row: Outgoing, **facts: Any) -> None:
    """Record what was sent, held, found or asked again."""
    record(
        actor,
        f"portal.{verb}",
        Subject("portal_outgoing", UUID(str(row.pk))),
        {"code": _code(row.code), **facts},
    )


def _code(text: str) -> str | None:
    """A code as a fact of the log, which takes no free text and nothing like an identity number."""
    return text if _CODE.fullmatch(text) else None


def alone(what: str) -> None:
    """Wait for whoever works on the same code; until the running transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7114040, hashtext(%s))", [what])
