"""What the room tells heads, assigners and members, in the same transaction as the act (outbox)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import override

from tinhso.foundation.notices.api import notify
from tinhso.foundation.organisation.api import agency, now_of
from tinhso.foundation.records.api import Subject
from tinhso.government.directives.models import Meeting, Task
from tinhso.government.directives.offices import head_of
from tinhso.lib.dates import vi_date, vi_moment


def assigned(task: Task) -> None:
    """A new task for the head."""
    _to_head("directive_assigned", task, due=vi_date(task.due_at), by=vi_moment(task.answer_by))


def reported(task: Task) -> None:
    """A report waits for judgement."""
    to_assigner("directive_reported", task, agency=holder_name(task), by=vi_moment(task.answer_by))


def accepted(task: Task) -> None:
    """Done."""
    _to_head("directive_accepted", task)


def returned(task: Task, reason: str) -> None:
    """It goes on."""
    _to_head("directive_returned", task, reason=reason, due=vi_date(task.due_at))


def extended(task: Task, reason: str) -> None:
    """A later deadline."""
    _to_head("directive_extended", task, due=vi_date(task.due_at), reason=reason)


def cancelled(task: Task, reason: str) -> None:
    """No more."""
    _to_head("directive_cancelled", task, reason=reason)


def due_soon(task: Task) -> None:
    """The deadline comes near."""
    _to_head("directive_due_soon", task, due=vi_date(task.due_at), progress=task.progress)


def escalated(key: str, task: Task, committee: Iterable[UUID]) -> None:
    """At risk, overdue or not taken: the head, the assigner and the committee's office, each once."""
    said: dict[str, Any] = {"agency": holder_name(task)}
    if key == "directive_not_taken":
        said["by"] = vi_moment(task.answer_by)
    else:
        said |= {"due": vi_date(task.due_at), "progress": task.progress}
    people = {*committee, task.assigned_by_id, head_of(now_of(task.lead_id, task.unit_code))}
    for account_id in sorted((one for one in people if one is not None), key=str):
        _tell(key, task, account_id, **said)


def to_assigner(key: str, task: Task, **said: Any) -> None:
    """Whoever gave the task."""
    if task.assigned_by_id is not None:
        _tell(key, task, task.assigned_by_id, **said)


def invited(meeting: Meeting, account_id: UUID) -> None:
    """Asked to a meeting."""
    _of_meeting("meeting_invited", meeting, account_id, id=str(meeting.pk), place=meeting.place)


def called_off(meeting: Meeting, account_id: UUID) -> None:
    """It does not take place."""
    _of_meeting("meeting_called_off", meeting, account_id)


def holder_name(task: Task) -> str:
    """The agency that has the task today."""
    return agency(now_of(task.lead_id, task.unit_code)).name


def _to_head(key: str, task: Task, **said: Any) -> None:
    head = head_of(now_of(task.lead_id, task.unit_code))
    if head is not None:
        _tell(key, task, head, **said)


def _tell(key: str, task: Task, account_id: UUID, **said: Any) -> None:
    about = task.document.notation or task.document.title
    with override("vi"):
        context = {"id": str(task.pk), "task": task.title, "document": about, **said}
        notify(key, account_id, context, Subject("directive_task", task.pk))


def _of_meeting(key: str, meeting: Meeting, account_id: UUID, **said: Any) -> None:
    with override("vi"):
        context = {"title": meeting.title, "at": vi_moment(meeting.begins_at), **said}
        notify(key, account_id, context, Subject("steering_meeting", meeting.pk))
