"""The fields of an act that list only the first of thousands, once a name was typed beside them."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from tinhso.government.dossiers.forms.asks import Ask
from tinhso.lib.searching import TYPED, words


def searched(asks: Sequence[Ask], posted: Mapping[str, Any]) -> list[Ask]:
    """The asks with the options that the typed words give."""
    return [
        replace(ask, options=ask.search(text), value="")
        if ask.search and (text := words(posted, ask.name))
        else ask
        for ask in asks
    ]


def chosen_among(
    asks: Sequence[Ask], typed: MutableMapping[str, Any], posted: Mapping[str, Any]
) -> dict[str, str]:
    """Set what stands in the fields that were searched (the only one found is chosen); sentences where none was."""
    none_found = {}
    for ask in asks:
        if ask.search is None:
            continue
        text, keys = words(posted, ask.name), [key for key, _words in ask.options]
        typed[TYPED + ask.name] = text
        if not text or typed.get(ask.name) in keys:
            continue
        typed[ask.name] = keys[0] if len(keys) == 1 else ""
        if not keys:
            none_found[ask.name] = _("Không có ai giữ vai trò này mang tên “%(text)s”. Hãy gõ tên khác.") % {
                "text": text
            }
    return none_found
