"""Give a task: of one document, or from a figure that another room shows, with the form filled in."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of
from tinhso.foundation.organisation.api import agency_by_slug
from tinhso.government.directives import access
from tinhso.government.directives.actions.assign import Assignment, assign
from tinhso.government.directives.models import Document
from tinhso.government.directives.queries import lists
from tinhso.government.directives.rules.figure import Figure
from tinhso.government.directives.views import _frame
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.posted import day, line, typed_day

MOST_DOCUMENTS = 200


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.GIVERS)
def give(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Give a task of this document to the head of an agency."""
    actor = actor_of(request)
    access.need_giver(actor)
    return _page(request, actor, access.document(actor, document_id))


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.GIVERS)
def from_figure(request: HttpRequest) -> HttpResponse:
    """The same with the form filled in from a figure: `?chi_so=…&don_vi=…&gia_tri=…[&trang=…]`.

    `chi_so` names the index as its page does, `don_vi` is the agency's id or slug, `gia_tri` the figure as it is
    shown, `trang` the address on this site that opens it. The document that asks for the task is chosen on the form.
    """
    actor = actor_of(request)
    access.need_giver(actor)
    chosen = _frame.as_uuid(request.POST.get("document"))
    return _page(request, actor, access.document(actor, chosen) if chosen else None)


def _page(request: HttpRequest, actor: Actor, document: Document | None) -> HttpResponse:
    post, fixed = request.POST, document is not None and "document" not in request.POST
    errors: dict[str, str] = {}
    if request.method == "POST":
        made, errors = _frame.attempt(lambda: assign(actor, _chosen(document), _assignment(post)))
        if made is not None:
            messages.success(request, _("Đã giao nhiệm vụ."))
            return HttpResponseRedirect(reverse("directives:task", args=[made.pk]))
    typed = post if request.method == "POST" else _told(request.GET)
    page = {
        "nav": _frame.nav(actor, "documents" if fixed else "tasks"),
        "document": document if fixed else None,
        "documents": [] if fixed else _documents(actor),
        "figure": Figure(line(typed, "chi_so", 300), line(typed, "gia_tri", 60), line(typed, "trang", 300)),
        "typed": typed,
        "due": typed_day(post, "due") if post else None,
        "errors": errors,
        "agencies": _frame.agency_groups(),
        "targets": [(str(one.pk), one.name) for one in document.targets.order_by("pk")] if document else [],
    }
    return render(request, "directives/give.html", page, status=422 if errors else 200)


def _chosen(document: Document | None) -> UUID:
    if document is None:
        raise Refused("document_needed", _("Hãy chọn văn bản giao nhiệm vụ này."), field="document")
    return document.pk


def _told(get: QueryDict) -> QueryDict:
    """The form as the address fills it in; an agency that is not known is left to be chosen."""
    filled = QueryDict(mutable=True)
    for name, longest in (("chi_so", 300), ("gia_tri", 60), ("trang", 300)):
        filled[name] = line(get, name, longest)
    filled["lead"] = _lead(line(get, "don_vi", 80))
    if filled["chi_so"]:
        filled["title"] = _("Nâng “%(name)s”") % {"name": filled["chi_so"]}
    return filled


def _lead(typed: str) -> str:
    if not typed or _frame.as_uuid(typed):
        return typed
    try:
        return str(agency_by_slug(typed).id)
    except NotFound:
        return ""


def _documents(actor: Actor) -> list[tuple[str, str]]:
    """The documents to choose from, the newest first."""
    rows = lists.documents(actor, limit=MOST_DOCUMENTS)
    return [(str(row.pk), f"{row.notation or row.title} – {row.title}"[:120]) for row in rows]


def _assignment(post: QueryDict) -> Assignment:
    return Assignment(
        title=line(post, "title", 500),
        product=line(post, "product", 500),
        lead_id=_frame.as_uuid(post.get("lead")),
        due=day(post, "due"),
        helpers=[found for text in post.getlist("helpers") if (found := _frame.as_uuid(text))],
        milestones=_milestones(post.get("milestones", "")[:8000]),
        urgent=post.get("urgent") == "1",
        target_id=_frame.as_uuid(post.get("target")),
        figure=Figure(line(post, "chi_so", 300), line(post, "gia_tri", 60), line(post, "trang", 300)),
    )


def _milestones(text: str) -> list[tuple[date, str]]:
    """One line each: 31/12/2026 then the milestone. Raises Refused for a line without a day."""
    found = []
    for typed in text.splitlines():
        if not typed.strip():
            continue
        first, _space, name = typed.strip().partition(" ")
        when = day({"day": first.rstrip(":")}, "day")
        if when is None or not name.strip():
            raise Refused(
                "milestone_form", _("Mỗi mốc một dòng: 31/12/2026 rồi đến tên mốc."), field="milestones"
            )
        found.append((when, name.strip(" :-–")))
    return found
