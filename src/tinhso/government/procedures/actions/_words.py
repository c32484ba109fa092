"""The syllables that search knows grow with what is published."""

from __future__ import annotations

from collections import Counter

from django.db import connection

from tinhso.government.procedures.rules.words import words

_ADD = """
INSERT INTO procedures_searchword (word, uses, stop)
SELECT w, n, false FROM unnest(%s::text[], %s::int[]) AS t (w, n)
ON CONFLICT (word) DO UPDATE SET uses = procedures_searchword.uses + excluded.uses
"""


def count_words(*texts: str) -> Counter[str]:
    """How often each folded syllable occurs."""
    return Counter(word[:60] for text in texts for part in text.split(" ") for word in words(part))


def add_words(*texts: str) -> None:
    """Count the syllables of new texts; in one order, so that two writers wait and never block each other."""
    found = sorted(count_words(*texts).items())
    if found:
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [[word for word, _n in found], [n for _word, n in found]])
