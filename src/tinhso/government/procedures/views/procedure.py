"""/thu-tuc/<code>/: one procedure in plain words, fit for paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.foundation.identity.api import access
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures import api, openings, showing, words
from tinhso.government.procedures.filing_place import filing_place


@access("public")
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The version in force today. NotFound when there is none."""
    version = api.version(code)
    content = version.content
    today = worktime.today()
    context = {
        "version": version,
        "content": content,
        "subjects": words.subjects(content),
        "times": showing.times(content),
        "fees": showing.costs(content),
        "where": [showing.place(version, rule, today) for rule in showing.deciding(content, today)],
        "helpers": showing.helping(version, today),
        "submit": showing.papers(content),
        "present": showing.ranked(item for item in content.components if item.kind == "present"),
        "unsure_papers": showing.unsure_papers(content),
        "results": [result for result in content.results if not result.refusal],
        "online": openings.online_anywhere(version, today) != "none",
        "open_at": openings.open_at(version, today) if content.origin else [],
        "filing": filing_place(version, today),
        "today": today,
    }
    return render(request, "procedures/procedure.html", context)
