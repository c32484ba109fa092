"""Who has how much, who is away, what will be late; and the substitute does the work of who is away."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from uuid import UUID

import pytest

from tests.government.dossiers.officer.test_books import TABLE, busy, rows_behind  # noqa: F401 (a fixture)
from tests.government.dossiers.world import MONDAY, accepted, approved, step
from tinhso.foundation.identity.api import record_leave
from tinhso.foundation.identity.models import Person
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, now, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.actions.move_all import move_all
from tinhso.government.dossiers.queries import people
from tinhso.government.dossiers.queries.load import load
from tinhso.government.dossiers.queries.people import candidates
from tinhso.lib.errors import Conflict, Forbidden, Refused

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/tai-viec/"


def values(found):
    return {key: figure and figure.value for key, figure in found.items()}


def away(world, name="specialist", other="specialist2"):
    gone, there = world.actors[name], world.actors[other]
    return record_leave(gone, gone.capacity_id, today(), today() + timedelta(days=3), there.account_id)


def test_every_figure_of_the_load_lists_as_many_dossiers(busy, desk):  # noqa: F811
    dossiers.take(busy.specialist, step(accepted(busy, now()), "appraise").id)
    for actor in (busy.leader, busy.monitor):
        found = load(actor)
        lines = [found.total, *(line.figures for line in (*found.agencies, *found.desks, *found.people))]
        figures = [figure for line in lines for figure in line.values() if figure is not None]
        assert len(figures) > 60
        assert max(figure.value for figure in figures) > 3
        for figure in figures:
            assert dossiers.register_count(actor, figure.filter) == figure.value, figure
    # The links of one page lead to the same rows.
    page = desk("monitor").get(PAGE).content.decode()
    for href, value in TABLE.findall(page)[:7]:
        assert rows_behind(desk("monitor"), html.unescape(href)) == (int(value), int(value)), href


def test_only_who_leads_or_monitors_sees_it(world, desk):
    assert desk("specialist").get(PAGE).status_code == 403
    assert desk("division_head").get(PAGE).status_code == 200


def test_due_tomorrow_by_the_calendar_and_what_no_longer_fits(world):
    dossier = accepted(world, MONDAY)  # five working days: appraise half, approve a fifth, then two hours
    with at(MONDAY):
        assert values(load(world.leader).total) | {"pace": 0} == {
            "open": 1, "today": 0, "overdue": 0, "tomorrow": 0, "tight": 0, "pace": 0, "done": 1,
        }  # fmt: skip
    due = step(dossier, "appraise").due_at
    with at(due - timedelta(days=1)):
        assert values(load(world.leader).total)["tomorrow"] == 1
    dossier.refresh_from_db()
    with at(dossier.due_at - timedelta(hours=1)):
        # One hour is left, and numbering alone is planned with two.
        assert values(load(world.leader).total)["tight"] == 1
    with at(dossier.due_at + timedelta(hours=1)):
        assert values(load(world.leader).total)["tight"] == 0


def test_the_substitute_sees_and_does_the_work_in_the_place_of_who_is_away(world, desk):
    with at(MONDAY):
        dossier = accepted(world)
        task = step(dossier, "appraise")
        dossiers.take(world.specialist, task.id)
        with pytest.raises(Conflict):
            dossiers.complete_step(world.specialist2, task.id, outcome="fit")
        assert not dossiers.worklist(world.specialist2, "mine").rows
        away(world)
        assert [row.code for row in dossiers.worklist(world.specialist2, "mine").rows] == [dossier.code]
        assert dossiers.counts(world.specialist2)["mine"] == 1
        page = desk("specialist2").get("/can-bo/viec/mine/").content.decode()
        assert "thay Cán bộ specialist" in page
        dossiers.take(world.specialist2, task.id)
        dossiers.complete_step(world.specialist2, task.id, outcome="fit")
        task.refresh_from_db()
        assert task.account_id == world.specialist.account_id
        assert task.done_by_id == world.specialist2.account_id
        done = [one for one in history(Subject("dossier", dossier.pk)) if one.verb == "dossier.complete_step"]
        assert UUID(str(done[-1].facts["in_place_of"])) == world.specialist.account_id
        page = desk("leader").get(f"/can-bo/ho-so/{dossier.pk}/").content.decode()
        assert "(thay Cán bộ specialist)" in page
    with at(MONDAY + timedelta(days=9)):
        other = accepted(world, now())
        dossiers.take(world.specialist, step(other, "appraise").id)
        assert not dossiers.worklist(world.specialist2, "mine").rows


def test_new_work_goes_to_the_substitute_and_to_nobody_who_is_away(world):
    with at(MONDAY):
        dossier = accepted(world)
        dossiers.take(world.specialist, step(dossier, "appraise").id)
        away(world)
        offered = candidates(world.committee.pk, "specialist")
        assert [one.account_id for one in offered] == [world.specialist2.account_id]
        assert offered[0].stands_for == ("Cán bộ specialist",)
        with pytest.raises(Refused) as refused:
            dossiers.reassign(
                world.leader,
                step(dossier, "appraise").id,
                person=world.specialist.account_id,
                note="Giao lại",
            )
        assert refused.value.code == "person_away"


def test_a_head_moves_everything_that_somebody_holds(world, desk):
    with at(MONDAY):
        held = [step(accepted(world), "appraise") for _number in range(3)]
        for one in held:
            dossiers.take(world.specialist, one.id)
        page = f"{PAGE}{world.specialist.account_id}/chuyen/"
        client = desk("leader")
        assert "Đang giữ 3 việc" in client.get(page).content.decode()
        assert client.post(page, {"to-specialist": ""}).status_code == 422
        sent = {"to-specialist": str(world.specialist2.account_id), "note": "Ốm đột xuất"}
        assert client.post(page, sent, follow=True).status_code == 200
        assert len(dossiers.worklist(world.specialist2, "mine").rows) == 3
        assert "không giữ việc nào" in client.get(page).content.decode()
        with pytest.raises(Forbidden):
            move_all(world.specialist, world.specialist2.account_id, to={"specialist": None}, note="Không")
        done = move_all(world.leader, world.specialist2.account_id, to={"specialist": None}, note="Để chung")
        assert [one.refused for one in done] == ["", "", ""]


def test_among_thousands_somebody_is_found_by_name_before_anything_is_done(world, desk, monkeypatch):
    monkeypatch.setattr(people, "MOST", 1)
    with at(MONDAY):
        held = step(accepted(world), "appraise")
        dossiers.take(world.specialist, held.id)
        Person.objects.filter(account=world.specialist2.account_id).update(name="Đặng Thị Ánh")
        wanted = str(world.specialist2.account_id)
        client, form = desk("leader"), f"/can-bo/ho-so/{held.dossier_id}/viec/phan-cong/"
        for page, field in (
            (form, "person"),
            (f"{PAGE}{world.specialist.account_id}/chuyen/", "to-specialist"),
        ):
            assert f"tim.{field}" in client.get(page).content.decode()
            typed = {
                field: str(world.specialist.account_id),
                "note": "Ốm đột xuất",
                f"tim.{field}": "anh dang",
            }
            # Enter in the field of the name acts on nobody: the list comes first, with what was typed.
            answer = client.post(page, typed)
            assert answer.status_code == 200
            told = answer.content.decode()
            assert re.search(rf'<option value="{wanted}" selected', told)
            assert "Ốm đột xuất" in told
            nobody = client.post(page, {**typed, f"tim.{field}": "khong co"}).content.decode()
            assert "Không có ai giữ vai trò này mang tên “khong co”" in nobody
        assert not dossiers.worklist(world.specialist2, "mine").rows
        sent = {**typed, field: wanted, f"da-tim.{field}": "anh dang"}
        assert client.post(page, sent).status_code == 302
        assert len(dossiers.worklist(world.specialist2, "mine").rows) == 1


def test_the_pace_of_a_desk_is_unknown_until_it_has_done_something(world):
    with at(MONDAY):
        accepted(world)
        lines = {line.role: line for line in load(world.leader).desks}
        assert lines["specialist"].figures["pace"] is None
    with at(MONDAY + timedelta(days=1)):
        approved(world, now())
        lines = {line.role: line for line in load(world.leader).desks}
        assert lines["specialist"].figures["pace"] is not None
