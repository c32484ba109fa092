"""Boundaries change overnight: what waited at an abolished agency waits at the one that continues it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.government.dossiers import world as small
from tests.government.dossiers.world import STEPS, World, accepted, approved, filed, numbered, step
from tinhso.foundation.identity.models import Capacity
from tinhso.foundation.organisation.models import Agency, AgencyCode, AgencySuccession, Unit, UnitSuccession
from tinhso.foundation.worktime.api import ZONE, at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, Result, Step
from tinhso.government.dossiers.queries.whereabouts import open_at, was_at
from tinhso.government.procedures.models import ProcedureVersion
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound
from tinhso.lib.held import forget_all

LONG_AGO, LAST, FIRST = date(2019, 1, 1), date(2025, 6, 30), date(2025, 7, 1)
BEFORE = datetime(2025, 6, 30, 8, 0, tzinfo=ZONE)
AFTER = datetime(2025, 7, 1, 8, 0, tzinfo=ZONE)
DESK_ROLES = ("reception", "return_officer", "cashier")


def unit(code: str, name: str, first: date, last: date | None = None, level: str = "commune") -> Unit:
    kind = {"commune": "xã", "district": "huyện"}[level]
    return Unit.objects.create(
        code=code, name=name, type=kind, level=level, valid_from=first, valid_to=last, sort_key=name
    )


def agency(where: Unit, slug: str, kind: str = "peoples_committee", parent: Agency | None = None) -> Agency:
    made = Agency.objects.create(
        slug=slug,
        name=f"{slug} {where.name}",
        kind=kind,
        level=where.level,
        unit=where,
        parent=parent,
        valid_from=where.valid_from,
        valid_to=where.valid_to,
        sort_key=slug,
    )
    AgencyCode.objects.create(
        agency=made,
        code=f"H62.{slug.upper()}",
        provisional=True,
        valid_from=made.valid_from,
        valid_to=made.valid_to,
    )
    return made


def place(
    code: str, name: str, slug: str, first: date, last: date | None = None
) -> tuple[Unit, Agency, Agency]:
    """A commune with its committee and its desk."""
    where = unit(code, name, first, last)
    committee = agency(where, f"ubnd-{slug}")
    return where, committee, agency(where, f"mc-{slug}", "one_stop_desk", committee)


def staff(prefix: str, committee: Agency, desk: Agency) -> dict[str, Actor]:
    roles = [*(row.role for row in STEPS), "reception", "division_head"]
    made = {}
    for role in dict.fromkeys(roles):
        made[role] = small.officer(f"{prefix}-{role}", desk if role in DESK_ROLES else committee, role)
    for role in ("specialist", "leader"):
        made[f"{role}2"] = small.officer(f"{prefix}-{role}2", committee, role)
    Capacity.objects.filter(agency__in=[committee, desk]).update(valid_from=committee.valid_from)
    return made


def follows(old: Agency, *heirs: Agency) -> None:
    for rank, heir in enumerate(heirs):
        AgencySuccession.objects.create(predecessor=old, successor=heir, rank=rank)


class Merged:
    """Communes Một and Hai become Mới on 01/07/2025; the district, split, goes to Mới and Khác."""

    def __init__(self) -> None:
        self.one_unit, self.one, self.one_desk = place("08001", "Xã Một", "mot", LONG_AGO, LAST)
        self.two_unit, self.two, self.two_desk = place("08002", "Xã Hai", "hai", LONG_AGO, LAST)
        self.far_unit, self.far, self.far_desk = place("08003", "Xã Ba", "ba", LONG_AGO, LAST)
        # The new commune bears the code of one of those that went into it, as most do.
        self.new_unit, self.new, self.new_desk = place("08001", "Xã Mới", "moi", FIRST)
        self.else_unit, self.elsewhere, self.else_desk = place("08003", "Xã Khác", "khac", FIRST)
        self.district = agency(unit("243", "Huyện Cũ", LONG_AGO, LAST, "district"), "ubnd-huyen")
        for old, heir in (
            (self.one_unit, self.new_unit),
            (self.two_unit, self.new_unit),
            (self.far_unit, self.else_unit),
        ):
            UnitSuccession.objects.create(predecessor=old, successor=heir)
        follows(self.one, self.new)
        follows(self.one_desk, self.new_desk)
        follows(self.two, self.new)
        follows(self.two_desk, self.new_desk)
        follows(self.far, self.elsewhere)
        follows(self.far_desk, self.else_desk)
        follows(self.district, self.new, self.elsewhere)
        version = small.procedure(
            valid_from="2019-01-01", authority=[{"level": "commune", "valid_from": "2019-01-01"}], fees=[]
        )
        ProcedureVersion.objects.update(valid_from=LONG_AGO)
        version.refresh_from_db()
        self.before = World(
            self.one_unit,
            self.one,
            self.one_desk,
            self.district,
            version,
            small.resident("026190000001", "Nguyễn Thị Ví Dụ"),
            small.resident("026190000002", "Trần Văn Mẫu"),
            staff("cu", self.one, self.one_desk),
        )
        self.after = staff("moi", self.new, self.new_desk)
        self.other = staff("khac", self.elsewhere, self.else_desk)
        forget_all()


@pytest.fixture
def merged(db: None) -> Merged:
    return Merged()


def codes(actor: Actor, name: str) -> list[str]:
    return [row.code for row in dossiers.worklist(actor, name).rows]


def test_an_open_dossier_is_found_and_finished_by_the_continuing_agency(merged: Merged) -> None:
    dossier = accepted(merged.before, BEFORE)
    with at(BEFORE):
        dossiers.take(merged.before.specialist, step(dossier, "appraise").id)
        assert codes(merged.after["specialist"], "my_unit") == []
        assert dossiers.register_count(merged.after["specialist"]) == 0
    code, due, reception_due = dossier.code, dossier.due_at, dossier.reception_due
    new = merged.after
    with at(AFTER):
        task = step(dossier, "appraise")
        assert codes(new["specialist"], "my_unit") == [code]
        (row,) = dossiers.register(new["specialist"]).rows
        assert (row.code, row.competent, row.holder_agency) == (code, "ubnd-mot Xã Một", "ubnd-moi Xã Mới")
        assert dossiers.counts(new["specialist"])["my_unit"] == 1
        assert dossiers.board(new["leader"]).total.figures["received"].value == 1
        view = dossiers.detail(new["specialist"], dossier.id)
        assert view.mine is not None
        dossiers.take(new["specialist"], task.id)
        assert codes(new["specialist"], "mine") == [code]
        assert codes(new["specialist2"], "my_unit") == []
        dossiers.complete_step(new["specialist"], task.id, outcome="fit")
        dossiers.approve(new["leader"], step(dossier, "approve").id)
        result = dossiers.number_result(new["clerk"], dossier.id, notation="XN")
        done = dossiers.return_result(
            new["return_officer"], dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
    assert (done.code, done.due_at, done.reception_due) == (code, due, reception_due)
    assert (done.received_at_id, done.competent_id) == (merged.one_desk.id, merged.one.id)
    assert result.agency_id == merged.new.id
    held = [(s.key, s.agency_id) for s in Step.objects.filter(dossier=dossier).order_by("ordinal")]
    assert held[0][1] == merged.one_desk.id
    assert ("appraise", merged.one.id) in held
    assert held[-2:] == [("number", merged.new.id), ("return", merged.new_desk.id)]
    with at(AFTER):
        told = [happening.where for happening in dossiers.tracking(done).steps]
    assert told[:2] == ["mc-mot Xã Một", "ubnd-mot Xã Một"]


def test_the_citizen_reads_who_holds_it_now(merged: Merged) -> None:
    dossier = filed(merged.before, BEFORE)
    with at(BEFORE):
        assert dossiers.tracking(dossier).holder == "mc-mot Xã Một"
    with at(AFTER):
        told = dossiers.tracking(dossier)
        assert told.holder == "mc-moi Xã Mới"
        assert [happening.where for happening in told.steps] == ["mc-moi Xã Mới"]
        done = dossiers.accept(merged.after["reception"], dossier.id)
        assert step(done, "appraise").agency_id == merged.new.id


def test_every_open_dossier_has_a_holder_the_day_after(merged: Merged) -> None:
    """At each stage, somebody of the continuing agency has it in their list, and nobody else has."""
    filed(merged.before, BEFORE)
    accepted(merged.before, BEFORE)
    approved(merged.before, BEFORE)
    numbered(merged.before, BEFORE)
    waiting = Step.objects.filter(done_at=None).select_related("dossier")
    assert {s.role for s in waiting} == {"reception", "specialist", "clerk", "return_officer"}
    with at(AFTER):
        for task in waiting:
            assert codes(merged.after[task.role], "my_unit") == [task.dossier.code]
            assert codes(merged.other[task.role], "my_unit") == []
            assert dossiers.for_officer(merged.after["leader"], task.dossier_id) == task.dossier
            with pytest.raises(NotFound):
                dossiers.for_officer(merged.other["leader"], task.dossier_id)
    assert Dossier.objects.filter(state__in=[1, 4, 9]).count() == 4


def test_finished_dossiers_stay_readable(merged: Merged) -> None:
    done = numbered(merged.before, BEFORE)
    with at(BEFORE):
        dossiers.return_result(
            merged.before.return_officer, done.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
    assert Result.objects.get().agency_id == merged.one.id
    with at(AFTER):
        (row,) = dossiers.register(merged.after["reception"]).rows
        assert (row.code, row.holder_agency) == (done.code, "")
        assert dossiers.register_count(merged.other["reception"]) == 0


def test_a_split_agency_leaves_each_units_dossiers_to_one_heir(merged: Merged) -> None:
    """The district's own dossiers go by the unit they concern; without one, to the first heir."""
    expected = {"08001": merged.after, "08002": merged.after, "08003": merged.other, "": merged.after}
    for code in expected:
        made = filed(merged.before, BEFORE)
        Dossier.objects.filter(pk=made.pk).update(
            received_at=merged.district,
            competent=merged.district,
            holder_agency=merged.district,
            unit_code=code,
        )
        Step.objects.filter(dossier=made).update(agency=merged.district, role="leader")
    with at(AFTER):
        for found in Dossier.objects.all():
            heirs = expected[found.unit_code]
            others = merged.other if heirs is merged.after else merged.after
            assert dossiers.for_officer(heirs["leader"], found.pk) == found
            assert found.code in codes(heirs["leader"], "my_unit")
            with pytest.raises(NotFound):
                dossiers.for_officer(others["leader"], found.pk)
            assert found.code not in codes(others["leader"], "my_unit")
        assert dossiers.register_count(merged.after["leader"]) == 3
        assert dossiers.register_count(merged.other["leader"]) == 1


