"""/co-quan/: what each agency offers, at what level, with what result. Public."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.api import access
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime.api import today
from tinhso.government.procedures import offered, shelf, words
from tinhso.government.procedures.openings import offers
from tinhso.lib.posted import line

PAGE = 50


@access("public")
def agencies(request: HttpRequest) -> HttpResponse:
    """/co-quan/: the agencies that decide on something today, by level."""
    day = today()
    groups = []
    numbers = offered.open_numbers(day)
    for level, title in words.levels().items():
        rows = [
            (one, numbers[one.id]) for one in organisation.agencies(day, level=level) if one.id in numbers
        ]
        if rows:
            groups.append((title, rows))
    return render(request, "procedures/agencies.html", {"groups": groups})


@access("public")
def catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """/co-quan/<slug>/thu-tuc/: one agency's procedures of today, found by words and field, page by page."""
    day = today()
    agency = organisation.agency_by_slug(slug[:120].replace("\x00", ""))
    codes = offered.open_codes(agency.id, day)
    asked, field = line(request.GET, "q", 100), line(request.GET, "linh-vuc", 200).replace("\x00", "")
    rows = shelf.narrowed(codes, day, text=asked, field=field)
    after = shelf.place_of(request.GET.get("sau", ""), day)
    found = shelf.some(rows, after, PAGE + 1, day)
    shown = [version for _place, version in found[:PAGE]]
    given = offers(shown, agency.id, day)
    query = {name: value for name, value in (("q", asked), ("linh-vuc", field)) if value}
    context = {
        "agency": agency,
        "day": day,
        "total": len(codes),
        "count": len(rows),
        "asked": asked,
        "field": field,
        "fields": [(name, f"{name} ({number})") for name, number in shelf.fields_of(codes, day)],
        "rows": [
            {
                "code": version.code,
                "title": version.title,
                "results": version.results[:2],
                "level": words.online(given[version.code].level),
                "online": given[version.code].online != "none",
                "decision": given[version.code].decision,
                "decided_on": given[version.code].decided_on,
            }
            for version in shown
        ],
        "first": "?" + urlencode(query) if after else "",
        "next": "?" + urlencode({**query, "sau": shown[-1].code}) if len(found) > PAGE else "",
    }
    return render(request, "procedures/agency.html", context)
