"""Searching in what papers say: only among dossiers whose papers the officer may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector

from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.models import Paper
from tinhso.government.scanning.queries.near import alternatives, as_query
from tinhso.lib.actor import Actor
from tinhso.lib.text import clean, fold

LIMIT, ROUND, ROUNDS = 30, 200, 10
_AROUND = 90


@dataclass(frozen=True)
class Hit:
    """A signed paper that holds all the words, and the text around the first of them.

    `near`: it holds words that are those asked for but for one slip each.
    """

    paper: Paper
    excerpt: str
    near: bool = False


def search(actor: Actor, text: str) -> list[Hit]:
    """At most thirty signed papers with all these words, the newest first. Diacritics need not be typed.

    When there is none, words with one slip of the typing hand or of the machine that read the paper count as well;
    never in a number.
    """
    folded = fold(clean(text)[:200])
    words = folded.split()
    if not words:
        return []
    if hits := _seen(actor, SearchQuery(" ".join(words), config="simple"), words[:1], near=False):
        return hits
    found = alternatives(folded)
    if not found:
        return []
    query = SearchQuery(as_query(found), config="simple", search_type="raw")
    return _seen(actor, query, found[0], near=True)


def _seen(actor: Actor, query: SearchQuery, first: Sequence[str], *, near: bool) -> list[Hit]:
    found = (
        Paper.objects.annotate(words=SearchVector("folded", config="simple"))
        .filter(words=query, state=Paper.State.SIGNED)
        .order_by("-checked_at", "-id")
    )
    hits: list[Hit] = []
    for turn in range(ROUNDS):
        papers = list(found[turn * ROUND : (turn + 1) * ROUND])
        seen = dossiers.seen_among(actor, {paper.dossier for paper in papers if paper.dossier})
        hits += [Hit(one, excerpt(one.text, first), near) for one in papers if one.dossier in seen]
        if len(hits) >= LIMIT or len(papers) < ROUND:
            break
    return hits[:LIMIT]


def excerpt(text: str, words: Sequence[str]) -> str:
    """The words around the first place where one of the folded words stands."""
    line = " ".join(text.split())
    folded = fold(line)
    places = [place for word in words if (place := folded.find(word)) >= 0]
    place = min(places, default=0)
    start, end = max(place - _AROUND, 0), place + _AROUND
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
