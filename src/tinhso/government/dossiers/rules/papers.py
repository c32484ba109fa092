"""What the findings on papers mean for a verdict: a good one does not pass over an unfit paper unseen."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

UNCHECKED, UNFIT = "unchecked", "unfit"


def contradicts(found: Iterable[str], outcomes: list[str], outcome: str) -> bool:
    """True when the good outcome (the first) of several is chosen while a paper was found unfit."""
    good = len(outcomes) > 1 and outcome == outcomes[0]
    return good and UNFIT in set(found)


def told(found: Iterable[str]) -> str:
    """How many papers are unfit or were never looked at, as a sentence; empty when all are fit."""
    known = list(found)
    parts = [
        words % {"n": known.count(key)}
        for key, words in (
            (UNFIT, _("%(n)s giấy tờ chưa hợp lệ")),
            (UNCHECKED, _("%(n)s giấy tờ chưa kiểm tra")),
        )
        if key in known
    ]
    return _("Hồ sơ còn %(what)s.") % {"what": ", ".join(parts)} if parts else ""