def test_who_moved_along_keeps_their_step_and_a_head_may_give_it_away(merged: Merged) -> None:
    dossier = accepted(merged.before, BEFORE)
    mover = merged.before.specialist
    with at(BEFORE):
        dossiers.take(mover, step(dossier, "appraise").id)
    moved = Capacity.objects.create(
        account_id=mover.account_id,
        agency=merged.new,
        roles=["specialist"],
        position="Công chức",
        valid_from=FIRST,
    )
    now = Actor(
        "officer",
        account_id=mover.account_id,
        capacity_id=moved.pk,
        agency_id=merged.new.pk,
        roles=frozenset({"specialist"}),
    )
    new = merged.after
    with at(AFTER):
        assert codes(now, "mine") == [dossier.code]
        assert codes(new["specialist"], "my_unit") == []
        with pytest.raises(Conflict):
            dossiers.take(new["specialist"], step(dossier, "appraise").id)
        dossiers.reassign(
            new["leader"],
            step(dossier, "appraise").id,
            person=new["specialist"].account_id,
            note="Bàn giao sau sắp xếp",
        )
        assert step(dossier, "appraise").agency_id == merged.new.id
        assert codes(new["specialist"], "mine") == [dossier.code]


def test_a_question_to_an_abolished_agency_is_answered_by_its_heir(merged: Merged) -> None:
    dossier = accepted(merged.before, BEFORE)
    with at(BEFORE):
        asked = dossiers.ask_opinion(
            merged.before.specialist,
            dossier.id,
            agency_id=merged.two.id,
            question="Có vướng quy hoạch không?",
        )
    Dossier.objects.filter(pk=dossier.pk).update(
        received_at=merged.far, competent=merged.far, holder_agency=merged.far
    )
    Step.objects.update(agency=merged.far)
    with at(AFTER):
        assert dossiers.for_officer(merged.after["leader"], dossier.id) == dossier
        answered = dossiers.answer_opinion(
            merged.after["leader"], asked.id, answer="Không vướng.", agrees=True
        )
    assert answered.agency_id == merged.two.id
    assert answered.answered_by_id == merged.after["leader"].account_id


