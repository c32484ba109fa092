"""A draft that can no longer be filed here: read it, print it, take its answers and files along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.models import Draft
from tinhso.government.dossiers.views.resident import drafting
from tinhso.government.procedures import api as procedures


@require_safe
@identity.access("resident")
def carry(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """All that was typed and uploaded, why one files elsewhere, and the way there."""
    filing = drafting.open_filing(request, draft_id)
    if filing.draft.dossier:
        return HttpResponseRedirect(reverse("dossiers:track", args=[filing.draft.dossier.code]))
    place = drafting.place_today(filing.draft)
    earlier = filing.draft.earlier
    if place.here and not earlier:
        return HttpResponseRedirect(filing.first_open())
    context = {
        "draft": filing.draft,
        "version": filing.version,
        "place": place,
        "summary": _earlier_summary(earlier) if place.here else filing.form.summary(filing.data),
        "asked_by": procedures.get_version(earlier["version"]) if place.here else None,
        "papers": _papers(filing.draft),
        "names": {c.key: c.name for c in filing.components()},
    }
    return render(request, "dossiers/resident/carry.html", context)


@require_safe
@identity.access("resident")
def answers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The answers as a file: questions and answers in words, the data as typed, the names of the papers."""
    filing = drafting.open_filing(request, draft_id)
    body: dict[str, Any] = {
        "procedure": {"code": filing.version.code, "title": filing.version.title},
        "saved_at": filing.draft.saved_at.isoformat(),
        "answers": [
            {"page": page.title, "question": question, "answer": str(answer)}
            for page in filing.form.summary(filing.data)
            for question, answer, _path in page.rows
        ],
        "people": filing.draft.people,
        "data": filing.data,
        "papers": [
            {"component": row.component_key, "name": row.file.name, "sha256": row.file.sha256}
            for row in _papers(filing.draft)
        ],
    }
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="ban-nhap-{filing.version.code}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


def _earlier_summary(earlier: dict[str, Any]) -> list[Any]:
    """The answers to the earlier form in its own words."""
    version = procedures.get_version(earlier["version"])
    return list(procedures.form(version, for_reader=True).summary(earlier["data"]))


def _papers(draft: Draft) -> list[Any]:
    return list(draft.files.select_related("file").order_by("component_key", "added_at"))
