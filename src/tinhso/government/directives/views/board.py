"""The committee's board: figures that open their lists, the load of each head, who has no head, what comes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of
from tinhso.foundation.worktime.api import now
from tinhso.government.directives import access
from tinhso.government.directives.models import Meeting
from tinhso.government.directives.offices import HEADS
from tinhso.government.directives.queries import lists
from tinhso.government.directives.queries.lists import Wanted
from tinhso.government.directives.queries.reporting import workload
from tinhso.government.directives.views import _frame
from tinhso.government.directives.views.tasks import kind_names


@require_safe
@rule("officer", roles=(*access.SEES_ALL, *HEADS))
def board(request: HttpRequest) -> HttpResponse:
    """Everything of the province at one look, what is overdue first: for the office, monitors and the chair."""
    actor = actor_of(request)
    if not access.sees_all(actor):
        raise access.unknown()
    held, home = lists.counts(actor, Wanted()), reverse("directives:tasks")
    load = workload()
    page = {
        "nav": _frame.nav(actor, "board"),
        "figures": [(held[key], label, f"{home}?ai=all&loc={key}") for key, label in kind_names().items()],
        "most": lists.COUNTED,
        "load": load,
        "headless": [row["agency"] for row in load if not row["head"]],
        "meetings": Meeting.objects.filter(state="planned", begins_at__gte=now()).order_by("begins_at")[:5],
        "home": home,
        "office": access.assigns(actor),
    }
    return render(request, "directives/board.html", page)
