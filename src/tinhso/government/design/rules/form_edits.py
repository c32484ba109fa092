"""Changes of a form, one at a time: pages and questions added, moved, reworded, removed.

A form is the tree of form.json. Every function gives a new tree and leaves the given one alone. A question is
named by its dotted path; a question inside a repeated group by the group's path and its own name.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from tinhso.lib.errors import FieldError, Invalid
from tinhso.lib.text import clean, fold

Schema = dict[str, Any]
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
PAGE_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
# What a kind of question is in JSON Schema; the rest of a question are its words.
KINDS: dict[str, Schema] = {
    "text": {"type": "string", "maxLength": 200},
    "textarea": {"type": "string", "maxLength": 2000, "x-widget": "textarea"},
    "radios": {"type": "string", "x-widget": "radios"},
    "select": {"type": "string", "x-widget": "select"},
    "checkboxes": {"type": "array", "items": {"type": "string"}, "x-widget": "checkboxes"},
    "yesno": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "number": {"type": "integer", "minimum": 0},
    "money": {"type": "integer", "minimum": 0, "x-widget": "money"},
    "citizen_id": {"type": "string", "x-widget": "citizen_id"},
    "tax_number": {"type": "string", "x-widget": "tax_number"},
    "phone": {"type": "string", "x-widget": "phone"},
    "email": {"type": "string", "format": "email"},
    "address": {"type": "object", "x-widget": "address"},
    "group": {"type": "array", "x-widget": "group", "minItems": 1, "maxItems": 20},
}
CHOICES = ("radios", "select", "checkboxes")


def node(form: Schema, name: str) -> Schema | None:
    """The schema of a question itself, not a copy; None when there is none."""
    found = form
    for step in name.split("."):
        inside = found.get("items", found) if found.get("type") == "array" else found
        below = inside.get("properties", {}).get(step)
        if not isinstance(below, dict):
            return None
        found = below
    return found


def holder(form: Schema, name: str, *, make: bool = False) -> Schema:
    """The object that a question stands in; with `make`, groups of questions on the way are made."""
    found = form
    for step in name.split(".")[:-1]:
        below: dict[str, Schema] = found.setdefault("properties", {}) if make else found.get("properties", {})
        if step not in below and make:
            below[step] = {"type": "object", "properties": {}}
        found = below.get(step, {})
        if found.get("type") == "array":
            found = found.setdefault("items", {"type": "object", "properties": {}})
    return found


def names_of(form: Schema, at: Sequence[str] = ()) -> list[str]:
    """The dotted names of all questions, in the order of the file; those of a repeated group not."""
    here = form
    for step in at:
        here = here["properties"][step]
    found: list[str] = []
    for name, part in here.get("properties", {}).items():
        if part.get("type") == "object" and part.get("x-widget") != "address":
            found += names_of(form, (*at, name))
        else:
            found.append(".".join((*at, name)))
    return found


def page_names(form: Schema, page: Mapping[str, Any]) -> list[str]:
    """The questions of a page, each by its own name, in the order in which they are asked."""
    every = names_of(form)
    return [
        name
        for wanted in page.get("fields", ())
        for name in every
        if name == wanted or name.startswith(f"{wanted}.")
    ]


def _page(form: Schema, key: str) -> Schema:
    pages: list[Schema] = form.get("x-pages", [])
    for page in pages:
        if page.get("key") == key:
            return page
    raise Invalid([FieldError("page", _("Không có trang này."))])


def _spelled(form: Schema) -> Schema:
    """A copy whose pages name each question, so that one of them can move."""
    made = copy.deepcopy(form)
    for page in made.get("x-pages", ()):
        page["fields"] = page_names(made, page)
    return made


def put_page(form: Schema, key: str, title: str, intro: str = "", when: str = "") -> Schema:
    """A page added at the end, or reworded when the key is known."""
    if not PAGE_KEY.fullmatch(key):
        raise Invalid([FieldError("key", _("Mã: chữ thường không dấu, số và gạch nối, bắt đầu bằng chữ."))])
    if not title.strip():
        raise Invalid([FieldError("title", _("Ghi tên trang."))])
    made = copy.deepcopy(form)
    pages = made.setdefault("x-pages", [])
    page = next((each for each in pages if each.get("key") == key), None)
    if page is None:
        page = {"key": key, "title": title, "fields": []}
        pages.append(page)
    page["title"] = title
    _set(page, "intro", intro)
    _set(page, "x-when", when)
    return made


def move_page(form: Schema, key: str, by: int) -> Schema:
    """A page one place up (-1) or down (1); at the end it stays."""
    made = copy.deepcopy(form)
    pages = made.get("x-pages", [])
    at = pages.index(_page(made, key))
    _shift(pages, at, by)
    return made


def remove_page(form: Schema, key: str) -> Schema:
    """A page without questions, taken away. Raises Invalid while it has some."""
    made = copy.deepcopy(form)
    page = _page(made, key)
    if page_names(made, page):
        raise Invalid([FieldError("page", _("Trang còn câu hỏi. Chuyển hoặc xoá câu hỏi trước."))])
    made["x-pages"].remove(page)
    return made


def add_question(form: Schema, page: str, name: str, kind: str, title: str) -> Schema:
    """A new question at the end of a page, or of a repeated group when `name` begins with the group's."""
    parts = name.split(".")
    faults = []
    if not all(KEY.fullmatch(part) for part in parts) or len(parts) > 4:
        faults.append(
            FieldError("name", _("Mã: chữ thường không dấu, số và gạch dưới; dấu chấm để gom nhóm."))
        )
    elif node(form, name) is not None or any(_plain_above(form, parts)):
        faults.append(FieldError("name", _("Mã này đã dùng.")))
    if kind not in KINDS:
        faults.append(FieldError("kind", _("Chọn loại câu hỏi.")))
    if not title.strip():
        faults.append(FieldError("title", _("Ghi câu hỏi.")))
    if faults:
        raise Invalid(faults)
    made = _spelled(form)
    inside = _in_group(made, parts)
    fresh = {**copy.deepcopy(KINDS[kind]), "title": title}
    if kind in CHOICES:
        _options(fresh, [("co", _("Có")), ("khong", _("Không"))])
    if kind == "group":
        row = {"type": "string", "maxLength": 200, "title": _("Nội dung")}
        fresh["items"] = {"type": "object", "properties": {"content": row}, "required": ["content"]}
    holder(made, name, make=True).setdefault("properties", {})[parts[-1]] = fresh
    if not inside:
        _page(made, page)["fields"].append(name)
    return made


