"""The records behind a figure: each of them once, with the reason why it counts or not; limited like every count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import connection

from tinhso.government.indices.measures import statement
from tinhso.government.indices.measures.catalogue import PETITIONS, Measure
from tinhso.government.indices.measures.statement import Found, FoundProcedure, Scope, Window
from tinhso.government.indices.queries.limits import limited

# The views that rooms publish, by what a measure counts.
_CODES = {PETITIONS: "petitions_published"}


def records(measure: Measure, scope: Scope, window: Window, *, reason: str = "", doubt: str = "",
            after: UUID | None = None, limit: int = 50) -> Sequence[Found]:  # fmt: skip
    """Dossiers or petitions of a measure in the order of their ids. Raises Busy."""
    with limited():
        return statement.records(measure, scope, window, reason=reason, doubt=doubt, after=after, limit=limit)


def procedures(measure: Measure, scope: Scope, window: Window, *, reason: str = "", after: str = "",
               limit: int = 50) -> Sequence[FoundProcedure]:  # fmt: skip
    """Procedures of a measure that counts them, in the order of their codes. Raises Busy."""
    with limited():
        return statement.procedures(measure, scope, window, reason=reason, after=after, limit=limit)


def codes(measure: Measure, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The codes of dossiers or petitions."""
    view = _CODES.get(measure.of, "dossiers_published")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, code FROM {view} WHERE id = ANY(%s)", [list(ids)])  # noqa: S608
        return dict(cursor.fetchall())
