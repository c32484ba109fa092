"""The accounts of the demonstration: only in demo mode, on one password on this machine.

Open to the local network (TINHSO_LAN=1) every account has its own password instead, which works once:
signing in with it makes the next one, which the operator's terminal shows.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from tinhso.foundation.identity.actions.demo_places import demo_places
from tinhso.foundation.identity.actions.officers import create_officer
from tinhso.foundation.identity.eid.national import passwords_closed
from tinhso.foundation.identity.models import Account, Capacity, Organisation, Person
from tinhso.foundation.identity.rules.people import (
    ENTERPRISE_NAME,
    ENTERPRISE_TAX_NUMBER,
    OFFICERS,
    RESIDENTS,
    DemoOfficer,
    DemoResident,
)
from tinhso.foundation.identity.rules.roles import role_name
from tinhso.foundation.organisation.api import AgencyInfo
from tinhso.foundation.worktime.api import now, today
from tinhso.lib.actor import Actor

SHARED_PASSWORD = "ruong-lua-song-lo"  # noqa: S105 (shown on the screen; exists in demo mode only)
_ACTOR = Actor.system("demo")


@dataclass(frozen=True)
class DemoAccount:
    """A demo account as it is shown: the role in words and its key, login, password, name, place."""

    role: str
    role_key: str
    login: str
    password: str
    name: str
    agency: str


def has_demo_accounts() -> bool:
    """True when the database holds accounts of a demonstration; production refuses to start then."""
    return Account.objects.filter(is_demo=True).exists()


def demo_accounts() -> list[DemoAccount]:
    """The demo accounts by role, opened where missing; empty outside demo mode."""
    if not settings.DEMO:
        return []
    ensure_demo_accounts()
    return listed_accounts()


def listed_accounts() -> list[DemoAccount]:
    """The demo accounts that are there, by role, without opening any."""
    passwords = _passwords()
    rows = Account.objects.filter(is_demo=True, is_active=True).select_related("person", "organisation")
    return sorted((_shown(row, passwords) for row in rows), key=lambda shown: _order(shown.login))


def ensure_demo_accounts() -> None:
    """Open the demo accounts and their capacities where missing; nothing outside demo mode.

    Officers need the province's agencies: places that are not loaded yet are skipped until the next call.
    """
    if not settings.DEMO:
        return
    places = demo_places(today())
    with transaction.atomic():
        for resident in RESIDENTS:
            _resident(resident)
        _enterprise()
        for officer in OFFICERS:
            if officer.place in places:
                _officer(officer, places[officer.place])
    _set_passwords()


def after_demo_sign_in(account: Account) -> None:
    """On the local network a demo password works once: make the next one."""
    if account.is_demo and _on_lan():
        passwords = _passwords()
        passwords[account.login] = secrets.token_urlsafe(9)
        account.password = make_password(passwords[account.login])
        account.save(update_fields=["password"])
        _keep(passwords)


def _on_lan() -> bool:
    return os.environ.get("TINHSO_LAN") == "1"


def _set_passwords() -> None:
    """Every demo account gets the password that this way of running shows.

    Hashing is slow on purpose, so the shared password is checked and hashed once for all.
    """
    accounts = list(Account.objects.filter(is_demo=True).order_by("login"))
    if _on_lan():
        passwords = _passwords()
        for account in accounts:
            if account.login not in passwords:
                passwords[account.login] = secrets.token_urlsafe(9)
                Account.objects.filter(pk=account.pk).update(password=make_password(passwords[account.login]))
        _keep(passwords)
        return
    _store().unlink(missing_ok=True)
    hashes = {account.password for account in accounts}
    if len(hashes) != 1 or not check_password(SHARED_PASSWORD, next(iter(hashes))):
        Account.objects.filter(is_demo=True).update(password=make_password(SHARED_PASSWORD))


def _store() -> Path:
    return Path(settings.VAR) / "run" / "demo-passwords.json"


def _passwords() -> dict[str, str]:
    if not _on_lan() or not _store().exists():
        return {}
    return dict(json.loads(_store().read_text(encoding="utf-8")))


def _keep(passwords: dict[str, str]) -> None:
    _store().parent.mkdir(parents=True, exist_ok=True)
    fresh = _store().with_suffix(".new")
    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as out:
        json.dump(passwords, out)
    fresh.replace(_store())


def _resident(resident: DemoResident) -> None:
    account, made = Account.objects.get_or_create(
        login=resident.citizen_id,
        defaults={"kind": Account.Kind.RESIDENT, "created_at": now(), "is_demo": True},
    )
    if made:
        Person.objects.create(
            account=account,
            name=resident.name,
            birth_date=date.fromisoformat(resident.birth_date),
            sex=resident.sex,
            citizen_id=resident.citizen_id,
            phone=resident.phone,
        )


def _enterprise() -> None:
    account, made = Account.objects.get_or_create(
        login=ENTERPRISE_TAX_NUMBER,
        defaults={"kind": Account.Kind.RESIDENT, "created_at": now(), "is_demo": True},
    )
    if made:
        Organisation.objects.create(
            account=account,
            name=ENTERPRISE_NAME,
            tax_number=ENTERPRISE_TAX_NUMBER,
            representative=RESIDENTS[1].name,
            representative_citizen_id=RESIDENTS[1].citizen_id,
            phone=RESIDENTS[1].phone,
        )


def _officer(officer: DemoOfficer, place: AgencyInfo) -> None:
    account_id: UUID | None = (
        Account.objects.filter(login=officer.username).values_list("pk", flat=True).first()
    )
    if account_id is None:
        account_id = create_officer(
            _ACTOR, officer.username, officer.name, SHARED_PASSWORD, must_change_password=False, is_demo=True
        )
    if not Capacity.objects.filter(account_id=account_id, agency_id=place.id).exists():
        Capacity.objects.create(
            account_id=account_id,
            agency_id=place.id,
            roles=sorted(officer.roles),
            position=officer.position,
            valid_from=place.valid_from,
            valid_to=place.valid_to,
        )


def _shown(account: Account, passwords: dict[str, str]) -> DemoAccount:
    from tinhso.foundation.identity.places import described
    from tinhso.foundation.identity.queries import capacities

    password = passwords.get(account.login, "") if _on_lan() else SHARED_PASSWORD
    if account.kind == Account.Kind.RESIDENT and passwords_closed():
        password = ""
    if account.kind == Account.Kind.OFFICER:
        officer = next(o for o in OFFICERS if o.username == account.login)
        living = described(capacities(account.pk))
        role, key = ", ".join(role_name(r) for r in officer.roles), officer.roles[0]
        return DemoAccount(
            role, key, account.login, password, officer.name, living[0].agency_name if living else ""
        )
    person = getattr(account, "person", None)
    name = person.name if person else account.organisation.name
    role, key = ("Người dân", "resident") if person else ("Doanh nghiệp", "business")
    return DemoAccount(role, key, account.login, password, name, "")


def _order(login: str) -> int:
    shown = [*(r.citizen_id for r in RESIDENTS), ENTERPRISE_TAX_NUMBER, *(o.username for o in OFFICERS)]
    return shown.index(login) if login in shown else len(shown)
