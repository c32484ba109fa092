"""Leave has a substitute who is there; nobody is away twice, and nobody stands in who is away."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.foundation.identity.conftest import MakeOfficer, SignIn
from tinhso.foundation.identity import leaves
from tinhso.foundation.identity.actions.leave import change_substitute
from tinhso.foundation.identity.api import away, end_leave, record_leave, standing_in, stood_in_for
from tinhso.foundation.identity.models import Leave, Person
from tinhso.foundation.notices.api import notices_of
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import at, now, today
from tinhso.lib.errors import Forbidden, Invalid, NotFound
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def faults(refused) -> set[str]:
    return {error.field for error in refused.value.errors}


@pytest.fixture
def office(commune: Agency, make_officer: MakeOfficer):
    names = {"an": "specialist", "binh": "specialist", "chi": "specialist", "dung": "leader", "em": "clerk"}
    return {name: make_officer(name, commune, role) for name, role in names.items()}


def test_leave_lives_on_its_days_and_the_substitute_is_told(office, commune) -> None:
    an, binh = office["an"], office["binh"]
    Person.objects.filter(account_id=binh.account_id).update(email="binh@example.vn")
    made = record_leave(an, an.capacity_id, today() + DAY, today() + 2 * DAY, binh.account_id)
    assert away(commune.pk) == {}
    assert away(commune.pk, today() + DAY)[an.account_id].substitute_name == "Cán bộ Binh"
    assert away(commune.pk, today() + 3 * DAY) == {}
    assert [one.id for one in standing_in(binh.account_id, commune.pk, today() + 2 * DAY)] == [made.id]
    told = notices_of(Subject("account", binh.account_id))
    assert {notice.template for notice in told} == {"stands_in"}


@pytest.mark.parametrize("who", ["em", "dung", "an"])
def test_a_substitute_has_the_role_and_is_somebody_else(office, who) -> None:
    an = office["an"]
    with pytest.raises(Invalid) as refused:
        record_leave(an, an.capacity_id, today(), today(), office[who].account_id)
    assert faults(refused) == {"substitute"}


def test_without_substitute_only_where_nobody_could_be(office) -> None:
    with pytest.raises(Invalid) as refused:
        record_leave(office["an"], office["an"].capacity_id, today(), today())
    assert faults(refused) == {"substitute"}
    assert record_leave(office["em"], office["em"].capacity_id, today(), today()).substitute_id is None


def test_never_double_never_in_the_past_never_a_year(office) -> None:
    an, binh = office["an"], office["binh"]
    record_leave(an, an.capacity_id, today(), today() + 2 * DAY, binh.account_id)
    for first, last, field in (
        (today() + 2 * DAY, today() + 4 * DAY, "first_day"),
        (today() - DAY, today(), "first_day"),
        (today() + 9 * DAY, today() + 8 * DAY, "last_day"),
        (today() + 9 * DAY, today() + 400 * DAY, "last_day"),
    ):
        with pytest.raises(Invalid) as refused:
            record_leave(an, an.capacity_id, first, last, binh.account_id)
        assert faults(refused) == {field}
    row = Leave.objects.get()
    row.id = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_nobody_stands_in_who_is_away_and_who_stands_in_stays(office) -> None:
    an, binh, chi = office["an"], office["binh"], office["chi"]
    made = record_leave(an, an.capacity_id, today(), today() + 2 * DAY, binh.account_id)
    with pytest.raises(Invalid) as refused:
        record_leave(chi, chi.capacity_id, today() + DAY, today() + DAY, an.account_id)
    assert faults(refused) == {"substitute"}
    with pytest.raises(Invalid) as refused:
        record_leave(binh, binh.capacity_id, today() + DAY, today() + DAY, chi.account_id)
    assert "thay" in str(refused.value.errors[0].message)
    change_substitute(office["dung"], made.id, chi.account_id)
    record_leave(binh, binh.capacity_id, today() + DAY, today() + DAY, office["chi"].account_id)


def test_the_substitute_changes_and_history_stays(office, commune) -> None:
    an, binh, chi = office["an"], office["binh"], office["chi"]
    made = record_leave(an, an.capacity_id, today(), today() + 5 * DAY, binh.account_id)
    with at(now() + 2 * DAY):
        change_substitute(office["dung"], made.id, chi.account_id)
        assert not stood_in_for(binh.account_id, commune.pk).exists()
        assert stood_in_for(chi.account_id, commune.pk).exists()
    assert standing_in(binh.account_id, commune.pk, today() + DAY)
    assert not standing_in(chi.account_id, commune.pk, today() + DAY)


def test_back_early_and_called_off(office, commune) -> None:
    an, binh = office["an"], office["binh"]
    begun = record_leave(an, an.capacity_id, today(), today() + 5 * DAY, binh.account_id)
    with at(now() + DAY):
        end_leave(an, begun.id)
        assert away(commune.pk) == {}
        with pytest.raises(NotFound):
            end_leave(an, begun.id)
    assert away(commune.pk)
    coming = record_leave(an, an.capacity_id, today() + 9 * DAY, today() + 9 * DAY, binh.account_id)
    end_leave(office["dung"], coming.id)
    assert away(commune.pk, today() + 9 * DAY) == {}
    record_leave(an, an.capacity_id, today() + 9 * DAY, today() + 9 * DAY, binh.account_id)


def test_a_colleague_records_nothing_for_others(office) -> None:
    an, binh = office["an"], office["binh"]
    with pytest.raises(NotFound):
        record_leave(binh, an.capacity_id, today(), today(), binh.account_id)
    made = record_leave(office["dung"], an.capacity_id, today(), today(), binh.account_id)
    with pytest.raises(Forbidden):
        end_leave(office["chi"], made.id)


def test_the_page_records_and_says_what_is_wrong(office, signed_in: SignIn) -> None:
    browser = signed_in("dung")
    an, binh = office["an"], office["binh"]
    assert "Không ai nghỉ" in browser.get("/can-bo/nghi-phep/").content.decode()
    on = today()
    days = {
        f"{name}__{part}": getattr(on, part)
        for name in ("first_day", "last_day")
        for part in ("day", "month", "year")
    }
    bad = browser.post("/can-bo/nghi-phep/", {"capacity": str(an.capacity_id), "first_day__day": "31"})
    assert bad.status_code == 422
    assert "Hãy nhập ngày cuối nghỉ" in bad.content.decode()
    sent = {"capacity": str(an.capacity_id), "substitute": str(binh.account_id), **days}
    assert browser.post("/can-bo/nghi-phep/", sent).status_code == 302
    assert "Cán bộ Binh" in browser.get("/can-bo/nghi-phep/").content.decode()
    assert "Bạn đang thay Cán bộ An" in signed_in("binh").get("/can-bo/nghi-phep/").content.decode()
    stranger = signed_in("chi").get(f"/can-bo/nghi-phep/?nguoi={an.capacity_id}")
    assert stranger.status_code == 404


def test_among_thousands_people_are_found_by_name_and_every_leave_is_on_some_page(
    office, signed_in: SignIn, monkeypatch
) -> None:
    monkeypatch.setattr(leaves, "PAGE", 1)
    monkeypatch.setattr(leaves, "MOST", 1)
    an, binh, chi, dung = (office[name] for name in ("an", "binh", "chi", "dung"))
    Person.objects.filter(account_id=chi.account_id).update(name="Đặng Thị Ánh")
    kept = [
        record_leave(dung, one.capacity_id, today(), today(), binh.account_id if one is an else None)
        for one in (an, office["em"])
    ]
    page, browser = "/can-bo/nghi-phep/", signed_in("dung")
    first = browser.get(page).content.decode()
    second = browser.get(page + re.findall(r"\?sau=[0-9a-f-]+", first)[0]).content.decode()
    told = [re.findall(r"\?doi=([0-9a-f-]+)", each) for each in (first, second)]
    assert sorted(map(len, told)) == [1, 1]
    assert {told[0][0], told[1][0]} == {str(one.id) for one in kept}
    assert 'rel="next"' not in second
    assert str(chi.capacity_id) in browser.get(page, {"tim": "dang anh"}).content.decode()
    # Nothing is recorded by Enter in the field of the name: who was found is chosen, what was typed stays.
    typed = {"capacity": str(dung.capacity_id), "tim.substitute": "x", "first_day__day": "3"}
    assert "mang tên này" in browser.post(page, typed).content.decode()
    form = {**typed, "capacity": str(binh.capacity_id), "tim.substitute": "anh dang"}
    found = browser.post(page, form).content.decode()
    assert f'<option value="{chi.account_id}" selected' in found
    assert re.search(r'name="first_day__day"[^>]* value="3"', found)
    other = browser.get(page, {"doi": str(kept[0].id), "thay": "ánh"}).content.decode()
    assert f'<option value="{chi.account_id}">' in other
    sent = {"substitute": str(chi.account_id)}
    browser.post(f"{page}{kept[0].id}/nguoi-thay/", sent)
    assert Leave.objects.get(cancelled_at=None, account=an.account_id).substitute_id == chi.account_id
