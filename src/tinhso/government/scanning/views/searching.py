"""Finding a scanned paper by its words."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access, actor_of, throttle
from tinhso.foundation.records.api import Subject, look_once
from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.queries.search import Hit, search
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut
from tinhso.lib.text import digits

READERS = ("reception", "specialist", "division_head", "leader", "clerk", "return_officer", "cashier")
# Whole numbers are counted together with those looked for in the lists of dossiers.
NUMBERS, AN_HOUR = 60, 3600


@require_safe
@access("officer", roles=READERS)
def found(request: HttpRequest) -> HttpResponse:
    """Signed papers with these words, of dossiers that the officer may read."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:200]
    number = len(digits(text)) in (9, 12)
    if number:
        throttle(f"number-search:{actor.account_id}", NUMBERS, AN_HOUR)
    after = request.GET.get("sau", "")
    hits = search(actor, text, after) if text else Cut[Hit]()
    _note(actor, hits, number)
    context = {
        "text": text,
        "hits": hits,
        "first": f"?{urlencode({'q': text})}" if after else None,
        "next": f"?{urlencode({'q': text, 'sau': hits.next})}" if hits.next else None,
        "worklists": dossiers.worklists(actor, "scanning_search"),
    }
    return render(request, "scanning/search.html", context)


def _note(actor: Actor, hits: Sequence[Hit], number: bool) -> None:
    """The words around a hit are a piece of somebody's paper: that they were shown is on record."""
    for hit in hits:
        if hit.paper.dossier is not None:
            what = "number_search" if number else f"file:{hit.paper.file.id}"
            look_once(actor, Subject("dossier", hit.paper.dossier), what)
