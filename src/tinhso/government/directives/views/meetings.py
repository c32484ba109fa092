"""Meetings: what comes, one with its people, papers, minutes and conclusions; calling one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.files import api as files
from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of, people_in_role, person_name
from tinhso.foundation.organisation.api import agencies
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import ZONE, now, today
from tinhso.government.directives import access
from tinhso.government.directives.actions import meetings as acts
from tinhso.government.directives.models import Meeting
from tinhso.government.directives.views import _frame
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.keyset import newest_first
from tinhso.lib.posted import day, line, typed_day


@require_safe
@rule("officer", roles=access.READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """What comes, soonest first, and below it every meeting, the newest first."""
    actor, after = actor_of(request), request.GET.get("sau", "")
    rows = access.meetings(actor)
    found = newest_first(rows.exclude(state="planned", begins_at__gte=now()), "begins_at", after, 30)
    page = {
        "nav": _frame.nav(actor, "meetings"),
        "coming": rows.filter(state="planned", begins_at__gte=now()).order_by("begins_at")[:20],
        "answers": dict(rows.filter(members__account=actor.account_id).values_list("pk", "members__coming")),
        "rows": found,
        "pages": _frame.pages({}, after, found.next),
        "office": access.assigns(actor),
    }
    return render(request, "directives/meetings.html", page)


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.OFFICE)
def new(request: HttpRequest) -> HttpResponse:
    """Call a meeting."""
    actor, post = actor_of(request), request.POST
    errors: dict[str, str] = {}
    if request.method == "POST":
        made, errors = _frame.attempt(
            lambda: acts.call(actor, _invitation(post), _frame.taken_files(request, actor))
        )
        if made is not None:
            messages.success(request, _("Đã lên lịch và gửi lời mời."))
            return HttpResponseRedirect(reverse("directives:meeting", args=[made.pk]))
    page = {
        "nav": _frame.nav(actor, "meetings"),
        "typed": post,
        "chosen": post.getlist("members"),
        "day": typed_day(post, "day") if post else None,
        "errors": errors,
        "people": _people(),
    }
    return render(request, "directives/new_meeting.html", page, status=422 if errors else 200)


def _people() -> list[tuple[str, str]]:
    """Who may be asked: leaders of the province's agencies, and the committee's office."""
    found = []
    for place in agencies(today(), level="province"):
        for role in ("leader", "steering"):
            found += [
                (f"{p.account_id}:{place.id}", f"{p.name} – {place.name}")
                for p in people_in_role(place.id, role)
            ]
    return found


def _invitation(post: QueryDict) -> acts.Invitation:
    known = {value for value, _name in _people()}
    members = []
    for chosen in post.getlist("members"):
        if chosen not in known:
            raise Refused("member_unknown", _("Có người không còn trong danh sách."), field="members")
        account, _colon, place = chosen.partition(":")
        members.append((UUID(account), UUID(place)))
    return acts.Invitation(
        title=line(post, "title", 300),
        begins_at=_moment(post),
        place=line(post, "place", 300),
        agenda=post.get("agenda", "")[:20_000],
        members=members,
        chair=line(post, "chair", 200),
    )


def _moment(post: QueryDict) -> datetime | None:
    on = day(post, "day")
    try:
        hour = time.fromisoformat(post.get("hour", "").strip().replace("giờ", ":").replace("h", ":")[:5])
    except ValueError:
        return None
    return datetime.combine(on, hour, ZONE) if on else None


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.READERS)
def one(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting; posted: an answer, the minutes, a conclusion that becomes a task, calling it off."""
    actor = actor_of(request)
    meeting = access.meeting(actor, meeting_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        act = ACTS.get(request.POST.get("viec", ""))
        if act is not None:
            _made, errors = _frame.attempt(lambda: act(actor, meeting, request.POST))
        if not errors:
            return HttpResponseRedirect(reverse("directives:meeting", args=[meeting.pk]))
    members = list(meeting.members.select_related("agency").order_by("agency__sort_key", "pk"))
    page = {
        "nav": _frame.nav(actor, "meetings"),
        "meeting": meeting,
        "members": [(row, person_name(row.account_id)) for row in members],
        "mine": next((row for row in members if row.account_id == actor.account_id), None),
        "conclusions": meeting.conclusions.select_related("task"),
        "files": files.files_of(Subject("steering_meeting", meeting.pk)),
        "agencies": _frame.agency_groups() if access.assigns(actor) and meeting.state == "held" else [],
        "office": access.assigns(actor),
        "begun": meeting.begins_at <= now(),
        "errors": errors,
        "typed": request.POST,
        "came": request.POST.getlist("came"),
    }
    return render(request, "directives/meeting.html", page, status=422 if errors else 200)


def _minute(actor: Actor, meeting: Meeting, post: QueryDict) -> object:
    came = [found for text in post.getlist("came") if (found := _frame.as_uuid(text))]
    said = post.get("conclusions", "")[:20_000].splitlines()
    return acts.minute(
        actor, meeting.pk, minutes=post.get("minutes", "")[:40_000], came=came, conclusions=said
    )


def _answer(actor: Actor, meeting: Meeting, post: QueryDict) -> object:
    coming = post.get("coming")
    if coming not in ("1", "0"):
        raise Refused("answer_needed", _("Hãy chọn dự hay không dự."), field="coming")
    return acts.answer(actor, meeting.pk, coming=coming == "1", why_not=line(post, "why_not", 500))


def _task(actor: Actor, meeting: Meeting, post: QueryDict) -> object:
    number = _frame.as_int(post.get("ordinal", "")) or 0
    return acts.to_task(
        actor, meeting.pk, number, lead_id=_frame.as_uuid(post.get("lead")), due=day(post, "due")
    )


ACTS: dict[str, Callable[[Actor, Meeting, QueryDict], object]] = {
    "tra-loi": _answer,
    "bien-ban": _minute,
    "nhiem-vu": _task,
    "khong-hop": lambda actor, meeting, _post: acts.call_off(actor, meeting.pk),
}
