"""Decision tables: cells, hit policies, refusals."""

from __future__ import annotations

import pytest

from tinhso.foundation.process.rules.dmn import cell_condition, parse_decisions
from tinhso.foundation.process.rules.expressions import condition
from tinhso.lib.errors import Refused

from . import samples


@pytest.mark.parametrize(
    ("cell", "value", "holds"),
    [
        ("12", 12, True),
        ("12", 13, False),
        ("< 12", 11, True),
        ("< 12", 12, False),
        (">= 12", 12, True),
        ("!= 12", 12, False),
        ('"a"', "a", True),
        ('"a", "b"', "b", True),
        ('"a", "b"', "c", False),
        ('not("a", "b")', "c", True),
        ('not("a", "b")', "a", False),
        ("true", True, True),
        ("null", None, True),
    ],
)
def test_cells(cell: str, value: object, holds: bool) -> None:
    assert condition(cell_condition("x", cell), {"x": value}) is holds


@pytest.mark.parametrize("cell", ["", "-"])
def test_cell_that_takes_anything(cell: str) -> None:
    assert cell_condition("x", cell) == ""


def test_first_takes_the_upper_row_and_unique_refuses_two() -> None:
    both = {"area": 600, "kind": "house"}
    assert parse_decisions(samples.DMN)["who"].decide(both) == {"level": "province", "fee": 1200}
    unique = samples.DMN.replace(b"FIRST", b"UNIQUE")
    with pytest.raises(Refused) as refusal:
        parse_decisions(unique)["who"].decide(both)
    assert refusal.value.code == "process.decision"
    assert parse_decisions(unique)["who"].decide({"area": 1, "kind": "shop"}) == {
        "level": "commune",
        "fee": 0,
    }


def test_older_namespace_and_what_a_table_reads_and_writes() -> None:
    older = samples.DMN.replace(
        b"https://www.omg.org/spec/DMN/20191111/MODEL/", b"http://www.omg.org/spec/DMN/20151101/dmn.xsd"
    )
    table = parse_decisions(older)["who"]
    assert table.faults() == []
    assert table.reads() == {"area", "kind"}
    assert table.writes() == {"level", "fee"}


def test_entities_in_a_table_are_refused() -> None:
    with pytest.raises(Refused) as refusal:
        parse_decisions(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    assert refusal.value.code == "process.xml.unsafe"
