"""Lines of keys in a TOML text, as an editor counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.province.rules.settings import contrast
from tinhso.foundation.province.toml_lines import TomlError, parse

TEXT = '''# head
top = 1

[a]
"quoted key" = 2
list = [
    "x",  # not a key = 1
    "]",
]
text = """
b = 3
[c]
"""

[[rows]]
name = "one"
[[rows]]
name = "two"
inner = [
    { k = 1 },
    { k = 2 },
]
[rows.sub]
deep.er = 4
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("a",), 4),
        (("a", "quoted key"), 5),
        (("a", "list"), 6),
        (("a", "text"), 10),
        (("rows",), 15),
        (("rows", 0), 15),
        (("rows", 1), 17),
        (("rows", 1, "name"), 18),
        (("rows", 1, "inner", 1), 21),
        (("rows", 1, "inner", 1, "k"), 21),
        (("rows", 1, "sub"), 23),
        (("rows", 1, "sub", "deep", "er"), 24),
        (("b",), 0),
        (("c",), 0),
    ],
)
def test_line(path: tuple[str | int, ...], line: int) -> None:
    assert parse(TEXT).line(*path) == line


def test_error_has_a_line() -> None:
    with pytest.raises(TomlError) as error:
        parse("a = 1\nb = = 2\n")
    assert error.value.line == 2
    with pytest.raises(TomlError) as error:
        parse('a = 1\nb = """never ended\n')
    assert error.value.line >= 2


KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
VALUES = st.sampled_from(["1", '"x # y"', "[1, 2]", "'{'", "true", "2025-07-01", '"""a"""', "{ k = 1 }"])


@given(st.lists(st.tuples(KEYS, VALUES), unique_by=lambda pair: pair[0], min_size=1, max_size=30))
def test_each_key_is_found_where_it_stands(pairs: list[tuple[str, str]]) -> None:
    text = "".join(f"{key} = {value}  # note\n" for key, value in pairs)
    found = parse(text)
    assert [found.line(key) for key, _ in pairs] == list(range(1, len(pairs) + 1))


COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(COLOURS, COLOURS)
def test_contrast_is_symmetric_and_bounded(one: str, two: str) -> None:
    assert contrast(one, two) == contrast(two, one)
    assert 1 <= contrast(one, two) <= 21.0001


def test_contrast_of_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
