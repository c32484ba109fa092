"""What the desk once let pass: drafts lost, verdicts over unfit papers, hand-overs to nobody, money without limit."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tinhso.foundation.worktime.api import Limit, at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.actions.check_file import check_file
from tinhso.government.dossiers.actions.correct_fee import correct_fee
from tinhso.government.dossiers.actions.fees import record_fee
from tinhso.government.dossiers.models import FeeCorrection
from tinhso.government.dossiers.queries.detail import detail
from tinhso.government.dossiers.queries.so_far import so_far
from tinhso.government.dossiers.queries.tracking import tracking
from tinhso.lib.errors import Conflict, Forbidden, Invalid, NotFound, Refused

from .test_whole_way import MISSING, counter
from .world import MONDAY, World, accepted, approved, build, numbered, procedure, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    with at(MONDAY):
        return build()


def paper(world: World, dossier: object) -> object:
    return dossier.files.create(  # type: ignore[attr-defined]
        component_key="giay-to", component_name="Giấy tờ chứng minh", originals=1, added_at=MONDAY
    )


def test_an_asked_agency_reads_papers_and_judges_none(world: World) -> None:
    dossier = accepted(world)
    one = paper(world, dossier)
    with at(MONDAY):
        dossiers.ask_opinion(
            world.specialist, dossier.id, agency_id=world.other.id, question="Có tranh chấp?"
        )
        with pytest.raises(Forbidden):
            check_file(world.outsider, dossier.id, one.id, fit=True)
        found = check_file(world.specialist, dossier.id, one.id, fit=False, remark="Mờ")
    assert (found.checked_by_id, found.checked_at) == (world.specialist.account_id, MONDAY)


def test_a_good_verdict_over_an_unfit_paper_is_a_conscious_one(world: World) -> None:
    dossier = accepted(world)
    one = paper(world, dossier)
    with at(MONDAY):
        with pytest.raises(Refused) as bare:
            check_file(world.specialist, dossier.id, one.id, fit=False)
        assert bare.value.field == "remark"
        check_file(world.specialist, dossier.id, one.id, fit=False, remark="Mờ")
        appraise = step(dossier, "appraise")
        with pytest.raises(Refused) as refused:
            dossiers.complete_step(world.specialist, appraise.id, outcome="fit")
        assert refused.value.code == "papers_unfit"
        gone = dossiers.bulk_forward(world.specialist, [(appraise.id, None)], outcome="fit")
        assert gone[0].refused, "many at once pass over nothing either"
        dossiers.complete_step(world.specialist, appraise.id, outcome="fit", unfit_known=True)
    assert step(dossier, "approve").done_at is None


def test_what_a_step_brought_is_seen_by_the_next_and_goes_back_with_the_work(world: World) -> None:
    dossier = accepted(world)
    with at(MONDAY):
        dossiers.complete_step(
            world.specialist, step(dossier, "appraise").id, outcome="fit", note="Đủ căn cứ, trình ký"
        )
        (one,) = so_far(detail(world.leader, dossier.id).steps)
        assert (one.outcome, one.note, one.who) == ("fit", "Đủ căn cứ, trình ký", "Cán bộ specialist")
        dossiers.approve(world.leader, step(dossier, "approve").id, approved=False, note="Nêu rõ căn cứ")
        brought = so_far(detail(world.specialist, dossier.id).steps)
    assert [b.note for b in brought] == ["Nêu rõ căn cứ", "Đủ căn cứ, trình ký"]


def test_a_recalled_step_is_never_told_as_done(world: World) -> None:
    dossier = accepted(world)
    with at(MONDAY):
        first = step(dossier, "appraise")
        dossiers.complete_step(world.specialist, first.id)
        dossiers.recall(world.specialist, first.id, note="Nhầm kết quả")
        told = [h for h in tracking(dossier).steps if h.title == "Phê duyệt"]
    assert [(h.mark, h.note) for h in told] == [("stopped", "Chưa làm: bước trước được xem lại")]


def test_a_withdrawal_at_the_desk_names_who_asked(world: World) -> None:
    dossier = accepted(world)
    with at(MONDAY):
        with pytest.raises(Refused) as refused:
            dossiers.withdraw(world.reception, dossier.id, reason="")
        assert refused.value.field == "asked_by"
        dossiers.withdraw(world.reception, dossier.id, asked_by="Nguyễn Thị Ví Dụ", reason="Nộp nhầm")
    last = dossier.steps.order_by("-ordinal").first()
    assert last.note == "Người nộp yêu cầu rút: Nguyễn Thị Ví Dụ. Nộp nhầm"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"unpaid_known": True}, "receiver_needed"),
        ({"how": "online", "unpaid_known": True}, "result_file_needed"),
        ({"receiver_name": "Nguyễn Thị Ví Dụ"}, "fee_unpaid"),
    ],
)
def test_a_hand_over_needs_somebody_something_and_no_forgotten_fee(
    world: World, given: dict[str, object], code: str
) -> None:
    dossier = numbered(world)
    with at(MONDAY), pytest.raises(Refused) as refused:
        dossiers.return_result(world.return_officer, dossier.id, **given)
    assert refused.value.code == code
    dossier.refresh_from_db()
    assert dossier.state == 9


def test_money_has_a_limit_and_a_wrong_record_is_corrected_with_a_reason(world: World) -> None:
    dossier = accepted(world)
    fee = dossier.fees.get()
    money = {"fee_id": fee.id, "method": "cash"}
    with at(MONDAY):
        with pytest.raises(Refused) as refused:
            record_fee(world.cashier, dossier.id, paid=99_999_999, receipt_no="BL-1", **money)
        assert refused.value.code == "paid_too_much"
        with pytest.raises(NotFound):
            correct_fee(world.cashier, dossier.id, fee_id=fee.id, void=True, reason="Chưa thu")
        record_fee(world.cashier, dossier.id, paid=5000, receipt_no="BL-1", **money)
        dossier.refresh_from_db()
        assert dossier.payment == "due", "3.000 are still owed"
        with pytest.raises(Refused):
            correct_fee(world.cashier, dossier.id, paid=8000, receipt_no="BL-1", reason=" ", **money)
        right = correct_fee(
            world.cashier, dossier.id, paid=8000, receipt_no="BL-1", reason="Gõ nhầm", **money
        )
        assert right.paid == 8000
        dossier.refresh_from_db()
        assert dossier.payment == "paid"
        void = correct_fee(world.cashier, dossier.id, fee_id=fee.id, void=True, reason="Biên lai hủy")
    assert (void.paid, void.recorded_at, void.receipt_no) == (None, None, "")
    dossier.refresh_from_db()
    assert dossier.payment == "due"
    kept = FeeCorrection.objects.values_list("paid", "voided", "reason")
    assert list(kept) == [(5000, False, "Gõ nhầm"), (8000, True, "Biên lai hủy")]


def test_a_supplement_that_changes_the_facts_changes_the_fee_and_shows_both(world: World) -> None:
    lines = [
        {"key": "phi", "name": "Phí", "kind": "fee", "amount": 12000, "verified": True, "when": 'subject == "hai trang"'},
        {"key": "phi", "name": "Phí", "kind": "fee", "amount": 6000, "verified": True, "when": 'subject == "một trang"'},
    ]  # fmt: skip
    procedure("9.999996", fees=lines)
    with at(MONDAY):
        made = dossiers.receive_at_counter(
            world.reception, counter(procedure_code="9.999996", data={"subject": "hai trang"})
        ).dossier
        fee = made.fees.get()
        record_fee(world.cashier, made.id, fee_id=fee.id, paid=12000, method="cash", receipt_no="BL-9")
        dossiers.request_supplement(world.reception, made.id, items=MISSING, reason="Số trang chưa đúng")
        dossiers.answer_supplement(world.reception, made.id, data={"subject": "một trang"})
    fee.refresh_from_db()
    assert (fee.due_before, fee.due, fee.paid) == (12000, 6000, 12000)


def test_an_envelope_never_has_no_fee_in_silence(world: World) -> None:
    lines = [
        {"key": "phi", "name": "Phí", "kind": "fee", "amount": 2000, "verified": True, "channels": ["DIRECT"]}
    ]
    procedure("9.999995", fees=lines)
    limit = dossiers.ManualLimit(Limit.of(2, "working_day"), "Theo quyết định công bố")
    with at(MONDAY):
        made = dossiers.receive_at_counter(
            world.reception, counter(procedure_code="9.999995", channel="POSTAL", manual_limit=limit)
        ).dossier
    assert made.payment == "unknown"
    assert made.fees.get().due is None


def test_a_limit_is_more_than_nothing(world: World) -> None:
    nothing = dossiers.ManualLimit(Limit(Decimal(0), Limit.of(1, "day").unit), "Không")
    with at(MONDAY), pytest.raises(Refused) as refused:
        dossiers.receive_at_counter(world.reception, counter(channel="POSTAL", manual_limit=nothing))
    assert refused.value.code == "limit_not_positive"


def test_the_counter_takes_no_nonsense(world: World) -> None:
    people = (
        dossiers.PartyInput("owner", "Lê Văn Giấy", phone="abc"),
        dossiers.PartyInput("filer", "Phạm Thị Mẫu"),
    )
    with at(MONDAY), pytest.raises(Invalid) as invalid:
        dossiers.receive_at_counter(world.reception, counter(parties=people, delivery="online"))
    assert {"owner.phone", "filer.citizen_id"} <= {e.field for e in invalid.value.errors}


def test_a_second_extension_and_a_day_off_are_said_plainly(world: World) -> None:
    dossier = approved(world)
    sunday = dossier.due_at + timedelta(days=(6 - dossier.due_at.weekday()) or 7)
    with at(MONDAY):
        with pytest.raises(Refused) as off:
            dossiers.extend_with_apology(world.leader, dossier.id, new_due=sunday, reason="Thiếu người")
        assert off.value.code == "due_on_day_off"
        made = dossiers.extend_with_apology(
            world.leader, dossier.id, new_due=sunday + timedelta(days=1), reason="Thiếu người"
        )
        with pytest.raises(Refused, match="chỉ được gia hạn một lần"):
            dossiers.extend_with_apology(
                world.leader, dossier.id, new_due=sunday + timedelta(days=9), reason="Nữa"
            )
    assert f"{made.new_due.astimezone(MONDAY.tzinfo):%H:%M}" == "17:00"


def test_a_fee_is_paid_in_parts_each_with_its_own_receipt(world: World) -> None:
    dossier = accepted(world)
    fee = dossier.fees.get()
    money = {"fee_id": fee.id, "method": "cash"}

    def state() -> tuple[int | None, str, str]:
        fee.refresh_from_db()
        dossier.refresh_from_db()
        return fee.paid, fee.receipt_no, dossier.payment

    with at(MONDAY):
        record_fee(world.cashier, dossier.id, paid=3000, receipt_no="BL-1", **money)
        assert state() == (3000, "BL-1", "due")
        for paid, number, code in ((6000, "BL-2", "paid_too_much"), (1000, "BL-1", "receipt_no_used")):
            with pytest.raises(Refused) as refused:
                record_fee(world.cashier, dossier.id, paid=paid, receipt_no=number, **money)
            assert refused.value.code == code
        record_fee(world.cashier, dossier.id, fee_id=fee.id, method="transfer", paid=5000, receipt_no="BL-2")
        assert state() == (8000, "BL-1", "paid")
        with pytest.raises(Conflict):
            record_fee(world.cashier, dossier.id, paid=1, receipt_no="BL-3", **money)
        with pytest.raises(Refused) as refused:
            correct_fee(world.cashier, dossier.id, paid=1, receipt_no="BL-9", reason="Nhầm", **money)
        assert refused.value.code == "payment_not_named"
        first, second = fee.payments.all()
        correct_fee(
            world.cashier, dossier.id, payment_id=first.pk, fee_id=fee.id, void=True, reason="Biên lai hủy"
        )
    assert state() == (5000, "BL-2", "due")
    assert [line.pk for line in fee.payments.all()] == [second.pk]
    assert FeeCorrection.objects.get().receipt_no == "BL-1"


def test_what_is_left_of_a_fee_may_be_waived(world: World) -> None:
    dossier = accepted(world)
    fee = dossier.fees.get()
    with at(MONDAY):
        record_fee(world.cashier, dossier.id, fee_id=fee.id, paid=3000, method="cash", receipt_no="BL-1")
        record_fee(world.cashier, dossier.id, fee_id=fee.id, paid=0, method="waived", reason="Hộ nghèo")
    fee.refresh_from_db()
    dossier.refresh_from_db()
    assert (fee.paid, fee.method, fee.receipt_no, dossier.payment) == (3000, "waived", "BL-1", "paid")
