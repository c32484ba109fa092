"""Fees by decision table: the published rates come out row by row, and a table that cannot decide is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.government.procedures.conftest import EXEMPLARY, PROVINCE, small_province
from tinhso.foundation.process import api as process
from tinhso.foundation.province.api import Fault, Folder
from tinhso.government.procedures import api
from tinhso.government.procedures import folder as part
from tinhso.government.procedures.checks.package import read_package
from tinhso.government.procedures.checks.tables import tables
from tinhso.government.procedures.rules import facts
from tinhso.government.procedures.rules.content import FeeLine

COPIES = "procedures/chung-thuc/2.000815-ban-sao"
LINE = FeeLine(name="Phí chứng thực bản sao", kind="fee", decision="phi_chung_thuc")
TABLES = tables(read_package(Folder(PROVINCE), COPIES), of_fees=True)


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (2, 5, 20_000),
        (3, 1, 5_000),
        (4, 3, 18_000),
        (198, 1, 200_000),
        (199, 1, 200_000),
        (2000, 2, 400_000),
    ],
)
def test_the_published_rates(pages: int, copies: int, amount: int) -> None:
    assert facts.amount(LINE, {"pages": pages, "copies": copies}, TABLES) == amount


@given(st.integers(1, 2000), st.integers(1, 500))
def test_no_copy_costs_more_than_the_most_and_no_page_makes_it_cheaper(pages: int, copies: int) -> None:
    one = facts.amount(LINE, {"pages": pages, "copies": 1}, TABLES)
    next_page = facts.amount(LINE, {"pages": pages + 1, "copies": 1}, TABLES)
    assert one is not None
    assert next_page is not None
    assert 2_000 <= one <= next_page <= 200_000
    assert facts.amount(LINE, {"pages": pages, "copies": copies}, TABLES) == one * copies


@pytest.mark.parametrize(
    "data", [{}, {"pages": 3}, {"copies": 3}, {"pages": "ba", "copies": 1}, {"pages": None, "copies": 1}]
)
def test_a_half_empty_draft_has_no_amount(data: dict[str, object]) -> None:
    assert facts.amount(LINE, data, TABLES) is None
    assert facts.amount(LINE, {"pages": 1, "copies": 1}) is None


@pytest.mark.django_db
def test_the_api_works_the_table_out(catalogue: None) -> None:
    version = api.version("2.000815")
    (fee,) = api.fees(version, {"pages": 4, "copies": 3, "paper": "x" * 5000}, "DIRECT")
    assert (fee.amount, fee.verified) == (18_000, True)
    (empty,) = api.fees(version.id, {}, "DIRECT")
    assert empty.amount is None


def test_the_file_is_written_back_as_it_was(db: None, catalogue: None) -> None:
    name = f"{COPIES}/fees.dmn"
    assert part.export_part()[name] == Folder(PROVINCE).read(name)


Texts = dict[str, bytes]
TOML = f"{EXEMPLARY}/procedure.toml"
DMN = f"{EXEMPLARY}/fees.dmn"
BPMN = f"{EXEMPLARY}/process.bpmn"


def table(
    decision: str = "fee", cell: str = "&gt; 1", amount: str = "copies * 1000", name: str = "amount"
) -> bytes:
    return f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:t">
<decision id="{decision}"><decisionTable id="t" hitPolicy="FIRST">
<input id="i"><inputExpression id="e"><text>copies</text></inputExpression></input>
<output id="o" name="{name}"/>
<rule id="some"><inputEntry><text>{cell}</text></inputEntry><outputEntry><text>{amount}</text></outputEntry></rule>
<rule id="none"><inputEntry><text>-</text></inputEntry><outputEntry><text>0</text></outputEntry></rule>
</decisionTable></decision></definitions>""".encode()


def with_table(data: bytes, decision: str = "fee") -> Texts:
    texts = small_province()
    texts[TOML] = texts[TOML].replace(
        b'kind = "charge"\n', f'kind = "charge"\ndecision = "{decision}"\n'.encode(), 1
    )
    for name in [n for n in texts if n.startswith(f"{EXEMPLARY}/examples/")]:
        texts[name] = texts[name].replace(b'fee = "unstated"', b"fee = 0")
    texts[DMN] = data
    return texts


def faults(texts: Texts) -> list[Fault]:
    return list(part.check_part(Folder(texts=texts)))


