"""Two texts side by side for a reader: line by line, and word by word where a line was reworded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "gone", "new"]
MOST_WORDS = 600
AROUND = 1
# A line of which less than half stayed is another line, told whole: old, then new.
ALIKE = 0.5
Code = tuple[str, int, int, int, int]
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Line:
    """One line of the comparison: its pieces in order; `skipped` > 0 stands for so many equal lines."""

    parts: tuple[tuple[Op, str], ...] = ()
    skipped: int = 0


def compare(before: str, after: str) -> list[Line]:
    """The lines of both texts, once; long runs of equal lines are skipped but for one at each end.

    Joining the pieces that are not "new" gives `before` (but for what was skipped), those not "gone" `after`.
    """
    old, new = before.split("\n") if before else [], after.split("\n") if after else []
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _equal(old[a:b], first=a == 0, last=b == len(old))
            continue
        paired = min(b - a, d - c)
        found += [_reworded(x, y) for x, y in zip(old[a : a + paired], new[c : c + paired], strict=True)]
        found += [Line((("gone", line),)) for line in old[a + paired : b]]
        found += [Line((("new", line),)) for line in new[c + paired : d]]
    return found


def _equal(lines: list[str], *, first: bool, last: bool) -> list[Line]:
    shown = [Line((("same", line),)) for line in lines]
    head, tail = (0 if first else AROUND), (0 if last else AROUND)
    left_out = len(lines) - head - tail
    if left_out <= 1:
        return shown
    return [*shown[:head], Line(skipped=left_out), *shown[len(shown) - tail :]]


def _reworded(before: str, after: str) -> Line:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > 2 * MOST_WORDS:
        return _whole(before, after)
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    same = sum(1 for tag, a, b, _c, _d in opcodes if tag == "equal" for word in old[a:b] if word.strip())
    words = sum(1 for word in (*old, *new) if word.strip())
    if 2 * same < ALIKE * words:
        return _whole(before, after)
    parts: list[tuple[Op, str]] = []
    for tag, a, b, c, d in _joined(opcodes, old):
        if tag == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        if b > a:
            parts.append(("gone", "".join(old[a:b])))
        if d > c:
            parts.append(("new", "".join(new[c:d])))
    return Line(tuple(parts))


def _whole(before: str, after: str) -> Line:
    return Line(tuple(part for part in (("gone", before), ("new", after)) if part[1]))


def _joined(opcodes: Sequence[Code], old: Sequence[str]) -> list[Code]:
    """Changed words with nothing but a space between them are one change: nobody reads words that take turns."""
    found: list[Code] = []
    for at, (tag, a, b, c, d) in enumerate(opcodes):
        gap = tag == "equal" and not "".join(old[a:b]).strip()
        inside = 0 < at < len(opcodes) - 1
        if (tag != "equal" or (gap and inside)) and found and found[-1][0] != "equal":
            _tag, first, _b, third, _d = found.pop()
            found.append(("replace", first, b, third, d))
        else:
            found.append((tag, a, b, c, d))
    return found
