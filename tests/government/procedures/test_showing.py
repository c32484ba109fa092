"""A procedure's page: time and cost first, papers by case, conditions in words, nothing said twice."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import html5lib
import pytest
from django.test import Client

from tests.government.procedures.conftest import PROVINCE, packages
from tinhso.foundation.worktime.api import today
from tinhso.government.procedures import api, showing
from tinhso.government.procedures.models import ProcedureVersion
from tinhso.government.procedures.rules.content import Content

CONTENTS = [package.content for package in packages() if package.content]


def content(code: str) -> Content:
    return next(item for item in CONTENTS if item and item.code == code)


def limit(channel: str, **more: object) -> dict[str, object]:
    return {"channel": channel, "verified": True, **more}


@pytest.mark.parametrize(
    ("limits", "lines"),
    [
        ([], []),
        (
            [limit(c, value=3, unit="WORKING_DAY") for c in ("DIRECT", "ONLINE", "POSTAL")],
            [("Mọi cách nộp", "3 ngày làm việc", True)],
        ),
        ([limit("DIRECT", value=3, unit="DAY")], [("Nộp trực tiếp", "3 ngày", True)]),
        (
            [limit("DIRECT", value=3, unit="DAY"), limit("ONLINE", value=2, unit="DAY"), limit("POSTAL", value=3, unit="DAY")],
            [("Nộp trực tiếp, Gửi bưu chính", "3 ngày", True), ("Nộp trực tuyến", "2 ngày", True)],
        ),
        (
            [limit(c, case=k, value=n, unit="DAY") for c in ("DIRECT", "ONLINE") for k, n in (("a", 15), ("b", 20))],
            [("Nhà", "15 ngày", True), ("Xưởng", "20 ngày", True)],
        ),
        ([limit("DIRECT", text="Trong ngày")], [("Nộp trực tiếp", "Trong ngày", True)]),
        ([limit("DIRECT", verified=False)], [("Nộp trực tiếp", "Chưa có thời hạn công khai", False)]),
    ],
)  # fmt: skip
def test_times_are_told_once(limits: list[dict[str, object]], lines: list[tuple[str, str, bool]]) -> None:
    raw = {
        "code": "1.000000", "slug": "x", "title": "X", "field": "f", "purpose": "p", "subjects": ["ĐT1"],
        "online_level": "none", "valid_from": "2020-01-01", "limits": limits,
        "cases": [{"key": "a", "title": "Nhà"}, {"key": "b", "title": "Xưởng"}],
    }  # fmt: skip
    assert [(f.label, f.text, f.sure) for f in showing.times(Content.from_json(raw))] == lines


def test_the_permits_limits_follow_the_building_and_not_the_channel() -> None:
    permit = content("1.013225")
    assert [(f.label, f.text, f.sure) for f in showing.times(permit)] == [
        ("Nhà ở riêng lẻ", "15 ngày", True),
        ("Công trình cấp III, cấp IV khác", "20 ngày", True),
    ]
    groups = showing.papers(permit)
    assert [group.title for group in groups] == [
        "Trong mọi trường hợp", "Nhà ở riêng lẻ", "Công trình cấp III, cấp IV khác",
    ]  # fmt: skip
    assert {item.key for group in groups for item in group.items} == {item.key for item in permit.components}


@pytest.mark.parametrize("item", CONTENTS, ids=lambda item: item.code)
def test_papers_come_sure_ones_first_and_none_is_lost(item: Content) -> None:
    groups = showing.papers(item)
    listed = [paper for group in groups for paper in group.items]
    assert sorted(p.key for p in listed) == sorted(p.key for p in item.components if p.kind == "submit")
    for group in groups:
        ranks = [(bool(p.when), not p.required) for p in group.items]
        assert ranks == sorted(ranks)
        assert group.items
    assert all(p.when_label and not p.when_label.endswith(".") for p in listed if p.when)


@pytest.mark.parametrize(
    ("source", "mark", "unsure"),
    [
        ("https://example.gov.vn/x", None, False),
        ("https://example.gov.vn/x", True, False),
        ("https://example.gov.vn/x", False, True),
        ("", None, True),
        ("", False, True),
    ],
)
def test_a_paper_is_as_sure_as_its_source(source: str, mark: bool | None, unsure: bool) -> None:
    paper: dict[str, object] = {"key": "don", "name": "Đơn"} | ({} if mark is None else {"verified": mark})
    raw = {
        "code": "1.000000", "slug": "x", "title": "X", "field": "f", "purpose": "p", "subjects": ["ĐT1"],
        "online_level": "none", "valid_from": "2020-01-01", "components": [paper],
    }  # fmt: skip
    item = Content.from_json(raw | ({"source_url": source} if source else {}))
    assert showing.unsure_papers(item) == ({"don"} if unsure else frozenset())


@pytest.mark.django_db
def test_what_no_source_names_is_marked_on_the_page(whole: None, client: Client) -> None:
    version = api.version("1.013225")
    stored = ProcedureVersion.objects.get(pk=version.id)
    page = client.get("/thu-tuc/1.013225/").content.decode()
    papers = page[page.index('id="giay-to"') : page.index('id="thoi-han"')]
    assert "chưa kiểm chứng" not in papers
    first = {**stored.content["components"][0], "verified": False}
    rest = stored.content["components"][1:]
    stored.content = {**stored.content, "components": [first, *rest], "unverified": ["valid_from"]}
    stored.save()
    page = client.get("/thu-tuc/1.013225/").content.decode()
    papers = page[page.index('id="giay-to"') : page.index('id="thoi-han"')]
    assert papers.count("chưa kiểm chứng") == 1
    (line,) = re.findall(r"<p>Áp dụng từ \d\d/\d\d/\d{4}.*</p>", page)
    assert "chưa kiểm chứng" in line


@pytest.mark.django_db
def test_every_page_says_time_cost_and_place_before_anything_else(whole: None, client: Client) -> None:
    in_force = [i for i in CONTENTS if i.valid_from <= today() <= (i.valid_to or today())]
    assert len(in_force) > 30
    for item in in_force:
        page = client.get(f"/thu-tuc/{item.code}/").content.decode()
        html5lib.HTMLParser(strict=True).parse(page)
        glance = page[page.index('class="ts-glance"') : page.index("</section>")]
        for word in ("Mất bao lâu", "Tốn bao nhiêu", "Nơi giải quyết", "Bạn nhận được"):
            assert word in glance, (item.code, word)
        anchors = re.findall(r'href="#([a-z-]+)"', page[page.index('class="ts-contents') :])
        assert len(anchors) == 6
        assert all(f'id="{anchor}"' in page for anchor in anchors), item.code
        assert "tùy trường hợp" not in page, item.code
        for paper in item.components:
            assert not paper.when_label or f"Chỉ khi {paper.when_label}" in page, (item.code, paper.key)
    permit = client.get("/thu-tuc/1.013225/").content.decode()
    assert "Sở Xây dựng" in permit
    assert "Cơ quan được hỏi ý kiến" not in permit
    linked = client.get("/thu-tuc/2.000986/").content.decode()
    assert "Phiếu từ chối" not in linked


@pytest.mark.django_db
def test_the_department_that_helps_is_named_for_its_day(whole: None) -> None:
    version = api.version("1.013225")
    assert [fact.label for fact in showing.helping(version, date(2026, 11, 23))] == [
        "Sở Xây dựng tỉnh Phú Thọ"
    ]
    assert showing.helping(version, date(1990, 1, 1)) == []


@pytest.mark.django_db
def test_pages_speak_english(whole: None, client: Client) -> None:
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    page = client.get("/thu-tuc/1.013225/").content.decode()
    for word in ("At a glance", "On this page", "What to bring", "In every case", "Only if: "):
        assert word in page
    assert re.search(r"\d+ procedures fit “khai sinh”", client.get("/tim/?q=khai+sinh").content.decode())
    one = client.get("/tim/?q=1.013225").content.decode()
    assert "One procedure fits" in one


def test_style_of_the_page_is_built_from_the_sources() -> None:
    sources = (Path(PROVINCE).parents[1] / "assets/src/scss/_public.scss").read_text("utf-8")
    assert all(f".{name}" in sources for name in ("ts-glance", "ts-contents", "ts-papers"))
