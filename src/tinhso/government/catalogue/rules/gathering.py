"""The lines of a catalogue file become records; what is doubtful between them is told, not chosen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tinhso.government.catalogue.rules.cells import shown
from tinhso.government.catalogue.rules.reasons import Unread
from tinhso.government.catalogue.rules.record import is_code, read_record
from tinhso.government.catalogue.rules.shapes import Record
from tinhso.lib.text import clean


@dataclass(frozen=True)
class Told:
    """One line of the report: where it stands in the file, of which procedure (empty: unknown), what."""

    line: int
    code: str
    unread: Unread


@dataclass
class Gathered:
    """What a file says. `seen` are all codes that stand in it, also of records that were left out;
    `nameless` counts lines of which not even the code could be read."""

    records: dict[str, Record] = field(default_factory=dict)
    report: list[Told] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    lines: int = 0
    nameless: int = 0

    @property
    def left_out(self) -> int:
        """How many lines brought no record (a repeated one counts, for it brought nothing new)."""
        return self.lines - len(self.records)


def gather(lines: Iterable[tuple[int, bytes | None]]) -> Gathered:
    """Read numbered lines; None stands for a line longer than allowed. Never raises on their content.

    A code that comes with two different contents is left out altogether: nobody here can know which
    is right. A record repeated word for word is taken once.
    """
    found = Gathered()
    first: dict[str, int] = {}
    doubtful: set[str] = set()
    for number, raw in lines:
        if raw is not None and not raw.strip():
            continue
        found.lines += 1
        data, unread = _parse(raw)
        record = None
        if not unread or unread[0].reason == "field_twice":
            record, more = read_record(data)
            unread = [*unread, *more]
        code = record.code if record else _code_of(data)
        found.report += [Told(number, code, each) for each in unread]
        if not code:
            found.nameless += 1
            continue
        found.seen.add(code)
        if record is None:
            continue
        earlier = found.records.get(code)
        if earlier is None:
            found.records[code], first[code] = record, number
        elif earlier == record:
            found.report.append(Told(number, code, Unread("", str(first[code]), "repeated")))
        else:
            doubtful.add(code)
            found.report.append(Told(number, code, Unread("", str(first[code]), "same_code")))
    for code in doubtful:
        del found.records[code]
    return found


def _parse(raw: bytes | None) -> tuple[Any, list[Unread]]:
    if raw is None:
        return None, [Unread("", "", "line_too_long")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [Unread("", shown(raw[:100].decode("utf-8", "replace")), "bad_encoding")]
    twice: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        whole = dict(pairs)
        if len(whole) < len(pairs):
            names = [name for name, _value in pairs]
            twice.extend(name for name in whole if names.count(name) > 1)
        return whole

    try:
        data = json.loads(text, object_pairs_hook=once)
    except (ValueError, RecursionError):
        return None, [Unread("", shown(text), "bad_json")]
    return data, [Unread(shown(name)[:60], "", "field_twice") for name in twice[:50]]


def _code_of(data: object) -> str:
    """The code of a record that could not be read otherwise, so that it does not count as vanished."""
    code = data.get("code") if isinstance(data, dict) else None
    code = clean(code) if isinstance(code, str) and len(code) <= 100 else ""
    return code if is_code(code) else ""