def test_lists_ask_as_much_after_the_boundary_for_many_as_for_one(merged: Merged) -> None:
    def asked() -> int:
        with at(AFTER), CaptureQueriesContext(connection) as seen:
            dossiers.worklist(merged.after["specialist"], "my_unit")
        return len(seen)

    accepted(merged.before, BEFORE)
    asked()
    one = asked()
    for _number in range(6):
        accepted(merged.before, BEFORE)
    assert asked() == one <= 6
    with at(AFTER):
        assert len(dossiers.worklist(merged.after["specialist"], "my_unit").rows) == 7


def test_an_open_step_names_the_agency_that_continues_and_history_the_old_one(db: None) -> None:
    _code, before, _mc = place("08700", "Xã Cũ", "cu", LONG_AGO, LAST)
    _code, after, _mc = place("08701", "Xã Mới", "moi", FIRST)
    follows(before, after)
    with at(BEFORE):
        assert open_at(before.pk, "08700") == was_at(before.pk, "08700") == before.name
    with at(AFTER):
        assert open_at(before.pk, "08700") == f"{after.name} (kế thừa {before.name})"
        assert was_at(before.pk, "08700") == f"{before.name} (nay là {after.name})"
        assert open_at(after.pk, "08701") == was_at(after.pk, "08701") == after.name
