"""One batch: what the machine made of it, and which papers wait for an officer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.foundation.identity.api import access, actor_of, person_name
from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.access import SCANNERS, batch_of
from tinhso.government.scanning.actions.read_again import read_again
from tinhso.government.scanning.models import Paper
from tinhso.government.scanning.words import (
    TONES,
    batch_fault,
    batch_state,
    page_kind,
    paper_state,
    source_name,
    text_state,
)
from tinhso.lib.errors import Refused


@never_cache
@require_safe
@access("officer", roles=SCANNERS)
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Its papers in order; pages left out and sheets by name; the files as they came."""
    actor = actor_of(request)
    found = batch_of(actor, batch_id)
    papers = list(found.papers.prefetch_related("pages"))
    pages = list(found.pages.exclude(kind="paper").select_related("source__file"))
    people = {one for one in (found.made_by_id, *(p.checked_by_id for p in papers)) if one}
    context = {
        "batch": found,
        "papers": papers,
        "left_out": pages,
        "files": [row.file for row in found.files.select_related("file")],
        "first": next((p for p in papers if p.state == Paper.State.TO_CHECK), None),
        "names": {one: person_name(one) for one in people},
        "tones": TONES,
        "batch_state": batch_state,
        "batch_fault": batch_fault,
        "paper_state": paper_state,
        "text_state": text_state,
        "page_kind": page_kind,
        "source_name": source_name,
        "working": found.state == "reading" or any(p.text_state == "waiting" for p in papers),
        "worklists": dossiers.worklists(actor, "scanning"),
    }
    return render(request, "scanning/batch.html", context)


@require_POST
@access("officer", roles=SCANNERS)
def again(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Try a batch that was not read once more."""
    try:
        read_again(actor_of(request), batch_id)
    except Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("scanning:batch", args=[batch_id]))
