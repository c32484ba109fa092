"""A choice among thousands: the first are listed, a typed name brings others; the same with and without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# The words typed beside a field, the words its list was made for, and the button that only looks.
TYPED, SHOWN, PRESSED = "tim.", "da-tim.", "_tim"


def looks_first(posted: Mapping[str, Any]) -> bool:
    """True when the page is only drawn anew: a name was typed whose list nobody has seen yet.

    Whoever typed a name and pressed Enter would else act on whom the list before proposed.
    """
    names = [name.removeprefix(TYPED) for name in posted if name.startswith(TYPED)]
    return PRESSED in posted or any(
        words(posted, name) != str(posted.get(SHOWN + name, "")).strip() for name in names
    )


def words(posted: Mapping[str, Any], name: str) -> str:
    """What was typed to find others for a field."""
    return str(posted.get(TYPED + name, "")).strip()[:100]
