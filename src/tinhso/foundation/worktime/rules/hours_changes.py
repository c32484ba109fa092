"""Working hours as an administrator types them: a morning and an afternoon, and what is wrong with them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time

Span = tuple[time, time]
# The fields of the form in the order of a day; the afternoon may be missing where work goes through.
PARTS = (("morning_start", "morning_end"), ("afternoon_start", "afternoon_end"))
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:hg.]([0-5]\d)|([01]?\d|2[0-3])[hg]?", re.ASCII)


def clock(text: str) -> time | None:
    """A time of day as people write it: 07:00, 7h30, 7g30, 17h; None when it is none."""
    found = _CLOCK.fullmatch(text.strip().lower())
    if found is None:
        return None
    return time(int(found[1] or found[3]), int(found[2] or 0))


def read_spans(typed: Mapping[str, str]) -> tuple[tuple[Span, ...], dict[str, str]]:
    """The spans of a day and the faults by field: needed | not_a_time | order | overlap."""
    spans: list[Span] = []
    faults: dict[str, str] = {}
    for first, last in PARTS:
        given = {name: typed.get(name, "").strip() for name in (first, last)}
        if first != PARTS[0][0] and not any(given.values()):
            continue
        read = {name: clock(text) for name, text in given.items()}
        for name, text in given.items():
            if read[name] is None:
                faults[name] = "not_a_time" if text else "needed"
        start, end = read[first], read[last]
        if start is None or end is None:
            continue
        if start >= end:
            faults[last] = "order"
        elif spans and start < spans[-1][1]:
            faults[first] = "overlap"
        else:
            spans.append((start, end))
    return tuple(spans), faults


def told(spans: tuple[Span, ...]) -> str:
    """“07:00–11:30, 13:30–17:00”."""
    return ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in spans)
