"""One report: its table, what may be done with it, and the dossiers behind each cell."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of, person_name
from tinhso.foundation.worktime.api import today
from tinhso.government.reports import access
from tinhso.government.reports.actions.send import sendable
from tinhso.government.reports.actions.sign import leaders
from tinhso.government.reports.models import Report
from tinhso.government.reports.queries.counting import behind as dossiers_behind
from tinhso.government.reports.queries.counting import of_place, window_of
from tinhso.government.reports.queries.declared import forms
from tinhso.government.reports.rules import tables
from tinhso.government.reports.rules.regimes import DOSSIERS
from tinhso.government.reports.views import _frame
from tinhso.government.reports.words import period_name
from tinhso.lib import periods
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

COLUMNS = {column.key: column for column in tables.COLUMNS}


@require_safe
@rule("officer", roles=access.READERS)
def one(request: HttpRequest, kept_report_id: Any) -> HttpResponse:
    """The kept table; drafts with what comes next."""
    actor = actor_of(request)
    return render(request, "reports/report.html", told(actor, access.report(actor, kept_report_id)))


def told(actor: Actor, row: Report, errors: dict[str, str] | None = None) -> dict[str, Any]:
    """What the page of a report shows."""
    own = access.is_own(actor, row.agency_id)
    state = _frame.state_of(row)
    versions = Report.objects.filter(agency_id=row.agency_id, form=row.form, period=row.period)
    if not own:
        versions = versions.filter(sent_at__isnull=False)
    chosen = forms().get(row.form)
    return {
        "row": row,
        "title": chosen.title if chosen else row.form,
        "form": chosen,
        "period": period_name(row.period),
        "running": _frame.running(row.period, row.made_at.date()),
        "by": person_name(row.made_by_id),
        "signer": person_name(row.signer_id) if row.signer_id else "",
        "state": _frame.state_words()[state],
        "columns": tables.COLUMNS,
        "groups": tables.groups(),
        "versions": versions.defer("content").order_by("-version"),
        "cell": (lambda key, column: _cell(row, key, column)) if own else None,
        "may_make": own and actor.has(*access.MAKERS) and state in (_frame.DRAFT, _frame.SENT),
        "may_sign": own and actor.has(*access.SENDERS) and state == _frame.DRAFT,
        "may_take_back": own and actor.has(*access.SENDERS) and state == _frame.SIGNING,
        "may_send": own and actor.has(*access.SENDERS) and row.to_id is not None and sendable(row),
        "leaders": [(str(key), name) for key, name in leaders(actor.agency_id).items()]
        if own and actor.agency_id
        else [],
        "errors": errors or {},
    }


@require_safe
@rule("officer", roles=access.MAKERS)
def behind(request: HttpRequest, kept_report_id: Any) -> HttpResponse:
    """The dossiers that a cell counts as the records are now; for the agency's own people alone."""
    actor = actor_of(request)
    row = access.report(actor, kept_report_id)
    chosen, period = forms().get(row.form), periods.read(row.period)
    key, column = request.GET.get("dong"), request.GET.get("cot", "")
    lines = {one["key"]: one for one in row.content["lines"]}
    if (
        not access.is_own(actor, row.agency_id) or chosen is None or chosen.counts != DOSSIERS or period is None
        or column not in COLUMNS or (key is not None and key not in lines)
    ):  # fmt: skip
        raise NotFound("cell_unknown", _("Không có ô này trong báo cáo."))
    place = of_place(row.agency_id, chosen.scope)
    found = dossiers_behind(place, window_of(period), key, column, chosen.rows, request.GET.get("sau", ""))
    cells = lines[key]["cells"] if key is not None else row.content["total"]
    said = {"cot": column} if key is None else {"cot": column, "dong": key}
    page = {
        "row": row,
        "title": chosen.title,
        "period": period_name(row.period),
        "name": lines[key]["name"] if key is not None else _("Tổng số"),
        "column": COLUMNS[column],
        "kept": cells[list(COLUMNS).index(column)],
        "rows": found,
        "today": today(),
        "first": f"?{urlencode(said)}" if request.GET.get("sau") else None,
        "next": f"?{urlencode({**said, 'sau': found.next})}" if found.next else None,
    }
    return render(request, "reports/behind.html", page)


def _cell(row: Report, key: str | None, column: str) -> str:
    said = {"cot": column} if key is None else {"cot": column, "dong": key}
    return f"{reverse('reports:behind', args=[row.pk])}?{urlencode(said)}"
