"""Figures of QĐ 766 for everybody: points beside the maximum, each with its formula and inputs."""

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
from tinhso.government.indices.queries import quality
from tinhso.government.indices.rules import periods
from tinhso.government.indices.views._asked import Asked, asked
from tinhso.government.indices.views.quality_words import kinds, name_of

KEPT = "public, max-age=60"


@identity.access("public")
def home(request: HttpRequest) -> HttpResponse:
    """The month that runs, of the whole province."""
    return HttpResponseRedirect(reverse("indices:quality", args=[periods.at("month", today()).key]))


@identity.access("public")
def index(request: HttpRequest, key: str) -> HttpResponse:
    """The set of one scope and period."""
    wish = asked(request, key)
    page = frame(wish) | {"figures": quality.figures(wish.set, wish.scope, wish.window)}
    return render(request, "indices/quality/index.html", page)


@identity.access("public")
def component(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """One number: its formula in words, and what went into it."""
    wish = asked(request, key)
    line = quality.figures(wish.set, wish.scope, wish.window).line(code)
    return render(request, "indices/quality/component.html", frame(wish) | {"line": line})


@identity.access("public")
def data(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The same numbers to take along: CSV or JSON at an address that stays."""
    wish = asked(request, key)
    rows = list(_rows(quality.figures(wish.set, wish.scope, wish.window)))
    answer: HttpResponse
    if form == "json":
        told = {
            "set": wish.set.key,
            "decision": wish.set.decision,
            "first": wish.period.first,
            "last": wish.period.last,
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
    }


def _rows(found: quality.Figures) -> Iterator[dict[str, Any]]:
    for part in found.parts:
        for line in part.lines:
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
            }
