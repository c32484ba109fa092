"""What was published, for everybody: the province's path, the rankings of each year, internal ones, single figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tinhso.foundation.identity import api as identity
from tinhso.government.indices.published import carry, shape
from tinhso.government.indices.queries import published
from tinhso.government.indices.rules.boards import GROUPS, MAIN, PILLARS, SETS, TRUSTS
from tinhso.government.indices.views import drawn
from tinhso.lib.errors import NotFound

FILES = {"dti": shape.DTI, "noi-bo": shape.INTERNAL, "con-so": shape.FIGURES}
KEPT = "public, max-age=300"


@identity.access("public")
def home(request: HttpRequest) -> HttpResponse:
    """The province's path through the years, with the sets by which each was counted."""
    path = published.path()
    known = [one for one in path if one.own]
    name = published.own_place(known[-1].year) if known else ""
    page = {
        "path": path,
        "name": name,
        "sets": SETS,
        "trusts": TRUSTS,
        "ranks": drawn.ranks(path, name) if known else None,
        "scores": drawn.scores(path, name) if known else None,
    }
    return render(request, "indices/published/home.html", page)


@identity.access("public")
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year's ranking, as far as it is known; each value beside what the set's own rule gives."""
    lines = published.ranking(year)
    if not lines:
        raise NotFound("year_unknown", _("Chưa có kết quả DTI của năm này."))
    means = published.averages(year)
    found = published.profile(lines, means)
    name = published.own_place(year)
    page = {
        "year": year,
        "set": SETS.get(lines[0].row.set_key, lines[0].row.set_key),
        "lines": lines,
        "means": means,
        "name": name,
        "own": next((line for line in lines if line.own), None),
        "profile": found,
        "profile_chart": drawn.profile(found, name, year) if found else None,
        "best": drawn.best(lines, year),
        "pillars": PILLARS,
        "main": MAIN,
        "trusts": TRUSTS,
        "whole": len(lines) == (lines[0].row.of or 0),
    }
    return render(request, "indices/published/year.html", page)


@identity.access("public")
def internal(request: HttpRequest) -> HttpResponse:
    """Rankings inside the province, as published."""
    boards = [
        (head, rows, drawn.board(rows, f"{GROUPS[head.board]}, {head.year}", f"bang-{at}"))
        for at, (head, rows) in enumerate(published.boards())
    ]
    return render(request, "indices/published/internal.html", {"boards": boards, "groups": GROUPS})


@identity.access("public")
def figures(request: HttpRequest) -> HttpResponse:
    """Figures as they were told at the time, each with its source."""
    page = {"figures": published.figures(), "trusts": TRUSTS}
    return render(request, "indices/published/figures.html", page)


@identity.access("public")
def data(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """The same numbers to take along, at an address that stays: CSV as in the province folder, or JSON."""
    text = carry.export().get(FILES.get(name, ""))
    if text is None or form not in ("csv", "json"):
        raise NotFound("data_unknown", _("Không có dữ liệu này."))
    answer: HttpResponse
    if form == "csv":
        # Spreadsheets take a UTF-8 file for one only by this mark.
        answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    else:
        answer = JsonResponse(carry.as_json(text), json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = KEPT
    return answer
