"""Search of the catalogue: full text first, everyday words as data, mended typing, trigrams last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures.info import SearchHit
from tinhso.government.procedures.models import SearchWord, Synonym
from tinhso.government.procedures.rules import words as rules
from tinhso.government.procedures.rules.words import Meaning

MAX_LIMIT = 100
# One statement ranks everything: full-text rank, share of the asked words that the title and the whole
# entry hold, likeness of the title (a trigram fallback), and procedures that a synonym names outright.
_RANK = """
SELECT p.code, coalesce(v.content ->> 'short_title', v.title), f.name, v.content ->> 'purpose',
       least(1.0, (
         0.30 * ts_rank_cd('{{0.05,0.1,0.5,1.0}}', v.document, q.either, 32)
         + 0.30 * (SELECT count(*) FROM unnest(%(words)s::text[]) w
                   WHERE v.title_folded ~ ('\\m' || w || '\\M'))::float / %(many)s
         + 0.15 * (SELECT count(*) FROM unnest(%(words)s::text[]) w
                   WHERE v.document @@ to_tsquery('simple', w))::float / %(many)s
         + 0.15 * word_similarity(%(text)s, v.title_folded)
         + 0.10 * (v.document @@ q.phrase)::int
         + coalesce(0.45 - 0.04 * array_position(%(codes)s::text[], p.code::text), 0)
       )) AS score
FROM procedures_procedureversion v
JOIN procedures_procedure p ON p.id = v.procedure_id
JOIN procedures_field f ON f.id = p.field_id,
     (SELECT to_tsquery('simple', %(either)s) AS either,
             phraseto_tsquery('simple', %(text)s) AS phrase) q
WHERE v.valid_from <= %(day)s AND (v.valid_to IS NULL OR v.valid_to >= %(day)s)
  AND ({condition})
ORDER BY score DESC, v.sort_key
LIMIT %(limit)s
"""
_ALL_WORDS = "v.document @@ to_tsquery('simple', %(all)s) OR p.code = ANY(%(codes)s)"
_ANY_WORD = "v.document @@ q.either OR p.code = ANY(%(codes)s) OR %(text)s <%% v.title_folded"


@dataclass(frozen=True)
class Understood:
    """What a query comes to: words to look for, and procedures that it names."""

    words: tuple[str, ...]
    extra: tuple[str, ...]
    codes: tuple[str, ...]
    mended: bool = False


def search(text: str, limit: int = 20, on: date | None = None) -> list[SearchHit]:
    """The procedures in force that best answer the words, best first; [] for an empty question.

    Any case, with or without diacritics, NFC or NFD, everyday words, typing errors, or a code.
    """
    limit = max(1, min(int(limit), MAX_LIMIT))
    found = rules.words(text)
    if not found:
        return []
    day = on or worktime.today()
    codes = _codes(text)
    asked = understand(found)
    hits = _ask(asked, codes, day, limit, _ALL_WORDS)
    if len(hits) < min(limit, 5):
        seen = {hit.code for hit in hits}
        more = [hit for hit in _ask(asked, codes, day, limit, _ANY_WORD) if hit.code not in seen]
        hits = sorted([*hits, *more], key=lambda hit: -hit.score)[:limit]
    return hits


def understand(found: Sequence[str]) -> Understood:
    """Mend words the catalogue does not know, then join what synonyms say."""
    mended = mend(found)
    known = _meanings(mended)
    stops = SearchWord.objects.filter(word__in=mended, stop=True).values_list("word", flat=True)
    extra = [word for m in known for term in m.terms for word in term.split()]
    codes = [code for m in known for code in m.codes]
    return Understood(
        tuple(rules.content_words(mended, stops)),
        tuple(dict.fromkeys(extra)),
        tuple(dict.fromkeys(codes)),
        list(found) != mended,
    )


def mend(found: Sequence[str]) -> list[str]:
    """Replace each syllable that the catalogue does not know by the likeliest known one, if any is near."""
    known = set(SearchWord.objects.filter(word__in=found).values_list("word", flat=True))
    return [word if word in known or word.isdigit() else _nearest(word) for word in found]


def _nearest(word: str) -> str:
    """One edit away (or two swapped letters), the commonest first; the word itself when none is."""
    if len(word) < 3:
        return word
    candidates = SearchWord.objects.filter(word__trigram_similar=word)
    near = [(c.uses, c.word) for c in candidates[:50] if _one_edit(word, c.word)]
    return max(near)[1] if near else word


def _one_edit(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[:2] == rest_b[:2][::-1] and rest_a[2:] == rest_b[2:])
    )


def _meanings(found: Sequence[str]) -> list[Meaning]:
    rows = Synonym.objects.filter(first__in=found)
    known = {row.phrase: Meaning(row.phrase, tuple(row.terms), tuple(row.codes)) for row in rows}
    return rules.meanings(found, known)


def _codes(text: str) -> list[str]:
    """A national code typed as the question ("1.001193")."""
    first = text.strip()[:40].replace("\x00", "")
    return [first] if first[:1].isdigit() else []


def _ask(asked: Understood, codes: list[str], day: date, limit: int, condition: str) -> list[SearchHit]:
    wanted = list(asked.words)
    values = {
        "words": wanted,
        "many": len(wanted),
        "text": " ".join(wanted),
        "all": " & ".join(wanted),
        "either": " | ".join([*wanted, *asked.extra]),
        "codes": [*codes, *asked.codes],
        "day": day,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RANK.format(condition=condition), values)
        rows = cursor.fetchall()
    return [
        SearchHit(code, title, field, round(float(score), 4), purpose or "")
        for code, title, field, purpose, score in rows
    ]
