"""When a result is signed digitally by its leader before it has a number. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

SIGNING = ("approve", "sign")
OFF, OFFERED, REQUIRED = "off", "offered", "required"


def before_number(key: str, kinds: Mapping[str, str], following: Mapping[str, Collection[str]]) -> bool:
    """True for a leader's step that the numbering follows: there the paper is as it will be, but for its number.

    `kinds`: what each step of the process is; `following`: which steps may be next after each.
    """
    return kinds.get(key) in SIGNING and any(kinds.get(one) == "number" for one in following.get(key, ()))
