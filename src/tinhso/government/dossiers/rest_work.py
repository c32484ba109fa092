"""REST for token clients of an agency: worklists and their counts, read only."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from tinhso.foundation.identity.api import TokenAuth, actor_of, rest_access
from tinhso.government.dossiers.actions.number_search import count_search, note_found
from tinhso.government.dossiers.queries import worklists
from tinhso.government.dossiers.queries.filters import Filter
from tinhso.government.dossiers.rest_schemas import Short, WorkPage
from tinhso.lib.problem import Problem

router = Router(auth=TokenAuth())
ERRORS = {code: Problem for code in (400, 401, 403, 404, 422, 429)}


@router.get("/worklists", response={200: dict[str, int], **ERRORS}, tags=["worklists"])
@rest_access("client", scope="worklists:read")
def counts(request: HttpRequest) -> Any:
    """How many dossiers each worklist of the client's agency holds."""
    return worklists.counts(actor_of(request))


@router.get("/worklists/{name}", response={200: WorkPage, **ERRORS}, tags=["worklists"])
@rest_access("client", scope="worklists:read")
def worklist(
    request: HttpRequest,
    name: Literal["new", "due_today", "overdue", "waiting_citizen", "silent"],
    text: Short = "",
    procedure: Short = "",
    after: Short = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> Any:
    """One page of a worklist of the client's agency, the next due first; numbers are masked."""
    wanted = Filter.from_query({"text": text, "procedure": procedure})
    actor = actor_of(request)
    count_search(actor, wanted)
    page = worklists.worklist(actor, name, wanted, after=after, limit=limit)
    note_found(actor, wanted, (row.id for row in page.rows))
    return {"rows": list(page.rows), "next": page.next}
