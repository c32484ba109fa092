"""What the portal is told about: plain values of one dossier at one moment, and of one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Owner:
    """The owner of the dossier. `erased`: the personal data was removed by law."""

    name: str = ""
    kind: str = "citizen"
    citizen_id: str = ""
    tax_number: str = ""
    passport: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    erased: bool = False


@dataclass(frozen=True)
class Paper:
    """A paper that arrived. `digitised` is the national 0–3; `replaces` the result code that can stand for it."""

    id: str
    name: str
    component: str
    digitised: int = 0
    replaces: str = ""
    removed: bool = False
    # The portal's code of the component, and the address where it can fetch the file.
    code: str = ""
    link: str = ""


@dataclass(frozen=True)
class Money:
    """One fee in whole đồng; `due` None while nobody has worked it out, `method` empty while unpaid."""

    key: str
    name: str
    due: int | None
    paid: int | None = None
    method: str = ""
    code: str = ""


@dataclass(frozen=True)
class Request:
    """One request to complete the dossier, and the answer when it came."""

    id: str
    asked_by: str
    text: str
    asked_at: datetime
    papers: tuple[str, ...] = ()
    answered_at: datetime | None = None
    answer: str = ""
    old_due: datetime | None = None
    new_due: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """The paper the dossier ended with."""

    id: str
    title: str
    code: str = ""
    link: str = ""


@dataclass(frozen=True)
class Snapshot:
    """One dossier. `from_portal`: filed there; `tech_id` is what the portal said of the filer.

    `proven`: the filer's e-identity was, as the portal said or, for what was filed here, as we saw at sign-in.
    """

    code: str
    procedure_code: str
    procedure_title: str
    field_code: str
    field_name: str
    channel: str
    state: int
    summary: str
    owner: Owner
    filed_at: datetime
    agency: str
    delivery: str = "desk"
    accepted_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    refused_at: datetime | None = None
    return_note: str = ""
    from_portal: bool = False
    tech_id: str = ""
    proven: bool = False
    papers: tuple[Paper, ...] = ()
    fees: tuple[Money, ...] = ()
    requests: tuple[Request, ...] = ()
    results: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class Act:
    """One act of the history: who did what, when, and the state after it."""

    code: str
    person: str
    position: str
    agency: str
    at: datetime
    content: str
    state: int
    opened_at: datetime | None = None
    due_at: datetime | None = None
