"""Published results: the folder's rows reach the pages, come out again byte for byte, and faults are named."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from tinhso.foundation.province.api import Folder
from tinhso.government.indices.models import PublishedFigure, PublishedScore
from tinhso.government.indices.published import carry, shape
from tinhso.government.indices.published.folder import OWNS, check_part
from tinhso.government.indices.queries import published
from tinhso.government.indices.rules.ranking import faulty_ranks

PROVINCE = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc"
TEXTS = {name: (PROVINCE / name).read_bytes() for name in OWNS}


@pytest.fixture
def loaded(db):
    carry.load(Folder(texts=TEXTS))


@pytest.fixture
def vinh_phuc(monkeypatch):
    """Names alone: which province this is has its own tests."""
    monkeypatch.setattr(published, "own_place", lambda year: "Vĩnh Phúc")


@pytest.mark.usefixtures("loaded")
def test_what_was_loaded_comes_out_again_and_a_second_load_writes_nothing():
    assert carry.export() == {name: text.decode() for name, text in TEXTS.items()}
    assert (PublishedScore.objects.count(), PublishedFigure.objects.count()) == (163, 19)
    before = set(PublishedScore.objects.values_list("pk", flat=True))
    carry.load(Folder(texts=TEXTS))
    assert set(PublishedScore.objects.values_list("pk", flat=True)) == before
    gone = {name: text for name, text in TEXTS.items() if name != shape.FIGURES}
    carry.load(Folder(texts=gone))
    assert not PublishedFigure.objects.exists()


@pytest.mark.usefixtures("loaded", "vinh_phuc")
def test_the_path_of_the_province():
    path = published.path()
    assert [(one.year, one.set_key, one.own.rank if one.own else None) for one in path] == [
        (2020, "1726", 55),
        (2021, "922", 12),
        (2022, "922", 18),
        (2023, "922", None),
        (2024, "405", None),
    ]
    assert path[1].own.score == Decimal("0.4880")
    assert [one.average and one.average.score for one in path] == [
        Decimal(one) if one else None for one in ("0.3025", "0.4014", "", "0.6783", "0.6961")
    ]


@pytest.mark.usefixtures("loaded", "vinh_phuc")
def test_every_published_row_with_its_parts_is_reckoned_again():
    rows = [
        (line.row.year, line.row.place, line.compared)
        for y in published.years()
        for line in published.ranking(y)
    ]
    told = {(year, place): found for year, place, found in rows if found}
    assert set(told) == {(2020, "Bắc Ninh"), (2022, "Đà Nẵng"), (2022, "TP. Hồ Chí Minh"), (2022, "Cần Thơ")}
    assert all(found.agrees for found in told.values())
    assert [place for (_y, place), found in told.items() if found.reckoned != found.published] == [
        "TP. Hồ Chí Minh"
    ]


@pytest.mark.usefixtures("loaded", "vinh_phuc")
def test_the_whole_ranking_of_2022_keeps_the_rule_of_ties():
    ranks = [line.row.rank for line in published.ranking(2022)]
    assert len(ranks) == 63
    assert faulty_ranks(ranks) == []


@pytest.mark.usefixtures("loaded", "vinh_phuc")
def test_the_pages(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        home = client.get("/chi-so/dti/").content.decode()
    assert "55/63" in home
    assert "12/63" in home
    assert "18/63" in home
    assert home.count("<polyline") == 2, "no line crosses a break or a gap: 2021 and 2022 alone are joined"
    year = client.get("/chi-so/dti/2021/").content.decode()
    assert "0,4880" in year
    assert "Chính quyền số: 0,5483 (hạng 10)" in year
    assert "68,5" not in year, "the split of 2021 is not confirmed and stays off the page"
    assert "lệch 0,000055" in client.get("/chi-so/dti/2022/").content.decode()
    assert "Vĩnh Yên" in client.get("/chi-so/dti/noi-bo/").content.decode()
    figures = client.get("/chi-so/dti/con-so/").content.decode()
    for one in ("744 ", "98,5 %", "1.239 ", "331 "):
        assert one in figures
    assert client.get("/chi-so/dti/2019/").status_code == 404


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("name", "file"), [("dti", shape.DTI), ("noi-bo", shape.INTERNAL), ("con-so", shape.FIGURES)]
)
def test_the_numbers_to_take_along(client, name, file):
    rows = list(csv.DictReader(io.StringIO(TEXTS[file].decode())))
    answer = client.get(f"/chi-so/dti/du-lieu/{name}.csv")
    assert answer.content.decode("utf-8-sig") == TEXTS[file].decode()
    told = json.loads(client.get(f"/chi-so/dti/du-lieu/{name}.json").content)["rows"]
    assert told == [{key: cell for key, cell in row.items() if cell} for row in rows]
    assert client.get("/chi-so/dti/du-lieu/khac.csv").status_code == 404


HEAD = ",".join(shape.DTI_COLUMNS)


def dti_row(**cells):
    base = {
        "year": "2021",
        "set": "922",
        "kind": "province",
        "place": "Vĩnh Phúc",
        "trust": "S",
        "source": "x",
    }
    row = {**dict.fromkeys(shape.DTI_COLUMNS, ""), **base, **cells}
    return ",".join(row.values())


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"score": "1.2"}, "lớn hơn 1"),
        ({"score": "0,48"}, "số ô khác"),
        ({"cqs": "abc"}, "không phải số"),
        ({"rank": "64", "of": "63"}, "lớn hơn số đơn vị"),
        ({"kind": "tinh"}, "Không có giá trị"),
        ({"trust": "X"}, "Mức tin cậy"),
        ({"source": ""}, "Thiếu nguồn"),
        ({"ranks": "the_che-1"}, "Không hiểu"),
        ({"year": "21"}, "Năm"),
    ],
)
def test_each_fault_is_named_with_its_line(cells, said):
    text = f"{HEAD}\n{dti_row(place='Khác')}\n{dti_row(**cells)}\n"
    found = list(check_part(Folder(texts={shape.DTI: text.encode()})))
    assert [(fault.line, said in fault.message) for fault in found] == [(3, True)]


def test_a_row_told_twice_is_a_fault_and_the_folder_has_none():
    text = f"{HEAD}\n{dti_row()}\n{dti_row(rank='3')}\n"
    found = list(check_part(Folder(texts={shape.DTI: text.encode()})))
    assert [fault.message for fault in found] == ["Trùng với dòng 2."]
    assert list(check_part(Folder(texts=TEXTS))) == []
