"""A matter brought again: by its sender only, after an answer; what the office sees and what is measured of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.government.dossiers.world import MONDAY, World
from tests.government.indices.test_measures import run_worker
from tests.government.petitions.test_flow import VISITOR, answered, sent, words
from tests.government.petitions.test_pages import opened, window
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at
from tinhso.government.indices.actions.refresh_facts import sweep
from tinhso.government.indices.models import Fact
from tinhso.government.petitions import api as p
from tinhso.government.petitions.models import Petition
from tinhso.lib.errors import NotFound, Refused

LATER = MONDAY + timedelta(hours=3)


def again(world: World, earlier: Petition) -> Petition:
    with at(LATER):
        said = words(world, again_code=earlier.code, again_secret=p.secret_of(earlier))
        return p.send(VISITOR, said)


def test_only_the_sender_brings_it_again_and_only_after_an_answer(world: World) -> None:
    earlier, open_still = answered(world), sent(world)
    with at(LATER):
        for secret in ("", "AAAA-BBBB", p.secret_of(open_still)):
            with pytest.raises(NotFound):
                p.send(VISITOR, words(world, again_code=earlier.code, again_secret=secret))
        with pytest.raises(NotFound):
            p.send(world.resident, words(world, again_code=earlier.code))
        with pytest.raises(Refused) as told:
            p.send(VISITOR, words(world, again_code=open_still.code, again_secret=p.secret_of(open_still)))
    assert told.value.code == "not_answered_yet"
    assert Petition.objects.count() == 2, "nothing is half-sent"
    second = again(world, earlier)
    assert second.again_of_id == earlier.pk
    (event, *_others) = history(Subject("petition", second.pk))
    assert event.facts["again_of"] == str(earlier.pk)


def test_what_is_brought_again_is_measured_at_the_earlier_one_until_it_is_refused(world: World) -> None:
    earlier = answered(world)
    with at(LATER):
        sweep()
    first = Fact.objects.get(subject_id=earlier.pk)
    assert (first.repeated, first.missed_at) == (False, earlier.next_due)
    second = again(world, earlier)
    with at(LATER):
        assert run_worker() >= 1
        first.refresh_from_db()
        assert first.repeated
        p.refuse(world.leader, second.pk, reason="Không thuộc thẩm quyền")
        assert run_worker() >= 1
    first.refresh_from_db()
    assert not first.repeated


def test_the_form_is_filled_from_last_time_and_both_sides_see_the_two_together(world: World) -> None:
    earlier = answered(world)
    browser = opened(earlier)
    with at(LATER):
        assert "?lai=" + earlier.code in browser.get(f"/phan-anh/tra-cuu/{earlier.code}/").content.decode()
        form = browser.get("/phan-anh/", {"lai": earlier.code}).content.decode()
        assert all(text in form for text in ("Phản ánh lại", "Chờ lâu", "Lê Thị Mẫu", "0912345678"))
        assert Client().get("/phan-anh/", {"lai": earlier.code}).status_code == 404, (
            "a code alone opens nothing"
        )
        typed = {"lai": earlier.code, "kind": earlier.kind, "agency": str(world.committee.pk), "title": earlier.title,
                 "name": "Lê Thị Mẫu", "phone": "0912345678"}  # fmt: skip
        refused = browser.post("/phan-anh/", {**typed, "content": ""})
        assert refused.status_code == 422
        assert f'name="lai" value="{earlier.code}"' in refused.content.decode(), "a fault loses nothing"
        assert browser.post("/phan-anh/", {**typed, "content": "Vẫn chờ"}).status_code == 302
        second = Petition.objects.get(again_of=earlier)
        told = browser.get(f"/phan-anh/tra-cuu/{earlier.code}/").content.decode()
        assert second.code in told
        office = window(world.specialist)
        assert second.code in office.get(f"/can-bo/phan-anh/{earlier.pk}/").content.decode()
        assert earlier.code in office.get(f"/can-bo/phan-anh/{second.pk}/").content.decode()


def test_who_may_not_see_the_other_one_is_told_nothing_of_it(world: World) -> None:
    earlier = answered(world)
    second = again(world, earlier)
    with at(LATER):
        p.name_officer(world.leader, second.pk, account_id=world.specialist.account_id)
        page = window(world.specialist).get(f"/can-bo/phan-anh/{earlier.pk}/")
    assert page.status_code == 200
    assert second.code not in page.content.decode()
