"""Searching in what papers say: only among dossiers whose papers the officer may read."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector

from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.models import Paper
from tinhso.lib.actor import Actor
from tinhso.lib.text import clean, fold

LIMIT, ROUND, ROUNDS = 30, 200, 10
_AROUND = 90


@dataclass(frozen=True)
class Hit:
    """A signed paper that holds all the words, and the text around the first of them."""

    paper: Paper
    excerpt: str


def search(actor: Actor, text: str) -> list[Hit]:
    """At most thirty signed papers with all these words, the newest first. Diacritics need not be typed."""
    words = fold(clean(text)[:200]).split()
    if not words:
        return []
    found = (
        Paper.objects.annotate(words=SearchVector("folded", config="simple"))
        .filter(words=SearchQuery(" ".join(words), config="simple"), state=Paper.State.SIGNED)
        .order_by("-checked_at", "-id")
    )
    hits: list[Hit] = []
    for turn in range(ROUNDS):
        papers = list(found[turn * ROUND : (turn + 1) * ROUND])
        seen = dossiers.seen_among(actor, {paper.dossier for paper in papers if paper.dossier})
        hits += [Hit(paper, excerpt(paper.text, words[0])) for paper in papers if paper.dossier in seen]
        if len(hits) >= LIMIT or len(papers) < ROUND:
            break
    return hits[:LIMIT]


def excerpt(text: str, word: str) -> str:
    """The words around the first place where the folded word stands."""
    line = " ".join(text.split())
    place = max(fold(line).find(word), 0)
    start, end = max(place - _AROUND, 0), place + _AROUND
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
