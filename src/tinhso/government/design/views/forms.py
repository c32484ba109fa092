"""The form: its pages and questions in a list, each change one plain form, and a page as people will see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.worktime.api import today
from tinhso.government.design import queries
from tinhso.government.design.actions.save import save
from tinhso.government.design.models import VersionDraft
from tinhso.government.design.rules import form_edits as edits
from tinhso.government.design.views import _frame as frame
from tinhso.government.design.views import _outline as outline
from tinhso.government.design.words import widgets
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import FieldError, Invalid, Refused
from tinhso.lib.posted import line

NAME = "form.json"
Change = Callable[[dict[str, Any]], dict[str, Any]]


@never_cache
@access("admin", roles=frame.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Pages and questions; adding, moving and removing them."""
    draft, files = frame.opened(request, draft_id)
    schema = outline.schema_of(files)
    refusal = None
    if request.method == "POST":
        refusal = _changed(request, draft, schema, _move(request))
        if refusal is None:
            return frame.back("form", draft)
    _form, faults = procedures.draft_form(queries.package(draft, files), today())
    context = {
        "current": "form",
        "readable": schema is not None,
        "pages": outline.pages(schema or {}),
        "faults": faults,
        "widgets": widgets(),
        "typed": request.POST,
    }
    return frame.shown(request, "form.html", draft, context, refusal)


def _move(request: HttpRequest) -> Change:
    """What a button of the list asks for: `do` is the verb, `name` the page or question."""
    verb, name = line(request.POST, "do", 20), line(request.POST, "name", 200)
    page, title = line(request.POST, "page", 40), line(request.POST, "title", 300)
    moves: dict[str, Change] = {
        "page-add": lambda form: edits.put_page(_unknown(form, name), name, title),
        "page-up": lambda form: edits.move_page(form, name, -1),
        "page-down": lambda form: edits.move_page(form, name, 1),
        "page-remove": lambda form: edits.remove_page(form, name),
        "up": lambda form: edits.move_question(form, name, -1),
        "down": lambda form: edits.move_question(form, name, 1),
        "remove": lambda form: edits.remove_question(form, name),
        "add": lambda form: edits.add_question(form, page, name, line(request.POST, "kind", 20), title),
    }
    if verb not in moves:
        raise Http404
    return moves[verb]


def _unknown(form: dict[str, Any], key: str) -> dict[str, Any]:
    if any(page.get("key") == key for page in form.get("x-pages", ())):
        raise Invalid([FieldError("name", _("Mã này đã dùng."))])
    return form


def _changed(
    request: HttpRequest, draft: VersionDraft, schema: dict[str, Any] | None, change: Change
) -> Refused | None:
    """Make one change and save it; why it was not made."""
    if schema is None:
        return Refused("form_unreadable", _("Tệp form.json không đọc được. Sửa tệp trước."))
    try:
        text = json.dumps(change(schema), ensure_ascii=False, indent=2) + "\n"
        save(actor_of(request), draft.id, frame.expected(request), NAME, text)
    except Refused as refused:
        return refused
    return None


@never_cache
@access("admin", roles=frame.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """One page's name, introduction and condition."""
    draft, files = frame.opened(request, draft_id)
    schema = outline.schema_of(files) or {}
    found = next((each for each in schema.get("x-pages", ()) if each.get("key") == key), None)
    if found is None:
        raise Http404
    values = {
        "title": found.get("title", ""),
        "intro": found.get("intro", ""),
        "when": found.get("x-when", ""),
    }
    refusal = None
    if request.method == "POST":
        values = {name: line(request.POST, name, 1000) for name in values}
        refusal = outline.condition_fault(schema, values["when"]) or _changed(
            request, draft, schema, lambda form: edits.put_page(form, key, **values)
        )
        if refusal is None:
            return frame.back("form", draft, f"#trang-{key}")
    context = {"current": "form", "key": key, "values": values}
    return frame.shown(request, "page.html", draft, context, refusal)


@never_cache
@access("admin", roles=frame.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One question: words, kind, need, condition, answers, page."""
    draft, files = frame.opened(request, draft_id)
    schema, name = outline.schema_of(files) or {}, line(request.GET, "ten", 200)
    part = edits.node(schema, name)
    if part is None:
        raise Http404
    values = outline.values_of(schema, name, part)
    refusal = None
    if request.method == "POST":
        before = dict(values)
        values = {key: line(request.POST, key, 1000) for key in values}
        values["options"] = request.POST.get("options", "")[:20_000]
        refusal = outline.condition_fault(schema, values["when"]) or _changed(
            request, draft, schema, lambda form: outline.reworded(form, name, values, before)
        )
        if refusal is None:
            return frame.back("form", draft, f"#cau-{name.replace('.', '-')}")
    context = {
        "current": "form",
        "name": name,
        "values": values,
        "choice": values["kind"] in edits.CHOICES,
        "listed": "x-choices" in part or "x-choices" in part.get("items", {}),
        "widgets": widgets(),
        "pages": [(each.get("key"), each.get("title")) for each in schema.get("x-pages", ())],
        "movable": name in edits.names_of(schema),
        "known": edits.names_of(schema),
    }
    return frame.shown(request, "question.html", draft, context, refusal)


@never_cache
@access("admin", roles=frame.ADMIN)
@require_safe
def preview(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """A page as people will see it, drawn by the same macros."""
    draft, files = frame.opened(request, draft_id)
    found, faults = procedures.draft_form(queries.package(draft, files), today())
    if found is None or not any(each.key == key for each in found.all_pages):
        raise Http404
    context = {
        "current": "form",
        "page": found.page(key),
        "fields": found.fields_of(key, {}),
        "pages": found.all_pages,
        "faults": faults,
    }
    return frame.shown(request, "preview.html", draft, context)