def _plain_above(form: Schema, parts: Sequence[str]) -> list[str]:
    """Parts of the path that are questions themselves, and so can hold no other."""
    above = [".".join(parts[:count]) for count in range(1, len(parts))]
    found = [(name, node(form, name)) for name in above]
    return [
        name
        for name, part in found
        if part is not None and "properties" not in part and "properties" not in part.get("items", {})
    ]


def _in_group(form: Schema, parts: Sequence[str]) -> bool:
    return any(
        (part := node(form, ".".join(parts[:count]))) is not None and part.get("type") == "array"
        for count in range(1, len(parts))
    )


def change_question(
    form: Schema,
    name: str,
    *,
    title: str,
    hint: str,
    required: bool,
    when: str,
    options: Sequence[tuple[str, str]] = (),
    kind: str = "",
) -> Schema:
    """A question's words, need, condition and answers; another `kind` keeps only the words."""
    made = copy.deepcopy(form)
    part = node(made, name)
    if part is None:
        raise Invalid([FieldError("name", _("Không có câu hỏi này."))])
    if not title.strip():
        raise Invalid([FieldError("title", _("Ghi câu hỏi."))])
    if kind and kind in KINDS and kind != "group":
        for key in [key for key in part if key not in ("title", "description", "x-when", "x-prefill")]:
            part.pop(key)
        part.update(copy.deepcopy(KINDS[kind]))
    part["title"] = title
    _set(part, "description", hint)
    _set(part, "x-when", when)
    if options:
        _options(part, options)
    above = holder(made, name)
    own = name.rsplit(".", 1)[-1]
    needed = [each for each in above.get("required", []) if each != own]
    above["required"] = [*needed, own] if required else needed
    if not above["required"]:
        above.pop("required")
    return made


def _options(part: Schema, options: Sequence[tuple[str, str]]) -> None:
    keys = [key for key, _title in options]
    if len(set(keys)) != len(keys) or not all(key and title for key, title in options):
        raise Invalid([FieldError("options", _("Mỗi dòng một câu trả lời: mã | lời; mã không trùng."))])
    listed = part.setdefault("items", {"type": "string"}) if part.get("type") == "array" else part
    for key in ("enum", "x-choices"):
        listed.pop(key, None)
    listed["oneOf"] = [{"const": key, "title": title} for key, title in options]


def options_text(part: Schema) -> str:
    """The answers of a choice as lines `key | words`."""
    listed = part.get("items", {}) if part.get("type") == "array" else part
    rows = listed.get("oneOf") or [{"const": value} for value in listed.get("enum", ())]
    return "\n".join(f"{row['const']} | {row.get('title', row['const'])}" for row in rows)


def options_of(text: str) -> list[tuple[str, str]]:
    """The opposite: a line without a bar is its own key in plain letters."""
    found = []
    for line in clean(text).split("\n"):
        key, bar, words = (part.strip() for part in line.partition("|"))
        if key or words:
            found.append((key, words) if bar else (re.sub(r"\W+", "_", fold(key)).strip("_"), key))
    return found


def move_question(form: Schema, name: str, by: int) -> Schema:
    """A question one place up or down on its page, or in its group."""
    made = _spelled(form)
    for page in made.get("x-pages", ()):
        if name in page["fields"]:
            _shift(page["fields"], page["fields"].index(name), by)
            return made
    above = holder(made, name)
    rows = list(above.get("properties", {}).items())
    own = name.rsplit(".", 1)[-1]
    at = next((at for at, (key, _part) in enumerate(rows) if key == own), None)
    if at is None:
        raise Invalid([FieldError("name", _("Không có câu hỏi này."))])
    _shift(rows, at, by)
    above["properties"] = dict(rows)
    return made


def to_page(form: Schema, name: str, page: str) -> Schema:
    """A question moved to the end of another page."""
    made = _spelled(form)
    for each in made.get("x-pages", ()):
        if name in each["fields"]:
            each["fields"].remove(name)
            _page(made, page)["fields"].append(name)
            return made
    raise Invalid([FieldError("name", _("Không có câu hỏi này."))])


def remove_question(form: Schema, name: str) -> Schema:
    """The question gone, from its page too; a group of questions left empty goes with it."""
    made = _spelled(form)
    if node(made, name) is None:
        raise Invalid([FieldError("name", _("Không có câu hỏi này."))])
    for page in made.get("x-pages", ()):
        page["fields"] = [each for each in page["fields"] if each != name]
    parts = name.split(".")
    while parts:
        above, own = holder(made, ".".join(parts)), parts.pop()
        above.get("properties", {}).pop(own, None)
        if own in above.get("required", ()):
            above["required"] = [each for each in above["required"] if each != own]
        if above.get("properties"):
            break
    return made


def _set(part: Schema, key: str, value: str) -> None:
    if value.strip():
        part[key] = value.strip()
    else:
        part.pop(key, None)


def _shift(rows: list[Any], at: int, by: int) -> None:
    to = at + by
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
