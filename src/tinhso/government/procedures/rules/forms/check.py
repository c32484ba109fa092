"""Is one answer good? JSON Schema first, then what a schema cannot say (real dates, tax check digit)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator
from stdnum.vn import mst

from tinhso.government.procedures.rules.forms.fields import Choices, Leaf
from tinhso.government.procedures.rules.forms.messages import message
from tinhso.government.procedures.rules.forms.values import dig, has_symbol

MAX_TEXT = 5000
MAX_MONEY = 10**15
_EMAIL = re.compile(r"[^@\s<>\"',;]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")


def problems(
    leaf: Leaf, value: Any, today: date, choices: Choices, at: str = ""
) -> Iterator[tuple[str, str]]:
    """Pairs of (dotted path, sentence) for one question; at most one for each path."""
    name = at or leaf.name
    if value is None:
        if leaf.required:
            chosen = leaf.widget in {"radios", "select", "checkboxes", "yesno"}
            yield name, _say(leaf, "required_choice" if chosen and not _own(leaf, "required") else "required")
        return
    if leaf.widget == "group":
        yield from _group(leaf, value, today, choices, name)
    elif leaf.widget == "address":
        yield from _address(leaf, value, choices, name)
    elif (found := _special(leaf, value, today)) or (found := _offered(leaf, value, choices)):
        yield name, _say(leaf, found)
    else:
        yield from ((name, sentence) for sentence in _schema(leaf, value))


def _own(leaf: Leaf, keyword: str) -> bool:
    return keyword in leaf.schema.get("x-errors", {})


def _say(leaf: Leaf, keyword: str, limit: Any = "") -> str:
    return message(leaf.schema, keyword, leaf.title, limit)


def _group(
    leaf: Leaf, rows: list[Any], today: date, choices: Choices, name: str
) -> Iterator[tuple[str, str]]:
    most = leaf.schema.get("maxItems", 50)
    if len(rows) > most:
        yield name, _say(leaf, "maxItems", most)
    if len(rows) < leaf.schema.get("minItems", 0):
        yield name, _say(leaf, "minItems", leaf.schema["minItems"])
    for number, row in enumerate(rows[:most]):
        for child in leaf.children:
            where = f"{name}.{number}.{child.name}"
            yield from problems(child, dig(row, child.path), today, choices, where)


def _address(leaf: Leaf, value: Mapping[str, str], choices: Choices, name: str) -> Iterator[tuple[str, str]]:
    commune = value.get("commune", "")
    known = choices("communes")
    if not commune or (commune != "other" and known and commune not in {o.value for o in known}):
        yield f"{name}.commune", _say(leaf, "commune")
    if commune == "other" and not value.get("elsewhere"):
        yield f"{name}.elsewhere", _say(leaf, "elsewhere")
    if leaf.required and not value.get("line") and leaf.schema.get("x-line", True):
        yield f"{name}.line", _say(leaf, "line")
    for part in ("line", "elsewhere"):
        text = value.get(part, "")
        if len(text) > 300:
            yield f"{name}.{part}", _say(leaf, "maxLength", 300)
        elif has_symbol(text):
            yield f"{name}.{part}", _say(leaf, "symbol")


def _special(leaf: Leaf, value: Any, today: date) -> str | None:
    """The keyword of what is wrong with the widget's own meaning, or None."""
    widget = leaf.widget
    if widget == "date":
        return _date(leaf, value, today)
    if widget in {"money", "number"}:
        return _number(leaf, value)
    if widget == "yesno":
        return None if isinstance(value, bool) else "required_choice"
    if isinstance(value, str):
        return _text(widget, value)
    return None


def _date(leaf: Leaf, value: Any, today: date) -> str | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None:
        return "date"
    rule = leaf.schema.get("x-date")
    if rule == "past" and day > today:
        return "past"
    return "future" if rule == "future" and day < today else None


def _number(leaf: Leaf, value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "money" if leaf.widget == "money" else "number"
    if value < 0 and leaf.schema.get("minimum", 0) >= 0:
        return "negative"
    return None


def _text(widget: str, value: str) -> str | None:
    if widget == "citizen_id" and not re.fullmatch(r"[0-9]{12}", value):
        return "citizen_id"
    if widget == "phone" and not re.fullmatch(r"0[1-9][0-9]{8,9}", value):
        return "phone"
    if widget == "email" and (len(value) > 254 or not _EMAIL.fullmatch(value)):
        return "email"
    if widget == "tax_number" and not mst.is_valid(value):
        return "tax_number"
    return "symbol" if has_symbol(value) else None


def _offered(leaf: Leaf, value: Any, choices: Choices) -> str | None:
    """`x-choices` lists are not in the schema, so the schema cannot check them."""
    listed = leaf.schema.get("items", {}) if leaf.widget == "checkboxes" else leaf.schema
    if "x-choices" not in listed:
        return None
    offered = {option.value for option in leaf.options(choices)}
    given = value if isinstance(value, list) else [value]
    return "enum" if offered and not offered.issuperset(given) else None


def _schema(leaf: Leaf, value: Any) -> Iterator[str]:
    schema = dict(leaf.schema)
    if isinstance(value, str):
        schema.setdefault("maxLength", MAX_TEXT)
    if leaf.widget == "money":
        schema.setdefault("maximum", MAX_MONEY)
    if surely_fits(schema, value):
        return
    error = next(iter(Draft202012Validator(schema).iter_errors(value)), None)
    if error is not None:
        keyword = str(error.validator)
        keyword = "enum" if keyword in {"oneOf", "anyOf", "const"} else keyword
        yield _say(leaf, keyword, error.validator_value)


# What these keywords say of a text, a truth or a whole number is read here; any other is left to the validator.
_READ = frozenset(("type", "minLength", "maxLength", "pattern", "enum", "oneOf", "minimum", "maximum"))
_SAYS_NOTHING = frozenset(("title", "description", "default", "examples", "$comment"))
_TYPES: dict[type, tuple[str, ...]] = {
    str: ("string",),
    bool: ("boolean",),
    int: ("integer", "number"),
}


def surely_fits(schema: Mapping[str, Any], value: Any) -> bool:
    """True only when the value fits its schema; False when it does not, or when the validator must be asked.

    Nearly every answer is a text of a plain schema that fits, and the validator costs a hundred times this.
    """
    if type(value) not in _TYPES:
        return False
    for keyword, wanted in schema.items():
        if keyword in _SAYS_NOTHING or keyword.startswith("x-"):
            continue
        if keyword not in _READ or not _keeps(keyword, wanted, value):
            return False
    return True


def _keeps(keyword: str, wanted: Any, value: Any) -> bool:
    if keyword == "type":
        return wanted in _TYPES[type(value)]
    if type(value) is int:
        bound = type(wanted) is int and keyword in ("minimum", "maximum")
        return bound and (value >= wanted if keyword == "minimum" else value <= wanted)
    return type(value) is str and _keeps_text(keyword, wanted, value)


def _keeps_text(keyword: str, wanted: Any, value: str) -> bool:
    if keyword == "minLength":
        return len(value) >= int(wanted)
    if keyword == "maxLength":
        return len(value) <= int(wanted)
    if keyword == "pattern":
        return re.search(wanted, value) is not None
    if keyword == "enum":
        return value in list(wanted)
    if keyword != "oneOf":
        return False
    choices = [one.get("const") for one in wanted]
    plain = all(set(one) <= {"const", "title", "description"} and "const" in one for one in wanted)
    return plain and choices.count(value) == 1
