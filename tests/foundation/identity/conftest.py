"""A small province of two agencies with their people, on real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from tinhso.foundation.identity.models import Account, Capacity, Person
from tinhso.foundation.organisation.models import Agency, Unit
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor

PASSWORD = "ba con trau ngoi dong"
CITIZEN_ID = "026190123456"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.foundation.identity.hashers.QuickArgon2"]
    settings.TINHSO_EVEN_SECONDS = 0


def without_token(page: str) -> str:
    """A page without its CSRF tokens, which differ each time."""
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.fixture
def commune(db: None) -> Agency:
    """The people's committee of a commune, since 01/07/2025."""
    unit = Unit.objects.create(
        code="08866",
        name="Xã Thổ Tang",
        type="xã",
        level="commune",
        valid_from=date(2025, 7, 1),
        sort_key="a",
    )
    return Agency.objects.create(
        slug="ubnd-xa-tho-tang-2025",
        name="Ủy ban nhân dân xã Thổ Tang",
        kind="peoples_committee",
        level="commune",
        unit=unit,
        valid_from=date(2025, 7, 1),
        sort_key="a",
    )


@pytest.fixture
def other_agency(commune: Agency) -> Agency:
    """Another agency of the same unit."""
    return Agency.objects.create(
        slug="mot-cua-xa-tho-tang-2025",
        name="Trung tâm Phục vụ hành chính công xã Thổ Tang",
        kind="one_stop_desk",
        level="commune",
        unit=commune.unit,
        parent=commune,
        valid_from=date(2025, 7, 1),
        sort_key="b",
    )


@pytest.fixture
def resident(db: None) -> Account:
    """A resident with a known password."""
    account = Account.objects.create(
        kind="resident", login=CITIZEN_ID, password=make_password(PASSWORD), created_at=now()
    )
    Person.objects.create(
        account=account,
        name="Nguyễn Thị Thử",
        birth_date=date(1990, 5, 20),
        sex="female",
        citizen_id=CITIZEN_ID,
        phone="0912345678",
        email="thu@example.vn",
    )
    return account


MakeOfficer = Callable[..., Actor]


@pytest.fixture
def make_officer(db: None) -> MakeOfficer:
    """An officer's account with one capacity, as an Actor."""

    def make(
        username: str,
        agency: Agency,
        *roles: str,
        valid_from: date = date(2025, 7, 1),
        valid_to: date | None = None,
    ) -> Actor:
        account, made = Account.objects.get_or_create(
            login=username,
            defaults={"kind": "officer", "password": make_password(PASSWORD), "created_at": now()},
        )
        if made:
            Person.objects.create(account=account, name=f"Cán bộ {username.title()}")
        capacity = Capacity.objects.create(
            account=account,
            agency=agency,
            roles=sorted(roles),
            position="Công chức",
            valid_from=valid_from,
            valid_to=valid_to,
        )
        return Actor(
            kind="officer",
            account_id=account.pk,
            capacity_id=capacity.pk,
            agency_id=agency.pk,
            roles=frozenset(roles),
        )

    return make


SignIn = Callable[..., Client]


@pytest.fixture
def signed_in(db: None) -> SignIn:
    """A browser that signed in through the login page."""

    def sign(login: str, password: str = PASSWORD) -> Client:
        browser = Client()
        answer = browser.post("/dang-nhap/", {"login": login, "password": password})
        assert answer.status_code == 302, answer.content.decode()[:500]
        return browser

    return sign
