"""Each change of a form, by table; whatever is done, every question stands on exactly one page."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.design.rules import form_edits as edits
from tinhso.lib.errors import Invalid

FORM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "child": {
            "type": "object",
            "required": ["name"],
            "properties": {"name": {"type": "string", "title": "Tên"}, "born": {"type": "string", "format": "date"}},
        },
        "rows": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}},
        "home": {"type": "object", "x-widget": "address"},
    },
    "x-pages": [
        {"key": "one", "title": "Một", "fields": ["child", "rows"]},
        {"key": "two", "title": "Hai", "fields": ["home"]},
    ],
}  # fmt: skip


def fields(form: dict[str, Any]) -> list[list[str]]:
    return [edits.page_names(form, page) for page in form["x-pages"]]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda f: edits.move_question(f, "child.born", -1), [["child.born", "child.name", "rows"], ["home"]]),
        (lambda f: edits.move_question(f, "child.name", -1), [["child.name", "child.born", "rows"], ["home"]]),
        (lambda f: edits.to_page(f, "rows", "two"), [["child.name", "child.born"], ["home", "rows"]]),
        (lambda f: edits.remove_question(f, "child.name"), [["child.born", "rows"], ["home"]]),
        (lambda f: edits.remove_question(f, "rows.a"), [["child.name", "child.born", "rows"], ["home"]]),
        (lambda f: edits.move_page(f, "two", -1), [["home"], ["child.name", "child.born", "rows"]]),
        (lambda f: edits.put_page(f, "trang-ba", "Ba"), [["child.name", "child.born", "rows"], ["home"], []]),
        (lambda f: edits.add_question(f, "two", "child.sex", "select", "Giới tính"), [["child.name", "child.born", "rows"], ["home", "child.sex"]]),
        (lambda f: edits.add_question(f, "two", "rows.c", "text", "Thêm"), [["child.name", "child.born", "rows"], ["home"]]),
    ],
)  # fmt: skip
def test_where_questions_stand_after_a_change(
    change: Callable[[dict[str, Any]], dict[str, Any]], expected: list[list[str]]
) -> None:
    before = copy.deepcopy(FORM)
    assert fields(change(FORM)) == expected
    assert before == FORM


@pytest.mark.parametrize(
    "change",
    [
        lambda f: edits.remove_page(f, "one"),
        lambda f: edits.remove_question(f, "nothing"),
        lambda f: edits.add_question(f, "two", "home.line", "text", "Đường"),
        lambda f: edits.add_question(f, "two", "child.name", "text", "Tên"),
        lambda f: edits.add_question(f, "nowhere", "x", "text", "Tên"),
        lambda f: edits.add_question(f, "two", "x", "secret", "Tên"),
        lambda f: edits.put_page(f, "Trang Ba", "Ba"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(change: Callable[[dict[str, Any]], Any]) -> None:
    with pytest.raises(Invalid):
        change(FORM)


def test_a_group_row_keeps_its_own_order_and_need() -> None:
    made = edits.move_question(FORM, "rows.b", -1)
    assert list(made["properties"]["rows"]["items"]["properties"]) == ["b", "a"]
    made = edits.change_question(made, "rows.b", title="B", hint="", required=True, when="")
    assert made["properties"]["rows"]["items"]["required"] == ["b"]
    made = edits.remove_question(made, "child.name")
    assert "required" not in made["properties"]["child"] or made["properties"]["child"]["required"] == []


def test_another_kind_keeps_the_words_alone() -> None:
    made = edits.change_question(
        FORM, "child.born", title="Sinh ngày", hint="", required=False, when="", kind="radios",
        options=edits.options_of("a | Sáng\nBuổi chiều"),
    )  # fmt: skip
    part = edits.node(made, "child.born")
    assert part is not None
    assert "format" not in part
    assert edits.options_text(part) == "a | Sáng\nbuoi_chieu | Buổi chiều"


@given(st.lists(st.tuples(st.sampled_from(["up", "down", "one", "two", "remove", "add"]), st.integers(0, 5))))
def test_whatever_is_done_each_question_stands_on_one_page(acts: list[tuple[str, int]]) -> None:
    form = FORM
    for count, (act, at) in enumerate(acts):
        names = edits.names_of(form)
        if act == "add" or not names:
            form = edits.add_question(form, "one", f"new_{count}", "text", "Mới")
            continue
        name = names[at % len(names)]
        match act:
            case "up" | "down":
                form = edits.move_question(form, name, 1 if act == "down" else -1)
            case "remove":
                form = edits.remove_question(form, name)
            case _:
                form = edits.to_page(form, name, act)
    assert sorted(name for page in fields(form) for name in page) == sorted(edits.names_of(form))
