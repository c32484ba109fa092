"""Figures of QĐ 766 for everybody: what was published, and of what runs the province as a whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from tinhso.foundation.identity import api as identity
from tinhso.foundation.worktime.api import today
from tinhso.government.indices.queries import editions, quality
from tinhso.government.indices.queries.board import ranking
from tinhso.government.indices.queries.portal import beside
from tinhso.government.indices.queries.trend import trend
from tinhso.government.indices.views import trend_drawn
from tinhso.government.indices.views._asked import KEY, Asked, asked_in_public, figures_of, query_of
from tinhso.government.indices.views.quality_words import choices, kinds
from tinhso.government.indices.words import name_of
from tinhso.lib import periods

KEPT = "public, max-age=60"


@identity.access("public")
def home(request: HttpRequest) -> HttpResponse:
    """The newest published period; before the first one the month that runs."""
    found = editions.newest(KEY, 1)
    key = found[0].period if found else periods.at("month", today()).key
    return HttpResponseRedirect(reverse("indices:quality", args=[key]))


@identity.access("public")
def index(request: HttpRequest, key: str) -> HttpResponse:
    """The set of one scope and period."""
    wish = asked_in_public(request, key)
    shown = figures_of(wish)
    page = frame(wish) | published(wish) | {"figures": shown, "portal": portal_of(wish, shown)}
    if wish.edition is not None:
        page["choices"] = choices(wish)
        ranked = (
            editions.of_agencies(wish.edition, wish.set) if wish.place is None and not wish.narrowed else {}
        )
        page["ranking"] = ranking(ranked, shown)
        if not wish.given["cu"] and not wish.narrowed:
            months = trend(
                KEY, wish.scope, wish.place.id if wish.place else None, wish.period, today(), public=True
            )
            page["trend"] = trend_drawn.points(months, "xu-huong")
            page["months"] = months
    return render(request, "indices/quality/index.html", page)


@identity.access("public")
def component(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """One number: its formula in words, and what went into it."""
    wish = asked_in_public(request, key)
    # The halves that are taken off or multiplied are counted as they were known when it was published.
    line = quality.figures(wish.set, wish.scope, wish.window).line(code)
    told = figures_of(wish)
    page = frame(wish) | published(wish) | {"line": line, "portal": portal_of(wish, told)}
    return render(request, "indices/quality/component.html", page)


@identity.access("public")
def data(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The same numbers to take along: CSV or JSON at an address that stays."""
    wish = asked_in_public(request, key)
    shown = figures_of(wish)
    rows = list(_rows(shown, portal_of(wish, shown)))
    answer: HttpResponse
    if form == "json":
        told: dict[str, Any] = {
            "set": wish.set.key,
            "decision": wish.set.decision,
            "first": wish.period.first,
            "last": wish.period.last,
            "published": _edition(wish),
            "points": str(shown.points),
        }
        answer = JsonResponse({**told, "until": wish.window.until, "components": rows},
                              json_dumps_params={"ensure_ascii": False})  # fmt: skip
    else:
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="766-{wish.period.key}.csv"'
    answer["Cache-Control"] = KEPT
    return answer


def frame(wish: Asked) -> dict[str, Any]:
    """What every page of figures shows."""
    after = periods.at(wish.period.kind, wish.period.last.fromordinal(wish.period.last.toordinal() + 1))
    return {
        "wish": wish,
        "period_name": name_of(wish.period),
        "kinds": kinds(wish.period),
        "after": after if after.first <= today() else None,
        "read_at": quality.read_at(),
        "alert": wish.set.alert,
    }


def published(wish: Asked) -> dict[str, Any]:
    """What is published of the period, and which periods are."""
    return {
        "versions": [(one, query_of(wish.given, ban=str(one.number))) for one in editions.history(KEY, wish.period.key)],
        "editions": [(one, name_of(period)) for one in editions.newest(KEY)
                     if (period := periods.read(one.period))],
    }  # fmt: skip


def portal_of(wish: Asked, shown: quality.Figures) -> dict[str, Any]:
    """The national portal's figures of the same scope; none for a part of it."""
    if wish.narrowed:
        return {}
    lines = {line.component.code: line for part in shown.parts for line in part.lines}
    return beside(KEY, wish.period.key, wish.place.id if wish.place else None, lines)


def _edition(wish: Asked) -> dict[str, Any] | None:
    one = wish.edition
    if one is None:
        return None
    return {"number": one.number, "published_at": one.published_at, "known_at": one.known_at, "sha256": one.sha256,
            "reason": one.reason}  # fmt: skip


def _rows(found: quality.Figures, portal: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for part in found.parts:
        for line in part.lines:
            other = portal.get(line.component.code)
            yield {
                "group": part.group.key,
                "code": line.component.code,
                "name": line.component.name,
                "max": str(line.component.points),
                "state": line.scored.state,
                "counted": line.share.counted if line.share else None,
                "of": line.share.of if line.share else None,
                "rate": None if line.scored.rate is None else str(line.scored.rate),
                "points": None if line.scored.points is None else str(line.scored.points),
                "missing_record": line.component.missing,
                "portal_counted": other.figure.counted if other else None,
                "portal_of": other.figure.among if other else None,
                "portal_points": str(other.points) if other and other.points is not None else None,
            }
