"""Searching in what papers say: only among dossiers whose papers the officer may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.core import signing
from django.db.models import Q

from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.models import Paper
from tinhso.government.scanning.queries.near import alternatives, as_query
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut, paged
from tinhso.lib.text import clean, fold

LIMIT, ROUND, ROUNDS = 30, 200, 10
_AROUND = 90
SALT = "scanning.cursor"
# After which paper a page goes on: when it was signed, and its id.
Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class Hit:
    """A signed paper that holds all the words, and the text around the first of them.

    `near`: it holds words that are those asked for but for one slip each.
    """

    paper: Paper
    excerpt: str
    near: bool = False


def search(actor: Actor, text: str, after: str = "") -> Cut[Hit]:
    """Signed papers with all these words, the newest first, thirty at most. Diacritics need not be typed.

    `after` is the `next` of the page before; a page can be short, or empty, and still have a next one: of many papers
    only so many are looked through for one page.

    When there is none, words with one slip of the typing hand or of the machine that read the paper count as well;
    never in a number.
    """
    folded = fold(clean(text)[:200])
    words = folded.split()
    if not words:
        return Cut()
    start, near = _read(after)
    if not near:
        hits = _seen(actor, SearchQuery(" ".join(words), config="simple"), words[:1], start, near=False)
        if hits or hits.next or start is not None:
            return hits
    found = alternatives(folded)
    if not found:
        return Cut()
    query = SearchQuery(as_query(found), config="simple", search_type="raw")
    return _seen(actor, query, found[0], start, near=True)


def _seen(
    actor: Actor, query: SearchQuery, first: Sequence[str], start: Place | None, *, near: bool
) -> Cut[Hit]:
    found = (
        Paper.objects.annotate(words=SearchVector("folded", config="simple"))
        .filter(words=query, state=Paper.State.SIGNED, checked_at__isnull=False)
        .order_by("-checked_at", "-id")
    )
    hits: list[UUID] = []
    for _turn in range(ROUNDS):
        rows = found
        if start is not None:
            moment, ident = start
            # The first condition says nothing new: it is the one by which an index starts there, not at the top.
            rows = rows.filter(
                Q(checked_at__lte=moment), Q(checked_at__lt=moment) | Q(checked_at=moment, id__lt=ident)
            )
        # Only what tells whose it is: the words of two hundred papers are heavy.
        papers = list(rows.values_list("pk", "checked_at", "dossier")[:ROUND])
        seen = dossiers.seen_among(actor, {dossier for _pk, _at, dossier in papers if dossier})
        for pk, at, dossier in papers:
            assert at is not None
            start = (at, pk)
            if dossier in seen:
                hits.append(pk)
                if len(hits) == LIMIT:
                    return _page(hits, first, near, start)
        if len(papers) < ROUND:
            return _page(hits, first, near, None)
    return _page(hits, first, near, start)


def _page(pks: list[UUID], first: Sequence[str], near: bool, start: Place | None) -> Cut[Hit]:
    told = Paper.objects.select_related("file").in_bulk(pks)
    cursor = ""
    if start is not None:
        cursor = signing.dumps([start[0].isoformat(), str(start[1]), near], salt=SALT, compress=True)
    return paged([Hit(told[pk], excerpt(told[pk].text, first), near) for pk in pks], cursor)


def _read(cursor: str) -> tuple[Place | None, bool]:
    try:
        moment, ident, near = signing.loads(cursor, salt=SALT) if cursor else ("", "", False)
        return (datetime.fromisoformat(moment), UUID(ident)), bool(near)
    except (signing.BadSignature, ValueError, TypeError):
        return None, False


def excerpt(text: str, words: Sequence[str]) -> str:
    """The words around the first place where one of the folded words stands."""
    line = " ".join(text.split())
    folded = fold(line)
    places = [place for word in words if (place := folded.find(word)) >= 0]
    place = min(places, default=0)
    start, end = max(place - _AROUND, 0), place + _AROUND
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
