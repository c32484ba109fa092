"""Search of the catalogue: full text first, everyday words as data, mended typing, trigrams last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures import openings
from tinhso.government.procedures.info import SearchHit
from tinhso.government.procedures.models import SearchWord, Synonym
from tinhso.government.procedures.rules import ranking
from tinhso.government.procedures.rules import words as rules
from tinhso.government.procedures.rules.words import Meaning
from tinhso.government.procedures.shelf import newest_word
from tinhso.lib.held import held, held_while
from tinhso.lib.likeness import one_slip

MAX_LIMIT = 100
CANDIDATES = 150
# The database finds candidates by its indexes; rules.ranking then weighs only these. What an answer says of a
# procedure lies in its large content, and is read of those that are shown.
_FIND = """
SELECT v.id, p.code, v.title_folded, tsvector_to_array(v.document)
FROM procedures_procedureversion v
JOIN procedures_procedure p ON p.id = v.procedure_id
WHERE v.valid_from <= %(day)s AND (v.valid_to IS NULL OR v.valid_to >= %(day)s) AND ({condition})
  AND (NOT v.needs_opening OR EXISTS (
    SELECT 1 FROM procedures_opening o WHERE o.procedure_id = v.procedure_id AND o.open
      AND o.superseded_at IS NULL AND o.valid_from <= %(day)s AND (o.valid_to IS NULL OR o.valid_to >= %(day)s)))
  AND NOT p.code = ANY(%(closed)s)
