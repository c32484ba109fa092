"""REST for token clients: files, filing, their own dossiers."""

from __future__ import annotations

from typing import Annotated, Any, BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Header, Query, Router, Status
from ninja.files import UploadedFile

from tinhso.foundation.files import api as files
from tinhso.foundation.identity.api import TokenAuth, actor_of, rest_access
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions.file_at_once import file_at_once
from tinhso.government.dossiers.actions.supplement import answer_supplement
from tinhso.government.dossiers.actions.withdraw import withdraw
from tinhso.government.dossiers.queries.mine import my_dossiers
from tinhso.government.dossiers.queries.tracking import tracking
from tinhso.government.dossiers.rest_schemas import (
    DossierOut,
    FileOut,
    FilingIn,
    PageOut,
    ReasonIn,
    ReceiptOut,
    Short,
    SupplementIn,
    TrackingOut,
)
from tinhso.government.dossiers.rest_views import dossier_out, tracking_out
from tinhso.government.dossiers.rules.inputs import FilingInput, PaperInput, PartyInput
from tinhso.lib.problem import Problem

router = Router(auth=TokenAuth())
ERRORS = {code: Problem for code in (400, 401, 403, 404, 409, 413, 422, 429)}


@router.post("/files", response={201: FileOut, **ERRORS}, tags=["files"])
@rest_access("client", scope="files:write")
def upload(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Any:
    """Hand in one file; it is opened and checked at once. Large files go through the resumable door."""
    stored = files.store(actor_of(request), (file.name or "").replace("\x00", ""), cast(BinaryIO, file.file))
    fields = ("id", "name", "size", "sha256", "media_type", "pages", "state", "reason")
    return Status(201, {key: getattr(stored, key) for key in fields})


@router.post("/dossiers", response={200: ReceiptOut, 201: ReceiptOut, **ERRORS}, tags=["filing"])
@rest_access("client", scope="dossiers:file")
def file_dossier(
    request: HttpRequest,
    filing: FilingIn,
    idempotency_key: Annotated[
        str, Header(alias="Idempotency-Key", min_length=8, max_length=120, pattern=r"^[\x21-\x7e]+$")
    ],
) -> Any:
    """File a dossier. The same key and body again give the same receipt (200), never a second one."""
    people = [("owner", filing.owner), ("filer", filing.filer), ("authorised", filing.authorised)]
    wanted = FilingInput(
        procedure_code=filing.procedure_code,
        unit_code=filing.unit_code,
        competent_agency_id=filing.competent_agency_id,
        delivery=filing.delivery,
        data=filing.data,
        parties=tuple(PartyInput(role=role, **p.model_dump()) for role, p in people if p is not None),
        papers=tuple(PaperInput(p.component_key, p.file_id) for p in filing.papers),
    )
    made = file_at_once(actor_of(request), wanted, idempotency_key=idempotency_key)
    body = {**dossier_out(made.dossier), "secret": made.secret, "again": made.again}
    return Status(200 if made.again else 201, body)


@router.get("/dossiers", response={200: PageOut, **ERRORS}, tags=["tracking"])
@rest_access("client", scope="dossiers:read")
def own_dossiers(
    request: HttpRequest, after: Short = "", limit: Annotated[int, Query(ge=1, le=100)] = 20
) -> Any:
    """The dossiers that this client filed, the newest first."""
    page = my_dossiers(actor_of(request), after=after, limit=limit)
    return {"rows": [dossier_out(d) for d in page.rows], "next": page.next}


@router.get("/dossiers/{dossier_id}", response={200: TrackingOut, **ERRORS}, tags=["tracking"])
@rest_access("client", scope="dossiers:read")
def one_dossier(request: HttpRequest, dossier_id: UUID) -> Any:
    """Where one of the client's dossiers is."""
    return tracking_out(tracking(access.for_resident(actor_of(request), dossier_id)))


@router.post("/dossiers/{dossier_id}/supplement", response={200: DossierOut, **ERRORS}, tags=["filing"])
@rest_access("client", scope="dossiers:file")
def supplement(request: HttpRequest, dossier_id: UUID, answer: SupplementIn) -> Any:
    """Answer the open supplement request of one of the client's dossiers."""
    actor = actor_of(request)
    papers = [PaperInput(p.component_key, p.file_id) for p in answer.papers]
    answer_supplement(actor, dossier_id, data=answer.data, papers=papers, note=answer.note)
    return dossier_out(access.for_resident(actor, dossier_id))


@router.post("/dossiers/{dossier_id}/withdrawal", response={200: DossierOut, **ERRORS}, tags=["filing"])
@rest_access("client", scope="dossiers:file")
def take_back(request: HttpRequest, dossier_id: UUID, why: ReasonIn) -> Any:
    """Withdraw one of the client's dossiers while there is no result."""
    return dossier_out(withdraw(actor_of(request), dossier_id, reason=why.reason))
