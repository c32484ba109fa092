"""The only door to steering: who reads documents, targets, tasks and meetings, and on which side they act.

The committee's office (and the system's administrator) assigns and judges; it, who monitors and the provincial
committee's leaders see everything, and these leaders give tasks themselves; the head of an agency, or a deputy by
delegation, receives and reports. Nobody judges what they reported themselves, nor what their own agency does.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.files.api import StoredFile
from tinhso.foundation.organisation.api import agency, matters_of, now_of
from tinhso.government.directives.models import Document, Helper, Meeting, Member, Report, Task
from tinhso.government.directives.offices import HEADS, is_head, stands_in
from tinhso.government.directives.rules.moves import ASSIGNER, HEAD
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound

OFFICE = ("steering", "system_admin")
SEES_ALL = (*OFFICE, "monitor")
# Who may open the form that gives a task; `gives` tells a leader of the provincial committee from any other.
GIVERS = (*OFFICE, *HEADS)
# Who opens the room's pages: the office, heads and their people, who watches procedures.
READERS = (*SEES_ALL, *HEADS, "division_head", "specialist", "clerk", "unit_admin")


def assigns(actor: Actor) -> bool:
    """True for the committee's office."""
    return actor.kind == "officer" and actor.account_id is not None and actor.has(*OFFICE)


def chairs(actor: Actor) -> bool:
    """True for a leader of the provincial committee: the chair and the deputies see what the office sees."""
    if actor.agency_id is None or not actor.has(*HEADS):
        return False
    place = agency(actor.agency_id)
    return place.level == "province" and place.kind == "peoples_committee"


def sees_all(actor: Actor) -> bool:
    """True for who sees every task, meeting and report of the province."""
    return actor.kind == "officer" and (actor.has(*SEES_ALL) or chairs(actor))


def gives(actor: Actor) -> bool:
    """True for who may give a task: the office, and the chair and the deputies of the provincial committee."""
    return assigns(actor) or (actor.kind == "officer" and actor.account_id is not None and chairs(actor))


def need_giver(actor: Actor) -> None:
    """Raises Forbidden for whoever gives no tasks."""
    if not gives(actor):
        raise Forbidden(
            "task_givers_only",
            _("Chỉ văn phòng Ban Chỉ đạo và lãnh đạo Ủy ban nhân dân tỉnh giao được nhiệm vụ."),
        )


def need_office(actor: Actor) -> None:
    """Raises Forbidden for everybody but the committee's office."""
    if not assigns(actor):
        raise Forbidden("steering_office_only", _("Chỉ văn phòng Ban Chỉ đạo làm được việc này."))


def reads(actor: Actor) -> bool:
    """True for officers who read internal documents."""
    return actor.kind == "officer" and actor.agency_id is not None and actor.has(*READERS)


def documents(actor: Actor) -> QuerySet[Document]:
    """The documents that this person may read: the public ones, and for officers the internal ones."""
    return Document.objects.all() if reads(actor) else Document.objects.filter(public=True)


def document(actor: Actor, document_id: UUID) -> Document:
    """One document; NotFound for what is not theirs."""
    found = documents(actor).select_related("issuer").filter(pk=document_id).first()
    if found is None:
        raise unknown()
    return found


def tasks(actor: Actor) -> QuerySet[Task]:
    """The tasks that this officer may see: all for the office and monitors, else those of their agency."""
    if actor.kind != "officer" or actor.agency_id is None:
        return Task.objects.none()
    if sees_all(actor):
        return Task.objects.all()
    if not actor.has(*READERS):
        return Task.objects.none()
    helps = Exists(Helper.objects.filter(task=OuterRef("pk"), agency_id=actor.agency_id))
    return Task.objects.filter(matters_of(actor.agency_id, "lead_id") | helps)


def task(actor: Actor, task_id: UUID) -> Task:
    """One task; NotFound for what is not theirs, whether it exists or not."""
    found = tasks(actor).select_related("document", "lead").filter(pk=task_id).first()
    if found is None:
        raise unknown()
    return found


def sides(actor: Actor, row: Task) -> frozenset[str]:
    """On which sides of the task this officer acts."""
    agency_id = now_of(row.lead_id, row.unit_code)
    found = set()
    if is_head(actor, agency_id) or stands_in(actor, agency_id):
        found.add(HEAD)
    if assigns(actor) and HEAD not in found and actor.agency_id != agency_id:
        found.add(ASSIGNER)
    return frozenset(found)


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings that an officer sees: all for the office and monitors, else those they are asked to."""
    if actor.kind != "officer" or actor.account_id is None:
        return Meeting.objects.none()
    if sees_all(actor):
        return Meeting.objects.all()
    asked = Member.objects.filter(meeting=OuterRef("pk"), account_id=actor.account_id)
    return Meeting.objects.filter(Exists(asked))


def meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """One meeting; NotFound for what is not theirs."""
    found = meetings(actor).filter(pk=meeting_id).first()
    if found is None:
        raise unknown()
    return found


def may_read_document_file(actor: Actor, document_id: str, stored: StoredFile) -> bool:
    """A document's file is as public as the document."""
    return documents(actor).filter(pk=document_id).exists()


def may_read_task_file(actor: Actor, task_id: str, stored: StoredFile) -> bool:
    """Evidence is read by whoever sees the task."""
    return tasks(actor).filter(pk=task_id).exists()


def may_read_meeting_file(actor: Actor, meeting_id: str, stored: StoredFile) -> bool:
    """Papers are read by whoever is asked to the meeting."""
    return meetings(actor).filter(pk=meeting_id).exists()


def reports(actor: Actor) -> QuerySet[Report]:
    """The kept reports: all for the office and monitors, else those of the own agency."""
    if not reads(actor) or actor.agency_id is None:
        return Report.objects.none()
    return Report.objects.all() if sees_all(actor) else Report.objects.filter(agency_id=actor.agency_id)


def report(actor: Actor, report_id: UUID) -> Report:
    """One report; NotFound for what is not theirs."""
    found = reports(actor).filter(pk=report_id).first()
    if found is None:
        raise unknown()
    return found


def unknown() -> NotFound:
    """The same answer for what does not exist and for what is not yours."""
    return NotFound(
        "directive_unknown",
        _("Không tìm thấy nội dung này, hoặc bạn không có quyền xem."),
        way_out=_("Mở lại từ danh sách của bạn."),
    )
