"""What a form is made of: leaves (one question each) and the views of them that screens draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Schema = Mapping[str, Any]
WIDGETS = frozenset(
    [
        "text",
        "textarea",
        "radios",
        "select",
        "checkboxes",
        "date",
        "money",
        "number",
        "citizen_id",
        "tax_number",
        "phone",
        "email",
        "address",
        "group",
        "yesno",
    ]
)


@dataclass(frozen=True)
class Option:
    """One answer to choose from."""

    value: str
    label: str


# Answers that come from the province's own lists, e.g. "communes" of today.
Choices = Callable[[str], Sequence[Option]]


def no_choices(_name: str) -> Sequence[Option]:
    """A form outside a province (checks, tests) has no lists of its own."""
    return ()


@dataclass(frozen=True)
class Leaf:
    """One question: where its answer lives, its schema, and every condition above it."""

    path: tuple[str, ...]
    schema: Schema
    required: bool
    whens: tuple[str, ...] = ()
    children: tuple[Leaf, ...] = ()

    @cached_property
    def name(self) -> str:
        """The dotted path, which is also the name of the HTML field."""
        return ".".join(self.path)

    @property
    def title(self) -> str:
        """The question in words."""
        return str(self.schema.get("title", self.path[-1]))

    @cached_property
    def widget(self) -> str:
        """The hint, or what the schema's type suggests."""
        hint = self.schema.get("x-widget")
        return str(hint) if hint else _guess(self.schema)

    def options(self, choices: Choices) -> list[Option]:
        """The answers offered: from the province's lists or from the schema (`oneOf`/`enum`)."""
        schema = self.schema.get("items", {}) if self.widget == "checkboxes" else self.schema
        if "x-choices" in schema:
            return list(choices(str(schema["x-choices"])))
        if "oneOf" in schema:
            return [Option(str(o["const"]), str(o.get("title", o["const"]))) for o in schema["oneOf"]]
        return [Option(str(v), str(v)) for v in schema.get("enum", ())]


def _guess(schema: Schema) -> str:
    kind = schema.get("type")
    if kind == "boolean":
        return "yesno"
    if kind == "array":
        return "group" if schema.get("items", {}).get("type") == "object" else "checkboxes"
    if kind in {"integer", "number"}:
        return "number"
    if schema.get("format") in {"date", "email"}:
        return str(schema["format"])
    options = schema.get("oneOf") or schema.get("enum") or ()
    if options or "x-choices" in schema:
        return "radios" if 0 < len(options) <= 6 else "select"
    return "textarea" if schema.get("maxLength", 0) > 300 else "text"


def leaves(schema: Schema, wanted: Sequence[str] = ()) -> list[Leaf]:
    """The questions of an object schema, or only those at or below the `wanted` dotted paths, in order."""
    found = list(_walk(schema, (), ()))
    if not wanted:
        return found
    return [
        leaf for path in wanted for leaf in found if leaf.name == path or leaf.name.startswith(path + ".")
    ]


def _walk(schema: Schema, path: tuple[str, ...], whens: tuple[str, ...]) -> Iterator[Leaf]:
    required = set(schema.get("required", ()))
    for name, part in schema.get("properties", {}).items():
        here = (*path, name)
        conditions = (*whens, str(part["x-when"])) if "x-when" in part else whens
        if part.get("type") == "object" and part.get("x-widget") != "address":
            yield from _walk(part, here, conditions)
            continue
        leaf = Leaf(here, part, name in required, conditions)
        if leaf.widget == "group":
            rows = tuple(_walk(part.get("items", {}), (), ()))
            leaf = Leaf(here, part, name in required, conditions, rows)
        yield leaf


@dataclass(frozen=True)
class FieldView:
    """One question ready to draw: everything a macro needs, nothing it must work out."""

    name: str
    id: str
    widget: str
    label: str
    hint: str = ""
    required: bool = False
    value: Any = None
    error: str = ""
    options: Sequence[Option] = ()
    # Of a group: the rows, each a list of views; of an address or a date: nothing.
    rows: Sequence[Sequence[FieldView]] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    max_length: int | None = None
    can_add: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
