"""Units of a day, those that ended without a known heir first; declaring who took one over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access, actor_of, person_name
from tinhso.foundation.organisation.actions.declare_heirs import declare_heirs
from tinhso.foundation.organisation.info import UnitInfo
from tinhso.foundation.organisation.models import Unit
from tinhso.foundation.organisation.queries.heirs import candidates, changes, origins, without_heir, written
from tinhso.foundation.organisation.queries.rows import unit_info
from tinhso.foundation.organisation.queries.units import successors, units
from tinhso.foundation.organisation.rules.kinds import LEVELS
from tinhso.foundation.organisation.views.codes import levels
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.posted import day, line, typed_day
from tinhso.lib.text import fold

ADMIN = ("system_admin",)
HEIR_FIELDS = ("heir_1", "heir_2", "heir_3")


@never_cache
@access("admin", roles=ADMIN)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The units of a day (today when none is asked for), narrowed by name, code and level."""
    given = any(typed_day(request.GET, "ngay").values())
    on = day(request.GET, "ngay") if given else today()
    wanted, level = fold(line(request.GET, "q", 100)), request.GET.get("cap", "")
    shown_on = on or today()
    found = units(shown_on, level=level if level in LEVELS else None)
    orphans = without_heir(shown_on)
    context = {
        "rows": [one for one in found if wanted in fold(f"{one.name} {one.code}")],
        "orphans": [one for one in orphans if wanted in fold(f"{one.name} {one.code}")],
        "names": {one.code: one.name for one in units(shown_on)},
        "names_then": _parents(orphans),
        "on": shown_on,
        "day": on or typed_day(request.GET, "ngay"),
        "error": "" if on else _("Ngày không đúng, ví dụ đúng: 31 12 2026."),
        "typed": line(request.GET, "q", 100),
        "level": level,
        "levels": levels(),
    }
    return render(request, "organisation/units.html", context)


@never_cache
@access("admin", roles=ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, unit_code: str, valid_from: str) -> HttpResponse:
    """One unit through its own days: what it came of, who took it over, and the form that says who did."""
    code, unit = unit_code, _unit(unit_code, valid_from)
    known, _basis = written(code, unit.valid_from)
    values: dict[str, Any] = dict(zip(HEIR_FIELDS, known, strict=False))
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values = {name: line(request.POST, name, 10) for name in HEIR_FIELDS}
        decision, decided_on = line(request.POST, "decision"), day(request.POST, "decided_on")
        heirs = [values[name] for name in HEIR_FIELDS]
        values |= {"decision": decision, "decided_on": decided_on or typed_day(request.POST, "decided_on")}
        try:
            declare_heirs(
                actor_of(request), code, unit.valid_from, heirs, decision=decision, decided_on=decided_on
            )
        except Invalid as invalid:
            errors, status = {fault.field: fault.message for fault in invalid.errors}, invalid.status
        except Refused as refused:
            errors, status = {refused.field or "heir_1": str(refused)}, refused.status
        else:
            told = {"name": unit.name}
            messages.success(request, _("Đã khai đơn vị kế thừa của %(name)s.") % told)
            return HttpResponseRedirect(reverse("organisation:unit", args=[code, valid_from]))
    ended = unit.valid_to is not None and unit.valid_to < today()
    options = _options(unit) if ended else []
    known_heirs = successors(code, unit.valid_from)
    context = {
        "unit": unit,
        "level": levels()[unit.level],
        "heirs": known_heirs,
        "below": not known_heirs and unit not in without_heir(today()),
        "written": written(code, unit.valid_from),
        "origins": origins(code, unit.valid_from),
        "changes": [(c, person_name(c.made_by) if c.made_by else "") for c in changes(code, unit.valid_from)],
        "ended": ended,
        "next_day": unit.valid_to + timedelta(days=1) if unit.valid_to else None,
        "groups": options,
        "names": {key: name for _title, group in options for key, name in group},
        "values": values,
        "errors": errors,
    }
    return render(request, "organisation/unit.html", context, status=status)


def _parents(found: list[UnitInfo]) -> dict[str, str]:
    """The names that the units above had on the last days of these."""
    days = {one.valid_to for one in found if one.valid_to}
    return {one.code: one.name for day in sorted(days) for one in units(day)}


def _unit(code: str, valid_from: str) -> UnitInfo:
    try:
        first = date.fromisoformat(valid_from)
    except ValueError:
        raise Http404 from None
    row = Unit.objects.select_related("parent").filter(code=code, valid_from=first).first()
    if row is None or first.isoformat() != valid_from:
        raise Http404
    return unit_info(row)


def _options(unit: UnitInfo) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Who may have taken it over, by the unit above; the neighbours under the same one first."""
    assert unit.valid_to is not None
    next_day = unit.valid_to + timedelta(days=1)
    above = {one.code: one.name for one in units(next_day)}
    groups: dict[str, list[tuple[str, str]]] = {}
    found = candidates(unit.level, next_day)
    for one in sorted(found, key=lambda one: one.parent_code != unit.parent_code):
        title = above.get(one.parent_code or "", _("Không có đơn vị cấp trên"))
        groups.setdefault(title, []).append((one.code, f"{one.name} ({one.code})"))
    return [(title, tuple(rows)) for title, rows in groups.items()]
