"""Nothing in a file may run code, read a file, or take the machine down."""

from __future__ import annotations

import builtins
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.foundation.process import api
from tinhso.foundation.process.engine.script import ZenScriptEngine
from tinhso.foundation.process.rules.check import check
from tinhso.foundation.process.rules.expressions import BadExpression, compile_expression, evaluate
from tinhso.foundation.process.rules.safexml import MAX_BYTES, parse_xml
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.ids import new_id

from . import samples
from .samples import END, START, chain, document, flow, task

ATTACKS = [
    "__import__('os').system('touch {mark}')",
    "().__class__.__bases__[0].__subclasses__()",
    "outcome.__class__.__mro__",
    "lambda: 1",
    "(lambda: 1)()",
    "[x for x in [1] * 999999999]",
    "[0..999999999]",
    "eval('1')",
    "exec('import os')",
    "open('/etc/passwd')",
    "compile('1', '', 'eval')",
    "getattr(outcome, 'upper')",
    "globals()",
    "outcome := 1",
    "a = 1",
    "import os",
    "x; y",
    "`${outcome}`",
    "f'{outcome}'",
    "$root",
    "9**9**9",
    "rand(10) > 5",
    "d() > 5",
    "map([1,2], map([1,2], #))",
    "(" * 300 + "1" + ")" * 300,
    "not " * 150 + "true",
    "-" * 500 + "1",
    "1+" * 150 + "1",
    "'" + "a" * 2000 + "'",
    "a\0b",
    "",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_refused_at_check_and_by_the_engine(attack: str, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    text = attack.replace("{mark}", str(mark))
    with pytest.raises(BadExpression):
        compile_expression(text)
    with pytest.raises(BadExpression):
        ZenScriptEngine({"outcome": "x"}, {}).evaluate(None, text)
    if "\0" not in text and text:
        xml = gateway(text)
        found = check(xml, {"specialist"}, set())
        assert [fault.element_id for fault in found] == ["f_g_end"]
    assert not mark.exists()


def gateway(condition: str) -> bytes:
    escaped = condition.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return document(
        START
        + END
        + task("a")
        + task("b")
        + '<bpmn:exclusiveGateway id="g" default="f_g_b"/>'
        + chain("start", "a", "g", "b", "end")
        + flow("g", "end", escaped),
        {"specialist": "a b"},
    )


@pytest.mark.django_db
def test_python_is_never_evaluated(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    for name in ("eval", "exec"):
        monkeypatch.setattr(builtins, name, lambda *a, **k: calls.append(a))
    run = api.start(
        api.store_spec(samples.DECISION, {"who.dmn": samples.DMN}),
        new_id(),
        {"width": 9, "length": 9, "kind": "shop"},
    )
    api.complete(run.id, run.steps[0].id, "done")
    assert calls == []
    with pytest.raises(Invalid):
        api.store_spec(gateway("__import__('os')"))
    assert calls == []


@pytest.mark.django_db
def test_condition_that_cannot_be_decided_changes_nothing() -> None:
    run = api.start(api.store_spec(gateway("area > 5")), new_id())
    with pytest.raises(BadExpression):
        api.complete(run.id, run.steps[0].id, "done")
    assert [s.key for s in api.waiting(run.id)] == ["a"]
    with pytest.raises(BadExpression):
        api.complete(run.id, run.steps[0].id, "done", {"area": "rộng"})
    assert api.complete(run.id, run.steps[0].id, "done", {"area": 6}).ended


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>"""
DOCTYPE = b"""<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>"""


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (LAUGHS, "process.xml.unsafe"),
        (EXTERNAL, "process.xml.unsafe"),
        (DOCTYPE, "process.xml.unsafe"),
        (LAUGHS.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"), "process.xml.unsafe"),
        (b"<x>" * 100_000, "process.xml.deep"),
        (b"<x>" + b"<y/>" * 30_000 + b"</x>", "process.xml.deep"),
        (b"<x>" + b" " * MAX_BYTES + b"</x>", "process.xml.large"),
        (b"<x><y></x>", "process.xml.broken"),
        (b"<x>\0</x>", "process.xml.broken"),
        (b'<?xml version="1.0" encoding="nonsense"?><x/>', "process.xml.broken"),
        (b"\xff\xfe\xff", "process.xml.broken"),
        (b"", "process.xml.broken"),
    ],
)
def test_bad_xml_is_refused_before_it_is_built(xml: bytes, code: str) -> None:
    began = time.perf_counter()
    with pytest.raises(Refused) as refusal:
        parse_xml(xml)
    assert refusal.value.code == code
    assert refusal.value.way_out
    assert time.perf_counter() - began < 5
    assert [fault.message for fault in check(xml, set(), set())] == [refusal.value.message]


WORDS = [
    "a",
    "b",
    "outcome",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "?",
    ":",
    ",",
    ".",
    "+",
    "-",
    "*",
    "/",
    "%",
    "==",
    "!=",
]
WORDS += [
    "<",
    ">=",
    "and",
    "or",
    "not",
    "in",
    "null",
    "true",
    "1",
    "2.5",
    "'x'",
    "#",
    "len(",
    "map(",
    "all(",
    "max(",
    "??",
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_text_gives_a_json_value_or_a_refusal(words: list[str]) -> None:
    try:
        value = evaluate(" ".join(words), {"a": 3, "b": [1, None, "x"], "outcome": "done"})
    except BadExpression:
        return
    assert value is None or isinstance(value, bool | int | float | str | list | dict)


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_give_faults_or_none(data: bytes) -> None:
    assert check(data, set(), set())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 / 0", None),
        ("missing", None),
        ("missing == null", True),
        ("missing.deeper", None),
        ("missing ?? 4", 4),
        ("n + 1", 4),
        ("n / 2", 1.5),
        ("0.1 + 0.2", 0.3),
        ("s == 'đạt'", True),
        ("s in ['đạt', 'x']", True),
        ("n > 1 and not (n > 5)", True),
        ("n > 1 ? 'nhiều' : 'ít'", "nhiều"),
        ("some(l, # > 2)", True),
        ("sum(l)", 6),
        ("len(l)", 3),
        ("o.x", 1),
    ],
)
def test_the_language(text: str, value: object) -> None:
    assert evaluate(text, {"n": 3, "s": "đạt", "l": [1, 2, 3], "o": {"x": 1}}) == value
