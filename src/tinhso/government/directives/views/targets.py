"""Targets: the list, one with its chart and values, a new one, what is declared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of, person_name
from tinhso.foundation.worktime.api import today
from tinhso.government.directives import access, measures
from tinhso.government.directives.actions.targets import Wanted, declare, may_declare, set_target
from tinhso.government.directives.models import Target
from tinhso.government.directives.queries import lists
from tinhso.government.directives.queries.targets import seen
from tinhso.government.directives.rules.path import JUDGED, UP
from tinhso.government.directives.views import _frame, chart
from tinhso.lib.errors import Refused
from tinhso.lib.posted import day, line, typed_day

TONES = {"reached": "green", "on_track": "green", "behind": "amber", "missed": "red", "unknown": "neutral"}


@require_safe
@rule("officer", roles=access.READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """Every target of the documents that one may read."""
    actor, text, after = actor_of(request), line(request.GET, "q", 100), request.GET.get("sau", "")
    found = lists.targets(actor, text=text, after=after)
    page = {
        "nav": _frame.nav(actor, "targets"),
        "rows": [seen(target) for target in found],
        "text": text,
        "judged": JUDGED,
        "tones": TONES,
        "plain": chart.plain,
        "pages": _frame.pages({"q": text}, after, found.next),
    }
    return render(request, "directives/targets.html", page)


def target_of(request: HttpRequest, target_id: UUID) -> Target:
    """One target of a document that the visitor may read; NotFound otherwise."""
    rows = Target.objects.filter(document__in=access.documents(actor_of(request)))
    found = (
        rows.select_related("document", "owner")
        .prefetch_related("years", "declarations", "tallies")
        .filter(pk=target_id)
    )
    target = found.first()
    if target is None:
        raise access.unknown()
    return target


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.READERS)
def one(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """The way of the target, what was measured and what was declared; and declaring a value."""
    actor, post = actor_of(request), request.POST
    target = target_of(request, target_id)
    errors: dict[str, str] = {}
    if request.method == "POST":

        def act() -> object:
            kept = _frame.taken_files(request, actor)
            return declare(
                actor, target.pk, value=_frame.as_decimal(post.get("value", "")), day=day(post, "day"),
                note=post.get("note", "")[:4000], file_id=kept[0] if kept else None,
            )  # fmt: skip

        _made, errors = _frame.attempt(act)
        if not errors:
            messages.success(request, _("Đã ghi số liệu."))
            return HttpResponseRedirect(reverse("directives:target", args=[target.pk]))
    found = seen(target)
    page = {
        "nav": _frame.nav(actor, "targets"),
        "seen": found,
        "target": target,
        "judged": JUDGED,
        "tones": TONES,
        "by": measures.known().get(target.measure, ""),
        "chart": chart.of_target(found),
        "years": chart.years_of(found),
        "plain": chart.plain,
        "names": {row.by_id: person_name(row.by_id) for row in found.declared if row.by_id},
        "may": may_declare(actor, target),
        "errors": errors,
        "typed": post,
        "day": typed_day(post, "day") if post else today(),
    }
    return render(request, "directives/target.html", page, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.OFFICE)
def new(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """A target of a document."""
    actor, post = actor_of(request), request.POST
    document = access.document(actor, document_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        made, errors = _frame.attempt(lambda: set_target(actor, document.pk, _wanted(post)))
        if made is not None:
            messages.success(request, _("Đã thêm chỉ tiêu."))
            return HttpResponseRedirect(reverse("directives:target", args=[made.pk]))
    page = {
        "nav": _frame.nav(actor, "targets"),
        "document": document,
        "typed": post,
        "due_on": typed_day(post, "due_on") if post else None,
        "errors": errors,
        "agencies": _frame.agency_groups(),
        "measures": [("", _("Không có; theo báo cáo")), *measures.known().items()],
    }
    return render(request, "directives/new_target.html", page, status=422 if errors else 200)


def _wanted(post: QueryDict) -> Wanted:
    due: date | None = day(post, "due_on")
    return Wanted(
        name=line(post, "name", 500),
        measure=line(post, "measure", 100),
        base_value=_frame.as_decimal(post.get("base_value", "")),
        base_year=_frame.as_int(post.get("base_year", "")),
        value=_frame.as_decimal(post.get("value", "")),
        unit=line(post, "unit", 40),
        direction=post.get("direction", UP),
        due_on=due,
        owner_id=_frame.as_uuid(post.get("owner")),
        years=_years(post.get("years", "")[:2000]),
    )


def _years(text: str) -> list[tuple[int, Decimal]]:
    """One line each: the year, then the value. Raises Refused for a line that is no such pair."""
    found = []
    for typed in text.splitlines():
        if not typed.strip():
            continue
        first, _space, rest = typed.strip().partition(" ")
        year, value = _frame.as_int(first.rstrip(":")), _frame.as_decimal(rest.strip(": "))
        if year is None or not 2000 <= year <= 2100 or value is None:
            raise Refused("year_form", _("Mỗi năm một dòng: 2027 rồi đến giá trị."), field="years")
        found.append((year, value))
    return found
