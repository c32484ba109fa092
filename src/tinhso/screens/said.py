"""Sentences of pages in the reader's language, looked up once for each language: a page says a hundred of them."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from markupsafe import Markup

# A page may also translate a word that comes from data.
MOST = 8192
_kept: dict[tuple[str | None, str], Markup] = {}


def say(message: str, **variables: Any) -> Markup:
    """The sentence as it stands in the catalogue, its `%(name)s` filled with what is given, escaped.

    As Jinja's own new-style `_`: the sentence itself counts as markup, `%%` is a percent sign.
    """
    key = (translation.get_language(), message)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[key] = Markup(translation.gettext(message))  # noqa: S704  the catalogue is ours
    return found % variables if variables or "%" in found else found


_words: dict[tuple[str | None, str], str] = {}


def word(message: str) -> str:
    """`gettext`, kept in the same way: a list says the names of days and "left" in each of its lines."""
    key = (translation.get_language(), message)
    found = _words.get(key)
    if found is None:
        if len(_words) >= MOST:
            _words.clear()
        found = _words[key] = translation.gettext(message)
    return found
