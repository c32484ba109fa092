"""For heads and the province's monitor: who has how much, who is away, what will be late tomorrow."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.worktime.api import calendar, today
from tinhso.government.dossiers.actions.move_all import held_here, move_all
from tinhso.government.dossiers.forms.asks import Ask
from tinhso.government.dossiers.forms.searching import chosen_among, searched
from tinhso.government.dossiers.forms.work import TO_UNIT, others, others_by_name
from tinhso.government.dossiers.queries.boards import Figure
from tinhso.government.dossiers.queries.load import Load, LoadLine, load
from tinhso.government.dossiers.queries.open_work import FIGURES, NOBODY
from tinhso.government.dossiers.rules.pace import next_working_day
from tinhso.government.dossiers.rules.transitions import HEADS
from tinhso.government.dossiers.views.officer.frame import show, uuid_or_none
from tinhso.government.dossiers.views.officer.narrowing import load_names, person_words
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.searching import looks_first
from tinhso.lib.side import board_groups
from tinhso.lib.text import sort_key

LEADS = ("leader", "division_head", "monitor")


@require_GET
@identity.access("officer", roles=LEADS)
def board(request: HttpRequest) -> HttpResponse:
    """The load of every agency that one leads; of one of them by desk and person."""
    actor = identity.actor_of(request)
    chosen = uuid_or_none(request.GET.get("co-quan", ""))
    found = load(actor, chosen)
    one = chosen or (found.agencies[0].agency if len(found.agencies) == 1 else None)
    gone = identity.away(one) if one else {}
    return show(
        request,
        "load.html",
        "load",
        place=agency(one).name if one else "",
        whole=bool(chosen),
        next_day=next_working_day(calendar(), today()),
        names=load_names(),
        total={key: _cell(figure) for key, figure in found.total.items()},
        groups=[
            (_("Đang làm"), ("open",)),
            (_("Theo hạn"), ("today", "overdue", "tomorrow")),
            (_("Nhịp và dự kiến"), ("done", "pace", "tight")),
        ],
        others=[] if chosen else board_groups(actor),
        agencies=[] if one else _rows(found.agencies, _agency_name, _agency_link),
        desks=_rows(found.desks, _role, None) if one else [],
        people=_people(actor, found, gone) if one else [],
        away=sorted(gone.values(), key=lambda leave: leave.last_day),
        figures=FIGURES,
    )


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=("leader", "division_head"))
def move(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Move every open step that somebody holds here: one person, or the whole unit, for each role."""
    actor = identity.actor_of(request)
    roles = sorted(set(held_here(actor, account_id).values_list("role", flat=True)))
    if actor.agency_id is None or not identity.person_name(account_id):
        raise NotFound("person_unknown", _("Không tìm thấy cán bộ này."))
    errors: dict[str, str] = {}
    if request.method == "POST" and not looks_first(request.POST):
        to = {role: request.POST.get(f"to-{role}", "") for role in roles}
        errors = {f"to-{role}": _("Hãy chọn người nhận.") for role, value in to.items() if not value}
        if not errors:
            people = {role: None if value == TO_UNIT else uuid_or_none(value) for role, value in to.items()}
            try:
                done = move_all(actor, account_id, to=people, note=request.POST.get("note", ""))
            except Refused as refused:
                errors = {refused.field or "note": str(refused)}
            else:
                _tell(request, [one for one in done if not one.refused], [one for one in done if one.refused])
                return HttpResponseRedirect(reverse("dossiers:load"))
    asks = searched([_receiver(actor.agency_id, role, account_id) for role in roles], request.POST)
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in ("note", *(a.name for a in asks))}
    status = 422 if errors else 200
    errors |= chosen_among(asks, typed, request.POST)
    return show(
        request,
        "move_all.html",
        "load",
        status,
        who=identity.person_name(account_id),
        count=held_here(actor, account_id).count(),
        asks=asks,
        typed=typed,
        errors=errors,
    )


def _receiver(agency_id: UUID, role: str, account_id: UUID) -> Ask:
    """Who gets the work that somebody holds in a role."""
    options, more = others(agency_id, role, account_id)
    return Ask(
        "select",
        f"to-{role}",
        _("Việc của vai %(role)s chuyển cho") % {"role": identity.role_name(role)},
        options=(*options, (TO_UNIT, _("Trả về bộ phận, ai có vai này cũng nhận được"))),
        search=partial(others_by_name, agency_id, role, account_id) if more else None,
    )


def _tell(request: HttpRequest, moved: list[Any], refused: list[Any]) -> None:
    if moved:
        messages.success(request, _("Đã chuyển %(n)s việc.") % {"n": len(moved)})
    for one in refused[:10]:
        messages.error(request, f"{one.code}: {one.refused}")


def _people(actor: Actor, found: Load, gone: dict[UUID, identity.LeaveInfo]) -> list[dict[str, Any]]:
    """A row for each person and role, with who stands in for them and the way to move all they hold."""
    rows = []
    for line in sorted(found.people, key=lambda one: (sort_key(person_words(one.account)), one.role)):
        account = uuid_or_none(line.account)
        leave = gone.get(account) if account else None
        held = line.figures["open"]
        may = account and actor.has(*HEADS) and actor.agency_id == line.agency and held and held.value
        rows.append(
            {
                "name": person_words(line.account),
                "role": identity.role_name(line.role),
                "leave": leave,
                "move": reverse("dossiers:move_all", args=[account]) if may else "",
                "cells": [_cell(figure) for figure in line.figures.values()],
                "nobody": line.account == NOBODY,
            }
        )
    return rows


def _rows(lines: list[LoadLine], name: Any, link: Any) -> list[dict[str, Any]]:
    rows = [
        {
            "name": name(line),
            "href": link(line) if link else "",
            "cells": [_cell(figure) for figure in line.figures.values()],
        }
        for line in lines
    ]
    return sorted(rows, key=lambda row: sort_key(row["name"]))


def _cell(figure: Figure | None) -> tuple[int | None, str]:
    """The number and where it leads; no number where no pace is known."""
    if figure is None:
        return None, ""
    return figure.value, f"{reverse('dossiers:register')}?{urlencode(figure.filter.to_query())}"


def _agency_name(line: LoadLine) -> str:
    return agency(line.agency).name


def _agency_link(line: LoadLine) -> str:
    return f"?co-quan={line.agency}"


def _role(line: LoadLine) -> str:
    return str(identity.role_name(line.role))
