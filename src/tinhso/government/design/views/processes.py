"""The process: a drawing where the browser can draw, its text and outline everywhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.api import ROLES, access, actor_of
from tinhso.foundation.process import api as process_room
from tinhso.government.design import queries
from tinhso.government.design.actions.save import save
from tinhso.government.design.views import _frame as frame
from tinhso.government.design.words import kind_name, kinds
from tinhso.lib.errors import Refused

NAME = "process.bpmn"


@never_cache
@access("admin", roles=frame.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def process(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Draw or write the process. A text that somebody else overtook stays on the page beside the refusal."""
    draft, files = frame.opened(request, draft_id)
    text, refusal = files[NAME], None
    if request.method == "POST":
        text = request.POST.get("xml", "")
        try:
            save(actor_of(request), draft.id, frame.expected(request), NAME, text)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã lưu quy trình."))
            return frame.back("process", draft)
    context = {
        "current": "process",
        "xml": _drawn(text),
        "number": frame.expected(request) if refusal else draft.number,
        "faults": [fault for fault in queries.faults(draft, {**files, NAME: text}) if fault.file == NAME],
        "ignored": [each for each in queries.ignored({NAME: text}) if each.file == NAME],
        "steps": _outline(text),
        "roles": ROLES,
        "kinds": kinds(),
        "agencies": agencies(files),
    }
    return frame.shown(request, "process.html", draft, context, refusal)


def _drawn(text: str) -> str:
    """With a drawing to begin from; a text that cannot be read is shown as it is."""
    try:
        return process_room.drawn(text.encode()).decode()
    except (Refused, ValueError, TypeError):
        return text


def _outline(text: str) -> list[dict[str, Any]]:
    """The steps in likely order; none while the file cannot run."""
    try:
        steps = process_room.steps_of(text.encode())
    except Refused:
        return []
    return [
        {"step": step, "kind": kind_name(step.kind), "role": ROLES.get(step.role, step.role)}
        for step in steps
    ]


def agencies(files: dict[str, str]) -> list[str]:
    """The keys of the agencies that procedure.toml names."""
    return queries.agency_keys(files.get("procedure.toml", ""))
