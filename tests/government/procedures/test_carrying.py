"""Answers to one form in another: carried where they mean the same, left where they do not, never lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.government.procedures.conftest import packages
from tinhso.government.procedures.rules.carrying import carry
from tinhso.government.procedures.rules.forms.fields import leaves

TEXT = {"type": "string"}
DAY = {"type": "string", "format": "date"}


def choice(*values: str) -> dict[str, Any]:
    return {"type": "string", "oneOf": [{"const": v, "title": v} for v in values]}


def form(**questions: Any) -> dict[str, Any]:
    return {"type": "object", "properties": questions}


@pytest.mark.parametrize(
    ("old", "new", "renamed", "data", "carried", "left"),
    [
        (form(a=TEXT), form(a=TEXT), {}, {"a": "x"}, {"a": "x"}, ()),
        (form(a=TEXT), form(b=form(c=TEXT)), {"a": "b.c"}, {"a": "x"}, {"b": {"c": "x"}}, ()),
        (form(a=TEXT), form(b=TEXT), {}, {"a": "x"}, {}, ("a",)),
        (form(a=TEXT), form(a=DAY), {}, {"a": "x"}, {}, ("a",)),
        (form(a=choice("y", "n")), form(a=choice("y")), {}, {"a": "n"}, {}, ("a",)),
        (form(a=choice("y", "n")), form(a=choice("y")), {}, {"a": "y"}, {"a": "y"}, ()),
        (form(a=TEXT, b=TEXT), form(b=TEXT), {"a": "b"}, {"a": "x", "b": "z"}, {"b": "x"}, ("b",)),
        (form(a=TEXT), form(a=TEXT), {}, {"a": ""}, {}, ()),
        (form(a={"type": "boolean"}), form(a={"type": "boolean"}), {}, {"a": False}, {"a": False}, ()),
    ],
    ids=[
        *("same", "renamed", "not-asked", "other-kind", "not-offered", "still-offered"),
        *("two-for-one", "unanswered", "no-is-an-answer"),
    ],
)
def test_what_fits_is_carried_and_the_rest_is_named(
    old: Any, new: Any, renamed: Any, data: Any, carried: Any, left: Any
) -> None:
    found = carry(old, new, data, renamed)
    assert (found.data, found.left) == (carried, left)


NAMES = st.sampled_from(list("abcde"))
FORMS = st.dictionaries(NAMES, st.sampled_from([TEXT, DAY, choice("y"), choice("y", "n")]), max_size=5)


@given(FORMS, FORMS, st.dictionaries(NAMES, NAMES), st.dictionaries(NAMES, st.sampled_from(["x", "y", "n"])))
def test_nothing_is_lost_and_nothing_is_made_up(old: Any, new: Any, renamed: Any, data: Any) -> None:
    found = carry(form(**old), form(**new), data, renamed)
    answered = {name for name in data if name in old}
    came_from = answered - set(found.left)
    assert set(found.left) <= answered
    assert len(found.data) == len(came_from)
    assert set(found.data) <= set(new)
    assert sorted(found.data.values()) == sorted(data[name] for name in came_from)


def test_a_form_carried_to_itself_keeps_every_answer_of_its_examples() -> None:
    for package in packages():
        assert package.schema is not None
        for example in package.examples.values():
            answers = example.data["data"]
            found = carry(package.schema, package.schema, answers, {})
            assert found.left == (), package.path
            asked = [leaf.path[0] for leaf in leaves(package.schema)]
            assert {key for key in answers if key in asked} >= set(found.data), package.path