ORDER BY {order}, v.sort_key
LIMIT %(many)s
"""
_TELL = """
SELECT v.id, p.code, coalesce(nullif(v.content->>'short_title', ''), v.title), f.name, coalesce(v.content->>'purpose', '')
FROM procedures_procedureversion v JOIN procedures_procedure p ON p.id = v.procedure_id
JOIN procedures_field f ON f.id = p.field_id WHERE v.id = ANY(%s)
"""
# Two halves, so that each uses its own index (an OR across tables would read every row).
_BY_WORDS = """v.id IN (
    SELECT d.id FROM procedures_procedureversion d WHERE d.document @@ to_tsquery('simple', %(query)s)
    UNION ALL
    SELECT d.id FROM procedures_procedureversion d
    JOIN procedures_procedure n ON n.id = d.procedure_id WHERE n.code = ANY(%(codes)s))"""
_RANK = "p.code = ANY(%(codes)s) DESC, ts_rank(v.document, to_tsquery('simple', %(query)s), 1) DESC"
_BY_LIKENESS = "%(text)s <%% v.title_folded"
_LIKENESS = "word_similarity(%(text)s, v.title_folded) DESC"


@dataclass(frozen=True)
class Understood:
    """What a query comes to: readings (the words themselves, then what synonyms say), the procedures it
    names, and how common each word is in the catalogue."""

    readings: tuple[tuple[str, ...], ...]
    codes: tuple[str, ...]
    uses: Mapping[str, int]

    @property
    def words(self) -> tuple[str, ...]:
        """The asked words without chatter."""
        return self.readings[0]

    def rarest(self) -> list[str]:
        """The few words that tell most: entries with any of them are worth weighing."""
        every = {word for reading in self.readings for word in reading}
        return sorted(every, key=lambda word: (self.uses.get(word, 0) or 10**9, word))[:4]


# The least share of the best score that an answer must reach to be shown.
WORTH = 0.42
# Below this nothing answers: the page says so and where to ask, rather than name what nobody means. In a long
# question most words are beside the point.
ANSWERS, ANSWERS_LONG, LONG = 0.34, 0.15, 4


def search(text: str, limit: int = 20, on: date | None = None) -> list[SearchHit]:
    """The procedures in force that best answer the words, best first; [] for an empty question.

    Any case, with or without diacritics, NFC or NFD, everyday words, typing errors, or a code.
    """
    limit = max(1, min(int(limit), MAX_LIMIT))
    found = rules.words(text)
    return list(_answers(tuple(found), tuple(_codes(text)), limit, on or worktime.today())) if found else []


# Few questions are asked most of the time. An answer is some kilobytes.
@held_while(newest_word, most=500)
def _answers(found: tuple[str, ...], typed: tuple[str, ...], limit: int, day: date) -> tuple[SearchHit, ...]:
    asked = understand(found)
    codes = [*typed, *asked.codes]
    rows = _find(_BY_WORDS, _RANK, day, query=_all_of(asked), codes=codes)
    if len(rows) < 5:
        rows += _find(_BY_WORDS, _RANK, day, query=" | ".join(asked.rarest()), codes=codes)
    if not rows:
        rows = _find(_BY_LIKENESS, _LIKENESS, day, text=" ".join(asked.words))
    ranked = _ranked(rows, asked, codes)[:limit]
    # A long tail of poor matches only makes people doubt the good ones.
    least = ANSWERS if len(asked.words) <= LONG else ANSWERS_LONG
    return _told([(version, score) for version, score in ranked if score >= max(least, WORTH * ranked[0][1])])


def _all_of(asked: Understood) -> str:
    """Entries that hold every asked word, or every word of something that a synonym says."""
    return " | ".join(f"({' & '.join(words)})" for words in asked.readings if words)


def _find(condition: str, order: str, day: date, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        sql = _FIND.format(condition=condition, order=order)
        closed = list(openings.closed_everywhere(day))
        cursor.execute(sql, {"day": day, "many": CANDIDATES, "closed": closed, **values})
        return list(cursor.fetchall())


def _ranked(rows: Sequence[Any], asked: Understood, codes: Sequence[str]) -> list[tuple[UUID, float]]:
    scores: dict[UUID, float] = {}
    for version, code, folded, lexemes in rows:
        score = ranking.score(asked.readings, asked.uses, folded, set(lexemes))
        if code in codes:
            score += 0.5 - 0.04 * codes.index(code)
        scores.setdefault(version, round(min(score, 1.0), 4))
    return sorted(scores.items(), key=lambda one: -one[1])


def _told(ranked: Sequence[tuple[UUID, float]]) -> tuple[SearchHit, ...]:
    """What the answers say, best first; one query."""
    if not ranked:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [[version for version, _score in ranked]])
        told = {row[0]: row[1:] for row in cursor.fetchall()}
    return tuple(
        SearchHit(code, title, field, score, purpose)
        for (code, title, field, purpose), score in ((told[one], score) for one, score in ranked)
    )


def understand(found: Sequence[str]) -> Understood:
    """Mend words the catalogue does not know, then join what synonyms say."""
    mended = mend(found)
    known = _meanings(mended)
    terms = [tuple(term.split()) for meaning in known for term in meaning.terms]
    every = {*mended, *(word for term in terms for word in term)}
    uses = {word: _vocabulary()[word] for word in every if word in _vocabulary()}
    words = tuple(rules.content_words(mended, [word for word, (_uses, stop) in uses.items() if stop]))
    return Understood(
        readings=(words, *terms),
        codes=tuple(dict.fromkeys(code for meaning in known for code in meaning.codes)),
        uses={word: number for word, (number, _stop) in uses.items()},
    )


def mend(found: Sequence[str]) -> list[str]:
    """Replace each syllable that the catalogue does not know by the likeliest known one, if any is near."""
    known = _vocabulary()
    return [word if word in known or word.isdigit() else _nearest(word) for word in found]


def _nearest(word: str) -> str:
    """One edit away (or two swapped letters), the commonest first; the word itself when none is."""
    if len(word) < 3:
        return word
    near = (
        (uses, other)
        for other, (uses, stop) in _vocabulary().items()
        if not stop and other[:1] in word[:2] and one_slip(word, other)
    )
    return max(near, default=(0, word))[1]


@held
def _vocabulary() -> Mapping[str, tuple[int, bool]]:
    """Every syllable of the catalogue: how often it is used, and whether it says nothing. A few thousand."""
    return {word: (uses, stop) for word, uses, stop in SearchWord.objects.values_list("word", "uses", "stop")}


def _meanings(found: Sequence[str]) -> list[Meaning]:
    every = _synonyms()
    known = {meaning.phrase: meaning for word in dict.fromkeys(found) for meaning in every.get(word, ())}
    return rules.meanings(found, known)


@held
def _synonyms() -> Mapping[str, tuple[Meaning, ...]]:
    """What everyday phrases mean, by their first syllable."""
    by_first: dict[str, tuple[Meaning, ...]] = {}
    for row in Synonym.objects.all():
        meaning = Meaning(row.phrase, tuple(row.terms), tuple(row.codes))
        by_first[row.first] = (*by_first.get(row.first, ()), meaning)
    return by_first


def _codes(text: str) -> list[str]:
    """A national code typed as the question ("1.001193")."""
    first = text.strip()[:40].replace("\x00", "")
    return [first] if first[:1].isdigit() else []
