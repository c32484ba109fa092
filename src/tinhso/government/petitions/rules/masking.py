"""Personal data in a text that everybody will read: where it is, and the text without it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tinhso.lib.text import fold

HIDDEN = "[…]"
_PATTERNS = (
    # Tried only where a word begins: a stranger's long word must not cost an officer seconds.
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    # Telephone, citizen ID, tax and bank numbers: nine digits or more, grouped as people write them.
    ("number", re.compile(r"(?<!\d)(?:(?:\+?\d[ .\-]?){8,13}\d|\d{15,})(?!\d)")),
    ("web", re.compile(r"(?:https?://|www\.|fb\.com/|zalo\.me/)\S+", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Found:
    """One piece of personal data: what it is, and where it stands in the text."""

    kind: str
    start: int
    end: int


def personal(text: str, names: Iterable[str] = ()) -> list[Found]:
    """Every piece of personal data: numbers, e-mails, addresses of the web, and these people's names.

    Names are found whatever their case and diacritics are.
    """
    found = [Found(kind, m.start(), m.end()) for kind, rule in _PATTERNS for m in rule.finditer(text)]
    plain = fold_keeping_places(text)
    for name in {fold(" ".join(n.split())) for n in names}:
        if len(name) < 2:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", plain):
            found.append(Found("name", match.start(), match.end()))
    return sorted(found, key=lambda one: (one.start, -one.end))


def mask(text: str, names: Iterable[str] = ()) -> str:
    """The text with each piece replaced by “[…]”."""
    out, at = [], 0
    for one in personal(text, names):
        if one.end <= at:
            continue
        if one.start >= at:
            out += [text[at : one.start], HIDDEN]
        at = one.end
    return "".join([*out, text[at:]])


def fold_keeping_places(text: str) -> str:
    """The text folded letter by letter, so that places in both are the same."""
    return "".join((fold(char) or " ")[:1] if not char.isspace() else " " for char in text)
