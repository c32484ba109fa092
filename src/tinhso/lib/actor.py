"""Who acts, and in which capacity."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """The doer of an act. `kind` is resident, officer, client (an API token) or system.

    Rights come from the capacity (person × position × agency × dates), never from the account alone.
    `label` is shown beside the act; it never enters the event log.
    """

    kind: str
    account_id: UUID | None = None
    capacity_id: UUID | None = None
    agency_id: UUID | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    label: str = ""
    ip: str = ""
    session: str = ""

    @classmethod
    def system(cls, name: str) -> Actor:
        """The platform itself, e.g. the scheduler; `name` says which part."""
        return cls(kind="system", label=name)

    def has(self, *roles: str) -> bool:
        """True when the actor's capacity carries one of the roles."""
        return bool(self.roles.intersection(roles))
