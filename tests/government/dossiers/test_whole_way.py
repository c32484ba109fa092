"""One dossier goes all the way, and its variants: at the counter, supplemented, refused, withdrawn, stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.government.dossiers.world import (
    CODE,
    MONDAY,
    World,
    accepted,
    approved,
    draft,
    filed,
    numbered,
    officer,
    procedure,
    step,
)
from tinhso.foundation.notices.api import notices_of
from tinhso.foundation.process.api import StepRow
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import Limit, at, calendar
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, SupplementRequest
from tinhso.lib.errors import Conflict, Invalid, Refused


def verbs(dossier: Dossier) -> list[str]:
    return [
        e.verb.removeprefix("dossier.")
        for e in history(Subject("dossier", dossier.id))
        if e.outcome == "done"
    ]


def test_from_draft_to_returned_result(world: World) -> None:
    dossier = filed(world)
    assert (dossier.state, dossier.code) == (1, "H62.91.1-261123-0001")
    assert dossier.reception_due == MONDAY + timedelta(days=1)
    assert dossier.received_at_id == world.desk.id
    assert dossier.competent_id == world.committee.id
    with at(MONDAY + timedelta(hours=1)):
        dossier = dossiers.accept(world.reception, dossier.id, expected_version=dossier.version)
        assert dossier.state == 4
        assert dossier.holder_role == "specialist"
        assert dossier.due_at == calendar().add(MONDAY + timedelta(hours=1), Limit.of(5, "working_day"))
        dossier = dossiers.complete_step(world.specialist, step(dossier, "appraise").id, outcome="fit")
        dossier = dossiers.approve(world.leader, step(dossier, "approve").id)
        result = dossiers.number_result(world.clerk, dossier.id, notation="XN")
        assert (result.number, result.notation, result.serial) == ("1", "XN", 1)
        dossier.refresh_from_db()
        assert dossier.state == 9
        assert dossier.finished_at is not None
        assert dossier.holder_role == "return_officer"
        dossier = dossiers.return_result(
            world.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
        assert dossier.state == 10
        assert dossier.returned_at is not None
        assert dossier.next_due is None
        assert dossiers.rate(world.resident, dossier.id, score=5).score == 5
    assert verbs(dossier) == [
        "file", "accept", "hand_over", "complete_step", "complete_step", "finish", "number_result",
        "return_result", "rate",
    ]  # fmt: skip
    assert not dossier.steps.filter(done_at=None).exists()
    templates = {n.template for n in notices_of(Subject("dossier", dossier.id))}
    assert {"filed", "reception", "result", "returned"} <= templates


def test_an_unfit_dossier_gets_a_reasoned_no(world: World) -> None:
    dossier = accepted(world)
    with at(MONDAY):
        dossiers.complete_step(
            world.specialist, step(dossier, "appraise").id, outcome="unfit", note="Thiếu căn cứ"
        )
        result = dossiers.number_result(
            world.clerk, dossier.id, granted=False, notation="TL", note="Thiếu căn cứ"
        )
    dossier.refresh_from_db()
    assert dossier.state == 9
    assert result.granted is False


def test_a_leader_may_say_no_and_the_work_goes_back(world: World) -> None:
    dossier = accepted(world)
    with at(MONDAY):
        dossiers.complete_step(world.specialist, step(dossier, "appraise").id)
        with pytest.raises(Refused, match="lý do"):
            dossiers.approve(world.leader, step(dossier, "approve").id, approved=False)
        dossiers.approve(world.leader, step(dossier, "approve").id, approved=False, note="Kiểm tra lại")
    assert step(dossier, "appraise").ordinal > 2


def counter(**changes: object) -> dossiers.CounterFiling:
    fields = {
        "procedure_code": CODE,
        "parties": (dossiers.PartyInput("owner", "Lê Văn Giấy", citizen_id="026190000009"),),
        "data": {"subject": "Xin xác nhận"},
        "papers": (dossiers.PaperInput("giay-to", originals=1),),
        "unit_code": "08866",
    }
    return dossiers.CounterFiling(**{**fields, **changes})  # type: ignore[arg-type]


def test_at_the_counter_straight_to_reception(world: World) -> None:
    with at(MONDAY):
        made = dossiers.receive_at_counter(
            world.reception, counter(hand_over=False), idempotency_key="a" * 20
        )
        again = dossiers.receive_at_counter(
            world.reception, counter(hand_over=False), idempotency_key="a" * 20
        )
        assert again.again
        assert again.dossier.id == made.dossier.id
        assert again.secret == made.secret
        with pytest.raises(Conflict, match="chống gửi trùng"):
            dossiers.receive_at_counter(world.reception, counter(channel="DIRECT"), idempotency_key="a" * 20)
        dossier = made.dossier
        assert dossier.state == 2
        assert dossier.assisted
        assert dossier.typed_by_id == world.reception.account_id
        assert dossier.account_id is None
        assert dossier.reception_due is None
        assert dossier.due_at == calendar().add(MONDAY, Limit.of(3, "working_day"))
        dossier = dossiers.hand_over(world.reception, dossier.id, person=world.specialist.account_id)
    assert dossier.state == 4
    assert dossier.holder_account_id == world.specialist.account_id
    assert dossiers.by_receipt(made.dossier.code, made.secret.lower().replace("-", " ")).id == dossier.id


def test_an_unverified_limit_is_entered_with_a_reason(world: World) -> None:
    with at(MONDAY):
        with pytest.raises(Refused) as refused:
            dossiers.receive_at_counter(world.reception, counter(channel="POSTAL"))
        assert refused.value.code == "limit_unverified"
        manual = dossiers.ManualLimit(Limit.of(2, "working_day"), "Theo quyết định công bố của tỉnh")
        made = dossiers.receive_at_counter(world.reception, counter(channel="POSTAL", manual_limit=manual))
    assert made.dossier.limit_reason.startswith("Theo quyết định")
    assert made.dossier.code.endswith("-0001"), "the refused filing gave its serial back"


def test_a_faulty_filing_names_every_fault(world: World) -> None:
    with at(MONDAY):
        made = dossiers.start_draft(world.resident, CODE)
        with pytest.raises(Invalid) as invalid:
            dossiers.file_dossier(world.resident, made.id)
    assert {"subject", "owner.name", "unit_code"} <= {e.field for e in invalid.value.errors}
    assert Dossier.objects.count() == 0


MISSING = (dossiers.Missing("component", "giay-to", "Giấy tờ chứng minh", "Ảnh bị mờ"),)


def test_supplement_shifts_the_due_moment(world: World) -> None:
    dossier = accepted(world)
    due = dossier.due_at
    with at(MONDAY + timedelta(hours=1)):
        request = dossiers.request_supplement(
            world.specialist, dossier.id, items=MISSING, reason="Giấy tờ mờ"
        )
        dossier.refresh_from_db()
        assert dossier.state == 5
        assert dossier.next_due == request.deadline
        assert request.old_due == due
    with at(MONDAY + timedelta(days=2, hours=1)):
        answered = dossiers.answer_supplement(
            world.resident, dossier.id, papers=[dossiers.PaperInput("giay-to", copies=1)]
        )
    dossier.refresh_from_db()
    assert dossier.state == 4
    assert dossier.due_at == calendar().add_hours(due, 16) == answered.new_due
    assert answered.items.get().answered


def test_a_second_request_needs_a_reason(world: World) -> None:
    dossier = accepted(world)
    with at(MONDAY + timedelta(hours=1)):
        dossiers.request_supplement(world.specialist, dossier.id, items=MISSING, reason="Giấy tờ mờ")
        dossiers.answer_supplement(world.resident, dossier.id, note="Đã chụp lại")
        with pytest.raises(Refused) as refused:
            dossiers.request_supplement(world.specialist, dossier.id, items=MISSING, reason="Vẫn mờ")
        assert refused.value.code == "supplement_repeated"
        second = dossiers.request_supplement(
            world.specialist,
            dossier.id,
            items=MISSING,
            reason="Vẫn mờ",
            repeat_reason="Ảnh mới vẫn không đọc được",
        )
    assert second.ordinal == 2
    assert SupplementRequest.objects.count() == 2


def test_restart_policy_begins_anew(world: World) -> None:
    world.version.content = {**world.version.content, "supplement_policy": "restart"}
    world.version.save()
    dossier = accepted(world)
    answer = MONDAY + timedelta(days=3)
    with at(MONDAY + timedelta(hours=1)):
        dossiers.complete_step(world.specialist, step(dossier, "appraise").id)
        dossiers.request_supplement(world.reception, dossier.id, items=MISSING, reason="Thiếu giấy")
    with at(answer):
        dossiers.answer_supplement(world.resident, dossier.id)
    dossier.refresh_from_db()
    assert dossier.due_at == calendar().add(answer, Limit.of(5, "working_day"))
    assert dossier.holder_role == "specialist"
    assert step(dossier, "appraise").agency_id == world.committee.id


def test_before_acceptance_the_desk_asks_and_waits(world: World) -> None:
    dossier = filed(world)
    with at(MONDAY + timedelta(hours=1)):
        dossiers.request_supplement(world.reception, dossier.id, items=MISSING, reason="Thiếu giấy", days=5)
    with at(MONDAY + timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            dossiers.refuse(world.reception, dossier.id, reason="Không bổ sung")
        assert refused.value.code == "supplement_deadline_open"
    with at(MONDAY + timedelta(days=8)):
        gone = dossiers.refuse(world.reception, dossier.id, reason="Hết hạn không bổ sung")
    assert gone.state == 3
    assert gone.accepted_at is None
    assert gone.holder_agency_id is None


def test_withdraw_stop_resume(world: World) -> None:
    dossier = accepted(world)
    due = dossier.due_at
    with at(MONDAY + timedelta(hours=1)):
        stopped = dossiers.stop_processing(world.leader, dossier.id, reason="Chờ kết luận thanh tra")
        assert stopped.state == 8
        assert stopped.next_due is None
    with at(MONDAY + timedelta(days=1, hours=1)):
        going = dossiers.resume(world.leader, dossier.id, reason="Đã có kết luận")
        assert going.state == 4
        assert going.due_at == calendar().add_hours(due, 8)
        assert dossiers.withdraw(world.resident, dossier.id, reason="Không cần nữa").state == 7
        with pytest.raises(Refused):
            dossiers.complete_step(world.specialist, dossier.steps.last().id)


def test_money_is_recorded_once(world: World) -> None:
    dossier = accepted(world)
    fee = dossier.fees.get()
    with at(MONDAY):
        waiting = dossiers.request_payment(world.specialist, dossier.id, reason="Nộp lệ phí")
        assert waiting.state == 6
        dossiers.record_fee(
            world.cashier, dossier.id, fee_id=fee.id, paid=8000, method="cash", receipt_no="BL-1"
        )
        with pytest.raises(Conflict):
            dossiers.record_fee(
                world.cashier, dossier.id, fee_id=fee.id, paid=1, method="cash", receipt_no="BL-2"
            )
        settled = dossiers.settle_payment(world.cashier, dossier.id)
    assert settled.state == 4
    assert settled.payment == "paid"


def test_one_apology_before_the_due_day_and_overdue_never_blocks(world: World) -> None:
    dossier = accepted(world)
    later = dossier.due_at + timedelta(days=2)
    with at(dossier.due_at - timedelta(hours=1)), pytest.raises(Refused) as refused:
        dossiers.extend_with_apology(world.leader, dossier.id, new_due=later, reason="Thiếu người")
    assert refused.value.code == "apology_too_late"
    with at(MONDAY + timedelta(hours=1)):
        made = dossiers.extend_with_apology(world.leader, dossier.id, new_due=later, reason="Thiếu người")
        with pytest.raises(Conflict, match="một lần"):
            dossiers.extend_with_apology(world.leader, dossier.id, new_due=later + timedelta(9), reason="Nữa")
    dossier.refresh_from_db()
    assert dossier.due_at == made.new_due > made.old_due
    with at(dossier.due_at + timedelta(days=30)):
        dossiers.complete_step(world.specialist, step(dossier, "appraise").id)
        dossiers.approve(world.leader, step(dossier, "approve").id)
        dossiers.number_result(world.clerk, dossier.id)
        late = dossiers.return_result(
            world.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
    assert late.state == 10
    assert late.finished_at > late.due_at


def test_back_recall_reassign_and_bulk(world: World) -> None:
    one, two = accepted(world), accepted(world)
    with at(MONDAY):
        first = step(one, "appraise")
        dossiers.complete_step(world.specialist, first.id)
        dossiers.recall(world.specialist, first.id, note="Nhầm kết quả")
        again = step(one, "appraise")
        with pytest.raises(Refused) as refused:
            dossiers.reassign(world.division_head, again.id, person=world.leader.account_id, note="Nghỉ phép")
        assert refused.value.code == "person_not_in_role"
        dossiers.reassign(
            world.division_head, again.id, person=world.specialist2.account_id, note="Nghỉ phép"
        )
        mine = step(one, "appraise")
        with pytest.raises(Conflict) as taken:
            dossiers.complete_step(world.specialist, mine.id)
        assert taken.value.code == "step_taken"
        gone = dossiers.bulk_forward(world.specialist2, [(mine.id, None), (step(two, "appraise").id, 1)])
        assert [bool(g.refused) for g in gone] == [False, True], "the stale one is told, the other goes"
        dossiers.send_back(world.leader, step(one, "approve").id, note="Bổ sung căn cứ")
    assert step(one, "appraise").account_id == world.specialist2.account_id


def test_a_linked_agency_answers_while_the_clock_runs(world: World) -> None:
    dossier = accepted(world)
    with at(MONDAY):
        asked = dossiers.ask_opinion(
            world.specialist, dossier.id, agency_id=world.other.id, question="Đất có tranh chấp?"
        )
        assert dossiers.for_officer(world.outsider, dossier.id).id == dossier.id, "the asked agency may look"
        answered = dossiers.answer_opinion(world.outsider, asked.id, answer="Không tranh chấp", agrees=True)
    dossier.refresh_from_db()
    assert answered.answered_at == MONDAY
    assert dossier.state == 4


def test_own_numbers_have_no_gap_and_a_ministry_number_is_kept(world: World) -> None:
    numbers = []
    for _ in range(3):
        dossier = approved(world)
        with at(MONDAY):
            numbers.append(dossiers.number_result(world.clerk, dossier.id, notation="XN").serial)
    assert numbers == [1, 2, 3]
    dossier = approved(world)
    with at(MONDAY):
        with pytest.raises(Refused):
            dossiers.number_result(world.clerk, dossier.id, kind="ministry", number="12/2026")
        result = dossiers.number_result(
            world.clerk,
            dossier.id,
            kind="ministry",
            number="12/2026",
            source_system="Hệ thống hộ tịch điện tử",
        )
    assert result.serial is None
    assert result.number == "12/2026"


def test_a_draft_filed_twice_has_one_receipt(world: World) -> None:
    with at(MONDAY):
        made = draft(world)
        first = dossiers.file_dossier(world.resident, made.id, expected_version=made.version)
        again = dossiers.file_dossier(world.resident, made.id, expected_version=made.version)
    assert again.again
    assert not first.again
    assert (first.dossier.id, first.secret) == (again.dossier.id, again.secret)
    assert Dossier.objects.count() == 1


def test_overdue_handing_over_at_the_desk(world: World) -> None:
    dossier = numbered(world)
    with at(dossier.due_at + timedelta(days=100)):
        done = dossiers.return_result(
            world.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
    assert done.state == 10


def test_on_the_spot_in_one_sitting(world: World) -> None:
    procedure("9.999998", on_the_spot=True)
    clerk = officer("mot-nguoi", world.desk, "reception", "specialist", "leader", "clerk", "return_officer")
    with at(MONDAY):
        made = dossiers.receive_at_counter(clerk, counter(procedure_code="9.999998")).dossier
        dossiers.complete_step(clerk, step(made, "appraise").id)
        dossiers.approve(clerk, step(made, "approve").id)
        dossiers.number_result(clerk, made.id, notation="CT")
        done = dossiers.return_result(clerk, made.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True)
    assert done.state == 10
    assert done.finished_at == done.accepted_at == MONDAY


def test_attempts_at_money_and_hand_over_keep_the_desk(world: World) -> None:
    with at(MONDAY):
        made = dossiers.receive_at_counter(world.reception, counter(hand_over=False)).dossier
        dossiers.request_payment(world.reception, made.id, reason="Nộp lệ phí trước")
    with at(MONDAY + timedelta(hours=2)):
        going = dossiers.settle_payment(world.cashier, made.id)
    assert going.state == 4
    assert going.holder_role == "specialist"


def test_whoever_holds_the_return_step_gives_the_papers_back(world: World) -> None:
    steps = (
        StepRow(
            "compare",
            "Đối chiếu",
            "specialist",
            outcomes=("same", "unlike"),
            words={"same": "Khớp sổ gốc", "unlike": "Khác sổ gốc"},
            go_to={"same": "end"},
        ),
        StepRow("give_back", "Trả lại giấy tờ", "specialist", "return"),
    )
    procedure("9.999997", steps=steps)
    with at(MONDAY):
        made = dossiers.receive_at_counter(world.reception, counter(procedure_code="9.999997")).dossier
        done = dossiers.complete_step(world.specialist, step(made, "compare").id, outcome="unlike")
        assert (done.state, done.result.granted) == (9, False)
        with pytest.raises(Refused):
            dossiers.return_result(world.clerk, made.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True)
        assert (
            dossiers.return_result(
                world.specialist,
                made.id,
                note="Bản chính bị tẩy xóa",
                receiver_name="Nguyễn Thị Ví Dụ",
                unpaid_known=True,
            ).state
            == 10
        )
