"""Words that are the asked one but for one slip, as the scanned papers hold them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import Q
from django.db.models.functions import Length

from tinhso.government.scanning.models import Word
from tinhso.government.scanning.models.word import LONGEST, SHORTEST
from tinhso.lib.likeness import one_slip

MOST_NEAR = 8
_WORD = re.compile(r"[a-z0-9]+")


def alternatives(folded: str) -> list[tuple[str, ...]]:
    """For each asked word itself and what is near it, the commonest first; [] when nothing is near any of them.

    A number stands for itself alone: with one digit changed it would be another person's.
    """
    asked = _WORD.findall(folded)
    found = [(word, *_near(word)) for word in asked]
    return found if any(len(each) > 1 for each in found) else []


def as_query(found: Sequence[tuple[str, ...]]) -> str:
    """All of the words, each of them as it was asked or as one near it. Letters and digits alone: nothing to escape."""
    return " & ".join(f"({' | '.join(each)})" for each in found)


def _near(word: str) -> list[str]:
    if not word.isalpha() or not SHORTEST <= len(word) <= LONGEST:
        return []
    # A slip at the first letter leaves the second one in front, or swaps the two.
    begins = Q(word__startswith=word[0]) | Q(word__startswith=word[1])
    size = len(word)
    rows = Word.objects.annotate(size=Length("word")).filter(
        begins, size__gte=size - 1, size__lte=size + 1, uses__gt=0
    )
    near = [(uses, one) for one, uses in rows.values_list("word", "uses") if one_slip(word, one)]
    return [one for _uses, one in sorted(near, key=lambda each: (-each[0], each[1])) if one != word][
        :MOST_NEAR
    ]
