"""What the REST API takes and gives. Texts with NUL or lone surrogates are refused before any query."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from tinhso.foundation.worktime.api import ZONE

DEEPEST = 20
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
NO_NUL: dict[str, Any] = {"pattern": r"^[^\x00]*$"}


def _storable(value: str) -> str:
    """Text that a database can hold."""
    if _NOT_STORABLE.search(value):
        raise ValueError(_("Văn bản có ký tự không lưu được."))
    return value


def _tree(value: dict[str, Any]) -> dict[str, Any]:
    """JSON whose texts can be stored and that is not nested without end."""
    _walk(value, 0)
    return value


def _walk(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError(_("Dữ liệu lồng nhau quá sâu."))
    if isinstance(value, str):
        _storable(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            _storable(key)
            _walk(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _walk(item, depth + 1)


def _local(moment: datetime) -> datetime:
    """The same moment in the province's zone, so that every answer reads alike."""
    return moment.astimezone(ZONE)


Moment = Annotated[datetime, AfterValidator(_local)]
Text = Annotated[str, Field(max_length=2000, json_schema_extra=NO_NUL), AfterValidator(_storable)]
Short = Annotated[str, Field(max_length=200, json_schema_extra=NO_NUL), AfterValidator(_storable)]
Tree = Annotated[dict[str, Any], AfterValidator(_tree)]


class Input(BaseModel):
    """A body: what is not named here is refused.

    Plain pydantic, as what is given: django-ninja's own kind reads each level twice, by attributes of a wrapper.
    """

    model_config = ConfigDict(extra="forbid")


class Output(BaseModel):
    """What is given, from a dict or from an object with these attributes."""

    model_config = ConfigDict(from_attributes=True)


class ProcedureOut(Output):
    """One procedure of the catalogue."""

    code: str
    title: str
    field: str
    purpose: str = ""


class ChannelLimit(Output):
    """A time limit as published; empty while it has no public source.

    Unit SAME_DAY has no value: the working day of reception, the next one when received later than `after`.
    """

    channel: str
    value: str | None
    unit: str
    after: str | None = None
    verified: bool


class FilingPlaceOut(Output):
    """Where people file it online today: `here`, `portal`, `ministry`, or `desk` (not online)."""

    kind: str
    address: str
    why: str
    system: str


class ComponentOut(Output):
    """A paper to bring."""

    key: str
    name: str
    required: bool
    originals: int
    copies: int
    replaces_result_code: str
    verified: bool


class ProcedureDetail(ProcedureOut):
    """A procedure with its papers, limits and the JSON Schema of its form."""

    version_id: UUID
    valid_from: date
    online_level: str
    filing: FilingPlaceOut
    components: list[ComponentOut]
    limits: list[ChannelLimit]
    form: dict[str, Any]


class PersonIn(Input):
    """A person or organisation of a filing."""

    name: Short
    kind: Literal["citizen", "enterprise", "state_body", "organisation"] = "citizen"
    citizen_id: Short = ""
    tax_number: Short = ""
    birth_date: date | None = None
    phone: Short = ""
    email: Short = ""
    address: Text = ""
    mandate: Text = ""


class PaperIn(Input):
    """A stored file for a component."""

    component_key: Short
    file_id: UUID


class FilingIn(Input):
    """A whole filing in one request."""

    procedure_code: Short
    unit_code: Annotated[str, Field(max_length=10, json_schema_extra=NO_NUL), AfterValidator(_storable)] = ""
    competent_agency_id: UUID | None = None
    delivery: Literal["desk", "post", "online"] = "desk"
    data: Tree
    owner: PersonIn
    filer: PersonIn | None = None
    authorised: PersonIn | None = None
    papers: Annotated[list[PaperIn], Field(max_length=200)] = []


class SupplementIn(Input):
    """An answer to the open supplement request."""

    data: Tree | None = None
    papers: Annotated[list[PaperIn], Field(max_length=200)] = []
    note: Text = ""


class ReasonIn(Input):
    """A reason in the person's own words."""

    reason: Text = ""


class TrackingIn(Input):
    """Code and secret of a receipt; in the body, so that neither lands in a log."""

    code: Short
    secret: Short


class DossierOut(Output):
    """A dossier in a list."""

    id: UUID
    code: str
    version: int
    state: int
    state_name: str
    procedure_code: str
    procedure_title: str
    channel: str
    filed_at: Moment
    accepted_at: Moment | None
    due_at: Moment | None
    next_due: Moment | None
    finished_at: Moment | None
    returned_at: Moment | None


class ReceiptOut(DossierOut):
    """The receipt of a filing: `secret` opens the tracking page together with the code."""

    secret: str
    again: bool


class StepOut(Output):
    """One step of the way."""

    title: str
    where: str
    at: Moment
    due_at: Moment | None
    done_at: Moment | None


class PaperOut(Output):
    """A paper as it arrived."""

    component_key: str
    component_name: str
    file_id: UUID | None
    name: str
    size: int | None
    sha256: str


class SupplementItemOut(Output):
    """One thing to complete."""

    kind: str
    key: str
    label: str
    remark: str


class TrackingOut(DossierOut):
    """Where a dossier is and what happens next."""

    holder: str
    next_step: str
    overdue: bool
    owed: int
    steps: list[StepOut]
    papers: list[PaperOut]
    asked: list[SupplementItemOut]
    deadline: Moment | None


class WorkOut(DossierOut):
    """A dossier in a worklist; the owner's number is masked."""

    owner: str
    owner_id: str
    holder_agency: str
    holder_role: str
    overdue: bool


class PageOut(Output):
    """A page of dossiers; `next` is the cursor of the next one, empty after the last."""

    rows: list[DossierOut]
    next: str


class WorkPage(Output):
    """A page of a worklist."""

    rows: list[WorkOut]
    next: str


class FileOut(Output):
    """A file after its check; `state` refused is final and `reason` says why."""

    id: UUID
    name: str
    size: int
    sha256: str
    media_type: str
    pages: int | None
    state: str
    reason: str
