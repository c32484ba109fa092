"""Checking a card at the desk, and who looked."""

from __future__ import annotations

from datetime import date

import pytest

from tests.foundation.identity.conftest import CITIZEN_ID, PASSWORD, MakeOfficer, SignIn
from tinhso.foundation.identity.actions.verify_person import release_login
from tinhso.foundation.identity.api import person_of, verify_person
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.records.api import Subject, history, matches
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused

pytestmark = pytest.mark.django_db


def test_a_desk_verifies_what_the_card_says(
    resident: Account, commune: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    make_officer("tiepnhan", commune, "reception")
    browser = signed_in("tiepnhan")
    answer = browser.post("/can-bo/xac-minh/", {"number": CITIZEN_ID})
    page = browser.get(answer["Location"]).content.decode()
    assert CITIZEN_ID in page
    form = {
        "name": "Nguyễn Thị Thử Thách",
        "birth_date__day": "20",
        "birth_date__month": "5",
        "birth_date__year": "1990",
        "sex": "female",
        "own": "1",
    }
    assert browser.post(answer["Location"], {**form, "birth_date__year": "1991"}).status_code == 422
    # The card proves who stands there, not that the account is theirs: that is asked.
    asked = browser.post(answer["Location"], {**form, "own": ""})
    assert asked.status_code == 422
    assert "Hãy hỏi người có thẻ" in asked.content.decode()
    assert browser.post(answer["Location"], form).status_code == 302
    person = person_of(resident.pk)
    assert person is not None
    assert person.verified
    assert person.name == "Nguyễn Thị Thử Thách"
    event = [e for e in history(Subject("account", resident.pk)) if e.verb == "account.verify"][-1]
    assert CITIZEN_ID not in str(event.facts) + str(event.digests)
    assert matches(event, "name", "Nguyễn Thị Thử Thách")


def test_the_person_sees_who_looked(
    resident: Account, commune: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    make_officer("tiepnhan", commune, "reception")
    assert "Chưa có ai xem" in signed_in(CITIZEN_ID).get("/tai-khoan/ai-da-xem/").content.decode()
    signed_in("tiepnhan").get(f"/can-bo/xac-minh/{resident.pk}/")
    page = signed_in(CITIZEN_ID).get("/tai-khoan/ai-da-xem/").content.decode()
    assert "Ủy ban nhân dân xã Thổ Tang" in page
    assert "Thông tin tài khoản" in page
    assert "Cán bộ Tiepnhan" not in page


def test_only_a_desk_verifies(resident: Account, commune: Agency, make_officer: MakeOfficer) -> None:
    for actor in (
        make_officer("lanhdao", commune, "leader"),
        Actor(kind="resident", account_id=resident.pk),
        Actor.system("x"),
    ):
        with pytest.raises(Forbidden):
            verify_person(actor, resident.pk)
    person = person_of(resident.pk)
    assert person is not None
    assert not person.verified


def test_a_card_that_cannot_be_theirs_is_refused(
    resident: Account, commune: Agency, make_officer: MakeOfficer
) -> None:
    desk = make_officer("tiepnhan", commune, "reception")
    with pytest.raises(Refused) as refused:
        verify_person(desk, resident.pk, birth_date=date(1989, 1, 1))
    assert refused.value.code == "card_mismatch"
    assert [e.outcome for e in history(Subject("account", desk.account_id or ""))] == ["refused"]


def test_a_stolen_number_is_released_to_its_owner(
    resident: Account, commune: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    thief = signed_in(CITIZEN_ID)
    desk = make_officer("tiepnhan", commune, "reception")
    release_login(desk, resident.pk)
    assert thief.get("/tai-khoan/").status_code == 302
    assert not Account.objects.filter(login=CITIZEN_ID).exists()
    assert thief.post("/dang-nhap/", {"login": CITIZEN_ID, "password": PASSWORD}).status_code == 422


def test_a_verified_account_is_never_released(
    resident: Account, commune: Agency, make_officer: MakeOfficer
) -> None:
    desk = make_officer("tiepnhan", commune, "reception")
    verify_person(desk, resident.pk)
    with pytest.raises(Refused) as refused:
        release_login(desk, resident.pk)
    assert refused.value.code == "already_verified"


def test_pages_of_the_desk_are_shut_for_others(
    resident: Account, commune: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    make_officer("lanhdao", commune, "leader")
    for login in (CITIZEN_ID, "lanhdao"):
        browser = signed_in(login)
        assert browser.get("/can-bo/xac-minh/").status_code == 403
        assert browser.get(f"/can-bo/xac-minh/{resident.pk}/").status_code == 403
        assert browser.post(f"/can-bo/xac-minh/{resident.pk}/giai-phong/").status_code == 403
