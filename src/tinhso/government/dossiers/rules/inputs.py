"""What the actions take: plain frozen values, cleaned by the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tinhso.foundation.worktime.api import Limit


@dataclass(frozen=True)
class PartyInput:
    """A person or organisation in one role: owner, filer or authorised."""

    role: str
    name: str
    kind: str = "citizen"
    citizen_id: str = ""
    tax_number: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    mandate: str = ""
    verified: bool = False
    passport: str = ""


@dataclass(frozen=True)
class PaperInput:
    """A paper of a component: a stored file, or counts of what was handed over the counter, or both.

    `copies` counts every copy; `certified` says how many of them are certified (the rest are photocopies), None where
    nobody told them apart. `kept` names a paper of the owner's store instead (`rules.reuse.token`); it is then no new file.
    """

    component_key: str
    file_id: UUID | None = None
    originals: int = 0
    copies: int = 0
    kept: str = ""
    certified: int | None = None


@dataclass(frozen=True)
class FilingInput:
    """A filing online, whoever typed it: a person page by page into a draft, or a program in one request."""

    procedure_code: str
    parties: tuple[PartyInput, ...]
    unit_code: str = ""
    competent_agency_id: UUID | None = None
    delivery: str = "desk"
    data: dict[str, Any] = field(default_factory=dict)
    papers: tuple[PaperInput, ...] = ()


@dataclass(frozen=True)
class Missing:
    """One thing to complete: `kind` is component or field; `label` is what the citizen reads."""

    kind: str
    key: str
    label: str
    remark: str


@dataclass(frozen=True)
class ManualLimit:
    """A time limit entered by an officer because the version has no verified one; the reason is kept."""

    limit: Limit
    reason: str


@dataclass(frozen=True)
class Compared:
    """A card that differed from what was known, and the side the clerk chose: card, account or dossier."""

    role: str
    choice: str
    source: str
    card_name: str
    kept_name: str
    card_birth_date: date | None = None
    kept_birth_date: date | None = None


@dataclass(frozen=True)
class CounterFiling:
    """A filing over the counter or by post. The owner is required; the filer when somebody else came."""

    procedure_code: str
    parties: tuple[PartyInput, ...]
    channel: str = "DIRECT"
    data: dict[str, Any] = field(default_factory=dict)
    papers: tuple[PaperInput, ...] = ()
    competent_agency_id: UUID | None = None
    received_agency_id: UUID | None = None
    unit_code: str = ""
    # By post only: the day the envelope came (never later than today) and the number on it.
    arrived_on: date | None = None
    envelope_no: str = ""
    summary: str = ""
    delivery: str = "desk"
    manual_limit: ManualLimit | None = None
    note: str = ""
    hand_over: bool = True
    # Who takes the first step when it is handed over at once; None leaves it to the role.
    person: UUID | None = None
    # Where a scanned card differed from what was known about the person.
    compared: tuple[Compared, ...] = ()
    # How many sets of papers came (số bộ hồ sơ); None where nobody counted.
    sets: int | None = None


@dataclass(frozen=True)
class PortalPayment:
    """Money that the national portal took. `fee_key` may be empty where the dossier owes one fee only."""

    amount: int
    receipt_no: str
    paid_at: datetime
    fee_key: str = ""


@dataclass(frozen=True)
class PortalFiling:
    """A filing on the national portal. `portal_code` is the code that the person was given there.

    The clock of reception runs from `filed_at`, or from the last of `payments` where `prepaid`.
    """

    portal_code: str
    procedure_code: str
    parties: tuple[PartyInput, ...]
    filed_at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    papers: tuple[PaperInput, ...] = ()
    unit_code: str = ""
    competent_agency_id: UUID | None = None
    delivery: str = "desk"
    summary: str = ""
    identity_level: str = ""
    prepaid: bool = False
    payments: tuple[PortalPayment, ...] = ()
