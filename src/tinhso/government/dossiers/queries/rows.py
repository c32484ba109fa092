"""What a line of a list shows; identifiers are masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tinhso.foundation.organisation.api import agency, now_of
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers._versions import short_title
from tinhso.government.dossiers.queries.lines import Line, Told
from tinhso.government.dossiers.queries.pauses import pauses
from tinhso.government.dossiers.rules.counting import Counted, bucket, due_soon
from tinhso.government.dossiers.rules.masking import mask_id, mask_phone
from tinhso.government.dossiers.rules.standstill import Standstill, late
from tinhso.government.dossiers.rules.transitions import CLOSED, DONE, STATE_NAMES


@dataclass(frozen=True)
class DossierRow:
    """A dossier in a worklist or register. `owner_id` and `phone` are masked; moments are aware.

    `title` is the everyday one. `step_…` and `returned…` tell of the step that the reader may do: who holds
    it, and why and by whom the work was sent back to it (`rejected`: by not being approved). `pause` is the
    standstill of its clock; what stands is late only if it was when it stopped.
    """

    id: UUID
    code: str
    version: int
    state: int
    state_name: str
    procedure_code: str
    procedure_title: str
    summary: str
    channel: str
    owner: str
    owner_id: str
    address: str
    phone: str
    filed_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    next_due: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    last_moved_at: datetime
    received_at: str
    competent: str
    holder_agency: str
    holder_role: str
    holder_account: UUID | None
    bucket: str
    overdue: bool
    due_soon: bool
    result_number: str = ""
    receiver: str = ""
    step_id: UUID | None = None
    step_name: str = ""
    field_code: str = ""
    assisted: bool = False
    title: str = ""
    returned: str = ""
    returned_by: UUID | None = None
    rejected: bool = False
    step_account: UUID | None = None
    pause: Standstill | None = None


def rows_of(lines: Sequence[Line]) -> list[DossierRow]:
    """What the lines show."""
    names: dict[UUID, str] = {}
    titles: dict[UUID, str] = {}
    moment = now()
    still = pauses(lines)
    return [_row(line, names, titles, moment, still.get(line.id)) for line in lines]


def _row(
    dossier: Line, names: dict[UUID, str], titles: dict[UUID, str], moment: datetime, pause: Standstill | None
) -> DossierRow:
    owner, result = dossier.owner, dossier.result
    moving = dossier.state not in CLOSED and dossier.state != DONE
    version = dossier.procedure_version_id
    if version not in titles:
        titles[version] = short_title(dossier)
    return DossierRow(
        id=dossier.id,
        code=dossier.code,
        version=dossier.version,
        state=dossier.state,
        state_name=str(STATE_NAMES[dossier.state]),
        procedure_code=dossier.procedure_code,
        procedure_title=dossier.procedure_title,
        summary=dossier.summary,
        channel=dossier.channel,
        owner=owner.get("name", ""),
        owner_id=mask_id(owner["citizen_id"] or owner["tax_number"] or owner["passport"]) if owner else "",
        address=owner.get("address", ""),
        phone=mask_phone(owner["phone"]) if owner else "",
        filed_at=dossier.filed_at,
        accepted_at=dossier.accepted_at,
        due_at=dossier.due_at,
        next_due=dossier.next_due,
        finished_at=dossier.finished_at,
        returned_at=dossier.returned_at,
        last_moved_at=dossier.last_moved_at,
        received_at=_name(dossier.received_at_id, names),
        competent=_name(dossier.competent_id, names),
        holder_agency=_holder(dossier, names),
        holder_role=dossier.holder_role,
        holder_account=dossier.holder_account_id,
        bucket=bucket(
            Counted(dossier.state, dossier.accepted_at, dossier.due_at, dossier.finished_at), moment
        ),
        overdue=moving and late(dossier.due_at, moment, pause),
        due_soon=moving and pause is None and due_soon(dossier.next_due, moment),
        result_number=_number(result),
        receiver=result.get("receiver_name", ""),
        field_code=dossier.field_code,
        assisted=dossier.assisted,
        title=titles[version],
        pause=pause,
    )


def _number(result: Told) -> str:
    number, notation = str(result.get("number", "")), result.get("notation", "")
    return f"{number}/{notation}" if number and notation else number


def _holder(dossier: Line, names: dict[UUID, str]) -> str:
    """Who holds it now: after a boundary change the agency that continues the one of the open step."""
    held = dossier.holder_agency_id
    return _name(now_of(held, dossier.unit_code) if held else None, names)


def _name(agency_id: UUID | None, names: dict[UUID, str]) -> str:
    """Each agency of a page is read once."""
    if agency_id is None:
        return ""
    if agency_id not in names:
        names[agency_id] = agency(agency_id).name
    return names[agency_id]
