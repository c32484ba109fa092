"""A dossier received for another commune: out by list, worked on, back by list, handed over where it came in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.government.dossiers.test_whole_way import counter
from tests.government.dossiers.world import CODE, MONDAY, officer, procedure, step
from tests.government.transfers.conftest import Two
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.api import PaperInput
from tinhso.government.dossiers.models import Dossier
from tinhso.government.transfers.actions.arrange import end_receiver, set_receiver
from tinhso.government.transfers.actions.draw_up import draw_up, give_up
from tinhso.government.transfers.actions.hand_over import hand_over
from tinhso.government.transfers.actions.take_over import take_over
from tinhso.government.transfers.models import HandList, ListedPaper, Receiver, Transfer
from tinhso.government.transfers.queries import lists
from tinhso.government.transfers.queries.standing import to_hand_over
from tinhso.lib.errors import Conflict, Forbidden, Invalid, NotFound, Refused

PAPERS = (PaperInput("giay-to", None, 1, 2),)


def transfer_of(dossier) -> Transfer:
    return Transfer.objects.get(dossier_id=dossier.pk)


def sent(two: Two, dossier) -> HandList:
    """The list on which the dossier left."""
    return sent_by(two.clerk, dossier)


def test_there_and_back_with_one_due_date(two: Two) -> None:
    world = two.world
    got = two.receive(papers=PAPERS)
    due = got.due_at
    assert (got.state, got.transfer, got.holder_agency_id) == (2, 1, two.here.pk)
    assert got.next_due is not None
    assert got.next_due > MONDAY
    with pytest.raises(Refused, match="danh sách"):
        dossiers.hand_over(two.clerk, got.pk)
    with pytest.raises(NotFound):
        dossiers.for_officer(world.reception, got.pk)
    (bundle,) = to_hand_over(two.clerk)
    assert (bundle.desk, bundle.way, [row.dossier.id for row in bundle.rows]) == (world.desk, "out", [got.pk])

    made = sent(two, got)
    got.refresh_from_db()
    assert (got.transfer, got.holder_agency_id, made.number) == (4, world.desk.pk, "001/BG-2026")
    assert [one.pk for one in lists.page(world.reception, "coming")] == [made.pk]
    assert [one.pk for one in lists.page(two.clerk, "gone")] == [made.pk]
    assert dossiers.counts(world.reception)["my_unit"] == 1

    with at(MONDAY + timedelta(hours=2)):
        take_over(world.reception, made.pk)
        got.refresh_from_db()
        assert (got.state, got.transfer, got.holder_agency_id) == (4, 2, world.committee.pk)
        dossiers.complete_step(world.specialist, step(got, "appraise").pk, outcome="fit")
        dossiers.approve(world.leader, step(got, "approve").pk)
        dossiers.number_result(world.clerk, got.pk, notation="XN")
        got.refresh_from_db()
        assert (got.state, got.holder_agency_id) == (9, world.desk.pk)
        with pytest.raises(Refused, match="chưa về nơi"):
            dossiers.return_result(
                world.return_officer, got.pk, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
            )

        back = draw_up(world.return_officer, [transfer_of(got).pk])
        assert [one.name for one in ListedPaper.objects.filter(line__hand_list=back)] == [
            "Giấy xác nhận (1/XN)"
        ]
        hand_over(world.return_officer, back.pk)
        got.refresh_from_db()
        assert (got.transfer, got.holder_agency_id) == (4, two.here.pk)
        assert "đang chuyển về" in dossiers.tracking(got).next_step
    with at(MONDAY + timedelta(days=3)):
        assert dossiers.counts(two.handing)["silent"] == 1
        take_over(two.handing, back.pk)
        dossiers.return_result(two.handing, got.pk, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True)
    got.refresh_from_db()
    assert (got.state, got.transfer, got.due_at) == (10, 3, due)
    told = transfer_of(got)
    moments = [told.received_at, told.sent_at, told.arrived_at, told.result_sent_at, told.result_arrived_at]
    assert moments == sorted(moments)


def test_a_missing_paper_is_named_and_sought_by_the_giver(two: Two) -> None:
    got = two.receive(papers=PAPERS)
    made = sent(two, got)
    (paper,) = ListedPaper.objects.filter(line__hand_list=made)
    assert (paper.name, paper.originals, paper.copies) == ("Giấy tờ chứng minh", 1, 2)
    take_over(two.world.reception, made.pk, {paper.pk: "thiếu bản chính"})
    got.refresh_from_db()
    held = got.steps.get(done_at=None)
    assert (got.state, got.transfer, held.agency_id) == (2, 1, two.here.pk)
    assert held.came_from.note == "Giấy tờ chứng minh (thiếu bản chính)"
    assert got.next_due is not None
    (bundle,) = to_hand_over(two.clerk)
    assert bundle.rows[0].again
    again = sent(two, got)
    assert again.number == "002/BG-2026"
    assert ListedPaper.objects.filter(line__hand_list=again).count() == 1
    take_over(two.world.reception, again.pk)
    got.refresh_from_db()
    assert got.state == 4


def test_a_dossier_that_ended_on_its_way_holds_up_nobody(two: Two) -> None:
    first, second, third = (two.receive(papers=PAPERS) for _n in range(3))
    made = draw_up(two.clerk, [transfer_of(one).pk for one in (first, second, third)])
    dossiers.withdraw(two.clerk, first.pk, reason="Nhầm thủ tục.", asked_by="Nguyễn Thị Ví Dụ")
    hand_over(two.clerk, made.pk)
    dossiers.withdraw(two.world.reception, second.pk, reason="Nhầm thủ tục.", asked_by="Nguyễn Thị Ví Dụ")
    take_over(two.world.reception, made.pk)
    for one in (first, second, third):
        one.refresh_from_db()
    assert [one.state for one in (first, second, third)] == [7, 7, 4]
    assert not made.lines.filter(settled=False).exists()


def test_who_may_not(two: Two) -> None:
    world, got = two.world, two.receive(papers=PAPERS)
    moved = transfer_of(got).pk
    with pytest.raises(Forbidden):
        draw_up(world.reception, [moved])
    made = draw_up(two.clerk, [moved])
    with pytest.raises(Conflict, match="danh sách khác"):
        draw_up(two.clerk, [moved])
    with pytest.raises(NotFound):
        take_over(world.reception, made.pk)
    give_up(two.clerk, made.pk)
    made = draw_up(two.clerk, [moved])
    with pytest.raises(NotFound):
        hand_over(world.outsider, made.pk)
    hand_over(two.clerk, made.pk)
    with pytest.raises(Conflict):
        hand_over(two.clerk, made.pk)
    with pytest.raises(Forbidden):
        take_over(two.clerk, made.pk)
    with pytest.raises(Refused, match="không thuộc"):
        take_over(world.reception, made.pk, {moved: ""})
    take_over(world.reception, made.pk)
    with pytest.raises(Conflict):
        take_over(world.reception, made.pk)


def test_without_a_receiver_nobody_receives_for_another(two: Two) -> None:
    system = two.world.reception.system("test")
    end_receiver(system, Receiver.objects.get().pk)
    with at(MONDAY + timedelta(days=1)), pytest.raises(Refused, match="chưa được nhận hộ"):
        two.receive()
    with pytest.raises(Forbidden):
        set_receiver(two.clerk, "08866", "", two.world.desk.pk, MONDAY.date(), "Quyết định số 1")
    with at(MONDAY + timedelta(days=1)):
        day = (MONDAY + timedelta(days=1)).date()
        with pytest.raises(Invalid) as refused:
            set_receiver(system, "00000", "9.000000", None, MONDAY.date(), "")
        assert {one.field for one in refused.value.errors} == {
            "unit",
            "procedure",
            "desk",
            "valid_from",
            "basis",
        }
        set_receiver(system, "08866", CODE, two.world.desk.pk, day, "Quyết định số 1")
        assert two.receive().transfer == 1


SPOT = "9.999998"
EVERY_ROLE = ("reception", "specialist", "leader", "clerk", "return_officer")


def test_on_the_spot_is_ended_only_by_who_decides(two: Two) -> None:
    """The far desk has people in every role; that gives it no authority over another commune's matter."""
    world = two.world
    procedure(SPOT, on_the_spot=True, fees=[])
    far, own = officer("xa-du-vai", two.here, *EVERY_ROLE), officer("du-vai", world.desk, *EVERY_ROLE)
    theirs = counter(procedure_code=SPOT, unit_code=world.unit.code)
    with pytest.raises(Refused, match="nhận hộ nên không làm ngay") as refused:
        dossiers.do_at_once(far, theirs)
    assert (refused.value.code, refused.value.field) == ("received_for_another", "commune")
    assert not Dossier.objects.exists()

    got = dossiers.receive_at_counter(far, theirs).dossier
    take_over(own, sent_by(far, got).pk)
    assert {one.agency_id for one in got.steps.filter(done_at=None)} == {world.desk.pk}
    # Configured to keep the paper itself, it may receive, and no more.
    Receiver.objects.update(desk=two.here)
    with pytest.raises(Refused, match="nhận hộ nên không làm ngay"):
        dossiers.do_at_once(far, theirs)
    kept = dossiers.receive_at_counter(far, theirs).dossier
    assert step(kept, "appraise").agency_id == world.desk.pk
    with pytest.raises(Forbidden):
        dossiers.complete_step(far, step(kept, "appraise").pk, outcome="fit")
    assert dossiers.do_at_once(own, theirs).dossier.state == 10


def sent_by(clerk, dossier) -> HandList:
    return hand_over(clerk, draw_up(clerk, [transfer_of(dossier).pk]).pk)
