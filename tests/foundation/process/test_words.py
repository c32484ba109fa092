"""Outcomes in words: what a file says of them, what check refuses, how they are stored."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.foundation.process.samples import chain, document, task
from tinhso.foundation.process import api
from tinhso.foundation.process.rules.outline import step_from_json, step_to_json


def file_of(outcomes: str, words: str) -> bytes:
    body = (
        '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>'
        + task("a", outcomes, words=words)
        + chain("s", "a", "e")
    )
    return document(body, {"specialist": "s a e"})


@pytest.mark.parametrize(
    ("outcomes", "words", "said"),
    [
        ("own delegated", "own: Huyện làm; delegated: Đã ủy quyền cho xã", ""),
        ("fit unfit", "", ""),
        ("fit ask", "ask: Cần hỏi", ""),
        ("fit unfit", "unfit: Còn phải sửa", ""),
        ("own", "own: " + "a" * 60, ""),
        ("own", "own: " + "a" * 61, "dài quá 60"),
        ("own delegated", "own: Huyện làm", "“delegated” chưa có lời"),
        ("own", "own:", "“own” chưa có lời"),
        ("fit", "fit:", "“fit” chưa có lời"),
        ("same unlike", "unlike: Khác", "“same” chưa có lời"),
        ("fit", "ask: Cần hỏi", "“ask” mà bước này không có"),
    ],
)
def test_what_check_says_of_words(outcomes: str, words: str, said: str) -> None:
    found = api.check(file_of(outcomes, words), {"specialist"}, set())
    assert [said in fault.message for fault in found] == ([True] if said else [])


def test_words_reach_the_step_and_its_stored_form_and_old_stored_forms_have_none() -> None:
    step = api.StepSpec(
        "a",
        "A",
        "specialist",
        "handle",
        "competent",
        None,
        Decimal("0.5"),
        ("own",),
        "",
        {"own": "Huyện làm"},
    )
    row = step_to_json(step)
    assert step_from_json(row) == step
    assert isinstance(hash(step), int)
    del row["words"]
    assert step_from_json(row).words == {}


def test_generated_files_say_the_words() -> None:
    rows = [api.StepRow("a", "A", "specialist", outcomes=("own", "fit"), words={"own": "Huyện làm"})]
    xml = api.bpmn_from_steps(rows)
    assert api.check(xml, None, None) == []
    assert api.steps_of(xml)[0].words == {"own": "Huyện làm"}
