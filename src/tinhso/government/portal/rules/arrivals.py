"""What arrives from the portal, whatever its form outside: plain values, each checked for shape alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

FILING, SUPPLEMENT, PAYMENT, WITHDRAWAL = "filing", "supplement", "payment", "withdrawal"
KINDS = (FILING, SUPPLEMENT, PAYMENT, WITHDRAWAL)


@dataclass(frozen=True)
class Fault:
    """One thing that cannot be read: where (dotted path) and a stable code."""

    field: str
    code: str


class Unreadable(Exception):
    """A package whose shape is wrong; holds every fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(f"{f.field}: {f.code}" for f in faults))
        self.faults = faults


@dataclass(frozen=True)
class Person:
    """A person or organisation as the portal names it. `verified`: the portal proved who this is."""

    role: str
    name: str
    kind: str = "citizen"
    citizen_id: str = ""
    tax_number: str = ""
    passport: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    mandate: str = ""
    verified: bool = False


@dataclass(frozen=True)
class Attachment:
    """A file: its content, or a reference under which the portal gives it out; always with its SHA-256."""

    component: str
    name: str
    sha256: str
    content: bytes | None = None
    reference: str = ""


@dataclass(frozen=True)
class Payment:
    """Money taken on the portal, in whole đồng."""

    amount: int
    receipt: str
    paid_at: datetime
    fee: str = ""


@dataclass(frozen=True)
class Filing:
    """A dossier filed on the portal."""

    procedure_code: str
    filed_at: datetime
    people: tuple[Person, ...]
    unit_code: str = ""
    form: dict[str, Any] = field(default_factory=dict)
    delivery: str = "desk"
    summary: str = ""
    tech_id: str = ""
    identity_level: str = ""
    prepaid: bool = False
    payments: tuple[Payment, ...] = ()
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The person's answer to a request of ours, named by its id."""

    request: str
    answered_at: datetime
    form: dict[str, Any] | None = None
    files: tuple[Attachment, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Withdrawal:
    """The person takes the dossier back."""

    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Arrival:
    """One package. `number` is its place in the portal's stream to this province (0: none told)."""

    portal_code: str
    number: int
    kind: str
    body: Filing | Answer | Payment | Withdrawal
