"""Accounts of the demonstration."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.foundation.identity.conftest import SignIn
from tinhso.foundation.identity.api import (
    PersonClaim,
    capacities,
    create_officer,
    demo_accounts,
    has_demo_accounts,
    open_demo_resident,
)
from tinhso.foundation.identity.models import Account, Organisation
from tinhso.foundation.identity.rules import citizen_id, tax_number
from tinhso.foundation.identity.rules.people import ENTERPRISE_TAX_NUMBER, OFFICERS, RESIDENTS
from tinhso.foundation.identity.rules.roles import ROLES
from tinhso.foundation.organisation.models import Agency
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden

pytestmark = pytest.mark.django_db


def test_every_role_has_somebody_and_every_number_is_well_formed() -> None:
    assert {role for officer in OFFICERS for role in officer.roles} == set(ROLES)
    assert [citizen_id.fault(r.citizen_id) for r in RESIDENTS] == [None, None]
    assert [citizen_id.disagreement(r.citizen_id, None, r.sex) for r in RESIDENTS] == [None, None]
    assert tax_number.fault(ENTERPRISE_TAX_NUMBER) is None


def test_there_are_residents_even_before_the_province_is_loaded() -> None:
    assert [a.role_key for a in demo_accounts()] == ["resident", "resident", "business"]
    assert has_demo_accounts()


def test_desk_people_sit_at_the_desk(other_agency: Agency, signed_in: SignIn) -> None:
    shown = {a.login: a for a in demo_accounts()}
    assert shown["tiepnhan"].agency == other_agency.name
    assert shown["lanhdao"].agency != other_agency.name
    count = Account.objects.count()
    assert len(demo_accounts()) == len(shown)
    assert Account.objects.count() == count
    signed_in("tiepnhan", shown["tiepnhan"].password)
    assert len(capacities(Account.objects.get(login="tiepnhan").pk)) == 1
    assert "tiepnhan" in Client().get("/dang-nhap/trinh-dien/").content.decode()


def test_nothing_of_it_outside_demo_mode(settings: Any) -> None:
    settings.DEMO = False
    assert demo_accounts() == []
    assert not has_demo_accounts()
    assert Client().get("/dang-nhap/trinh-dien/").status_code == 404


def test_on_the_local_network_a_password_works_once(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signed_in: SignIn
) -> None:
    settings.VAR = tmp_path
    monkeypatch.setenv("TINHSO_LAN", "1")
    first = {a.login: a.password for a in demo_accounts()}
    assert len(set(first.values())) == 3
    login = RESIDENTS[0].citizen_id
    page = Client().get("/dang-nhap/trinh-dien/").content.decode()
    assert first[login] not in page
    browser = signed_in(login, first[login])
    assert browser.get("/tai-khoan/").status_code == 200
    again = Client().post("/dang-nhap/", {"login": login, "password": first[login]})
    assert again.status_code == 422
    following = {a.login: a.password for a in demo_accounts()}
    assert following[login] != first[login]
    assert (tmp_path / "run" / "demo-passwords.json").stat().st_mode & 0o077 == 0
    signed_in(login, following[login])


def test_the_enterprise_is_represented_by_the_person_of_the_demo() -> None:
    demo_accounts()
    assert Organisation.objects.get().representative_citizen_id == RESIDENTS[1].citizen_id


def test_made_up_people_cannot_sign_in_and_exist_in_a_demonstration_only(settings: Any) -> None:
    claim = PersonClaim("026099000001", "Nguyễn Mẫu An", date(1999, 5, 4), "male", "0911000001")
    settings.DEMO = False
    with pytest.raises(Forbidden):
        open_demo_resident(claim)
    with pytest.raises(Forbidden):
        create_officer(Actor.system("demo"), "mau001.clerk", "Lê Mẫu Hoa", None)
    assert not Account.objects.exists()
    settings.DEMO = True
    resident = Account.objects.get(pk=open_demo_resident(claim))
    officer = Account.objects.get(pk=create_officer(Actor.system("demo"), "mau001.clerk", "Lê Mẫu Hoa", None))
    assert resident.login == claim.citizen_id
    assert not resident.has_usable_password()
    assert not officer.has_usable_password()
