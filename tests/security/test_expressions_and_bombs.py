"""Expressions and files that authors and strangers hand in have limits of length, words, depth and loops (row 3)."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tinhso.foundation.process.rules import expressions as process
from tinhso.foundation.process.rules.safexml import parse_xml
from tinhso.government.procedures.rules import expressions as catalogue
from tinhso.lib.errors import Refused

PROVINCES = Path(__file__).resolve().parents[2] / "provinces"
BOMBS = [
    "len([1..3000000]) > 0",
    "len([1..999999999999]) > 0",
    "x[0..99999999]",
    "count(map([1, 2], #), all([1, 2], # > 0)) > 0",
    "map(x, x)",
    "map(x, [#, [x, x]])",
    "filter(x, len(keys(#)) < 0)",
    "some(x, sum(x) + sum(x) + sum(x) < 0)",
    "(" * 400 + "1" + ")" * 400,
    "[" * 60 + "1" + "]" * 60,
    "not " * 300 + "true",
    "true ? " * 40 + "1" + " : 2" * 40,
    "1 + " * 2000 + "1",
    "'" + "a" * 2000 + "' == x",
    "rand(9) > 0",
    "now() > 0",
    "matches(x, '(a+)+$')",
    "`${x}`",
    "import('os')",
    "x\x00y",
]


@pytest.mark.parametrize("text", BOMBS, ids=[b[:24] for b in BOMBS])
def test_a_bomb_is_refused_before_it_runs(text: str) -> None:
    began = time.perf_counter()
    assert catalogue.fault(text)
    assert catalogue.evaluate(text, {"x": "a" * 40 + "!"}) is None
    assert catalogue.holds(text, {"x": "a"}) is False
    with pytest.raises(Refused):
        process.evaluate(text, {"x": "a" * 40 + "!"})
    assert time.perf_counter() - began < 0.5


def test_a_body_reads_its_row_and_little_else() -> None:
    facts = {"rows": [{"kind": "a", "area": 3}, {"kind": "b", "area": 4}], "wanted": "b", "least": 4}
    assert process.evaluate("some(rows, #.kind == wanted and #.area >= least)", facts) is True
    assert process.evaluate("sum(map(rows, #.area * 2))", facts) == 14
    assert process.evaluate("map(rows, {kind: #.kind, text: 'x, y'})", facts)[1] == {
        "kind": "b",
        "text": "x, y",
    }
    assert process.evaluate("count(rows, #.kind in ['a', 'c']) == 1 ? wanted : least", facts) == "b"
    assert catalogue.holds("some(rows, #.kind == wanted)", facts) is True


def conditions(value: Any) -> Iterator[str]:
    """Every expression in a package's files."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("x-when", "refuse", "when", "expression") and isinstance(inner, str) and inner:
                yield inner
            else:
                yield from conditions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from conditions(inner)


def test_every_expression_of_the_packages_is_within_the_limits() -> None:
    found = [
        text
        for path in PROVINCES.rglob("*")
        if path.suffix in (".json", ".toml")
        for text in conditions(
            json.loads(path.read_text()) if path.suffix == ".json" else tomllib.loads(path.read_text())
        )
    ]
    assert len(found) > 30
    assert {text: catalogue.fault(text) for text in found if catalogue.fault(text)} == {}


LOL = b"<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><a>&b;</a>"
XML_BOMBS = [
    LOL,
    b'<!DOCTYPE a SYSTEM "http://203.0.113.9/x.dtd"><a/>',
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    b"<a>" * 5000 + b"</a>" * 5000,
    b"<a>" + b"<b/>" * 50_000 + b"</a>",
    b"<a>" + b"x" * 3_000_000 + b"</a>",
]


@pytest.mark.parametrize("data", XML_BOMBS, ids=["entities", "outside", "file", "deep", "many", "large"])
def test_xml_bombs_of_processes_are_refused_at_once(data: bytes) -> None:
    began = time.perf_counter()
    with pytest.raises(Refused) as refused:
        parse_xml(data)
    assert refused.value.code.startswith("process.xml.")
    assert time.perf_counter() - began < 2
