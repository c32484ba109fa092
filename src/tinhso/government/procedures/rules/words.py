"""Words of a search: cut, folded, freed of chatter, and joined with what people mean by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tinhso.lib import text

MAX_QUERY = 200
MAX_WORDS = 16


@dataclass(frozen=True)
class Meaning:
    """What an everyday phrase stands for."""

    phrase: str
    terms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def words(query: str) -> list[str]:
    """The folded syllables and numbers of a text, e.g. 'Hoà Bình' → ['hoa', 'binh']."""
    folded = text.fold(text.clean(query[: MAX_QUERY * 4])[:MAX_QUERY])
    return re.findall(r"[a-z0-9]+", folded)[:MAX_WORDS]


def content_words(found: Sequence[str], stops: Iterable[str]) -> list[str]:
    """Without words that say nothing; all of them when nothing else would be left."""
    silent = set(stops)
    return [word for word in dict.fromkeys(found) if word not in silent] or list(dict.fromkeys(found))


def meanings(found: Sequence[str], known: Mapping[str, Meaning]) -> list[Meaning]:
    """The everyday phrases that occur in the words, the longest first; a shorter one inside a longer one
    is left out. Between two words of a phrase one other may stand ("mở một quán ăn")."""
    hits = [meaning for phrase, meaning in known.items() if _contains(found, phrase.split())]
    hits.sort(key=lambda m: -len(m.phrase.split()))
    kept: list[Meaning] = []
    for meaning in hits:
        if not any(f" {meaning.phrase} " in f" {longer.phrase} " for longer in kept):
            kept.append(meaning)
    return kept


def _contains(found: Sequence[str], phrase: Sequence[str]) -> bool:
    for start, word in enumerate(found):
        if not phrase or word != phrase[0]:
            continue
        place = start
        for wanted in phrase[1:]:
            near = [at for at in (place + 1, place + 2) if at < len(found) and found[at] == wanted]
            if not near:
                break
            place = near[0]
        else:
            return True
    return False
