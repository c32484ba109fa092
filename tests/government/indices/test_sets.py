"""Sets: the rules of components, sums that must hold, and the folder there and back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.province.api import Folder
from tinhso.government.indices.actions import carry_sets
from tinhso.government.indices.folder import FILES, check_part
from tinhso.government.indices.models import IndexSet
from tinhso.government.indices.queries.sets import version_of
from tinhso.government.indices.rules import scoring, sets

D = Decimal
PROVINCE = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc"
TEXTS = {name: (PROVINCE / name).read_bytes() for name in Folder(PROVINCE).matching(FILES, "agencies.toml")}
STEPS = "4=20; 3=15; 2=10; 1=5"
CHOICE = "Bí thư hoặc Chủ tịch=1; Cấp phó=1/2; Không=0"


@pytest.mark.parametrize(
    ("kind", "text", "most", "inputs", "points"),
    [
        ("steps", STEPS, 20, {"n": "4"}, "20"),
        ("steps", STEPS, 20, {"n": "7"}, "20"),
        ("steps", STEPS, 20, {"n": "2"}, "10"),
        ("steps", STEPS, 20, {"n": "0"}, "0"),
        ("ratio", "do người đứng đầu ký / tất cả", 20, {"a": "1", "b": "3"}, "6.6667"),
        ("ratio", "a / b", 20, {"a": "0", "b": "0"}, "0"),
        ("choice", CHOICE, 10, {"choice": "1"}, "5"),
        ("parts", "dự họp tỉnh; chủ trì họp huyện", 10, {"p0": "1"}, "5"),
        ("parts", "dự họp tỉnh; chủ trì họp huyện", 10, {"p0": "1", "p1": "1"}, "10"),
        ("points", "", 10, {"points": "7,5"}, "7.5"),
    ],
)
def test_points(kind, text, most, inputs, points):
    assert scoring.read(kind, text, D(most)).score(D(most), inputs) == D(points)


@pytest.mark.parametrize(
    ("kind", "text", "inputs", "field"),
    [
        ("ratio", "a / b", {"a": "4", "b": "3"}, "a"),
        ("ratio", "a / b", {"a": "4"}, "b"),
        ("ratio", "a / b", {"a": "nan", "b": "3"}, "a"),
        ("choice", CHOICE, {"choice": "9"}, "choice"),
        ("choice", CHOICE, {}, "choice"),
        ("steps", STEPS, {"n": "-1"}, "n"),
        ("points", "", {"points": "11"}, "points"),
    ],
)
def test_answers_that_cannot_be_taken_name_their_field(kind, text, inputs, field):
    with pytest.raises(scoring.BadInput, match=f"^{field}$"):
        scoring.read(kind, text).score(D(10), inputs)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("ratio", "a"), ("steps", "bốn=20"), ("steps", "4=30"), ("choice", "Có=2; Không=0"), ("choice", "Có=1"),
     ("parts", "một"), ("khac", ""), ("choice", "Có=1/0; Không=0")],
)  # fmt: skip
def test_rules_that_cannot_be_read(kind, text):
    with pytest.raises(scoring.BadRule):
        scoring.read(kind, text, D(20))


texts = st.text(max_size=8)


@given(st.sampled_from([("ratio", "a / b"), ("steps", STEPS), ("choice", CHOICE), ("parts", "x; y; z"), ("points", "")]),
       st.dictionaries(st.sampled_from(["a", "b", "n", "choice", "p0", "p1", "p2", "points"]), texts))  # fmt: skip
def test_whatever_is_typed_points_stay_within_the_maximum_or_the_field_is_named(rule, inputs):
    found = None
    try:
        found = scoring.read(*rule, D(20)).score(D(20), inputs)
    except scoring.BadInput as error:
        field = str(error)
    assert field in {"a", "b", "n", "choice", "points"} if found is None else 0 <= found <= 20


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 100))
def test_more_of_a_never_gives_less(few, more, b):
    few, more = sorted((min(few, b), min(more, b)))
    rule = scoring.read("ratio", "a / b")
    assert rule.score(D(10), {"a": str(few), "b": str(b)}) <= rule.score(D(10), {"a": str(more), "b": str(b)})


def row(**cells):
    return {"main": "1", "code": "1.1", "name": "Tên", "points": "10", "kind": "points", **cells}


HEAD = {
    "set": {"title": "Bộ", "points": 20, "components": 2},
    "main": [{"code": "1", "name": "M", "points": 20, "components": 2}],
}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row(), row(code="1.2")], []),
        ([row()], [(0, "main"), (0, "main"), (0, "main"), (0, "points")]),
        ([row(), row(code="1.2", points="9")], [(0, "main"), (0, "points")]),
        ([row(), row()], [(2, "code")]),
        ([row(name=""), row(code="1.2", points="x", main="9")], [(1, "name"), (2, "main"), (2, "points")]),
        ([row(), row(code="1.2", kind="steps", rule="bốn=1")], [(2, "rule")]),
        ([row(verifier="khong-co"), row(code="1.2")], [(1, "verifier")]),
    ],
)
def test_faults_of_an_annex_by_row_and_column(rows, told):
    assert [(one.row, one.column) for one in sets.component_faults(HEAD, rows, ["so-khoa-hoc"])] == told


def test_sums_of_what_is_known_and_only_of_that():
    group = {"key": "I", "name": "Nhóm", "points": 200}
    mains = [
        {"group": "I", "code": "1", "name": "A", "points": 100},
        {"group": "I", "code": "2", "name": "B"},
    ]
    content = {"set": {"title": "Bộ", "points": 200}, "group": [group], "main": mains}
    assert list(sets.structure_faults(content)) == []
    mains[1]["points"] = 90
    assert [one.column for one in sets.structure_faults(content)] == ["points"]
    group["mains"] = 3
    assert list(sets.structure_faults(content)) == []


@pytest.mark.django_db
def test_the_folders_sets_load_hold_and_come_out_again():
    folder = Folder(texts=TEXTS)
    assert list(check_part(folder)) == []
    carry_sets.load(folder)
    told = {name: text.decode() for name, text in TEXTS.items() if name.startswith("indices")}
    assert carry_sets.export() == told
    before = list(IndexSet.objects.values_list("pk", "made_at"))
    carry_sets.load(folder)
    assert list(IndexSet.objects.values_list("pk", "made_at")) == before
    known = {
        row.key: (row.content["set"].get("points"), row.content["set"].get("components"))
        for row in IndexSet.objects.all()
    }
    assert known["1726"] == (1000, 108)
    assert known["922"] == (1000, 98)
    assert known["405"] == (None, 47)
    assert (known["vinhphuc-2074-so-nganh"], known["vinhphuc-2074-cap-huyen"]) == ((1000, 44), (1000, 67))
    official = [row for row in IndexSet.objects.all() if not row.key.startswith("vi-du")]
    assert [row.components for row in official] == [[]] * 7, "no component is named that no source names"
    assert len(version_of("vi-du-cao-lanh").components) == 3


def test_a_spoilt_file_is_told_with_its_line():
    name = "indices/sets/vi-du-cao-lanh-20220101.toml"
    text = TEXTS[name].decode().replace("Cấp phó=1/2", "Cấp phó=3")
    found = list(check_part(Folder(texts={**TEXTS, name: text.encode()})))
    assert [("rule" in fault.message, fault.line > 10) for fault in found] == [(True, True)]
