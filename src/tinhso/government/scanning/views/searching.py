"""Finding a scanned paper by its words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access, actor_of
from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.queries.search import search

READERS = ("reception", "specialist", "division_head", "leader", "clerk", "return_officer", "cashier")


@require_safe
@access("officer", roles=READERS)
def found(request: HttpRequest) -> HttpResponse:
    """Signed papers with these words, of dossiers that the officer may read."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:200]
    context = {
        "text": text,
        "hits": search(actor, text) if text else [],
        "worklists": dossiers.worklists(actor, "scanning_search"),
    }
    return render(request, "scanning/search.html", context)
