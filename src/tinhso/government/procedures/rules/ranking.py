"""How well one entry of the catalogue answers a question: rare words weigh more than common ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from math import log

# What every other title begins with says nothing about which one is meant: two entries that share only this
# are no kin ("đăng ký khai tử" is no answer to "đăng ký khai sinh").
EMPTY = frozenset(("thu", "tuc", "cap", "dang", "ky", "viec", "ve"))
FAINT = 0.15
RARE = 20_000


def score(
    readings: Sequence[Sequence[str]], uses: Mapping[str, int], title: str, entry: AbstractSet[str]
) -> float:
    """From 0 to 1, the best over the readings; a synonym's reading counts a little less than the words
    themselves. `title` is folded, `entry` are all folded words of the entry."""
    named = [word.strip(".,;:()/\\\"'“”-–") for word in title.split()]
    best = [_reading(words, uses, named, entry) for words in readings if words]
    return max((value if i == 0 else 0.95 * value for i, value in enumerate(best)), default=0.0)


def _reading(
    words: Sequence[str], uses: Mapping[str, int], named: Sequence[str], entry: AbstractSet[str]
) -> float:
    weights = {
        word: log(2 + RARE / (1 + uses.get(word, 0))) * (FAINT if word in EMPTY else 1) for word in words
    }
    whole = sum(weights.values())
    there = set(named)
    in_title = sum(weight for word, weight in weights.items() if word in there) / whole
    anywhere = sum(weight for word, weight in weights.items() if word in entry) / whole
    pairs, said = set(pairwise(words)), set(pairwise(named))
    asked = {pair for pair in pairs if EMPTY.isdisjoint(pair)} or pairs
    joined = len(asked & said) / len(asked) if asked else in_title
    telling = there - EMPTY
    brevity = len(telling & set(words)) / len(telling) if telling else 0.0
    return 0.45 * in_title + 0.15 * anywhere + 0.2 * joined + 0.2 * brevity
