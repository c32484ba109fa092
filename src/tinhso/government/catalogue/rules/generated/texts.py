"""Texts of the source made fit for a page: one line, not endless, and keys that a folder can bear."""

from __future__ import annotations

import re

from tinhso.lib.text import fold, has_forbidden

NAME = 300
NOTE = 600
TITLE = 180
_SIGNS = re.compile(r"[^a-z0-9]+")
_LEAD = re.compile(r"^[\s\-–—+*•·.,;:)]+|[\s:;,.\-–—]+$")


def line(text: str) -> str:
    """The text as one line; a record's texts are clean already."""
    return " ".join(text.split())


def cut(text: str, longest: int) -> str:
    """At most so many characters of a text as one line, ending at a word, with an ellipsis where cut."""
    whole = line(text[: longest * 20])
    if len(whole) <= longest:
        return whole
    return whole[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"


def bare(text: str) -> str:
    """A heading or an item without its bullet and its closing colon."""
    return _LEAD.sub("", line(text)) or line(text)


def slug(text: str, longest: int = 40) -> str:
    """A folder's name: lower case without diacritics, whole words, beginning with a letter; "thu-tuc" at worst."""
    words = _SIGNS.sub("-", fold(text)).strip("-").lstrip("0123456789-")
    if len(words) > longest:
        words = words[: longest + 1].rsplit("-", 1)[0]
    return words.strip("-")[:longest] or "thu-tuc"


def toml(table: dict[str, object]) -> str:
    """A table as TOML: plain values first, then lists of tables; None and empty texts are left out."""
    head = [f"{key} = {_value(value)}" for key, value in table.items() if _plain(value)]
    for key, value in table.items():
        if isinstance(value, list) and not _plain(value):
            for row in value:
                head += ["", f"[[{key}]]", *(f"{k} = {_value(v)}" for k, v in row.items() if _plain(v))]
        elif isinstance(value, dict):
            head += ["", f"[{key}]", *(f"{k} = {_value(v)}" for k, v in value.items() if _plain(v))]
    return "\n".join(head) + "\n"


def _plain(value: object) -> bool:
    if value is None or value == "" or isinstance(value, dict):
        return False
    return not (isinstance(value, list) and (not value or isinstance(value[0], dict)))


def _value(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return str(value)


def _text(value: str) -> str:
    if has_forbidden(value) or "\n" in value:
        raise ValueError("only clean lines go into a package")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'