def test_a_package_with_a_table_is_sound() -> None:
    found = [f for f in faults(with_table(table())) if f.file in (DMN, TOML)]
    assert found == []


@pytest.mark.parametrize(
    ("make", "file", "line", "word"),
    [
        (lambda: with_table(table(), "fees"), TOML, 'decision = "fees"', "Không có bảng quyết định"),
        (lambda: with_table(table("other")), DMN, '<decision id="other"', "Không khoản thu nào"),
        (lambda: with_table(table(name="fee")), DMN, "<decision id", "amount"),
        (lambda: with_table(table(amount="pages * 2")), DMN, "<decision id", "biểu mẫu không hỏi"),
        (lambda: with_table(table(amount="__import__('os').system('id')")), DMN, 'id="some"', "[some]"),
        (lambda: with_table(table(amount="lambda: 1")), DMN, 'id="some"', "[some]"),
        (lambda: with_table(table(cell="[1..3]")), DMN, 'id="some"', "[some]"),
        (lambda: with_table(b'<!DOCTYPE d [<!ENTITY a "b">]>\n<definitions>&a;</definitions>'), DMN, "", "DTD"),
        (lambda: with_table(b"<definitions"), DMN, "", "cú pháp"),
        (lambda: with_table(table() + b" " * 1_100_000), DMN, "", "1 MB"),
        (lambda: with_table(b"\x00\xff"), DMN, "", "cú pháp"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_decide_is_refused(
    make: Callable[[], Texts], file: str, line: str, word: str
) -> None:
    texts = make()
    found = [f for f in faults(texts) if f.file == file and word in f.message]
    assert found, [str(f) for f in faults(texts)]
    assert all(f.way_out for f in found)
    if line:
        at = next(n for n, text in enumerate(texts[file].decode().split("\n"), 1) if line in text)
        assert at in [f.line for f in found]


def test_an_example_that_tells_another_fee_is_named() -> None:
    texts = with_table(table(cell="-"))
    found = [f for f in faults(texts) if f.file.startswith(f"{EXEMPLARY}/examples/") and "fee:" in f.message]
    assert found


RULE = b"""<bpmn:businessRuleTask id="weigh" tinhso:decision="fee"/><bpmn:scriptTask id="count"><bpmn:script>
twice = amount * 2
</bpmn:script></bpmn:scriptTask>"""


def with_rules(script: bytes = b"twice = amount * 2") -> Texts:
    """The exemplary process with a decision table and a script before its first step."""
    texts = small_province()
    xml = texts[BPMN].replace(
        b'<bpmn:userTask id="appraise"',
        RULE.replace(b"twice = amount * 2", script) + b'<bpmn:userTask id="appraise"',
        1,
    )
    first = next(line for line in xml.split(b"\n") if b'sourceRef="start"' in line)
    chained = first.replace(b'targetRef="appraise"', b'targetRef="weigh"') + (
        b'<bpmn:sequenceFlow id="w1" sourceRef="weigh" targetRef="count"/>'
        b'<bpmn:sequenceFlow id="w2" sourceRef="count" targetRef="appraise"/>'
    )
    texts[BPMN] = xml.replace(first, chained, 1)
    texts[f"{EXEMPLARY}/weigh.dmn"] = table(cell="-", amount="(copies ?? 0) * 1000")
    return texts


def test_examples_are_played_through_tables_and_scripts() -> None:
    assert [str(f) for f in faults(with_rules())] == []
    texts = with_rules()
    del texts[f"{EXEMPLARY}/weigh.dmn"]
    assert any(f.file == BPMN and "[weigh]" in f.message for f in faults(texts))
    bad = with_rules(b"import os")
    assert any(f.file == BPMN and "[count]" in f.message for f in faults(bad))


def test_an_example_without_what_a_table_reads_stops_the_rehearsal() -> None:
    texts = with_rules()
    texts[f"{EXEMPLARY}/weigh.dmn"] = table()
    assert any("Quy trình không đi hết" in f.message for f in faults(texts) if "/examples/" in f.file)


@pytest.mark.django_db
def test_a_process_runs_with_the_tables_of_its_package() -> None:
    from tinhso.lib.actor import Actor
    from tinhso.lib.ids import new_id

    part.load_part(Folder(texts=with_rules()), Actor.system("test"))
    run = process.start(api.spec_id(api.version("1.001193")), new_id(), {"copies": 3})
    assert [step.key for step in run.steps] == ["appraise"]
    assert run.data["twice"] == 6000
