"""Canonical JSON: one value, one sequence of bytes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.records.rules import canonical as by_hand
from tinhso.foundation.records.rules.canonical import MAX_INT, canonical

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INT, MAX_INT) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None, "x"]}, b'{"a":[true,null,"x"],"b":1}'),
        ({"tên": "Nguyễn"}, '{"tên":"Nguyễn"}'.encode()),
        ('\u0000\n"\\\u007f', b'"\\u0000\\n\\"\\\\\x7f"'),
        # RFC 8785 orders keys by UTF-16 units: U+1F600 begins with D83D and so comes before U+FB33.
        ({"\ufb33": 1, "\U0001f600": 2}, '{"\U0001f600":2,"\ufb33":1}'.encode()),
        ({}, b"{}"),
    ],
)
def test_known_forms(value: object, expected: bytes) -> None:
    assert canonical(value) == expected


@pytest.mark.parametrize("value", [1.5, MAX_INT + 1, -MAX_INT - 1, "\ud800", {1: 2}, b"x", {"a": {1, 2}}])
def test_values_without_one_form_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical(value)


@given(values)
def test_reading_back_gives_the_value_and_the_same_bytes(value: object) -> None:
    data = canonical(value)
    assert json.loads(data) == value
    assert canonical(json.loads(data)) == data


@given(st.dictionaries(texts, st.integers(-100, 100), min_size=2), st.randoms())
def test_order_of_insertion_does_not_matter(value: dict[str, int], random: object) -> None:
    items = list(value.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert canonical(dict(items)) == canonical(value)


@given(values)
def test_the_short_way_writes_the_same_as_the_long_one(value: object) -> None:
    assert canonical(value) == by_hand._encode_as_given(by_hand._ordered(value)).encode()
