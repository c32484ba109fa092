"""Call a meeting, answer, keep its minutes, and make a task of what was concluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import ZONE, now
from tinhso.government.directives import access, events
from tinhso.government.directives.actions._frame import words
from tinhso.government.directives.actions.assign import Assignment, assign
from tinhso.government.directives.models import Conclusion, Document, Meeting, Member, Task
from tinhso.lib.actor import Actor
from tinhso.lib.dates import vi_date
from tinhso.lib.errors import Conflict, NotFound, Refused


@dataclass(frozen=True)
class Invitation:
    """What is typed of a meeting; `members`: account and agency of each."""

    title: str
    begins_at: datetime | None
    place: str
    agenda: str
    members: Sequence[tuple[UUID, UUID]]
    chair: str = ""


@act("meeting.call")
def call(actor: Actor, wanted: Invitation, file_ids: Sequence[UUID] = (), *, demo: bool = False) -> Meeting:
    """Put it into the calendar and invite everybody; papers are files. Raises Forbidden, Refused."""
    access.need_office(actor)
    title = words(wanted.title, "title", 300, needed=_("Hãy ghi nội dung cuộc họp."))
    place = words(wanted.place, "place", 300, needed=_("Hãy ghi nơi họp."))
    agenda = words(wanted.agenda, "agenda", 8000, needed=_("Hãy ghi chương trình họp."))
    if wanted.begins_at is None or wanted.begins_at <= now():
        raise Refused("moment_needed", _("Hãy ghi ngày giờ họp, sau bây giờ."), field="day")
    if not wanted.members:
        raise Refused("members_needed", _("Hãy chọn ít nhất một người dự họp."), field="members")
    meeting = Meeting.objects.create(
        title=title,
        begins_at=wanted.begins_at,
        place=place,
        agenda=agenda,
        chair=words(wanted.chair, "chair", 200),
        called_by_id=actor.account_id,
        called_at=now(),
        demo=demo,
    )
    for account_id, agency_id in dict(wanted.members).items():
        Member.objects.create(meeting=meeting, account_id=account_id, agency_id=agency_id)
        events.invited(meeting, account_id)
    subject = Subject("steering_meeting", meeting.pk)
    for file_id in file_ids:
        files.attach(file_id, subject)
    record(actor, "meeting.call", subject, {"at": meeting.begins_at, "members": len(wanted.members)})
    return meeting


@act("meeting.answer")
def answer(actor: Actor, meeting_id: UUID, *, coming: bool, why_not: str = "") -> Member:
    """Whoever is asked says whether they come; an absence has its reason. It may be changed until it begins."""
    meeting = _planned(actor, meeting_id)
    mine = meeting.members.filter(account_id=actor.account_id) if actor.account_id else Member.objects.none()
    row = mine.select_for_update().first()
    if row is None:
        raise access.unknown()
    row.why_not = "" if coming else words(why_not, "why_not", 500, needed=_("Hãy ghi lý do không dự được."))
    row.coming, row.answered_at = coming, now()
    row.save()
    record(actor, "meeting.answer", Subject("steering_meeting", meeting.pk), {"coming": int(coming)})
    return row


@act("meeting.minute")
def minute(
    actor: Actor, meeting_id: UUID, *, minutes: str, came: Sequence[UUID], conclusions: Sequence[str]
) -> Meeting:
    """Keep the minutes: what was said, who was there, what was concluded."""
    access.need_office(actor)
    meeting = _planned(actor, meeting_id)
    if meeting.begins_at > now():
        raise Refused("not_yet", _("Cuộc họp chưa bắt đầu."), field="minutes")
    meeting.minutes = words(minutes, "minutes", 20_000, needed=_("Hãy ghi biên bản."))
    meeting.state = Meeting.State.HELD
    meeting.save()
    meeting.members.filter(account_id__in=came).update(came=True)
    meeting.members.exclude(account_id__in=came).update(came=False)
    said = [words(text, "conclusions", 500) for text in conclusions]
    Conclusion.objects.bulk_create(
        Conclusion(meeting=meeting, ordinal=number, text=text)
        for number, text in enumerate((text for text in said if text), 1)
    )
    facts = {"came": len(came), "conclusions": meeting.conclusions.count()}
    record(
        actor, "meeting.minute", Subject("steering_meeting", meeting.pk), facts, {"minutes": meeting.minutes}
    )
    return meeting


@act("meeting.call_off")
def call_off(actor: Actor, meeting_id: UUID) -> Meeting:
    """It does not take place; everybody asked is told."""
    access.need_office(actor)
    meeting = _planned(actor, meeting_id)
    meeting.state = Meeting.State.CALLED_OFF
    meeting.save()
    for account_id in meeting.members.values_list("account_id", flat=True):
        events.called_off(meeting, account_id)
    record(actor, "meeting.call_off", Subject("steering_meeting", meeting.pk))
    return meeting


@act("meeting.to_task")
def to_task(actor: Actor, meeting_id: UUID, ordinal: int, *, lead_id: UUID | None, due: date | None) -> Task:
    """Make a task of a conclusion: with the meeting's own document of conclusions, made the first time."""
    access.need_office(actor)
    meeting = access.meeting(actor, meeting_id)
    row = Conclusion.objects.select_for_update().filter(meeting=meeting, ordinal=ordinal).first()
    if row is None:
        raise NotFound("conclusion_unknown", _("Không có kết luận này."))
    if row.task_id is not None:
        raise Conflict("conclusion_given", _("Kết luận này đã thành nhiệm vụ."))
    wanted = Assignment(title=row.text, product=_("Thực hiện kết luận cuộc họp"), lead_id=lead_id, due=due)
    row.task = assign(actor, _conclusions_of(actor, meeting).pk, wanted, demo=meeting.demo)
    row.save(update_fields=["task"])
    return row.task


def _conclusions_of(actor: Actor, meeting: Meeting) -> Document:
    """The document that stands for the meeting's conclusions, until the issued one is entered."""
    day = meeting.begins_at.astimezone(ZONE).date()
    row, fresh = Document.objects.get_or_create(
        slug=f"hop-{meeting.pk}",
        defaults={
            "kind": "TB",
            "title": f"Kết luận cuộc họp “{meeting.title}” ngày {vi_date(day)}"[:500],
            "issued_on": day,
            "year": day.year,
            "placed_on": day,
            "entered_by_id": actor.account_id,
            "entered_at": now(),
            "demo": meeting.demo,
        },
    )
    if fresh:
        row.fill_search()
        row.save(update_fields=["search"])
    return row


def _planned(actor: Actor, meeting_id: UUID) -> Meeting:
    access.meeting(actor, meeting_id)
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.state != Meeting.State.PLANNED:
        raise Conflict("meeting_over", _("Cuộc họp này đã họp xong hoặc không họp."))
    return meeting
