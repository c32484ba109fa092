"""Whether a text speaks of an officer: by the full name, whatever its case and diacritics are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tinhso.lib.text import fold


def speaks_of(texts: Iterable[str], name: str) -> bool:
    """True when one of the texts holds the whole name. A name of one word is too common to tell."""
    wanted = fold(" ".join(name.split()))
    if " " not in wanted:
        return False
    rule = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    return any(rule.search(fold(" ".join(text.split()))) for text in texts)
