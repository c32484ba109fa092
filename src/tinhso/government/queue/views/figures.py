"""The figures of a desk's head; each opens to its numbers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.queue.access import HEADS, headed_desk
from tinhso.government.queue.queries import figures as reads
from tinhso.government.queue.words import field_names, group_name, source_name, span, state_name, wish
from tinhso.lib.posted import day

COUNTED = ("all", "done", "open", "no_show", "not_served", "priority", "appointment", "long_wait")
SHOWN = 100
# A year of a hall; more is asked for year by year.
LONGEST = timedelta(days=366)


@never_cache
@require_safe
@access("officer", roles=HEADS)
def figures(request: HttpRequest) -> HttpResponse:
    """Counts, and the measured times with the middle and the longest of them."""
    actor = actor_of(request)
    place = headed_desk(actor)
    first, last = _days(request)
    found = reads.rows(place.id, first, last)
    told = reads.figures(found)
    context = {
        "desk": place,
        "first": first,
        "last": last,
        "counts": [(told.counts[key], group_name(key), _list(key, first, last)) for key in COUNTED],
        "measured": [
            (span(told.waited), "waited", _list("waited", first, last)),
            (span(told.waited_longest), "longest", _list("waited", first, last)),
            (span(told.served), "served", _list("served", first, last)),
        ],
        "n": told.counts,
        "worklists": dossiers.worklists(actor, "queue_figures"),
    }
    return render(request, "queue/figures.html", context)


@never_cache
@require_safe
@access("officer", roles=HEADS)
def listed(request: HttpRequest) -> HttpResponse:
    """The numbers behind one figure."""
    actor = actor_of(request)
    place = headed_desk(actor)
    key = request.GET.get("nhom", "all")
    if key not in reads.GROUPS:
        raise Http404
    first, last = _days(request)
    chosen = reads.group(reads.rows(place.id, first, last), key)
    names, start = field_names(), _place(request)
    here = _list(key, first, last)
    context: dict[str, Any] = {
        "desk": place,
        "title": group_name(key),
        "first": first,
        "last": last,
        "rows": chosen[start : start + SHOWN],
        "start": start,
        "previous": here if start else None,
        "next": f"{here}&{urlencode({'tu-so': start + SHOWN})}" if len(chosen) > start + SHOWN else None,
        "total": len(chosen),
        "back": f"{reverse('queue:figures')}?{_query(first, last)}",
        "wish": lambda row: wish(row, names),
        "span": span,
        "state_name": state_name,
        "source_name": source_name,
        "worklists": dossiers.worklists(actor, "queue_figures"),
    }
    return render(request, "queue/listed.html", context)


def _days(request: HttpRequest) -> tuple[date, date]:
    last = _iso(request.GET.get("den", "")) or day(request.GET, "last") or today()
    first = _iso(request.GET.get("tu", "")) or day(request.GET, "first") or last
    first, last = min(first, last), max(first, last)
    return max(first, last - LONGEST), last


def _place(request: HttpRequest) -> int:
    text = request.GET.get("tu-so", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _query(first: date, last: date) -> str:
    return urlencode({"tu": first.isoformat(), "den": last.isoformat()})


def _list(key: str, first: date, last: date) -> str:
    return f"{reverse('queue:listed')}?{_query(first, last)}&{urlencode({'nhom': key})}"
