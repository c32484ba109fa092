"""What is done with a report: words, signature, sending, a further version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of
from tinhso.government.reports import access
from tinhso.government.reports.actions.make import make, write_note
from tinhso.government.reports.actions.send import send
from tinhso.government.reports.actions.sign import ask_signature, withdraw_signature
from tinhso.government.reports.models import Report
from tinhso.government.reports.views import _frame
from tinhso.government.reports.views.one import told
from tinhso.lib.actor import Actor

ACTS: dict[str, Callable[[Actor, Report, Any], Report]] = {
    "ghi-chu": lambda actor, row, post: write_note(actor, row.pk, post.get("note", "")),
    "trinh-ky": lambda actor, row, post: ask_signature(actor, row.pk, _account(post.get("signer", ""))),
    "rut-ky": lambda actor, row, post: withdraw_signature(actor, row.pk, post.get("reason", "")),
    "gui": lambda actor, row, post: send(actor, row.pk),
    "lap-lai": lambda actor, row, post: make(
        actor, row.agency_id, row.form, row.period, reason=post.get("reason", "")
    ),
}


@require_POST
@rule("officer", roles=access.MAKERS)
def do(request: HttpRequest, kept_report_id: UUID, report_act: str) -> HttpResponse:
    """One act; back to the report, or the page again with what is wrong."""
    if report_act not in ACTS:
        raise Http404
    actor = actor_of(request)
    row = access.report(actor, kept_report_id)
    done, errors = _frame.attempt(lambda: ACTS[report_act](actor, row, request.POST))
    if done is None:
        page = told(actor, access.report(actor, kept_report_id), errors)
        return render(request, "reports/report.html", page, status=422)
    return HttpResponseRedirect(reverse("reports:report", args=[done.pk]))


def _account(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
