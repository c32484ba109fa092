"""Documents: the list, one with its chain, targets and tasks; entering, linking, giving a task."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.foundation.files import api as files
from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of
from tinhso.foundation.records.api import Subject
from tinhso.government.directives import access
from tinhso.government.directives.actions.documents import Entry, enter, link
from tinhso.government.directives.models import Document
from tinhso.government.directives.queries import lists
from tinhso.government.directives.queries.lists import Wanted
from tinhso.government.directives.queries.reporting import chain
from tinhso.government.directives.queries.targets import seen
from tinhso.government.directives.rules.kinds import KINDS, LINKS, OTHER, kind_name
from tinhso.government.directives.rules.path import JUDGED
from tinhso.government.directives.views import _frame, chart, words
from tinhso.government.directives.views.targets import TONES
from tinhso.lib.errors import Refused
from tinhso.lib.posted import day, line, typed_day

DAYS = ("issued_on", "valid_from", "valid_to")


@require_safe
@rule("officer", roles=access.READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """Every document that one may read, the newest first."""
    actor, text, after = actor_of(request), line(request.GET, "q", 100), request.GET.get("sau", "")
    kind = request.GET.get("loai", "")
    kind = kind if kind in KINDS else ""
    found = lists.documents(actor, text=text, kind=kind, after=after)
    page = {
        "nav": _frame.nav(actor, "documents"),
        "rows": found,
        "text": text,
        "kind": kind,
        "kinds": KINDS,
        "kind_name": kind_name,
        "pages": _frame.pages({"q": text, "loai": kind}, after, found.next),
        "office": access.assigns(actor),
    }
    return render(request, "directives/documents.html", page)


@require_safe
@rule("officer", roles=access.READERS)
def one(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """One document: what it says of itself, what it does to others, its targets and tasks."""
    return _show(request, document_id, {})


def _show(request: HttpRequest, document_id: UUID, errors: dict[str, str]) -> HttpResponse:
    actor = actor_of(request)
    document = access.document(actor, document_id)
    found = lists.tasks(actor, Wanted(kind="open", document_id=document.pk), limit=20)
    targets = (
        document.targets.select_related("owner")
        .prefetch_related("years", "declarations", "tallies")
        .order_by("pk")
    )
    page = {
        "nav": _frame.nav(actor, "documents"),
        "document": document,
        "kind": kind_name(document.kind, document.kind_name),
        "chain": [(LINKS[kind][0 if mine else 1], other) for kind, mine, other in chain(document)],
        "links": [(key, told[0]) for key, told in LINKS.items()],
        "others": _others(document) if access.assigns(actor) else [],
        "files": files.files_of(Subject("directive", document.pk)),
        "targets": [seen(target) for target in targets],
        "judged": JUDGED,
        "tones": TONES,
        "plain": chart.plain,
        "tasks": [(task, words.told(task)) for task in found],
        "more": f"{reverse('directives:tasks')}?ai=all&vb={document.pk}",
        "office": access.assigns(actor),
        "gives": access.gives(actor),
        "errors": errors,
    }
    return render(request, "directives/document.html", page, status=422 if errors else 200)


def _others(document: Document) -> list[tuple[str, str]]:
    rows = Document.objects.exclude(pk=document.pk).order_by("-placed_on", "-pk")[:300]
    return [
        (str(row.pk), f"{row.notation or kind_name(row.kind, row.kind_name)} – {row.title[:80]}")
        for row in rows
    ]


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.OFFICE)
def edit(request: HttpRequest, document_id: UUID | None = None) -> HttpResponse:
    """Enter a document, or mend one."""
    actor = actor_of(request)
    row = access.document(actor, document_id) if document_id else None
    errors: dict[str, str] = {}
    if request.method == "POST":
        made, errors = _frame.attempt(
            lambda: enter(
                actor, _entry(request.POST), _frame.taken_files(request, actor), document_id=document_id
            )
        )
        if made is not None:
            messages.success(request, _("Đã lưu văn bản."))
            return HttpResponseRedirect(reverse("directives:document", args=[made.pk]))
    page = {
        "nav": _frame.nav(actor, "documents"),
        "row": row,
        "typed": request.POST if request.method == "POST" else _said(row),
        "days": {name: _typed(request, row, name) for name in DAYS},
        "errors": errors,
        "kinds": [*KINDS.items(), (OTHER, _("Loại khác"))],
        "agencies": _frame.agency_groups(),
    }
    return render(request, "directives/edit.html", page, status=422 if errors else 200)


def _typed(request: HttpRequest, row: Document | None, name: str) -> dict[str, str] | date | None:
    if request.method == "POST":
        return typed_day(request.POST, name)
    return getattr(row, name) if row else None


def _said(row: Document | None) -> dict[str, str]:
    if row is None:
        return {}
    names = ("kind", "kind_name", "notation", "title", "signer", "signer_position", "summary")
    return {
        **{name: getattr(row, name) for name in names},
        "issuer": str(row.issuer_id or ""),
        "public": "1" if row.public else "",
    }


def _entry(post: QueryDict) -> Entry:
    return Entry(
        kind=post.get("kind", ""),
        kind_name=line(post, "kind_name", 60),
        notation=line(post, "notation", 60),
        title=line(post, "title", 500),
        issued_on=_day(post, "issued_on"),
        issuer_id=_frame.as_uuid(post.get("issuer")),
        signer=line(post, "signer", 100),
        signer_position=line(post, "signer_position", 100),
        valid_from=_day(post, "valid_from"),
        valid_to=_day(post, "valid_to"),
        summary=post.get("summary", "")[:8000],
        public=post.get("public") == "1",
    )


def _day(post: QueryDict, name: str) -> date | None:
    """A day that may be left out. Raises Refused for one that is typed wrongly."""
    found = day(post, name)
    if found is None and any(typed_day(post, name).values()):
        raise Refused("day_wrong", _("Hãy ghi ngày đúng dạng ngày, tháng, năm."), field=name)
    return found


@require_POST
@rule("officer", roles=access.OFFICE)
def link_to(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Say what the document does to another."""
    actor, post = actor_of(request), request.POST
    other = _frame.as_uuid(post.get("other"))
    _made, errors = _frame.attempt(
        lambda: link(actor, document_id, post.get("link", ""), other or document_id)
    )
    if errors:
        return _show(request, document_id, errors)
    return HttpResponseRedirect(reverse("directives:document", args=[document_id]))
