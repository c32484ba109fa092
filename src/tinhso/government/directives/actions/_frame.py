"""The frame of every verb on a task: one transaction, the row locked, the table asked, a turn and an event kept."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import ZONE, Limit, Unit, calendar, now
from tinhso.government.directives import access
from tinhso.government.directives.models import Task, Turn
from tinhso.government.directives.rules import moves, standing
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused
from tinhso.lib.text import clean

# Working days to receive an assignment, and to judge a report.
TO_RECEIVE, TO_JUDGE = 2, 5


def end_of(day: date) -> datetime:
    """The last moment of a day on the province's clock: a deadline without an hour."""
    return datetime.combine(day, time(23, 59), ZONE)


def in_working_days(days: int) -> datetime:
    """So many working days from now."""
    return calendar().add(now(), Limit(Decimal(days), Unit.WORKING_DAY))


def take_up(
    actor: Actor, task_id: UUID, verb: str, *, reason: str = "", version: int | None = None
) -> tuple[Task, moves.Move]:
    """The task, locked until the act ends, and the move that the table allows.

    Raises NotFound when the actor may not know of it, Conflict for an old page or a wrong state, Forbidden on a
    wrong side, Refused without words where some are needed.
    """
    access.task(actor, task_id)
    task = Task.objects.select_for_update(of=("self",)).select_related("document", "lead").get(pk=task_id)
    if version is not None and version != task.version:
        raise Conflict(
            "stale_page",
            _("Nhiệm vụ đã thay đổi sau khi bạn mở trang này."),
            way_out=_("Tải lại trang, kiểm tra thay đổi rồi làm lại."),
        )
    sides = access.sides(actor, task)
    if fault := moves.judge(verb, task.state, sides, reason):
        _refuse(fault)
    if verb in ("accept", "send_back") and task.reported_by_id == actor.account_id:
        raise Forbidden("own_report", _("Không ai tự nghiệm thu báo cáo của mình."))
    return task, moves.MOVES[verb]


def _refuse(fault: str) -> None:
    if fault == "reason":
        raise Refused("reason_needed", _("Hãy viết nội dung hoặc lý do."), field="text")
    if fault == "side":
        raise Forbidden(
            "wrong_side",
            _("Bạn không phải người được làm việc này với nhiệm vụ."),
            way_out=_("Người đứng đầu cơ quan nhận và báo cáo; văn phòng Ban Chỉ đạo nghiệm thu."),
        )
    raise Conflict(
        "move_not_allowed",
        _("Nhiệm vụ đang ở trạng thái không cho làm việc này."),
        way_out=_("Tải lại trang để xem việc tiếp theo."),
    )


def finish(
    actor: Actor,
    task: Task,
    move: moves.Move,
    *,
    text: str = "",
    progress: int | None = None,
    due_before: datetime | None = None,
) -> Turn:
    """Put the task into the move's state with its next moment; keep the turn and the event (references only)."""
    moment, before = now(), task.state
    task.state = move.after or task.state
    place_next(task, moment)
    task.version += 1
    task.save()
    turn = keep_turn(
        actor, task, move.verb, before=before, text=text, progress=progress, due_before=due_before
    )
    facts: dict[str, Any] = {"state": task.state, "version": task.version, "agency": task.lead_id}
    if progress is not None:
        facts["progress"] = progress
    if due_before is not None:
        facts |= {"due": task.due_at, "due_before": due_before}
    digests = {"text": text} if text else None
    record(actor, f"directive_task.{move.verb}", Subject("directive_task", task.pk), facts, digests)
    return turn


def place_next(task: Task, moment: datetime) -> None:
    """Set by when its holder must do the next thing, and when it was closed."""
    steps = list(task.milestones.values_list("due_at", flat=True))
    task.next_due = standing.next_moment(
        task.state, due=task.due_at, answer_by=task.answer_by, milestones=steps, now=moment
    )
    task.closed_at = moment if task.next_due is None else None


def keep_turn(actor: Actor, task: Task, verb: str, *, before: str = "", **said: Any) -> Turn:
    """One line of the task's history, with whoever acted in which capacity."""
    last = task.turns.aggregate(last=Max("ordinal"))["last"] or 0
    return Turn.objects.create(
        task=task,
        ordinal=last + 1,
        verb=verb,
        before=before,
        after=task.state,
        at=now(),
        by_id=actor.account_id,
        capacity_id=actor.capacity_id,
        agency_id=actor.agency_id,
        **said,
    )


def words(value: str, field: str, longest: int, *, needed: str = "") -> str:
    """A text that was typed, cleaned; refused when too long, or empty where `needed` says what is missing."""
    text = clean(value)
    if needed and not text:
        raise Refused("text_needed", needed, field=field)
    if len(text) > longest:
        raise Refused("too_long", _("Chỉ viết tối đa %(n)s ký tự.") % {"n": longest}, field=field)
    return text


def after_now(day: date | None, field: str = "due") -> datetime:
    """The end of a day that still lies ahead; refused otherwise."""
    if day is None:
        raise Refused("day_needed", _("Hãy ghi ngày đúng dạng ngày, tháng, năm."), field=field)
    if end_of(day) <= now() + timedelta(minutes=1):
        raise Refused("day_past", _("Hạn phải sau hôm nay."), field=field)
    return end_of(day)
