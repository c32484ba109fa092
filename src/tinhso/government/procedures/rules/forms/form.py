"""A form: ordered pages of questions, conditions that are evaluated here and never trusted from a browser.

    data, errors = form.clean_page("child", request.POST, saved)   # one page of a draft
    data, errors = form.clean(saved)                               # the whole, before filing

`data` is a tree in the shape of the schema. Answers to questions that do not apply are dropped; answers
that cannot be read stay as typed beside their error. `errors` maps dotted paths to Vietnamese sentences.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tinhso.government.procedures.rules import expressions
from tinhso.government.procedures.rules.forms import draw, parse
from tinhso.government.procedures.rules.forms.check import problems
from tinhso.government.procedures.rules.forms.fields import (
    Choices,
    FieldView,
    Leaf,
    Schema,
    leaves,
    no_choices,
)
from tinhso.government.procedures.rules.forms.messages import message
from tinhso.government.procedures.rules.forms.values import coerce, dig, put

Data = dict[str, Any]
Errors = dict[str, str]
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Page:
    """One page of a form: one thing to answer."""

    key: str
    title: str
    leaves: tuple[Leaf, ...]
    when: str = ""
    intro: str = ""


@dataclass(frozen=True)
class SummaryPage:
    """What a person answered on one page, in words: rows of (question, answer, dotted path)."""

    key: str
    title: str
    rows: tuple[tuple[str, str, str], ...]


class Form:
    """The e-form of one procedure version. Pure: today and the province's lists are given to it."""

    def __init__(self, schema: Schema, today: date, choices: Choices = no_choices) -> None:
        self.schema = schema
        self.today = today
        self.choices = choices
        self.title = str(schema.get("title", ""))
        self.all_pages = tuple(_page(schema, raw) for raw in schema.get("x-pages", ())) or (
            Page("form", self.title, tuple(leaves(schema))),
        )
        self._by_key = {page.key: page for page in self.all_pages}

    def pages(self, data: Mapping[str, Any]) -> list[Page]:
        """The pages that apply to what was answered so far, in order."""
        facts = self._facts(data)
        return [page for page in self.all_pages if expressions.holds(page.when, facts)]

    def page(self, key: str) -> Page:
        """One page by its key; KeyError when the form has none such."""
        return self._by_key[key]

    def next_page(self, key: str, data: Mapping[str, Any]) -> Page | None:
        """The page after `key` among those that apply; None after the last one."""
        keys = [page.key for page in self.all_pages]
        later = set(keys[keys.index(key) + 1 :]) if key in keys else set()
        return next((page for page in self.pages(data) if page.key in later), None)

    def clean_page(
        self, key: str, submitted: Mapping[str, Any], saved: Mapping[str, Any] | None = None
    ) -> tuple[Data, Errors]:
        """Take one page's answers, from an HTML post or from JSON, into the saved data.

        Returns the whole data, with this page's answers replaced, and the errors of this page alone.
        """
        page = self._by_key[key]
        typed = parse.tree_of(page.leaves, submitted) if parse.is_flat(submitted) else submitted
        tree = self._coerced(saved or {})
        for leaf in page.leaves:
            put(tree, leaf.path, coerce(leaf, dig(typed, leaf.path)))
        tree = self._pruned(tree)
        errors = self._errors([page], tree)
        for leaf in page.leaves:
            raw = dig(typed, leaf.path)
            if isinstance(raw, str) and _HIDDEN.search(raw) and self.applies(leaf, tree):
                errors.setdefault(leaf.name, _hidden(leaf))
        return tree, errors

    def clean(self, data: Mapping[str, Any]) -> tuple[Data, Errors]:
        """The whole form: unknown answers dropped, hidden ones dropped, every fault named."""
        typed = data
        if parse.is_flat(data):
            typed = parse.tree_of([leaf for page in self.all_pages for leaf in page.leaves], data)
        tree = self._pruned(self._coerced(typed))
        return tree, self._errors(self.pages(tree), tree)

    def change_rows(self, key: str, submitted: Mapping[str, Any], saved: Mapping[str, Any]) -> Data | None:
        """Add or remove a row of a repeating group (buttons `_add` and `_remove`), keeping what was typed.

        None when the post carries neither button.
        """
        adding, removing = submitted.get("_add"), submitted.get("_remove")
        if not adding and not removing:
            return None
        data, _ = self.clean_page(key, submitted, saved)
        for leaf in self._by_key[key].leaves:
            if leaf.widget != "group":
                continue
            rows = list(dig(data, leaf.path) or [])
            if adding == leaf.name and len(rows) < leaf.schema.get("maxItems", parse.MAX_ROWS):
                rows.append({})
            if isinstance(removing, str) and removing.startswith(leaf.name + "."):
                number = removing.rsplit(".", 1)[1]
                rows = [row for i, row in enumerate(rows) if str(i) != number]
            put(data, leaf.path, rows or None)
        return data

    def fields_of(
        self, key: str, data: Mapping[str, Any], errors: Mapping[str, str] | None = None
    ) -> list[FieldView]:
        """The questions of one page, ready to draw. Questions whose condition another page decided and
        that do not apply are left out; those that depend on this same page are all drawn."""
        page = self._by_key[key]
        here = {leaf.path[0] for leaf in page.leaves} | {leaf.name for leaf in page.leaves}
        shown = [leaf for leaf in page.leaves if self.applies(leaf, data) or _depends(leaf, here)]
        return [draw.view(leaf, dig(data, leaf.path), errors or {}, self.choices) for leaf in shown]

    def summary(self, data: Mapping[str, Any]) -> list[SummaryPage]:
        """Every answer in words, page by page: for "check your answers", the printed form and the desk."""
        found = []
        for page in self.pages(data):
            rows = tuple(
                row
                for leaf in page.leaves
                if self.applies(leaf, data)
                for row in draw.answer(leaf, dig(data, leaf.path), self.choices)
            )
            found.append(SummaryPage(page.key, page.title, rows))
        return found

    def prefilled(self, known: Mapping[str, Any], data: Mapping[str, Any] | None = None) -> Data:
        """Data with empty questions filled from the account: `known` is e.g. {"person": {"name": …}}."""
        tree = copy.deepcopy(dict(data or {}))
        for leaf in self._leaves():
            source = str(leaf.schema.get("x-prefill", ""))
            if source and dig(tree, leaf.path) is None:
                value = coerce(leaf, dig(known, source.split(".")))
                if _offered(leaf, value):
                    put(tree, leaf.path, value)
        return tree

    def applies(self, leaf: Leaf, data: Mapping[str, Any]) -> bool:
        """True when every condition above the question holds."""
        facts = self._facts(data)
        return all(expressions.holds(when, facts) for when in leaf.whens)

    def _leaves(self) -> Iterable[Leaf]:
        return (leaf for page in self.all_pages for leaf in page.leaves)

    def _facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {**data, "today": self.today.isoformat()}

    def _coerced(self, typed: Mapping[str, Any]) -> Data:
        tree: Data = {}
        for leaf in self._leaves():
            put(tree, leaf.path, coerce(leaf, dig(typed, leaf.path)))
        return tree

    def _pruned(self, tree: Data) -> Data:
        """Drop answers that do not apply until nothing changes: dropping one can hide another."""
        while True:
            facts = self._facts(tree)
            gone = [
                leaf
                for page in self.all_pages
                for leaf in page.leaves
                if dig(tree, leaf.path) is not None
                and not all(expressions.holds(when, facts) for when in (page.when, *leaf.whens))
            ]
            if not gone:
                return _without_empty(tree)
            for leaf in gone:
                put(tree, leaf.path, None)

    def _errors(self, pages: Sequence[Page], tree: Data) -> Errors:
        errors: Errors = {}
        facts = self._facts(tree)
        for page in pages:
            for leaf in page.leaves:
                if all(expressions.holds(when, facts) for when in leaf.whens):
                    for path, sentence in problems(leaf, dig(tree, leaf.path), self.today, self.choices):
                        errors.setdefault(path, sentence)
        names = {leaf.name for page in pages for leaf in page.leaves}
        for rule in self.schema.get("x-rules", ()):
            if rule["field"] in names and expressions.holds(rule["refuse"], facts):
                errors.setdefault(rule["field"], str(rule["message"]))
        return errors


def _page(schema: Schema, raw: Mapping[str, Any]) -> Page:
    return Page(
        key=str(raw["key"]),
        title=str(raw.get("title", "")),
        leaves=tuple(leaves(schema, raw.get("fields", ()))) if raw.get("fields") else (),
        when=str(raw.get("x-when", "")),
        intro=str(raw.get("intro", "")),
    )


def _depends(leaf: Leaf, here: set[str]) -> bool:
    """True when one of the conditions speaks of a question on this same page."""
    words = {word for when in leaf.whens for word in re.findall(r"[A-Za-z_][\w.]*", when)}
    return any(word in here for word in words)


def _hidden(leaf: Leaf) -> str:
    return message(leaf.schema, "hidden", leaf.title)


def _without_empty(tree: Data) -> Data:
    kept = {k: _without_empty(v) if isinstance(v, dict) else v for k, v in tree.items()}
    return {k: v for k, v in kept.items() if v != {}}


def _offered(leaf: Leaf, value: Any) -> bool:
    """False for a value that is none of the choices of a question with choices of its own."""
    choices = leaf.schema.get("oneOf")
    return not choices or value in [one.get("const") for one in choices]
