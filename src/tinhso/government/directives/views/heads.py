"""Who heads each agency; naming one, and letting a deputy act."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of, people_in_role, person_name
from tinhso.foundation.organisation.api import agencies, agency
from tinhso.foundation.worktime.api import today
from tinhso.government.directives import access, offices
from tinhso.government.directives.actions.heads import delegate, name_head
from tinhso.government.directives.models import Delegation, Headship
from tinhso.government.directives.views import _frame
from tinhso.lib.posted import day, line, typed_day


@require_safe
@rule("officer", roles=access.READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """The province's agencies with their heads; for everybody else, their own agency's page."""
    actor = actor_of(request)
    if not access.sees_all(actor):
        return HttpResponseRedirect(reverse("directives:head", args=[actor.agency_id]))
    named = {row.agency_id: row for row in Headship.objects.filter(valid_to=None).select_related("agency")}
    rows = []
    for place in agencies(today(), level="province"):
        if place.kind in _frame.KINDS:
            head = offices.head_of(place.id)
            rows.append((place, person_name(head) if head else "", named.get(place.id)))
    page = {"nav": _frame.nav(actor, "heads"), "rows": rows}
    return render(request, "directives/heads.html", page)


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.READERS)
def one(request: HttpRequest, head_agency_id: UUID) -> HttpResponse:
    """An agency's heads and delegations by date, and what this officer may change there."""
    actor, post = actor_of(request), request.POST
    place = agency(head_agency_id)
    if not access.sees_all(actor) and place.id != actor.agency_id:
        raise access.unknown()
    errors: dict[str, str] = {}
    if request.method == "POST":
        account, first = _frame.as_uuid(post.get("account")), day(post, "first")
        basis = line(post, "basis", 300)

        def act() -> object:
            if post.get("viec") == "uy-quyen":
                return delegate(actor, account, first, day(post, "last"), basis)
            return name_head(actor, place.id, account, first, basis)

        _made, errors = _frame.attempt(act)
        if not errors:
            messages.success(request, _("Đã ghi."))
            return HttpResponseRedirect(reverse("directives:head", args=[place.id]))
    head = offices.head_of(place.id)
    leaders = [(str(one.account_id), one.name) for one in people_in_role(place.id, "leader")]
    deputies = [
        *leaders,
        *((str(one.account_id), one.name) for one in people_in_role(place.id, "division_head")),
    ]
    page = {
        "nav": _frame.nav(actor, "heads"),
        "place": place,
        "head": person_name(head) if head else "",
        "leaders": leaders,
        "deputies": [one for one in dict(deputies).items() if one[0] != str(head)],
        "past": [(row, person_name(row.account_id)) for row in Headship.objects.filter(agency_id=place.id).order_by("-valid_from")],
        "lent": [(row, person_name(row.account_id)) for row in Delegation.objects.filter(agency_id=place.id).order_by("-valid_from")[:50]],
        "office": access.assigns(actor),
        "is_head": offices.is_head(actor, place.id),
        "errors": errors,
        "typed": post,
        "first": typed_day(post, "first") if post else today(),
        "last": typed_day(post, "last") if post else None,
    }  # fmt: skip
    return render(request, "directives/head.html", page, status=422 if errors else 200)
