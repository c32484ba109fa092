"""Programs that use the REST API, as their administrators see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.models import ApiClient, ApiToken
from tinhso.foundation.identity.queries import person_name
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import now


@dataclass(frozen=True)
class TokenRow:
    """One token. `hint`: its first characters after `tinhso_`; `state` is living, expired or revoked."""

    id: UUID
    hint: str
    scopes: Sequence[str]
    issued_at: datetime
    expires_at: datetime
    last_used_on: date | None
    state: str

    @classmethod
    def of(cls, row: ApiToken) -> TokenRow:
        """From a row."""
        expired = "expired" if row.expires_at <= now() else "living"
        state = "revoked" if row.revoked_at else expired
        return cls(row.pk, row.hint, row.scopes, row.issued_at, row.expires_at, row.last_used_on, state)


@dataclass(frozen=True)
class ClientRow:
    """One program; `agency` is empty for a program of nobody's office. Tokens: the newest first."""

    id: UUID
    name: str
    agency: str
    closed: bool
    tokens: list[TokenRow]

    @property
    def living(self) -> int:
        """How many of its tokens open something now."""
        return sum(token.state == "living" for token in self.tokens)

    @property
    def last_used_on(self) -> date | None:
        """The last day on which any of its tokens was used."""
        return max((t.last_used_on for t in self.tokens if t.last_used_on), default=None)

    @classmethod
    def of(cls, row: ApiClient) -> ClientRow:
        """From a row with its account and tokens loaded."""
        tokens = sorted(row.tokens.all(), key=lambda token: token.issued_at, reverse=True)
        name = agency(row.agency_id).name if row.agency_id else ""
        return cls(row.pk, row.name, name, not row.account.is_active, [TokenRow.of(t) for t in tokens])


@dataclass(frozen=True)
class ClientAct:
    """Something that was done with a program: when, what, by whom."""

    at: datetime
    what: str
    who: str


def all_clients() -> list[ClientRow]:
    """Every program, open ones first, then by name."""
    rows = ApiClient.objects.select_related("account").prefetch_related("tokens").order_by("name", "id")
    return sorted((ClientRow.of(row) for row in rows), key=lambda row: row.closed)


def one_client(client_id: UUID) -> ClientRow | None:
    """One program, or None."""
    found = (
        ApiClient.objects.select_related("account").prefetch_related("tokens").filter(pk=client_id).first()
    )
    return ClientRow.of(found) if found else None


def acts_on(client_id: UUID) -> list[ClientAct]:
    """What was done with a program, the newest first, from the event log."""
    words = {
        "client.create": _("Đăng ký ứng dụng"),
        "client.issue_token": _("Cấp mã truy cập"),
        "client.revoke_token": _("Thu hồi mã truy cập"),
        "client.close": _("Đóng ứng dụng"),
    }
    return [
        ClientAct(
            event.world_at,
            words[event.verb],
            person_name(event.account_id) if event.account_id else _("Hệ thống"),
        )
        for event in reversed(history(Subject("client", client_id)))
        if event.verb in words
    ]
