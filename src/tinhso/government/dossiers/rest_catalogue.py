"""REST, public: procedures, and tracking by receipt."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from tinhso.foundation.identity.api import actor_of, rest_access
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions.look_at_people import note_look
from tinhso.government.dossiers.queries.tracking import tracking
from tinhso.government.dossiers.rest_schemas import (
    ProcedureDetail,
    ProcedureOut,
    Short,
    TrackingIn,
    TrackingOut,
)
from tinhso.government.dossiers.rest_views import tracking_out
from tinhso.government.procedures import api as procedures
from tinhso.lib.problem import Problem

router = Router()
ERRORS = {code: Problem for code in (400, 404, 422, 429)}


@router.get("/procedures", response={200: list[ProcedureOut], **ERRORS}, auth=None, tags=["catalogue"])
@rest_access("public")
def list_procedures(
    request: HttpRequest, q: Short = "", limit: Annotated[int, Query(ge=1, le=50)] = 20
) -> Any:
    """Search procedures in force by everyday words; without words, all of them up to the limit."""
    found = procedures.search(q, limit) if q.strip() else procedures.procedures(limit=limit)
    return [ProcedureOut(code=h.code, title=h.title, field=h.field, purpose=h.purpose) for h in found]


@router.get("/procedures/{code}", response={200: ProcedureDetail, **ERRORS}, auth=None, tags=["catalogue"])
@rest_access("public")
def get_procedure(request: HttpRequest, code: Short) -> Any:
    """The version in force today, with its papers, limits and form."""
    version = procedures.version(code, today())
    content = version.content
    unsure = procedures.unsure_papers(content)
    return {
        "code": version.code,
        "title": version.title,
        "field": version.field_name,
        "purpose": content.purpose,
        "version_id": version.id,
        "valid_from": version.valid_from,
        "online_level": content.online_level,
        "filing": asdict(procedures.filing_place(version, today())),
        "components": [
            {
                "key": c.key,
                "name": c.name,
                "required": c.required,
                "originals": c.originals,
                "copies": c.copies,
                "replaces_result_code": c.replaces_result_code,
                "verified": c.key not in unsure,
            }
            for c in content.components
        ],
        "limits": [
            {
                "channel": limit.channel,
                "value": None if limit.value is None else str(limit.value),
                "unit": limit.unit,
                "after": f"{limit.after:%H:%M}" if limit.after else None,
                "verified": limit.verified,
            }
            for limit in content.limits
        ],
        "form": procedures.form(version).schema,
    }


@router.post("/tracking", response={200: TrackingOut, **ERRORS}, auth=None, tags=["tracking"])
@rest_access("public")
def track(request: HttpRequest, receipt: TrackingIn) -> Any:
    """One dossier by its code and the receipt's secret; wrong pairs are counted and then locked out."""
    found = access.by_receipt(receipt.code, receipt.secret, ip=actor_of(request).ip)
    note_look(actor_of(request), found, "receipt")
    return tracking_out(tracking(found))
