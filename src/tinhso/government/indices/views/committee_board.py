"""The steering committee's board: for a wall, a desk, a telephone and paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.foundation.identity import api as identity
from tinhso.foundation.worktime.api import today
from tinhso.government.directives import api as directives
from tinhso.government.indices import access_quality as access
from tinhso.government.indices.measures.statement import Scope
from tinhso.government.indices.queries import board as reads
from tinhso.government.indices.queries import editions, quality
from tinhso.government.indices.queries.trend import Month, trend
from tinhso.government.indices.views import map_drawn, trend_drawn
from tinhso.government.indices.views._asked import KEY
from tinhso.government.indices.views.quality_words import kinds
from tinhso.government.indices.words import name_of
from tinhso.lib import periods
from tinhso.lib.errors import NotFound
from tinhso.lib.money import number


@identity.access("officer", roles=access.READERS)
def board(request: HttpRequest) -> HttpResponse:
    """The province at one look: what runs for those who see all, else the newest published period."""
    actor = identity.actor_of(request)
    everything = access.sees_all(actor)
    period, edition = _asked(request, everything)
    if period is None:
        return render(request, "indices/quality/board.html", {"figures": None, "wall": _wall(request)})
    found = quality.set_on(KEY, period.last)
    window = quality.window_of(period)
    if edition is not None:
        shown, by = editions.figures(edition, None, found), editions.of_agencies(edition, found)
    else:
        shown, by = quality.figures(found, Scope(), window), quality.by_agency(found, window)
    assert shown is not None
    months = trend(KEY, Scope(), None, period, today(), public=not everything)
    rows = reads.ranking(by, shown)
    name = "quality_records" if edition is None else "quality_component"
    page: dict[str, Any] = {
        "figures": shown, "set": found, "period": period, "period_name": name_of(period), "kinds": kinds(period),
        "tiles": reads.tiles(shown, _before(period, months), today()),
        "months": months, "trend": trend_drawn.points(months, "bang-thang"), "live": edition is None,
        "edition": edition, "read_at": quality.read_at(), "rows": rows, "everything": everything,
        "alerts": [(one, _give(actor, period, one)) for one in reads.alerts(rows)],
        "map": map_drawn.svg(reads.drawn(rows, period.last), _figures_of(period, edition is None)),
        "line_name": name, "index_name": "quality_own" if edition is None else "quality",
        "whole": "?cq=toan-tinh" if edition is None else "", "wall": _wall(request),
    }  # fmt: skip
    return render(request, "indices/quality/board.html", page)


def _asked(request: HttpRequest, everything: bool) -> tuple[Any, Any]:
    key = request.GET.get("ky", "")
    if key:
        period = periods.read(key)
        if period is None or period.first > today():
            raise NotFound("period_unknown", _("Không có kỳ này, hoặc kỳ chưa bắt đầu."))
        edition = editions.published(KEY, period.key)
        if edition is None and not everything:
            raise NotFound("not_published", _("Kỳ này chưa công bố."))
        return period, edition
    if everything:
        return periods.at("month", today()), None
    newest = editions.newest(KEY, 1)
    return (periods.read(newest[0].period), newest[0]) if newest else (None, None)


def _before(period: periods.Period, months: Sequence[Month]) -> quality.Figures | None:
    """The month before, beside a month: other periods are of another length."""
    return months[-2].figures if period.kind == "month" and len(months) > 1 else None


def _figures_of(period: periods.Period, live: bool) -> str:
    return reverse(f"indices:{'quality_own' if live else 'quality'}", args=[period.key]) + "?cq={}"


def _give(actor: Any, period: periods.Period, one: reads.Alert) -> str:
    if not directives.may_give(actor):
        return ""
    component = one.line.component
    page = reverse("indices:quality_records", args=[period.key, component.code]) + f"?cq={one.place.slug}"
    value = f"{number(one.line.scored.points, 2)}/{number(component.points)}"
    return directives.give_from_figure(
        f"QĐ 766, {component.code}. {component.name}", one.place.slug, value, page
    )


def _wall(request: HttpRequest) -> bool:
    return request.GET.get("man") == "tuong"
