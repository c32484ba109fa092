"""One record of the national catalogue: what it says (`Record`) and how it is read (`read_record`)."""

from __future__ import annotations

import re

from tinhso.government.catalogue.rules import parts
from tinhso.government.catalogue.rules.cells import Reading
from tinhso.government.catalogue.rules.reasons import Unread
from tinhso.government.catalogue.rules.shapes import (
    DocumentCase,
    DocumentItem,
    Method,
    Record,
    ResultPaper,
)

__all__ = [
    "DocumentCase",
    "DocumentItem",
    "Method",
    "Record",
    "ResultPaper",
    "Unread",
    "is_code",
    "read_record",
]

LEVELS = ("ministry", "province", "district", "commune", "other")
LONGEST_NAME = 2_000
# Longest text of a field, in characters; about four times the longest ever seen.
LONGEST = {
    "decision": 200,
    "issuer": 300,
    "field": 500,
    "executing": 5_000,
    "authority": 5_000,
    "receiving_address": 10_000,
    "coordinating": 5_000,
    "steps": 200_000,
    "conditions": 200_000,
    "legal_raw": 50_000,
    "related": 20_000,
    "source_url": 500,
}
# `executing_list` only repeats `executing`; `type` is kept as `kind`.
KNOWN = frozenset(LONGEST) | frozenset(
    [
        "code",
        "name",
        "levels",
        "type",
        "subjects",
        "methods",
        "documents",
        "legal_codes",
        "results",
        "executing_list",
        "methods_raw",
    ]
)
# A code of the national database; a localised one goes on with the publishing agency's (1.001234.000.00.00.H22).
_CODE = re.compile(r"[0-9]\.[0-9]{6}(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2})?")


def is_code(text: str) -> bool:
    """True when the text is a procedure's code: 1.001234, or localised 1.001234.000.00.00.H22."""
    return bool(_CODE.fullmatch(text))


def read_record(data: object) -> tuple[Record | None, list[Unread]]:
    """Read one JSON object of a national catalogue file.

    Any JSON value is taken and nothing is ever raised. The record is None when it cannot be told which
    procedure it is (no object, no code, no name); otherwise each field that could not be read stays
    empty and is told in the list, with the start of its value and the reason.
    """
    reading = Reading()
    if not isinstance(data, dict):
        reading.leave("", data, "not_an_object")
        return None, reading.unread
    code, name = _code(reading, data.get("code")), _name(reading, data.get("name"))
    if not code or not name:
        return None, reading.unread
    reading.strangers("", data, KNOWN)
    texts = {key: reading.text(key, data.get(key), longest) for key, longest in LONGEST.items()}
    methods = parts.methods(reading, data.get("methods"))
    raw = reading.text("methods_raw", data.get("methods_raw"), 50_000)
    if raw and not methods:
        reading.leave("methods", raw, "methods_unparsed")
    record = Record(
        code=code,
        name=name,
        levels=_levels(reading, data.get("levels")),
        subjects=parts.subjects(reading, data.get("subjects")),
        methods=methods,
        documents=parts.documents(reading, data.get("documents")),
        legal_codes=parts.legal_codes(reading, data.get("legal_codes")),
        results=parts.results(reading, data.get("results")),
        kind=reading.text("type", data.get("type"), 500),
        methods_raw=raw,
        **texts,
    )
    return record, reading.unread


def _code(reading: Reading, value: object) -> str:
    if value is None or value == "":
        reading.leave("code", "", "no_code")
        return ""
    code = reading.text("code", value, 40)
    if code and not is_code(code):
        reading.leave("code", code, "bad_code")
        return ""
    return code


def _name(reading: Reading, value: object) -> str:
    """A title is one line; a few at the source contain line breaks."""
    if isinstance(value, str) and len(value) > LONGEST_NAME:
        reading.leave("name", value, "name_too_long")
        return ""
    name = " ".join(reading.text("name", value, LONGEST_NAME).split())
    if not name and not any(unread.field == "name" for unread in reading.unread):
        reading.leave("name", "", "no_name")
    return name


def _levels(reading: Reading, value: object) -> tuple[str, ...]:
    """Known levels in the order from the ministry down."""
    named = reading.words("levels", value, 40)
    for index, level in enumerate(named):
        if level not in LEVELS:
            reading.leave(f"levels[{index}]", level, "unknown_level")
    return tuple(level for level in LEVELS if level in named)
