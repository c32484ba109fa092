"""Asking the citizen to complete the dossier, all at once (Mẫu 02), and the citizen's answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.dossiers import access, events
from tinhso.government.dossiers._versions import content_of, version_of
from tinhso.government.dossiers.actions._clock import resume_clock
from tinhso.government.dossiers.actions._fees import refigure
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._holding import open_steps, refresh_holder
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import check_move, move
from tinhso.government.dossiers.actions._papers import put_papers
from tinhso.government.dossiers.actions._restart import restart_process
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.sign_notice import ask_if_ruled, check_can_sign
from tinhso.government.dossiers.models import Dossier, SupplementItem, SupplementRequest
from tinhso.government.dossiers.rules.due import citizen_deadline, reception_due
from tinhso.government.dossiers.rules.inputs import Missing, PaperInput
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Invalid, Refused

MOST_ITEMS = 100


@verb("request_supplement")
def request_supplement(
    actor: Actor,
    dossier_id: UUID,
    *,
    items: Sequence[Missing],
    reason: str,
    days: int | None = None,
    repeat_reason: str = "",
    expected_version: int | None = None,
) -> SupplementRequest:
    """Ask for everything that is missing, with a remark on each thing: 1, 2 or 4 → 5.

    `days` is the citizen's deadline in calendar days (default: the version's, else the province's). A second request is
    possible only with `repeat_reason`, and counts against the office. Raises Conflict, Invalid, Refused.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    check_can_sign(actor, "supplement")
    from_state = dossier.state
    move(actor, dossier, "request_supplement", reason=reason)
    ordinal = dossier.supplements.count() + 1
    if ordinal > 1 and not repeat_reason.strip():
        raise Refused(
            "supplement_repeated",
            _("Hồ sơ này đã được yêu cầu bổ sung. Yêu cầu thêm lần nữa bị tính là giải quyết quá hạn."),
            field="repeat_reason",
            way_out=_("Nếu vẫn phải yêu cầu, hãy ghi rõ lý do vì sao lần trước chưa nêu đủ."),
        )
    moment = now()
    content = content_of(dossier)
    request = SupplementRequest.objects.create(
        dossier=dossier,
        ordinal=ordinal,
        reason=text(reason, "reason", 2000, needed=True),
        repeat_reason=text(repeat_reason, "repeat_reason", 2000) if ordinal > 1 else "",
        requested_at=moment,
        requested_by_id=actor.account_id,
        agency_id=actor.agency_id or dossier.received_at_id,
        before_acceptance=dossier.accepted_at is None,
        from_state=from_state,
        deadline=_deadline(moment, days or content.supplement_days or setting("supplement_days")),
        policy=content.supplement_policy if dossier.accepted_at else "none",
        old_due=dossier.due_at,
    )
    _put_items(request, items)
    dossier.paused_at = moment
    refresh_holder(dossier, request.deadline)
    save(dossier, moment)
    note_event(
        actor,
        "request_supplement",
        dossier,
        {"ordinal": ordinal, "items": len(items), "deadline": request.deadline, "policy": request.policy},
        reason=request.reason,
        repeat_reason=request.repeat_reason,
    )
    events.supplement_requested(actor, dossier, request)
    ask_if_ruled(actor, dossier, "supplement", str(ordinal))
    return request


