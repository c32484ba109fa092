"""What the own agency owes and has made; what others sent here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.worktime.api import today
from tinhso.government.reports import access
from tinhso.government.reports.actions.make import make
from tinhso.government.reports.models import Report
from tinhso.government.reports.queries.declared import Owed, forms, owed_by, owed_to
from tinhso.government.reports.views import _frame
from tinhso.government.reports.words import period_name
from tinhso.lib.actor import Actor
from tinhso.lib.keyset import newest_first


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.READERS)
def home(request: HttpRequest) -> HttpResponse:
    """What is owed and until when, one form that makes a report, and those that were made."""
    actor, post = actor_of(request), request.POST
    own = _own(actor)
    errors: dict[str, str] = {}
    if request.method == "POST":
        made, errors = _frame.attempt(
            lambda: make(
                actor, own, post.get("form", ""), post.get("period", ""), reason=post.get("reason", "")
            )
        )
        if made is not None:
            return HttpResponseRedirect(reverse("reports:report", args=[made.pk]))
    after = request.GET.get("sau", "")
    rows = Report.objects.filter(agency_id=own).defer("content")
    page = newest_first(rows, "made_at", after, 30)
    told = {
        "nav": _frame.nav("home"),
        "place": agency(own).name,
        "owed": [_line(one, newest(one)) for one in owed_by(own)],
        "forms_of": [(key, one.title) for key, one in forms().items()],
        "periods": _frame.recent(),
        "rows": page,
        "names": {key: one.title for key, one in forms().items()},
        "period_name": period_name,
        "state_of": _frame.state_of,
        "states": _frame.state_words(),
        "errors": errors,
        "typed": post,
        "may": actor.has(*access.MAKERS),
        "first": "?" if after else None,
        "next": f"?sau={page.next}" if page.next else None,
    }
    return render(request, "reports/home.html", told, status=422 if errors else 200)


@require_safe
@rule("officer", roles=access.READERS)
def arrived(request: HttpRequest) -> HttpResponse:
    """Who has sent what, of the periods that are owed to the own agency; the missing ones first."""
    actor = actor_of(request)
    every = owed_to(_own(actor))
    chosen = request.GET.get("ky", "") or (every[-1].period.key if every else "")
    lines = [_line(one, newest(one, sent=True)) for one in every if one.period.key == chosen]
    told = {
        "nav": _frame.nav("arrived"),
        "periods": sorted({one.period.key for one in every}, reverse=True),
        "period_name": period_name,
        "chosen": chosen,
        "lines": sorted(lines, key=lambda line: line["report"] is not None),
        "missing": sum(line["report"] is None for line in lines),
        "late": sum(line["report"] is None and line["late"] for line in lines),
    }
    return render(request, "reports/arrived.html", told)


def newest(one: Owed, *, sent: bool = False) -> Report | None:
    """The newest version that answers what is owed."""
    rows = Report.objects.filter(agency_id=one.agency_id, form=one.form.key, period=one.period.key)
    if sent:
        rows = rows.filter(sent_at__isnull=False)
    return rows.defer("content").order_by("-version").first()


def _line(one: Owed, report: Report | None) -> dict[str, Any]:
    return {
        "owed": one,
        "agency": agency(one.agency_id).name,
        "period": period_name(one.period.key),
        "report": report,
        "state": _frame.state_words()[_frame.state_of(report)] if report else None,
        "late": one.due < today() and (report is None or report.sent_at is None),
    }


def _own(actor: Actor) -> UUID:
    assert actor.agency_id is not None
    return actor.agency_id
