"""TOML with line numbers: the parser of the standard library plus a map from key path to line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

KeyPath = tuple[str | int, ...]
_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=\s*(.*)$"""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_AT = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


@dataclass
class TomlFile:
    """A parsed file: `data`, and `line(path)` for the line where a key was written."""

    data: dict[str, Any]
    lines: dict[KeyPath, int] = field(default_factory=dict)

    def line(self, *path: str | int) -> int:
        """The line of the key path, or of its nearest written ancestor; 0 when none was written."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 0


class TomlError(ValueError):
    """The text is not TOML; `line` says where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def parse(text: str) -> TomlFile:
    """Parse the text; raise TomlError with a line when it is not TOML."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        last = text.count("\n") + 1
        raise TomlError(_AT.sub("", str(error)).strip(), int(found[1] or last) if found else last) from error
    except RecursionError as error:
        raise TomlError("nested too deeply", 0) from error
    return TomlFile(data, _lines(text))


def _lines(text: str) -> dict[KeyPath, int]:
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    base: KeyPath = ()
    depth, quote = 0, ""
    opener: KeyPath = ()
    items = 0
    for number, line in enumerate(text.split("\n"), 1):
        if depth or quote:
            # Inside an array over several lines: each line that opens an inline table is an item.
            if depth == 1 and not quote and line.lstrip().startswith("{"):
                lines[(*opener, items)] = number
                items += 1
            depth, quote = _scan(line, depth, quote)
            continue
        table = _TABLE.match(line)
        if table:
            base = _base(table[1], _names(table[2]), counts)
            lines.setdefault(base, number)
            if isinstance(base[-1], int):
                lines.setdefault(base[:-1], number)
            continue
        key = _KEY.match(line)
        if key:
            path = (*base, *_names(key[1]))
            lines.setdefault(path, number)
            opener, items = path, 0
            depth, quote = _scan(key[2], 0, "")
    return lines


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _base(bracket: str, names: tuple[str, ...], counts: dict[KeyPath, int]) -> KeyPath:
    """The path of a table header; inside an array of tables the index of its latest element."""
    path: KeyPath = ()
    for position, name in enumerate(names):
        path = (*path, name)
        if bracket == "[[" and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _scan(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Bracket depth and open multi-line quote after the line."""
    place = 0
    while place < len(line):
        three, char = line[place : place + 3], line[place]
        if quote:
            if char == "\\" and quote[0] == '"':
                place += 2
                continue
            if line.startswith(quote, place):
                place += len(quote)
                quote = ""
                continue
        elif three in ('"""', "'''"):
            quote = three
            place += 3
            continue
        elif char in "\"'":
            quote = char
        elif char == "#":
            break
        elif char in "[{":
            depth += 1
        elif char in "]}":
            depth -= 1
        place += 1
    return depth, quote if len(quote) == 3 else ""
