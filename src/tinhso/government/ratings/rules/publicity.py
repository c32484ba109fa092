"""The electronic half of publicity (index 6): whether a procedure's page tells everything a person has to know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageFacts:
    """Of one procedure's page: each True when it says it. Papers and fees may be none; unstated ones fail."""

    limits: bool
    fees: bool
    results: bool
    legal: bool


def whole(facts: PageFacts) -> bool:
    """True for a page without a gap: time limit, fees, result, and the law that it rests on."""
    return facts.limits and facts.fees and facts.results and facts.legal
