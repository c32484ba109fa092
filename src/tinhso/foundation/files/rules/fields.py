"""Word's fields and Excel's formulas: those that start programs or fetch from elsewhere when a document opens."""

from __future__ import annotations

import re

from tinhso.foundation.files.rules import links

_WORD = re.compile(r"[\s\"'“”\\]*([^\s\"'“”\\]*)\s*(.*)", re.DOTALL)
_ARGUMENT = re.compile(r"\"([^\"]*)\"|“([^”]*)”|(\S+)")
_FETCHING = frozenset({"INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD"})
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DDE = re.compile(r"[\w.]\s*\|")
_CALLS = re.compile(r"\b(?:WEBSERVICE|RTD|IMAGE|CALL|REGISTER(?:\.ID)?)\s*\(", re.I)
_DDE_CALL = re.compile(r"\bDDE\s*\(", re.I)


def instruction_fault(instruction: str, *, nested_first: bool = False) -> str:
    """The code why a Word field is refused, or an empty text.

    `nested_first`: the field begins with another one, so its own name is only known when the document is open.
    """
    match = _WORD.match(instruction)
    word, rest = (match[1].upper(), match[2]) if match else ("", "")
    if word in ("DDE", "DDEAUTO") or nested_first:
        return "dde"
    if word in _FETCHING:
        return "outside"
    if word in ("INCLUDEPICTURE", "HYPERLINK"):
        far = links.unsafe if word == "HYPERLINK" else links.fetched
        arguments = ("".join(found.groups("")) for found in _ARGUMENT.finditer(rest))
        return "outside" if any(far(a.replace("\\\\", "\\")) or far(a) for a in arguments) else ""
    return ""


def formula_fault(formula: str) -> str:
    """The code why a formula is refused, or an empty text: `cmd|'/C calc'!A0` starts a program."""
    bare = _QUOTED.sub("", formula)
    if _DDE.search(bare) or _DDE_CALL.search(bare):
        return "dde"
    return "outside" if _CALLS.search(bare) else ""
