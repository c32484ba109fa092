"""Whatever is sent, the form answers; and what it has cleaned stays as it is."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.government.procedures.conftest import EXEMPLARY, PROVINCE
from tests.government.procedures.test_form import COMMUNES, GOOD, SCHEMA, TODAY
from tinhso.government.procedures.rules.forms.check import surely_fits
from tinhso.government.procedures.rules.forms.form import Form
from tinhso.government.procedures.rules.forms.values import _LETTERS, has_symbol

BIRTH = json.loads((PROVINCE / EXEMPLARY / "form.json").read_text("utf-8"))
FORMS = [Form(SCHEMA, TODAY, lambda _name: COMMUNES), Form(BIRTH, TODAY)]
TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["1.000", "-7", "31/02/2026", "2026-11-23", "\x00", "e\u0301", "+84911000001", "🏠", "5đđ", "1e400"]
    ),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.dates(date(1, 1, 1)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def names(form: Form) -> list[str]:
    found = []
    for page in form.all_pages:
        for leaf in page.leaves:
            found += [leaf.name, f"{leaf.name}__day", f"{leaf.name}.day", f"{leaf.name}.commune"]
            found += [
                f"{leaf.name}.{number}.{child.name}" for number in ("0", "1", "x") for child in leaf.children
            ]
    return found


def posts(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    known = st.sampled_from([*names(form), "_add", "evil.path", "a..b"])
    return st.dictionaries(known, TEXT, max_size=12)


def trees(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(sorted(form.schema["properties"])), JSON, max_size=6)


@settings(max_examples=150)
@given(st.data())
def test_arbitrary_posts_never_crash(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    page = data.draw(st.sampled_from(form.all_pages))
    kept, errors = form.clean_page(page.key, data.draw(posts(form)), data.draw(trees(form)))
    assert all(errors.values())
    assert "\\u0000" not in json.dumps(kept)
    form.fields_of(page.key, kept, errors)
    form.summary(kept)


@settings(max_examples=150)
@given(st.data())
def test_clean_is_idempotent(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    once, errors = form.clean({**GOOD, **data.draw(trees(form))})
    again, same = form.clean(once)
    assert again == once
    assert same == errors


SCHEMAS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["string", "boolean", "integer", "number", "array"]),
        "minLength": st.integers(0, 3),
        "maxLength": st.integers(0, 5),
        "minimum": st.integers(-3, 3) | st.just(0.5),
        "maximum": st.integers(-3, 3) | st.just(1.5),
        "enum": st.lists(st.sampled_from(["a", "ab", 1, True, 0]), max_size=3),
        "oneOf": st.lists(
            st.fixed_dictionaries({"const": st.sampled_from(["a", "ab", 1, True])}), max_size=3
        ),
        "pattern": st.sampled_from(["^a", "b$", "^[0-9]+$"]),
        "multipleOf": st.sampled_from([1, 2]),
        "exclusiveMaximum": st.integers(0, 2),
        "title": st.just("Tên"),
        "x-widget": st.just("text"),
    },
)


@given(
    SCHEMAS, st.sampled_from(["", "a", "ab", "abcdef", "7", True, False, 0, 1, -2, 3, 1.5, None, [], ["a"]])
)
def test_what_surely_fits_is_what_the_validator_lets_pass(schema: dict[str, Any], value: Any) -> None:
    if surely_fits(schema, value):
        assert Draft202012Validator(schema).is_valid(value)


def test_the_answers_of_most_people_surely_fit() -> None:
    for schema, value in (
        ({"type": "string", "maxLength": 5}, "abc"),
        ({"type": "boolean", "x-widget": "yesno"}, True),
        ({"type": "integer", "minimum": 0, "maximum": 9}, 9),
    ):
        assert surely_fits(schema, value)


def test_no_letter_is_a_picture() -> None:
    letters = [chr(code) for code in range(0x20, 0x2000) if _LETTERS.fullmatch(chr(code))]
    assert len(letters) > 800
    assert not [one for one in letters if unicodedata.category(one) in {"So", "Cs", "Co", "Cn"}]
    assert has_symbol("Nguyễn ☺")
    assert not has_symbol("Nguyễn Thị Ví Dụ, số 5°")
