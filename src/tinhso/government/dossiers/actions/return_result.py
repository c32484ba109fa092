"""Handing the result over: 9 → 10. Nothing about the due moment stands in its way."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.process import api as process
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import events
from tinhso.government.dossiers.actions._ending import end_work
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import close_step, open_steps
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import move
from tinhso.government.dossiers.actions._office import may_do
from tinhso.government.dossiers.actions._papers import check_file
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.accept import at_desk
from tinhso.government.dossiers.actions.seal_result import check_sealed
from tinhso.government.dossiers.models import Delivery, Dossier, Payment, Result, StepEnd, Transfer
from tinhso.government.dossiers.told import check_posted
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@verb("return_result")
def return_result(
    actor: Actor,
    dossier_id: UUID,
    *,
    how: str = "desk",
    receiver_name: str = "",
    note: str = "",
    file_id: UUID | None = None,
    unpaid_known: bool = False,
    expected_version: int | None = None,
) -> Dossier:
    """Hand the result over at the desk, by post, or by publishing it to the resident.

    At the desk `receiver_name` is needed; by post a sending that was delivered; electronically a file, the
    result's own or `file_id`. While a fee is unpaid, `unpaid_known` says that it is handed over knowingly. Raises Conflict for a stale page, Refused while
    there is no result.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    move(actor, dossier, "return_result")
    _may_return(actor, dossier)
    if how not in Delivery.values:
        raise Refused("delivery_unknown", _("Chọn cách trả kết quả."), field="how")
    result = dossier.result
    check_sealed(dossier)
    receiver = text(receiver_name, "receiver_name", 250)
    _check_handing(dossier, result, how, receiver, file_id)
    unpaid = dossier.payment in (Payment.DUE, Payment.UNKNOWN)
    if unpaid and not unpaid_known and actor.kind != "system":
        raise Refused(
            "fee_unpaid",
            _("Hồ sơ này còn phí, lệ phí chưa nộp."),
            field="unpaid_known",
            way_out=_("Ghi nhận khoản thu trước, hoặc xác nhận vẫn trả khi chưa thu."),
        )
    moment = now()
    remark = text(note, "note", 1000)
    if file_id is not None:
        check_file(actor, file_id)
        files.attach(file_id, Subject("dossier", dossier.pk))
        result.file_id = file_id
    for step in open_steps(dossier):
        if step.process_step_id and dossier.process_run_id:
            process.complete(dossier.process_run_id, step.process_step_id, step.outcomes[0], {})
        close_step(step, actor, moment, StepEnd.DONE, outcome="returned", note=remark)
    end_work(actor, dossier, moment)
    result.handed_at, result.handed_by_id, result.handed_how = moment, actor.account_id, how
    result.receiver_name = receiver
    result.published = result.published or (how == Delivery.ONLINE and result.file_id is not None)
    result.save()
    dossier.returned_at = moment
    save(dossier, moment)
    note_event(
        actor,
        "return_result",
        dossier,
        {"how": how, "finished": dossier.finished_at, "due": dossier.due_at, "unpaid": unpaid},
        receiver=result.receiver_name,
    )
    events.returned(actor, dossier, result)
    return dossier


def _check_handing(dossier: Dossier, result: Result, how: str, receiver: str, file_id: UUID | None) -> None:
    """Somebody takes it at the desk, the post brought it, what is handed over electronically exists."""
    if how == Delivery.DESK and not receiver:
        raise Refused("receiver_needed", _("Hãy ghi tên người nhận kết quả tại quầy."), field="receiver_name")
    if how == Delivery.DESK and dossier.transfer not in (Transfer.NONE, Transfer.GIVEN_BACK):
        raise Refused(
            "result_elsewhere",
            _("Kết quả giấy chưa về nơi người nộp đã nộp hồ sơ, nên chưa trả tại quầy được."),
            field="how",
            way_out=_("Bàn giao kết quả về nơi tiếp nhận bằng danh sách, hoặc trả bản điện tử."),
        )
    if how != Delivery.ONLINE:
        check_posted(dossier.pk, how)
    if how == Delivery.ONLINE and file_id is None and result.file_id is None:
        raise Refused(
            "result_file_needed",
            _("Chưa có bản điện tử của kết quả nên người nộp không có gì để tải."),
            field="file",
            way_out=_("Tải tệp kết quả lên, hoặc trả tại quầy hay qua bưu chính."),
        )


def _may_return(actor: Actor, dossier: Dossier) -> None:
    """The desk's return officers and receivers; otherwise only who may do the open return step."""
    if actor.kind == "system" or actor.has("return_officer", "reception"):
        at_desk(actor, dossier)
        return
    for step in open_steps(dossier):
        may_do(actor, step)
