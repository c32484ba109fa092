"""Number and notation of a document (NĐ 30/2020/NĐ-CP, Phụ lục I): `15/QĐ-BNV`, of a công văn `12/UBND-VX`."""

from __future__ import annotations

import re

from tinhso.government.directives.rules.kinds import KINDS, OTHER, WITHOUT_ABBREVIATION

# Normative documents carry their year between number and kind: 25/2020/QĐ-UBND.
_FORM = re.compile(r"(?P<number>\d{1,6})(?:/(?P<year>(?:19|20)\d\d))?/(?P<groups>[^\s/]+)")


def tidy(notation: str) -> str:
    """One spelling: no spaces around the separators, a number below ten padded with 0; else as it was typed."""
    text = re.sub(r"\s*([/-])\s*", r"\1", notation.strip())
    head, slash, rest = text.partition("/")
    if slash and head.isascii() and head.isdigit() and len(head) == 1 and head != "0":
        return f"0{head}/{rest}"
    return text


def fault(kind: str, notation: str) -> str:
    """Why a notation does not fit its kind, as a key: "", "form", "kind". An unknown (empty) one is no fault."""
    if not notation:
        return ""
    found = _FORM.fullmatch(notation)
    if found is None:
        return "form"
    first = found["groups"].split("-")[0]
    # Those of the National Assembly name no kind: 202/2025/QH15.
    if re.fullmatch(r"QH\d+", first):
        return ""
    if kind in WITHOUT_ABBREVIATION:
        return "kind" if first in KINDS else ""
    return "" if kind == OTHER or first == kind else "kind"


def number_of(notation: str) -> int | None:
    """The running number, for order; None where the notation is unknown or has none."""
    found = _FORM.fullmatch(notation)
    return int(found["number"]) if found else None
