"""Opening an account oneself. The answer is the same whether the number already has one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from tinhso.foundation.identity.actions.throttle import throttle
from tinhso.foundation.identity.models import Account, Organisation, Person
from tinhso.foundation.identity.telling import tell
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now, today
from tinhso.lib.actor import Actor

REGISTRATIONS_PER_ADDRESS = 30
ADDRESS_WINDOW = 3600
WARNINGS_PER_ACCOUNT = 3


@dataclass(frozen=True)
class PersonClaim:
    """What a person says about themselves; checked by the form, believed only after a desk saw the card."""

    citizen_id: str
    name: str
    birth_date: date
    sex: str
    phone: str
    email: str = ""
    address_unit: str = ""
    address_line: str = ""


@dataclass(frozen=True)
class OrganisationClaim:
    """What an enterprise says about itself."""

    tax_number: str
    name: str
    representative: str
    representative_citizen_id: str
    phone: str
    email: str = ""


def register_person(claim: PersonClaim, digest: str, ip: str = "") -> None:
    """Open an unverified account for a person, or warn the owner when the number already has one.

    Only once the code came back that was sent to the claim's telephone or e-mail (`registration_code`), so that
    nobody opens an account on a stranger's address. `digest` is the made password.

    Returns nothing on purpose: the caller cannot tell which of the two happened. Busy after too many
    registrations from one address.
    """
    _limit(ip)
    try:
        with transaction.atomic():
            open_person(claim, digest, ip)
    except IntegrityError:
        _warn_owner(claim.citizen_id)


def register_organisation(claim: OrganisationClaim, digest: str, ip: str = "") -> None:
    """Open an unverified account for an enterprise; like `register_person` it never tells who exists."""
    _limit(ip)
    try:
        with transaction.atomic():
            account = _open(claim.tax_number, digest, ip)
            Organisation.objects.create(
                account=account,
                name=claim.name,
                tax_number=claim.tax_number,
                representative=claim.representative,
                representative_citizen_id=claim.representative_citizen_id,
                phone=claim.phone,
                email=claim.email,
            )
    except IntegrityError:
        _warn_owner(claim.tax_number)


def open_person(claim: PersonClaim, digest: str, ip: str = "") -> Account:
    """The account and the person of a claim, in the running transaction. IntegrityError for a taken number."""
    account = _open(claim.citizen_id, digest, ip)
    Person.objects.create(
        account=account,
        name=claim.name,
        birth_date=claim.birth_date,
        sex=claim.sex,
        citizen_id=claim.citizen_id,
        phone=claim.phone,
        email=claim.email,
        address_unit=claim.address_unit,
        address_on=today() if claim.address_unit else None,
        address_line=claim.address_line,
    )
    return account


def _limit(ip: str) -> None:
    if ip:
        throttle(f"register-ip:{ip}", REGISTRATIONS_PER_ADDRESS, ADDRESS_WINDOW)


def _open(login: str, digest: str, ip: str) -> Account:
    account = Account.objects.create(
        kind=Account.Kind.RESIDENT, login=login, password=digest, created_at=now()
    )
    actor = Actor(kind="resident", account_id=account.pk, ip=ip)
    record(actor, "account.register", Subject("account", account.pk), {"verified": False})
    return account


def _warn_owner(login: str) -> None:
    """Tell the owner that somebody tried, a few times a day at most; and nobody else."""
    with transaction.atomic():
        account = Account.objects.filter(login=login, is_active=True).first()
        if account is not None:
            tell(account.pk, "account_registered_again", {}, limit=WARNINGS_PER_ACCOUNT)
