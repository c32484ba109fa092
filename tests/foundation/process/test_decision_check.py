"""What a DMN file may hold: each thing that cannot be executed is a fault with its element, line, way out."""

from __future__ import annotations

import pytest

from tinhso.foundation.process.api import check_decisions

from . import samples


def swap(old: str, new: str) -> bytes:
    assert old.encode() in samples.DMN
    return samples.DMN.replace(old.encode(), new.encode(), 1)


def line_of(data: bytes, text: str) -> int:
    return next(n for n, line in enumerate(data.decode().split("\n"), 1) if text in line)


BOMB = b'<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>\n<definitions>&c;</definitions>'


def test_a_sound_table_has_no_fault() -> None:
    assert check_decisions(samples.DMN) == []


@pytest.mark.parametrize(
    ("data", "at", "word"),
    [
        (swap("FIRST", "COLLECT"), "<decision id", "chính sách"),
        (swap("area * 2", "__import__('os')"), 'id="r1"', "không dùng được"),
        (swap("area * 2", "open('x').read()"), 'id="r1"', "không dùng được"),
        (swap("area * 2", "rand(5)"), 'id="r1"', "không có hàm"),
        (swap("&gt;= 500", "[3..500]"), 'id="r1"', "không được phép"),
        (swap("area * 2", ""), 'id="r1"', "để trống"),
        (swap("<outputEntry><text>0</text></outputEntry>", ""), 'id="r2"', "số ô"),
        (swap('name="fee"', ""), 'id="r1"', "không có tên"),
        (swap("<text>area</text>", "<text></text>"), 'id="i1"', "biểu thức"),
        (swap('id="who"', ""), "<decision ", "trống hoặc bị trùng"),
        (swap("</definitions>", '<decision id="who"/></definitions>'), "</decisionTable>", "trùng"),
        (swap("</definitions>", '<decision id="b"><literalExpression/></decision></definitions>'), "</decisionTable>", "literalExpression"),
        (swap("</definitions>", '<import namespace="x" importType="y"/></definitions>'), "</decisionTable>", "import"),
        (swap("</definitions>", '<businessKnowledgeModel id="k"/></definitions>'), "</decisionTable>", "businessKnowledgeModel"),
        (swap("<decisionTable", '<informationRequirement id="q"><requiredDecision href="#z"/></informationRequirement><decisionTable'), "<decisionTable", "requiredDecision"),
        (swap('<output id="o1" name="level"/>', '<output id="o1" name="level"><defaultOutputEntry><text>1</text></defaultOutputEntry></output>'), 'id="o1"', "defaultOutputEntry"),
        (swap('<inputExpression id="e1">', '<inputExpression id="e1" expressionLanguage="python">'), 'id="e1"', "python"),
        (BOMB, "", "DTD"),
        (b"<definitions", "", "cú pháp"),
        (b"\x00\xff\xfe", "", "cú pháp"),
        (b"<definitions>" + b" " * 1_100_000 + b"</definitions>", "", "1 MB"),
        (b"<a>" * 60 + b"</a>" * 60, "", "quá sâu"),
        (b"<html/>", "<html", "không phải tệp DMN"),
        (b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', "<definitions", "không có bảng"),
    ],
)  # fmt: skip
def test_each_fault_is_named(data: bytes, at: str, word: str) -> None:
    found = [fault for fault in check_decisions(data) if word in fault.message]
    assert found, check_decisions(data)
    assert all(fault.way_out for fault in found)
    if at:
        assert line_of(data, at) in [fault.line for fault in found]
