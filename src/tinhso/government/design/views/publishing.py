"""Publishing a draft: the last page before it is law here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.api import access, actor_of
from tinhso.government.design import queries
from tinhso.government.design.actions.publish import publish as do_publish
from tinhso.government.design.views import _frame as frame
from tinhso.lib.errors import Refused
from tinhso.lib.posted import day, line, typed_day


@never_cache
@access("admin", roles=frame.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What it changes against the version in force; then from which day, under which decision, why."""
    draft, files = frame.opened(request, draft_id)
    typed: dict[str, Any] = {
        "valid_from": draft.valid_from,
        "decision": draft.decision,
        "reason": draft.reason,
    }
    refusal = None
    if request.method == "POST":
        first = day(request.POST, "valid_from")
        typed = {"decision": line(request.POST, "decision", 120), "reason": line(request.POST, "reason", 600)}
        typed["valid_from"] = first or typed_day(request.POST, "valid_from")
        try:
            do_publish(
                actor_of(request),
                draft.id,
                frame.expected(request),
                first,
                typed["decision"],
                typed["reason"],
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã công bố phiên bản mới. Hồ sơ đang giải quyết giữ phiên bản cũ."))
            return frame.back("publish", draft)
    context = {
        "current": "publish",
        "values": typed,
        "count": len(queries.faults(draft, files)),
        "news": queries.news(draft, files) if draft.state == draft.State.OPEN else None,
    }
    return frame.shown(request, "publish.html", draft, context, refusal)
