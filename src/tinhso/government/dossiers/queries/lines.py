"""What a list reads of each dossier: plain columns in one statement, no model instances (lib/composed.py).

Owner, result and the step that the reader may do come as JSON of their own rows, looked up for the lines that are
shown and not for those that were only sorted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import JSONField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from tinhso.government.dossiers.models import Dossier, DossierParty, PartyRole, Reach, Result, Step
from tinhso.government.dossiers.queries.paging import Page, begun, placed, size_of, written
from tinhso.lib import composed

COLUMNS = (
    "id", "code", "version", "state", "procedure_code", "procedure_version_id", "procedure_title", "summary", "channel",
    "field_code", "assisted", "unit_code", "filed_at", "accepted_at", "due_at", "next_due", "finished_at", "returned_at",
    "last_moved_at", "paused_at", "received_at_id", "competent_id", "holder_agency_id", "holder_role",
    "holder_account_id",
)  # fmt: skip
Told = dict[str, Any]


class Line(NamedTuple):
    """The columns of a dossier that a list shows, with what belongs to it; empty where there is none."""

    id: UUID
    code: str
    version: int
    state: int
    procedure_code: str
    procedure_version_id: UUID
    procedure_title: str
    summary: str
    channel: str
    field_code: str
    assisted: bool
    unit_code: str
    filed_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    next_due: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    last_moved_at: datetime
    paused_at: datetime | None
    received_at_id: UUID
    competent_id: UUID
    holder_agency_id: UUID | None
    holder_role: str
    holder_account_id: UUID | None
    owner: Told
    result: Told
    step: Told

    @property
    def pk(self) -> UUID:
        """As a row of the model has it."""
        return self.id


@dataclass(frozen=True)
class Place:
    """Where a page begins, and how many lines it needs at most."""

    by: str
    start: tuple[datetime, UUID] | None
    descending: bool
    most: int

    def first(self, pairs: QuerySet[Reach], agencies: Sequence[Q]) -> QuerySet[Any, Any]:
        """The ids of the pairs that the page is made of, where nothing else narrows it.

        Each agency's are read from the index in its order, as many as the page has lines, and no more.
        """
        each = [self._of_one(pairs.filter(one)) for one in agencies]
        return each[0].union(*each[1:], all=True) if len(each) > 1 else each[0]

    def _of_one(self, pairs: QuerySet[Reach]) -> QuerySet[Any, Any]:
        found = placed(pairs, self.by, self.start, descending=self.descending, ident_in="dossier_id")
        return found.values("dossier_id")[: self.most]


def read(
    shape: Hashable,
    compose: Callable[[composed.Given, Place], QuerySet[Dossier]],
    by: str,
    after: str,
    limit: int,
    *,
    descending: bool = False,
    steps: Callable[[composed.Given], QuerySet[Step]] | None = None,
    values: dict[str, composed.Value],
) -> Page[Line]:
    """One page of the dossiers that `compose` gives, by a moment column and the id (queries/paging.py).

    `steps` gives the steps of which each line brings the one last due.
    """
    size, start = size_of(limit), begun(after, by)
    if start is not None:
        values = values | {"from_moment": start[0], "from_id": start[1]}

    def whole(given: composed.Given) -> QuerySet[Any, Any]:
        began = (given["from_moment"], given["from_id"]) if start is not None else None
        place = Place(by, began, descending, size + 1)
        rows = placed(compose(given, place), by, began, descending=descending)
        step = _json(steps(given).order_by("-due_at"), _STEP) if steps is not None else Value("")
        return rows.values_list(*COLUMNS, _json(_OWNERS, _OWNER), _json(_RESULTS, _RESULT), step)[: size + 1]

    shape = None if shape is None else (shape, by, descending, size, steps is not None)
    found = [_line(row) for row in composed.ask(shape, whole, **values)]
    shown = found[:size]
    return Page(shown, written(shown[-1].id, getattr(shown[-1], by), by) if len(found) > size else "")


def _line(row: Sequence[Any]) -> Line:
    return Line(*row[:-3], *(json.loads(one) if one else {} for one in row[-3:]))


def _json(rows: QuerySet[Any], columns: Sequence[str]) -> Subquery:
    """The first of the rows as one JSON value."""
    one = rows.filter(dossier=OuterRef("pk")).values_list(JSONObject(**{name: name for name in columns}))
    return Subquery(one[:1], output_field=JSONField())


_OWNER = ("name", "citizen_id", "tax_number", "passport", "address", "phone")
_RESULT = ("number", "notation", "receiver_name")
_STEP = ("id", "name", "account_id", "ordinal", "key", "opened_at", "came_from_id")
_OWNERS = DossierParty.objects.filter(role=PartyRole.OWNER).order_by()
_RESULTS = Result.objects.order_by()
