"""The officer's page of the queue: one counter, the number at it, and who waits."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.worktime.api import now, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.queue.access import CALLERS, HEADS, counters_on, desk_of
from tinhso.government.queue.actions.call import call_again, call_next
from tinhso.government.queue.actions.serve import done, let_back, no_show, serve, transfer
from tinhso.government.queue.models import Counter, Ticket
from tinhso.government.queue.queries.waiting import queue_of, serves, waiting
from tinhso.government.queue.rules.moves import AT_COUNTER, offered
from tinhso.government.queue.words import field_names, source_name, span, state_name, verb_name, wish
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

SEAT = "queue_counter"
ACTS: dict[str, Callable[[Actor, UUID], Ticket]] = {
    "recall": call_again,
    "serve": serve,
    "no_show": no_show,
    "return": let_back,
    "done": done,
}
KEYS = {"recall": "l", "serve": "p", "no_show": "v", "done": "x"}


@never_cache
@require_safe
@access("officer", roles=CALLERS)
def desk(request: HttpRequest) -> HttpResponse:
    """What to do now at my counter; below, who waits and who did not come."""
    actor = actor_of(request)
    place = desk_of(actor)
    counters = counters_on(place.id)
    mine = _seat(request, counters)
    here = _here(mine)
    names = field_names()
    mine_ids = set()
    if mine is not None:
        seen = serves(mine)
        mine_ids = {one.id for one in waiting(place.id, today()) if seen.takes(one)}
    late = Ticket.objects.filter(agency_id=place.id, day=today(), state=Ticket.State.NO_SHOW)
    context = {
        "desk": place,
        "counters": counters,
        "mine": mine,
        "here": here,
        "verbs": [(verb, verb_name(verb), KEYS.get(verb, "")) for verb in offered(here.state)]
        if here
        else [],
        "others": [one for one in counters if mine is None or one.pk != mine.pk],
        "queue": [(row, span(now() - row.taken_at), row.pk in mine_ids) for row in queue_of(place.id)],
        "callable": len(mine_ids),
        "late": list(late.order_by("-called_at")),
        "told": [(one.dossier, one.code) for one in here.dossiers.all()] if here else [],
        "wish": lambda row: wish(row, names),
        "state_name": state_name,
        "source_name": source_name,
        "since": span(now() - here.called_at) if here and here.called_at else "",
        "receives": actor.has("reception"),
        "heads": actor.has(*HEADS) and actor.agency_id in (place.id, place.parent_id),
        "worklists": dossiers.worklists(actor, "queue"),
    }
    return render(request, "queue/desk.html", context)


@require_POST
@access("officer", roles=CALLERS)
def sit(request: HttpRequest) -> HttpResponse:
    """Choose the counter one sits at."""
    counters = {str(one.pk): one for one in counters_on(desk_of(actor_of(request)).id)}
    chosen = counters.get(request.POST.get("counter", ""))
    if chosen is None:
        request.session.pop(SEAT, None)
    else:
        request.session[SEAT] = str(chosen.pk)
    return _back()


@require_POST
@access("officer", roles=CALLERS)
def call(request: HttpRequest) -> HttpResponse:
    """Call the next number; with `done` the one at the counter is finished first."""
    actor = actor_of(request)
    mine = _seat(request, counters_on(desk_of(actor).id))
    if mine is None:
        return _back()
    try:
        here = _here(mine)
        if "done" in request.POST and here is not None:
            done(actor, here.pk)
        if call_next(actor, mine.pk) is None:
            messages.info(request, _("Chưa có ai chờ quầy này."))
    except Refused as refused:
        messages.error(request, str(refused))
    return _back()


@require_POST
@access("officer", roles=CALLERS)
def act(request: HttpRequest, ticket_id: UUID, verb: str) -> HttpResponse:
    """One button on one number; `receive` goes straight on to the counter's form."""
    actor = actor_of(request)
    try:
        if verb == "transfer":
            transfer(actor, ticket_id, _uuid(request.POST.get("counter", "")))
        elif verb in ACTS:
            ticket = ACTS[verb](actor, ticket_id)
            if verb == "serve" and "receive" in request.POST:
                return HttpResponseRedirect(_form(ticket))
        else:
            raise Http404
    except Refused as refused:
        messages.error(request, str(refused))
    return _back()


def _form(ticket: Ticket) -> str:
    if ticket.procedure:
        return reverse("dossiers:counter_filing", args=[ticket.procedure])
    return reverse("dossiers:counter")


def _seat(request: HttpRequest, counters: list[Counter]) -> Counter | None:
    """The counter chosen in this session, while it stands; the only one where there is one."""
    chosen = request.session.get(SEAT, "")
    found = next((one for one in counters if str(one.pk) == chosen), None)
    return found or (counters[0] if len(counters) == 1 else None)


def _here(counter: Counter | None) -> Ticket | None:
    if counter is None:
        return None
    rows = Ticket.objects.filter(counter=counter, day=today(), state__in=AT_COUNTER)
    return rows.prefetch_related("dossiers").order_by("-called_at").first()


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("queue:desk"))
