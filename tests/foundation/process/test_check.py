"""What is not executable is told element by element."""

from __future__ import annotations

import pytest

from tinhso.foundation.process.rules.check import check
from tinhso.lib.text import has_forbidden

from . import samples
from .samples import END, START, catches, chain, document, flow, task

ROLES = {"specialist", "leader"}
LANES = {"specialist": "a b"}


def faults(
    xml: bytes, facts: set[str] | None = None, agencies: set[str] | None = None
) -> list[tuple[str, str]]:
    found = check(xml, ROLES, agencies if agencies is not None else set(), facts, {"who.dmn": samples.DMN})
    for fault in found:
        assert fault.message
        assert fault.way_out
        assert not has_forbidden(fault.message)
    return [(fault.element_id, fault.message) for fault in found]


@pytest.mark.parametrize("name", ["TWO", "CHOICE", "PARALLEL", "MESSAGES", "SUBPROCESS", "DECISION"])
def test_samples_are_executable(name: str) -> None:
    assert faults(getattr(samples, name), {"width", "length", "kind"}) == []


def doc(body: str, messages: tuple[str, ...] = ()) -> bytes:
    return document(START + END + body, LANES, messages)


LINE = chain("start", "a", "b", "end")
GATE = '<bpmn:exclusiveGateway id="g" default="f_g_b"/>\n'
CASES = {
    "service task": (doc(task("a") + '<bpmn:serviceTask id="b"/>' + LINE), "b", "serviceTask"),
    "plain task": (doc(task("a") + '<bpmn:task id="b"/>' + LINE), "b", "“task”"),
    "inclusive": (doc(task("a") + '<bpmn:inclusiveGateway id="b"/>' + LINE), "b", "inclusiveGateway"),
    "call": (doc(task("a") + '<bpmn:callActivity id="b" calledElement="x"/>' + LINE), "b", "callActivity"),
    "foreign": (doc(task("a") + task("b") + '<x:evil xmlns:x="urn:x" id="x"/>' + LINE), "x", "evil"),
    "timer": (
        doc(
            task("a")
            + '<bpmn:intermediateCatchEvent id="b"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>"PT1H"'
            "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>" + LINE
        ),
        "b",
        "timerEventDefinition",
    ),
    "timed start": (
        document(
            '<bpmn:startEvent id="start"><bpmn:timerEventDefinition id="t"/></bpmn:startEvent>'
            + END
            + task("a")
            + task("b")
            + LINE,
            LANES,
        ),
        "start",
        "timerEventDefinition",
    ),
    "no lane": (document(START + END + task("a") + task("b") + LINE, {"specialist": "a"}), "b", "làn"),
    "unknown role": (document(START + END + task("a") + task("b") + LINE, {"king": "a b"}), "a", "king"),
    "unknown agency": (doc(task("a", agency="moon") + task("b") + LINE), "a", "moon"),
    "unknown kind": (doc(task("a", kind="dance") + task("b") + LINE), "a", "dance"),
    "hours no number": (doc(task("a", hours="vài") + task("b") + LINE), "a", "vài"),
    "hours negative": (doc(task("a", hours="-1") + task("b") + LINE), "a", "-1"),
    "hours infinite": (doc(task("a", hours="Infinity") + task("b") + LINE), "a", "Infinity"),
    "share too large": (doc(task("a", share="1.5") + task("b") + LINE), "a", "lớn hơn 1"),
    "shares over one": (doc(task("a", share="0.7") + task("b", share="0.4") + LINE), "b", "1.1"),
    "hours and share": (doc(task("a", hours="2", share="0.4") + task("b") + LINE), "a", "hours và share"),
    "outcome twice": (doc(task("a", "yes yes") + task("b") + LINE), "a", "trùng"),
    "outcome odd": (doc(task("a", "Đồng-ý") + task("b") + LINE), "a", "Đồng-ý"),
    "attribute unknown": (doc(task("a", hour="2") + task("b") + LINE), "a", "hour"),
    "double id": (doc(task("a") + task("b") + task("b") + LINE), "b", "trùng"),
    "odd id": (
        document(START + END + task("a-1") + chain("start", "a-1", "end"), {"specialist": "a-1"}),
        "a-1",
        "không hợp lệ",
    ),
    "no start": (document(END + task("a") + task("b") + chain("a", "b", "end"), LANES), "p", "bắt đầu"),
    "two starts": (
        doc('<bpmn:startEvent id="s2"/>' + task("a") + task("b") + LINE + flow("s2", "b")),
        "p",
        "bắt đầu",
    ),
    "no end": (document(START + task("a") + task("b") + chain("start", "a", "b"), LANES), "p", "kết thúc"),
    "no steps": (doc(flow("start", "end")), "p", "người làm"),
    "dead step": (
        doc(task("a") + task("b") + chain("start", "a", "end") + flow("b", "end")),
        "b",
        "không bao giờ",
    ),
    "island": (
        doc(task("a") + task("b") + task("c") + chain("start", "a", "end") + chain("b", "c", "b")),
        "b",
        "Không có đường",
    ),
    "nowhere": (doc(task("a") + task("b") + chain("start", "a", "b")), "b", "không dẫn tới đâu"),
    "loop without exit": (
        doc(
            task("a")
            + task("b")
            + GATE
            + chain("start", "g")
            + flow("g", "b")
            + flow("g", "end", "x == 1")
            + chain("b", "a", "b")
        ),
        "b",
        "điểm kết thúc",
    ),
    "gateway without default": (
        doc(
            task("a", "x y")
            + task("b")
            + '<bpmn:exclusiveGateway id="g"/>'
            + chain("start", "a", "g", "b", "end")
            + flow("g", "end", "outcome == 'x'")
        ),
        "g",
        "mặc định",
    ),
    "gateway without condition": (
        doc(task("a") + task("b") + GATE + chain("start", "a", "g", "b", "end") + flow("g", "end")),
        "f_g_end",
        "điều kiện",
    ),
    "condition beside a gateway": (
        doc(task("a") + task("b") + chain("start", "a", "b") + flow("b", "end", "true")),
        "f_b_end",
        "Điều kiện chỉ",
    ),
    "two ways out of a step": (
        doc(task("a") + task("b") + chain("start", "a", "b", "end") + flow("a", "end")),
        "a",
        "nhiều luồng ra",
    ),
    "unknown outcome": (
        doc(
            task("a", "x y")
            + task("b")
            + GATE
            + chain("start", "a", "g", "b", "end")
            + flow("g", "end", "outcome == 'z'")
        ),
        "f_g_end",
        "“z”",
    ),
    "unknown outcome in a list": (
        doc(
            task("a", "x y")
            + task("b")
            + GATE
            + chain("start", "a", "g", "b", "end")
            + flow("g", "end", "a_outcome in ['x', 'q']")
        ),
        "f_g_end",
        "“q”",
    ),
    "unknown fact": (
        doc(
            task("a")
            + task("b")
            + GATE
            + chain("start", "a", "g", "b", "end")
            + flow("g", "end", "area &gt; 5")
        ),
        "f_g_end",
        "area",
    ),
    "bad condition": (
        doc(
            task("a")
            + task("b")
            + GATE
            + chain("start", "a", "g", "b", "end")
            + flow("g", "end", "area &gt;&gt; 5")
        ),
        "f_g_end",
        "Biểu thức",
    ),
    "automatic loop": (
        doc(
            task("a")
            + task("b")
            + GATE
            + '<bpmn:scriptTask id="s"><bpmn:script>n = 1</bpmn:script></bpmn:scriptTask>'
            + chain("start", "a", "g", "b", "end")
            + flow("g", "s", "n == 1")
            + flow("s", "g")
        ),
        "g",
        "chạy mãi",
    ),
    "script that is no assignment": (
        doc(
            task("a")
            + '<bpmn:scriptTask id="b"><bpmn:script>import os</bpmn:script></bpmn:scriptTask>'
            + LINE
        ),
        "b",
        "phép gán",
    ),
    "script that sets an outcome": (
        doc(
            task("a")
            + '<bpmn:scriptTask id="b"><bpmn:script>a_outcome = "x"</bpmn:script></bpmn:scriptTask>'
            + LINE
        ),
        "b",
        "a_outcome",
    ),
    "missing decision": (
        doc(task("a") + '<bpmn:businessRuleTask id="b" tinhso:decision="none"/>' + LINE),
        "b",
        "none",
    ),
    "join after a choice": (
        doc(
            task("a", "x y")
            + task("b")
            + task("c")
            + GATE
            + '<bpmn:parallelGateway id="j"/>'
            + chain("start", "a", "g", "b", "j", "end")
            + flow("g", "c", "outcome == 'x'")
            + flow("c", "j")
        ),
        "j",
        "chờ mãi",
    ),
    "message without name": (
        doc(task("a") + catches("intermediateCatchEvent", "b", "gone") + LINE),
        "b",
        "thông điệp",
    ),
    "edge of nothing": (
        doc(
            task("a") + task("b") + LINE + catches("boundaryEvent", "e", "overdue") + flow("e", "end"),
            ("overdue",),
        ),
        "e",
        "biên",
    ),
    "loop marker": (
        doc(
            '<bpmn:userTask id="a" name="A"><bpmn:multiInstanceLoopCharacteristics>'
            "<bpmn:loopCardinality>__import__('os')</bpmn:loopCardinality>"
            "</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>" + task("b") + LINE
        ),
        "a",
        "lặp",
    ),
    "two processes": (
        doc(task("a") + task("b") + LINE).replace(
            b"</bpmn:definitions>", b'<bpmn:process id="q"/></bpmn:definitions>'
        ),
        "",
        "2 quy trình",
    ),
    "not bpmn": (b"<html/>", "", "BPMN"),
    "not xml": (b"PK\x03\x04", "", "XML"),
    "empty": (b"", "", "XML"),
}


@pytest.mark.parametrize("name", list(CASES))
def test_each_fault_names_its_element(name: str) -> None:
    xml, element, words = CASES[name]
    found = faults(xml, set())
    assert any(key == element and words in message for key, message in found), found


def test_line_numbers_lead_to_the_element() -> None:
    xml = doc(task("a") + task("b", kind="dance") + LINE)
    (fault,) = check(xml, ROLES, set())
    assert b'id="b"' in xml.splitlines()[fault.line - 1]


def test_decision_faults() -> None:
    wrong = samples.DMN.replace(b'hitPolicy="FIRST"', b'hitPolicy="COLLECT"').replace(
        b"area * 2", b"open('x')"
    )
    messages = [f.message for f in check(samples.DECISION, ROLES, set(), None, {"who.dmn": wrong})]
    assert any("COLLECT" in message for message in messages)
    assert any("open" in message for message in messages)
