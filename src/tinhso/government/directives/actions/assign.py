"""Give a task to the head of an agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.directives import access, events
from tinhso.government.directives.actions._frame import (
    TO_RECEIVE,
    after_now,
    end_of,
    in_working_days,
    keep_turn,
    place_next,
    words,
)
from tinhso.government.directives.models import Helper, Milestone, Target, Task
from tinhso.government.directives.rules.figure import Figure
from tinhso.government.directives.rules.moves import ASSIGNED
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

NO_FIGURE = Figure()


@dataclass(frozen=True)
class Assignment:
    """What is typed of a task. `milestones`: day and name of each; `helpers`: agencies that work along."""

    title: str
    product: str
    lead_id: UUID | None
    due: date | None
    helpers: Sequence[UUID] = ()
    milestones: Sequence[tuple[date, str]] = field(default_factory=tuple)
    urgent: bool = False
    target_id: UUID | None = None
    figure: Figure = NO_FIGURE


@act("directive_task.assign")
def assign(actor: Actor, document_id: UUID, wanted: Assignment, *, demo: bool = False) -> Task:
    """Give a task of a document to an agency's head. Raises Forbidden, Refused with the field."""
    access.need_giver(actor)
    document = access.document(actor, document_id)
    title = words(wanted.title, "title", 500, needed=_("Hãy ghi nhiệm vụ."))
    product = words(wanted.product, "product", 500, needed=_("Hãy ghi sản phẩm phải có."))
    lead_id = _lead(actor, wanted.lead_id)
    due = after_now(wanted.due)
    for day, _name in wanted.milestones:
        if not today() <= day <= due.date():
            raise Refused("milestone_outside", _("Mốc phải từ hôm nay đến hạn."), field="milestones")
    task = Task(
        document=document,
        target=Target.objects.filter(document=document, pk=wanted.target_id).first()
        if wanted.target_id
        else None,
        title=title,
        product=product,
        lead_id=lead_id,
        urgent=wanted.urgent,
        state=ASSIGNED,
        assigned_by_id=actor.account_id,
        assigner_id=actor.agency_id,
        assigned_at=now(),
        due_at=due,
        answer_by=min(in_working_days(TO_RECEIVE), due),
        figure=words(wanted.figure.name, "chi_so", 300),
        figure_value=words(wanted.figure.value, "gia_tri", 60),
        figure_page=words(wanted.figure.href, "trang", 300),
        demo=demo,
    )
    task.fill_search()
    place_next(task, now())
    task.save()
    for helper_id in {one for one in wanted.helpers if one != lead_id}:
        Helper.objects.create(task=task, agency_id=agency(helper_id).id)
    Milestone.objects.bulk_create(
        Milestone(task=task, due_at=end_of(day), name=words(name, "milestones", 300))
        for day, name in wanted.milestones
    )
    keep_turn(actor, task, "assign")
    facts = {"document": document.pk, "agency": lead_id, "due": due}
    record(actor, "directive_task.assign", Subject("directive_task", task.pk), facts, {"title": title})
    events.assigned(task)
    return task


def _lead(actor: Actor, lead_id: UUID | None) -> UUID:
    if lead_id is None:
        raise Refused("lead_needed", _("Hãy chọn cơ quan chủ trì."), field="lead")
    found = agency(lead_id)
    if found.valid_to is not None and found.valid_to < today():
        raise Refused("lead_ended", _("Cơ quan này đã kết thúc hoạt động."), field="lead")
    if found.id == actor.agency_id:
        raise Refused(
            "lead_own",
            _("Không giao nhiệm vụ cho chính cơ quan của bạn: không ai tự nghiệm thu."),
            field="lead",
        )
    return found.id
