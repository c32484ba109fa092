"""Stored records laid out for reading."""

from __future__ import annotations

from typing import Any

from tinhso.government.catalogue import words
from tinhso.lib.comparison import compare

# Fields drawn as a list or a table of their own; the rest are lines of one summary.
APART = ("methods", "methods_raw", "documents", "results", "conditions", "steps", "legal_codes", "legal_raw")


def short_rows(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The short fields in words; silence is left empty."""
    keys = [key for key in words.FIELDS if key not in APART and key not in ("name", "source_url")]
    return [
        {"key": key, "name": words.field_name(key), "text": words.as_text(key, record.get(key))}
        for key in keys
    ]


def methods(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The ways to file."""
    return [
        {
            "channel": words.channel_name(row["channel"]),
            "limit": words.limit_told(row["limit"]),
            "open": row["limit"] is None,
            "fee": words.fee_told(row),
            "note": row["note"],
        }
        for row in record.get("methods", ())
    ]


def documents(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The papers, case by case."""
    return [
        {
            "case": case["case"],
            "text": case["text"],
            "papers": [
                {"name": item["name"], "form": item["form_file"], "copies": words.copies_told(item)}
                for item in case["items"]
            ],
        }
        for case in record.get("documents", ())
    ]


def compared(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Stored differences for the reader: name, whether one side was silent, and the lines compared."""
    found = []
    for each in fields:
        before = words.as_text(each["field"], each["before"])
        after = words.as_text(each["field"], each["after"])
        found.append(
            {
                "name": words.field_name(each["field"]),
                "was_silent": not before,
                "is_silent": not after,
                "lines": compare(before, after),
            }
        )
    return found
