"""Tasks: my own, what I gave, all; one with its history; what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.files import api as files
from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of, person_name
from tinhso.foundation.organisation.api import agency, now_of
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.directives import access, offices
from tinhso.government.directives.actions import carry, judge
from tinhso.government.directives.models import Task
from tinhso.government.directives.queries import lists
from tinhso.government.directives.queries.lists import Wanted
from tinhso.government.directives.rules import moves
from tinhso.government.directives.rules.figure import Figure
from tinhso.government.directives.views import _frame, words
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound
from tinhso.lib.posted import day, line, typed_day
from tinhso.lib.sheets import workbook


def wanted_of(request: HttpRequest, actor: Actor) -> Wanted:
    """What the address asks for; a head begins with the own tasks, everybody else with all they may see."""
    get = request.GET
    scope = get.get("ai", "mine" if actor.has(*offices.HEADS) and not access.assigns(actor) else "all")
    kind = get.get("loc", "open")
    return Wanted(
        scope if scope in lists.SCOPES else "all",
        kind if kind in lists.KINDS else "open",
        line(get, "q", 100),
        _frame.as_uuid(get.get("cq")),
        _frame.as_uuid(get.get("vb")),
    )


def kept(wanted: Wanted) -> dict[str, str]:
    """The same as an address."""
    return {
        "ai": wanted.scope,
        "loc": wanted.kind,
        "q": wanted.text,
        "cq": str(wanted.agency_id or ""),
        "vb": str(wanted.document_id or ""),
    }


def kind_names() -> dict[str, str]:
    """The lists by name, in the order in which they matter."""
    return {
        "overdue": _("Quá hạn"),
        "at_risk": _("Nguy cơ trễ"),
        "soon": _("Sắp đến hạn"),
        "unread": _("Chưa nhận"),
        "reported": _("Chờ nghiệm thu"),
        "open": _("Đang mở"),
        "closed": _("Đã xong, đã hủy"),
    }


@require_safe
@rule("officer", roles=access.READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """One list with its holder and its deadline in every row, the earliest deadline first."""
    actor = actor_of(request)
    wanted, after = wanted_of(request, actor), request.GET.get("sau", "")
    found, held = lists.tasks(actor, wanted, after), lists.counts(actor, wanted)
    here = kept(wanted)
    link = _frame.pages
    scopes = {"mine": _("Của cơ quan tôi"), "given": _("Tôi giao"), "all": _("Tất cả tôi được xem")}
    page = {
        "nav": _frame.nav(actor, "tasks"),
        "scopes": [
            {
                "label": label,
                "href": link({**here, "ai": key}, "x", "")["first"],
                "current": key == wanted.scope,
            }
            for key, label in scopes.items()
            if key != "given" or access.assigns(actor)
        ],
        "chips": [
            {
                "label": label,
                "count": held[key] if held[key] <= lists.COUNTED else _("hơn 1.000"),
                "href": link({**here, "loc": key}, "x", "")["first"],
                "current": key == wanted.kind,
            }
            for key, label in kind_names().items()
        ],
        "rows": [(task, words.told(task)) for task in found],
        "wanted": wanted,
        "here": here,
        "place": agency(wanted.agency_id).name if wanted.agency_id else "",
        "export": link(here, "x", "")["first"],
        "pages": link(here, after, found.next),
        "title": kind_names()[wanted.kind],
        "office": access.assigns(actor),
    }
    return render(request, "directives/tasks.html", page)


@require_safe
@rule("officer", roles=access.READERS)
def one(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """One task: what to do now, by when, what it is, what happened."""
    actor = actor_of(request)
    task = access.task(actor, task_id)
    place = now_of(task.lead_id, task.unit_code)
    head = offices.head_of(place)
    name = person_name(head) if head else ""
    page = {
        "nav": _frame.nav(actor, "tasks"),
        "task": task,
        "told": words.told(task),
        "place": agency(place).name,
        "was": task.lead.name if place != task.lead_id else "",
        "head": name,
        "waits": words.waits(task, name) if task.next_due else "",
        "offers": [ACTS[move.verb] for move in moves.offered(task.state, access.sides(actor, task))],
        "figure": Figure(task.figure, task.figure_value, task.figure_page),
        "helpers": [helper.agency.name for helper in task.helpers.select_related("agency")],
        "milestones": list(task.milestones.all()),
        "files": files.files_of(Subject("directive_task", task.pk)),
        "turns": words.timeline(task),
        "office": access.assigns(actor),
    }
    return render(request, "directives/task.html", page)


@dataclass(frozen=True)
class Act:
    """One act on a task: its place in the address, what it is called, what it asks, and how it is done."""

    verb: str
    slug: str
    title: str
    about: str
    fields: tuple[str, ...]
    do: Callable[[Actor, Task, HttpRequest, int | None], object]
    kind: str = "primary"


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "")[:20_000]


ACTS: dict[str, Act] = {
    act.verb: act
    for act in (
        Act("receive", "nhan", "Nhận nhiệm vụ", "Bạn nhận nhiệm vụ này với tư cách người đứng đầu cơ quan.", (),
            lambda a, t, r, v: carry.receive(a, t.pk, version=v)),
        Act("progress", "tien-do", "Báo cáo tiến độ", "Ghi phần trăm đã làm và việc đã làm.", ("percent", "text"),
            lambda a, t, r, v: carry.progress(
                a, t.pk, percent=_frame.as_int(r.POST.get("percent", "")), text=_text(r), version=v), "secondary"),
        Act("report", "bao-cao", "Báo cáo hoàn thành", "Ghi kết quả và gửi kèm minh chứng.", ("text", "files"),
            lambda a, t, r, v: carry.report(
                a, t.pk, text=_text(r), file_ids=_frame.taken_files(r, a), version=v)),
        Act("accept", "nghiem-thu", "Nghiệm thu", "Kết quả đạt yêu cầu; nhiệm vụ kết thúc.", ("note",),
            lambda a, t, r, v: judge.accept(a, t.pk, text=_text(r), version=v)),
        Act("send_back", "tra-lai", "Trả lại làm tiếp", "Kết quả chưa đạt; hạn giữ nguyên.", ("text",),
            lambda a, t, r, v: judge.send_back(a, t.pk, text=_text(r), version=v), "secondary"),
        Act("extend", "gia-han", "Gia hạn", "Hạn cũ và lý do được giữ trong lịch sử.", ("due", "text"),
            lambda a, t, r, v: judge.extend(a, t.pk, due=day(r.POST, "due"), text=_text(r), version=v), "secondary"),
        Act("cancel", "huy", "Hủy nhiệm vụ", "Nhiệm vụ không còn phải làm.", ("text",),
            lambda a, t, r, v: judge.cancel(a, t.pk, text=_text(r), version=v), "warning"),
    )
}  # fmt: skip
BY_SLUG = {act.slug: act for act in ACTS.values()}


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.READERS)
def act_page(request: HttpRequest, task_id: UUID, task_act: str) -> HttpResponse:
    """What the act asks; then done, or told what is wrong with everything kept."""
    actor = actor_of(request)
    task = access.task(actor, task_id)
    act = BY_SLUG.get(task_act)
    if act is None:
        raise NotFound("act_unknown", _("Không có thao tác này."))
    errors: dict[str, str] = {}
    if request.method == "POST":
        seen = _frame.as_int(request.POST.get("version", ""))
        _made, errors = _frame.attempt(lambda: act.do(actor, task, request, seen or 0))
        if not errors:
            messages.success(request, _("Đã xong: %(act)s.") % {"act": act.title})
            return HttpResponseRedirect(reverse("directives:task", args=[task.pk]))
        task.refresh_from_db()
    page = {
        "task": task,
        "act": act,
        "errors": errors,
        "typed": request.POST,
        "due": typed_day(request.POST, "due") if request.POST else task.due_at.astimezone(ZONE).date(),
        "open_now": act.verb in {move.verb for move in moves.offered(task.state, access.sides(actor, task))},
    }
    return render(request, "directives/act.html", page, status=422 if errors else 200)


HEADER = (("Nhiệm vụ", 60), ("Sản phẩm", 40), ("Văn bản", 20), ("Cơ quan chủ trì", 40), ("Trạng thái", 24),
          ("Đánh giá", 16), ("Tiến độ (%)", 12), ("Hạn", 12), ("Mẫu", 8))  # fmt: skip


def _lines(actor: Actor, wanted: Wanted) -> Iterator[list[str | int]]:
    rows = lists.narrowed(actor, wanted).select_related("document", "lead").order_by("due_at", "pk")
    for task in rows.iterator(500):
        said = words.told(task)
        place = now_of(task.lead_id, task.unit_code)
        yield [
            task.title, task.product, task.document.notation, agency(place).name, said["state"], said["standing"],
            task.progress, f"{task.due_at.astimezone(ZONE):%d/%m/%Y}", "Trình diễn" if task.demo else "",
        ]  # fmt: skip


@require_safe
@rule("officer", roles=access.READERS)
def export(request: HttpRequest, task_table: str) -> Any:
    """The list as a table: XLSX, or CSV whose texts no spreadsheet takes for a formula."""
    actor = actor_of(request)
    rows = _lines(actor, wanted_of(request, actor))
    if task_table == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answer = StreamingHttpResponse(workbook("Nhiệm vụ", HEADER, rows), content_type=kind)
    elif task_table == "csv":
        heads: list[str | int] = [title for title, _width in HEADER]
        every = [heads, *rows]
        text = "\ufeff" + "".join(",".join(map(_cell, row)) + "\r\n" for row in every)
        answer = StreamingHttpResponse([text.encode()], content_type="text/csv; charset=utf-8")
    else:
        raise NotFound("table_unknown", _("Không có bảng này."))
    answer["Content-Disposition"] = f'attachment; filename="nhiem-vu.{task_table}"'
    return answer


def _cell(value: str | int) -> str:
    text = str(value)
    if text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"'
