"""A form laid out for its editor."""

from __future__ import annotations

import json
from typing import Any

from tinhso.government.design.rules import form_edits as edits
from tinhso.government.design.words import widget_name
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import FieldError, Invalid

Schema = dict[str, Any]


def schema_of(files: dict[str, str]) -> Schema | None:
    """The form of a draft as a tree that can be walked; None when it cannot be read."""
    try:
        found = json.loads(files.get("form.json", ""))
        edits.names_of(found)
        pages = [(page["key"], edits.page_names(found, page)) for page in found.get("x-pages", ())]
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError):
        return None
    return found if isinstance(found, dict) and isinstance(pages, list) else None


def pages(schema: Schema) -> list[dict[str, Any]]:
    """The pages in order, each with its questions and, below repeated groups, theirs."""
    return [
        {
            "key": page["key"],
            "title": page.get("title", ""),
            "when": page.get("x-when", ""),
            "questions": [row for name in edits.page_names(schema, page) for row in _rows(schema, name, 0)],
        }
        for page in schema.get("x-pages", ())
    ]


def _rows(schema: Schema, name: str, depth: int) -> list[dict[str, Any]]:
    part = edits.node(schema, name) or {}
    values = values_of(schema, name, part)
    row = {
        **values,
        "name": name,
        "id": "cau-" + name.replace(".", "-"),
        "kind_name": widget_name(values["kind"]),
        "depth": depth,
    }
    inner = part.get("items", {}).get("properties", {}) if part.get("type") == "array" else {}
    return [row, *(below for own in inner for below in _rows(schema, f"{name}.{own}", depth + 1))]


def values_of(schema: Schema, name: str, part: Schema) -> dict[str, str]:
    """A question as the fields of its form; whatever is not asked for there stays as it is."""
    page = next(
        (each["key"] for each in schema.get("x-pages", ()) if name in edits.page_names(schema, each)), ""
    )
    required = name.rsplit(".", 1)[-1] in edits.holder(schema, name).get("required", ())
    return {
        "title": str(part.get("title", "")),
        "hint": str(part.get("description", "")),
        "kind": procedures.widget_of(part),
        "required": "1" if required else "",
        "when": str(part.get("x-when", "")),
        "options": edits.options_text(part),
        "page": page,
    }


def reworded(form: Schema, name: str, values: dict[str, str], before: dict[str, str]) -> Schema:
    """The form with a question as it was typed; moved when another page was chosen."""
    other_kind = values["kind"] != before["kind"]
    typed = values["kind"] in edits.CHOICES and values["options"].strip()
    told = bool(typed) and (other_kind or values["options"] != before["options"])
    made = edits.change_question(
        form,
        name,
        title=values["title"],
        hint=values["hint"],
        required=bool(values["required"]),
        when=values["when"],
        options=edits.options_of(values["options"]) if told else (),
        kind=values["kind"] if other_kind else "",
    )
    return edits.to_page(made, name, values["page"]) if values["page"] not in ("", before["page"]) else made


def condition_fault(schema: Schema, text: str) -> Invalid | None:
    """Why a condition cannot be used, with the questions it may speak of."""
    if not text:
        return None
    sentence = procedures.condition_fault(schema, text)
    return Invalid([FieldError("when", sentence)]) if sentence else None
