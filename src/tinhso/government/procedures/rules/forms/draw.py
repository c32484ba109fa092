"""Questions and answers as screens show them: views to draw, sentences to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tinhso.government.procedures.rules.forms.fields import Choices, FieldView, Leaf
from tinhso.government.procedures.rules.forms.values import dig

_ATTRIBUTES: dict[str, dict[str, str]] = {
    "citizen_id": {"inputmode": "numeric", "spellcheck": "false"},
    "tax_number": {"inputmode": "numeric", "spellcheck": "false"},
    "phone": {"inputmode": "tel", "type": "tel"},
    "email": {"inputmode": "email", "type": "email", "spellcheck": "false"},
    "money": {"inputmode": "numeric"},
    "number": {"inputmode": "decimal"},
}


def view(
    leaf: Leaf, value: Any, errors: Mapping[str, str], choices: Choices, name: str | None = None
) -> FieldView:
    """The question ready to draw. Dates and addresses carry their parts in `value`."""
    name = name or leaf.name
    attributes = dict(_ATTRIBUTES.get(leaf.widget, {}))
    if "x-autocomplete" in leaf.schema:
        attributes["autocomplete"] = str(leaf.schema["x-autocomplete"])
    below = {k: v for k, v in errors.items() if k == name or k.startswith(name + ".")}
    rows = value if isinstance(value, list) and leaf.widget == "group" else []
    if leaf.widget == "group" and not rows:
        rows = [{}]
    return FieldView(
        name=name,
        id=name.replace(".", "-"),
        widget=leaf.widget,
        label=leaf.title,
        hint=str(leaf.schema.get("description", "")),
        required=leaf.required,
        value=_parts(leaf, value),
        error=errors.get(name, ""),
        options=choices("communes") if leaf.widget == "address" else leaf.options(choices),
        rows=[
            [view(c, dig(row, c.path), errors, choices, f"{name}.{i}.{c.name}") for c in leaf.children]
            for i, row in enumerate(rows)
        ],
        attributes=attributes,
        max_length=leaf.schema.get("maxLength"),
        can_add=leaf.widget == "group" and len(rows) < leaf.schema.get("maxItems", 50),
        errors=below,
    )


def _parts(leaf: Leaf, value: Any) -> Any:
    if leaf.widget == "date":
        return _date_parts(value)
    if leaf.widget == "address":
        given = value if isinstance(value, Mapping) else {}
        return {key: given.get(key, "") for key in ("commune", "line", "elsewhere")}
    if leaf.widget == "money" and isinstance(value, int):
        return _dotted(value)
    if leaf.widget == "number" and isinstance(value, float):
        return str(value).replace(".", ",")
    if leaf.widget == "checkboxes":
        return list(value or [])
    if leaf.widget == "yesno":
        return {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else ""
    return "" if value is None or leaf.widget == "group" else str(value)


def _date_parts(value: Any) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {key: str(value.get(key, "")) for key in ("day", "month", "year")}
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return {"day": str(value or ""), "month": "", "year": ""}
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def answer(leaf: Leaf, value: Any, choices: Choices, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Rows of (question, answer in words, dotted path). No answer is told as such, not left out."""
    name = prefix + leaf.name
    if leaf.widget != "group":
        yield leaf.title, words(leaf, value, choices), name
        return
    for number, row in enumerate(value if isinstance(value, list) else []):
        for child in leaf.children:
            for title, text, path in answer(child, dig(row, child.path), choices, f"{name}.{number}."):
                yield f"{leaf.title} {number + 1}: {title}", text, path


def words(leaf: Leaf, value: Any, choices: Choices) -> str:
    """One answer as a person reads it."""
    if value is None or value in ("", []):
        return _("Không khai")
    match leaf.widget:
        case "date":
            parts = _date_parts(value)
            return "/".join(p.zfill(2) for p in parts.values() if p)
        case "money":
            return f"{_dotted(value)} đ" if isinstance(value, int) else str(value)
        case "yesno":
            return {True: _("Có"), False: _("Không")}.get(value, str(value))
        case "address":
            return _address(value, choices)
        case "number":
            return str(value).replace(".", ",")
    labels = {o.value: o.label for o in leaf.options(choices)}
    if isinstance(value, list):
        return ", ".join(labels.get(str(v), str(v)) for v in value)
    return labels.get(str(value), str(value))


def _address(value: Any, choices: Choices) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    commune = str(value.get("commune", ""))
    name = next((o.label for o in choices("communes") if o.value == commune), commune)
    place = value.get("elsewhere", "") if commune == "other" else name
    return ", ".join(str(part) for part in (value.get("line", ""), place) if part)


def _dotted(value: int) -> str:
    return f"{value:,}".replace(",", ".")
