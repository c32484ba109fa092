"""Whether people are satisfied with an answer (domain reference, section 14.2)."""

from __future__ import annotations

from typing import Literal

Verdict = Literal["none", "satisfied", "not_satisfied"]


def verdict(likes: int, dislikes: int) -> Verdict:
    """More dislikes than likes: not satisfied. Nobody said anything: none, which is not a yes."""
    if likes == 0 and dislikes == 0:
        return "none"
    return "not_satisfied" if dislikes > likes else "satisfied"
