"""How tasks are told on pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.worktime.api import now
from tinhso.government.directives.actions.watch import standing_of
from tinhso.government.directives.models import Task
from tinhso.government.directives.rules.moves import ASSIGNED, REPORTED, STATES
from tinhso.government.directives.rules.standing import STANDINGS
from tinhso.lib.dates import vi_date

TONES = {"overdue": "red", "at_risk": "amber", "soon": "amber", "fine": "green", "waiting": "blue",
         "on_time": "green", "late": "red", "dropped": "neutral"}  # fmt: skip


def told(task: Task) -> dict[str, str]:
    """State and standing of a task, with the standing's tone."""
    stands = standing_of(task, now())
    return {"state": STATES[task.state], "standing": STANDINGS[stands], "tone": TONES[stands], "key": stands}


def waits(task: Task, head: str) -> str:
    """Whose turn it is, and for what."""
    who = head or _("người đứng đầu (chưa khai tên)")
    if task.state == ASSIGNED:
        return _("Chờ %(who)s nhận nhiệm vụ") % {"who": who}
    if task.state == REPORTED:
        return _("Chờ văn phòng Ban Chỉ đạo nghiệm thu")
    return _("Chờ %(who)s thực hiện, báo cáo") % {"who": who}


def verbs() -> dict[str, str]:
    """What happened, in the past."""
    return {
        "assign": _("Giao nhiệm vụ"),
        "receive": _("Nhận nhiệm vụ"),
        "progress": _("Báo cáo tiến độ"),
        "report": _("Báo cáo hoàn thành"),
        "accept": _("Nghiệm thu"),
        "send_back": _("Trả lại làm tiếp"),
        "extend": _("Gia hạn"),
        "cancel": _("Hủy nhiệm vụ"),
    }


def timeline(task: Task) -> list[dict[str, Any]]:
    """Everything that happened, with whoever did it, in that agency; then what comes next."""
    names: dict[Any, str] = {}
    items: list[dict[str, Any]] = []
    said = verbs()
    for turn in task.turns.all():
        if turn.by_id is not None and turn.by_id not in names:
            names[turn.by_id] = person_name(turn.by_id)
        parts = [names.get(turn.by_id, ""), agency(turn.agency_id).name if turn.agency_id else ""]
        note = ", ".join(part for part in parts if part)
        if turn.progress is not None and turn.verb == "progress":
            note += f" · {turn.progress} %"
        if turn.due_before is not None:
            note += " · " + _("hạn trước là %(day)s") % {"day": vi_date(turn.due_before)}
        if turn.text:
            note += f" · {turn.text}"
        state = "stopped" if turn.verb == "cancel" else "done"
        items.append({"title": said[turn.verb], "note": note, "state": state, "at": turn.at})
    if task.next_due is not None:
        items.append(
            {"title": _("Việc tiếp theo"), "note": waits(task, ""), "state": "now", "at": task.next_due}
        )
    return items
