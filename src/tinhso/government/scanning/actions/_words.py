"""Keeping the list of words in step with what papers say."""

from __future__ import annotations

import re

from django.db import connection

from tinhso.government.scanning.models import Word
from tinhso.government.scanning.models.word import LONGEST, SHORTEST

_WORD = re.compile(r"[a-z0-9]+")
_LEARN = """
INSERT INTO scanning_word (word, uses) SELECT one, 1 FROM unnest(%s::text[]) one ORDER BY one
ON CONFLICT (word) DO UPDATE SET uses = scanning_word.uses + 1
"""
_FORGET = "UPDATE scanning_word SET uses = uses - 1 WHERE word = ANY(%s) AND uses > 0"


def words_of(folded: str) -> list[str]:
    """The different words of letters in a folded text, in their order in the alphabet."""
    found = {word for word in _WORD.findall(folded) if word.isalpha() and SHORTEST <= len(word) <= LONGEST}
    return sorted(found)


def learn(folded: str) -> None:
    """Count each word once more, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_LEARN, [words_of(folded)])


def forget(folded: str) -> None:
    """Count each word once less; one that stands in no paper any more is gone."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [words_of(folded)])
    Word.objects.filter(uses=0).delete()
