"""Rights come from dated capacities."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.foundation.identity.conftest import MakeOfficer, SignIn
from tinhso.foundation.identity import staff_page
from tinhso.foundation.identity.api import (
    capacities,
    create_officer,
    end_capacity,
    grant_capacity,
    people_in_role,
)
from tinhso.foundation.identity.models import Account, Capacity
from tinhso.foundation.identity.queries import who_acts
from tinhso.foundation.organisation.models import Agency, AgencySuccession
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import ZONE, at, today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Invalid

pytestmark = pytest.mark.django_db


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)


def test_a_capacity_lives_from_its_first_to_its_last_day(commune: Agency, make_officer: MakeOfficer) -> None:
    first, last = date(2025, 9, 1), date(2025, 12, 31)
    actor = make_officer("an", commune, "reception", valid_from=first, valid_to=last)
    assert actor.account_id is not None
    for day, lives in (
        (first - timedelta(days=1), False),
        (first, True),
        (last, True),
        (last + timedelta(days=1), False),
    ):
        assert bool(capacities(actor.account_id, day)) is lives
        assert bool(people_in_role(commune.pk, "reception", day)) is lives
    assert people_in_role(commune.pk, "leader", first) == []


def test_people_stand_in_vietnamese_order(commune: Agency, make_officer: MakeOfficer) -> None:
    for username, name in (("c", "Đỗ Ánh"), ("a", "Đặng Ba"), ("b", "An Ý")):
        actor = make_officer(username, commune, "clerk")
        person = Account.objects.get(pk=actor.account_id).person
        person.name = name
        person.save()
    assert [p.name for p in people_in_role(commune.pk, "clerk")] == ["An Ý", "Đặng Ba", "Đỗ Ánh"]


def test_rights_end_with_the_day(commune: Agency, make_officer: MakeOfficer, signed_in: SignIn) -> None:
    last = today() + timedelta(days=1)
    make_officer("an", commune, "reception", valid_to=last)
    browser = signed_in("an")
    with at(noon(last)):
        assert browser.get("/can-bo/xac-minh/").status_code == 200
    with at(noon(last + timedelta(days=1))):
        answer = browser.get("/can-bo/xac-minh/")
        assert answer.status_code == 403
        assert "vai trò nào còn hiệu lực" in answer.content.decode()


def test_one_acts_in_one_capacity_and_switching_gives_a_new_session(
    commune: Agency, other_agency: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    make_officer("an", commune, "clerk")
    second = make_officer("an", other_agency, "reception")
    browser = signed_in("an")
    assert browser.get("/can-bo/xac-minh/").status_code == 403
    before = browser.cookies["sessionid"].value
    answer = browser.post("/chuyen-vai/", {"capacity": str(second.capacity_id), "next": "//evil.example"})
    assert answer["Location"] == "/can-bo/"
    assert browser.cookies["sessionid"].value != before
    assert browser.get("/can-bo/xac-minh/").status_code == 200
    assert browser.get("/tai-khoan/thiet-bi/").content.decode().count("Thiết bị này") == 1


def test_nobody_switches_into_the_capacity_of_another(
    commune: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    make_officer("an", commune, "clerk")
    other = make_officer("binh", commune, "leader")
    browser = signed_in("an")
    assert browser.post("/chuyen-vai/", {"capacity": str(other.capacity_id)}).status_code == 403
    assert browser.post("/chuyen-vai/", {"capacity": "x"}).status_code == 403


def test_an_administrator_grants_and_ends_in_their_own_agency(
    commune: Agency, other_agency: Agency, make_officer: MakeOfficer
) -> None:
    admin = make_officer("quantri", commune, "unit_admin")
    account_id = create_officer(admin, "moi.den", "Trần Văn Mới", "mat khau dau tien")
    row = grant_capacity(admin, account_id, commune.pk, ["clerk", "reception"], "Văn thư", today())
    assert row.roles == ["clerk", "reception"]
    end_capacity(admin, row.pk, today())
    assert [e.verb for e in history(Subject("capacity", row.pk))] == ["capacity.grant", "capacity.end"]
    assert capacities(account_id, today() + timedelta(days=1)) == []
    for agency_id, roles in ((other_agency.pk, ["clerk"]), (commune.pk, ["system_admin"])):
        with pytest.raises(Forbidden):
            grant_capacity(admin, account_id, agency_id, roles, "Văn thư", today())
    clerk = make_officer("thuong", commune, "clerk")
    with pytest.raises(Forbidden):
        end_capacity(clerk, row.pk, today())


def test_an_ending_is_never_put_off_by_who_was_ended(commune: Agency, make_officer: MakeOfficer) -> None:
    """Longer means a new capacity, with all that granting asks; nobody prolongs their own past its last day."""
    admin = make_officer("quantri", commune, "unit_admin", valid_to=today())
    gone = make_officer("an", commune, "leader", valid_from=date(2025, 1, 1), valid_to=date(2025, 2, 1))
    for capacity_id in (admin.capacity_id, gone.capacity_id):
        assert capacity_id is not None
        before = Capacity.objects.get(pk=capacity_id).valid_to
        with pytest.raises(Invalid) as refused:
            end_capacity(admin, capacity_id, today() + timedelta(days=900))
        assert [e.field for e in refused.value.errors] == ["valid_to"]
        assert Capacity.objects.get(pk=capacity_id).valid_to == before


def test_faults_of_a_grant_are_told_together(commune: Agency, make_officer: MakeOfficer) -> None:
    officer = make_officer("an", commune, "clerk")
    assert officer.account_id is not None
    with pytest.raises(Invalid) as refused:
        grant_capacity(
            Actor.system("test"),
            officer.account_id,
            commune.pk,
            ["king"],
            "",
            today(),
            today() - timedelta(days=1),
        )
    assert {e.field for e in refused.value.errors} == {"roles", "position", "valid_to", "valid_from"}


def test_an_abolished_agency_gets_nobody(commune: Agency, make_officer: MakeOfficer) -> None:
    officer = make_officer("an", commune, "clerk", valid_to=date(2025, 8, 1))
    assert officer.account_id is not None
    Agency.objects.filter(pk=commune.pk).update(valid_to=date(2025, 12, 31))
    with pytest.raises(Invalid) as refused:
        grant_capacity(Actor.system("test"), officer.account_id, commune.pk, ["clerk"], "Văn thư", today())
    assert refused.value.errors[0].field == "agency"


def test_no_capacity_outlives_an_agency_that_somebody_continues(
    commune: Agency, make_officer: MakeOfficer
) -> None:
    officer = make_officer("an", commune, "leader")
    assert officer.account_id is not None
    heir = Agency.objects.create(
        slug="ubnd-moi", name="UBND xã Mới", kind="peoples_committee", level="commune", unit=commune.unit,
        valid_from=date(2025, 7, 1), sort_key="moi",
    )  # fmt: skip

    def acts() -> bool:
        held = [one.agency_id for one in capacities(officer.account_id)]
        named = [one.account_id for one in people_in_role(commune.pk, "leader")]
        assert held == [one.agency_id for one in who_acts(officer.account_id)[1]]
        assert (held, named) in (([commune.pk], [officer.account_id]), ([], []))
        return bool(held)

    assert acts()
    Agency.objects.filter(pk=commune.pk).update(valid_to=today() - timedelta(days=1))
    assert acts(), "what waits there is somebody's while nobody is named to continue it"
    AgencySuccession.objects.create(predecessor=commune, successor=heir)
    assert not acts()
    Agency.objects.filter(pk=commune.pk).update(valid_to=today())
    assert acts(), "its last day is a day of work"


@pytest.mark.parametrize("bad", [{"roles": []}, {"roles": ["king"]}, {"valid_to": date(2020, 1, 1)}])
def test_the_database_refuses_what_the_rules_refuse(
    commune: Agency, make_officer: MakeOfficer, bad: dict[str, object]
) -> None:
    actor = make_officer("an", commune, "clerk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Capacity.objects.filter(pk=actor.capacity_id).update(**bad)


def test_the_pages_of_the_administrator(
    commune: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    make_officer("quantri", commune, "unit_admin")
    make_officer("thuong", commune, "clerk")
    assert signed_in("thuong").get("/quan-tri/nhan-su/").status_code == 403
    browser = signed_in("quantri")
    assert "Cán bộ Thuong" in browser.get("/quan-tri/nhan-su/").content.decode()
    assert browser.post("/quan-tri/nhan-su/moi/", {}).status_code == 422
    form = {
        "username": "Moi.Den",
        "name": "Trần Văn Mới",
        "position": "Văn thư",
        "roles": ["clerk"],
        "valid_from__day": "1",
        "valid_from__month": "9",
        "valid_from__year": "2025",
    }
    page = browser.post("/quan-tri/nhan-su/moi/", form).content.decode()
    password = page.split("Mật khẩu lần đầu")[-1].split("<dd")[1].split(">")[1].split("<")[0].strip()
    fresh = signed_in("moi.den", password)
    assert fresh.get("/tai-khoan/")["Location"] == "/tai-khoan/mat-khau/"
    form = {"current": password, "password": "chim se nha hot bau troi"}
    assert fresh.post("/tai-khoan/mat-khau/", form).status_code == 302
    assert fresh.get("/tai-khoan/").status_code == 200
    row = Capacity.objects.get(account__login="moi.den")
    end = {"valid_to__day": "1", "valid_to__month": "1", "valid_to__year": "2025"}
    assert browser.post(f"/quan-tri/nhan-su/{row.pk}/ket-thuc/", end).status_code == 422
    assert (
        browser.post(f"/quan-tri/nhan-su/{row.pk}/ket-thuc/", {**end, "valid_to__year": "2026"}).status_code
        == 302
    )
    row.refresh_from_db()
    assert row.valid_to == date(2026, 1, 1)


def test_an_agencys_people_come_page_by_page(
    commune: Agency, make_officer: MakeOfficer, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff_page, "PAGE", 2)
    make_officer("quan", commune, "unit_admin")
    for name in ("ba", "chi", "dung"):
        make_officer(name, commune, "clerk")
    gone = make_officer("em", commune, "clerk", valid_from=date(2025, 7, 1), valid_to=date(2025, 8, 1))
    found, after = [], ""
    while True:
        page = staff_page.people_page(commune.pk, after=after)
        found += [one.name for one in page]
        if not page.next:
            break
        after = page.next
    assert len(found) == len(set(found)) == 4
    assert found == sorted(found), "one order over all pages"
    assert [one.account_id for one in staff_page.people_page(commune.pk, ended=True)] == [gone.account_id]
    assert [one.name for one in staff_page.people_page(commune.pk, text="chi")] == ["Cán bộ Chi"]
    browser = signed_in("quan")
    first = browser.get("/quan-tri/nhan-su/").content.decode()
    assert 'rel="next"' in first
    assert "Cán bộ Em" not in first
    assert "Cán bộ Em" in browser.get("/quan-tri/nhan-su/?ds=het").content.decode()
    assert "Không có ai hợp" in browser.get("/quan-tri/nhan-su/?q=zzz").content.decode()
