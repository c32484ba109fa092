"""What a log may say of an exception: its kind and the way to it, never its words.

An exception's text is made of data: `Key (citizen_id)=(…) already exists`, `invalid literal: 'Nguyễn Văn An'`,
a whole failing row. Frames are named by file, line and function; the source line beside them is our own code.
Local variables, bodies and query strings are in none of these.
"""

from __future__ import annotations

import sys
import traceback
from types import TracebackType
from typing import Any

MOST_FRAMES = 40
# What PostgreSQL says of the place of a fault: names out of our own schema, no values.
_SCHEMA_WORDS = ("sqlstate", "schema_name", "table_name", "column_name", "constraint_name")


def told(fault: BaseException) -> dict[str, Any]:
    """The fault and what caused it, outermost first: kind, code, place in the schema, frames."""
    chain: list[dict[str, Any]] = []
    seen: set[int] = set()
    current: BaseException | None = fault
    while current is not None and id(current) not in seen and len(chain) < 8:
        seen.add(id(current))
        chain.append(_one(current))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return {"fault": chain[0]["kind"], "faults": chain}


def _one(fault: BaseException) -> dict[str, Any]:
    kind = type(fault)
    facts: dict[str, Any] = {"kind": f"{kind.__module__}.{kind.__qualname__}"}
    code = getattr(fault, "code", None)
    if isinstance(code, str) and code.isidentifier():  # of a Refused: one word of our own
        facts["code"] = code
    diagnosis = getattr(fault, "diag", None)
    for word in _SCHEMA_WORDS:
        if value := getattr(diagnosis, word, None):
            facts[word] = str(value)
    return facts | {"at": _frames(fault.__traceback__)}


def _frames(start: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(start, limit=-MOST_FRAMES)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def drop_words(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """structlog's processor: instead of a printed traceback, what `told` says.

    Whatever a library put into the line as text about the exception goes as well.
    """
    found = event.pop("exc_info", None)
    record = event.get("_record")
    if not found and record is not None:
        found = record.exc_info
    for key in ("exception", "stack", "stack_info"):
        event.pop(key, None)
    if found is True:  # structlog's way to say: the one at hand
        found = sys.exc_info()
    if isinstance(found, tuple):
        found = found[1]
    if isinstance(found, BaseException):
        event.update(told(found))
    return event