@verb("answer_supplement")
def answer_supplement(
    actor: Actor,
    dossier_id: UUID,
    *,
    data: Mapping[str, Any] | None = None,
    papers: Iterable[PaperInput] = (),
    note: str = "",
    secret: str = "",
    answered_at: datetime | None = None,
    expected_version: int | None = None,
) -> SupplementRequest:
    """Answer the open request: 5 → where it was asked from, with the clock set by the version's policy.

    `data` is the whole form, corrected; earlier papers of an answered component stay, marked replaced.
    `answered_at` is told by the connection to the national portal alone: the clock runs from the answer there, not
    from when it reached us. A receipt answers only where no account filed: an answer changes what the person declared.
    Raises Conflict when nothing is asked, Invalid when the form has faults, Forbidden `own_account_needed`.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version, secret=secret)
    access.check_own_account(actor, dossier)
    request = dossier.supplements.filter(answered_at=None, closed_at=None).first()
    if request is None:
        check_move(actor, dossier, "answer_supplement", secret=secret)
        raise Conflict("nothing_asked", _("Hồ sơ không có yêu cầu bổ sung nào đang chờ."))
    moment = now()
    answered = _moment_of_answer(actor, request, answered_at, moment)
    given = list(papers)
    move(actor, dossier, "answer_supplement", after=request.from_state, secret=secret)
    if data is not None:
        dossier.data = _clean(dossier, data)
    wanted = procedures.components(version_of(dossier), dossier.data, dossier.channel)
    put_papers(actor, dossier, given, wanted, moment, supplement=request)
    _mark(request, given, data is not None)
    changed = refigure(dossier) if data is not None else []
    _resume(actor, dossier, request, answered)
    request.answered_at, request.answered_by_id = answered, actor.account_id
    request.answer_note = text(note, "note", 2000)
    request.new_due = dossier.due_at
    request.save()
    save(dossier, moment)
    note_event(
        actor,
        "answer_supplement",
        dossier,
        {
            "ordinal": request.ordinal,
            "papers": len(given),
            "form": data is not None,
            "due": dossier.due_at,
            "fees": changed,
        },
        note=request.answer_note,
    )
    events.supplement_answered(actor, dossier, request)
    return request


def _moment_of_answer(
    actor: Actor, request: SupplementRequest, told: datetime | None, moment: datetime
) -> datetime:
    """When the person answered: now, or what the portal tells, within the time that the request was open."""
    if told is None or actor.kind != "system":
        return moment
    return max(min(told, moment), request.requested_at)


def _resume(actor: Actor, dossier: Dossier, request: SupplementRequest, moment: datetime) -> None:
    """The clock and the holdings after the answer; a first reception starts its 8 hours again."""
    if request.before_acceptance:
        dossier.paused_at = None
        due = dossier.pay_by
        if due is None:
            due = reception_due(calendar(), moment, setting("reception_hours"))
            dossier.reception_due = due
        for step in open_steps(dossier):
            step.due_at, step.overdue_sent = due, False
            step.save(update_fields=["due_at", "overdue_sent"])
    else:
        resume_clock(dossier, request.policy, request.requested_at, moment)
        if request.policy == "restart":
            restart_process(actor, dossier, moment)
    refresh_holder(dossier)


def _clean(dossier: Dossier, data: Mapping[str, Any]) -> dict[str, Any]:
    cleaned, faults = procedures.form(version_of(dossier), for_reader=True).clean(data)
    if faults:
        raise Invalid([FieldError(field, sentence) for field, sentence in faults.items()])
    return cleaned


def _put_items(request: SupplementRequest, items: Sequence[Missing]) -> None:
    """One row per thing; a request without any, or with the same thing twice, is refused."""
    if not items or len(items) > MOST_ITEMS:
        raise Refused(
            "supplement_without_items",
            _("Hãy nêu từng giấy tờ hoặc nội dung cần bổ sung (tối đa %(most)d mục).") % {"most": MOST_ITEMS},
            field="items",
        )
    if len({(i.kind, i.key) for i in items}) != len(items) or {i.kind for i in items} - {
        "component",
        "field",
    }:
        raise Refused("supplement_items_odd", _("Mỗi nội dung chỉ nêu một lần, kèm ghi chú."), field="items")
    SupplementItem.objects.bulk_create(
        [
            SupplementItem(
                request=request,
                kind=item.kind,
                key=text(item.key, f"items.{n}.key", 200, needed=True),
                label=text(item.label, f"items.{n}.label", 600, needed=True),
                remark=text(item.remark, f"items.{n}.remark", 1000, needed=True),
            )
            for n, item in enumerate(items)
        ]
    )


def _mark(request: SupplementRequest, papers: Sequence[PaperInput], form_given: bool) -> None:
    keys = {p.component_key for p in papers}
    request.items.filter(kind="component", key__in=keys).update(answered=True)
    if form_given:
        request.items.filter(kind="field").update(answered=True)


def _deadline(moment: datetime, days: int) -> datetime:
    if not 1 <= days <= 365:
        raise Refused("days_out_of_range", _("Thời hạn bổ sung từ 1 đến 365 ngày."), field="days")
    return citizen_deadline(calendar(), moment, days)
