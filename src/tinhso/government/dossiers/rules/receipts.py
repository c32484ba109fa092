"""The number on the next fee receipt of a pad: the last one counted up."""

from __future__ import annotations

import re

_TAIL = re.compile(r"^(?P<head>.*?)(?P<tail>[0-9]+)$", re.DOTALL)


def next_receipt(last: str) -> str:
    """The same number with its last digits one higher, zeros kept; empty when it does not end in digits."""
    found = _TAIL.match(last.strip())
    if found is None or len(found["tail"]) > 18:
        return ""
    return found["head"] + str(int(found["tail"]) + 1).zfill(len(found["tail"]))
