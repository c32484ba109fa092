"""The steering committee's board: what runs for who sees all, what is published for the others; map, ranking, alerts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.government.dossiers.world import MONDAY, World, build, officer
from tests.government.indices.test_editions import DAY, FIRST, OCTOBER, fact, publish, read_until
from tests.government.indices.test_quality_pages import NAME, TEXT, signed_in
from tinhso.foundation.papers import folder as layouts
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.indices.measured.carry import load
from tinhso.government.indices.measured.folder import MAP, check_part
from tinhso.government.indices.queries import board as reads
from tinhso.government.indices.rules import commune_map
from tinhso.lib.actor import Actor

from tests.government.indices.test_editions import PROVINCE  # isort: skip

pytestmark = pytest.mark.django_db
BOARD = "/can-bo/bang-dieu-hanh/"
SQUARES = {"08866": "M10 10l50 0 0 50 -50 0z", "00001": "M70 10l50 0 0 50 -50 0z"}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with at(MONDAY):
        here = build()
        load(Folder(texts={NAME: TEXT}))
        here.actors["head"] = officer("giamdoc", here.other, "leader")
        here.actors["office"] = officer("bcd", here.other, "steering")
        for number in range(4):
            fact(here.committee.pk, has_result=number < 1)
            fact(here.committee.pk, received_at=FIRST + 28 * DAY, due_at=FIRST + 40 * DAY, finish_at=None)
        fact(here.other.pk, kind=2)
        read_until(MONDAY)
        rows = "".join(f"{code},2025-07-01,35,35,{path}\n" for code, path in SQUARES.items())
        monkeypatch.setattr(
            reads, "as_loaded", lambda _part: {MAP: f"code,valid_from,x,y,path\n{rows}".encode()}
        )
        yield here


def test_who_sees_all_reads_what_runs_and_gives_a_task_from_a_red_figure(world: World) -> None:
    page = signed_in(world.office).get(BOARD).content.decode()
    assert "Số đang chạy, chưa công bố" in page
    assert "▲" in page or "▼" in page or "Bằng tháng trước" in page
    assert "Phụ trách:" in page
    assert page.count('class="ts-map__unit') == 2
    assert re.search(r'class="ts-map__unit ts-map__unit--\d" d="M10 10', page)
    address = re.search(r'href="(/can-bo/chi-dao/giao-tu-so-lieu/[^"]+)"', page)
    assert address, "a figure that asks for attention leads to a task"
    form = signed_in(world.office).get(address[1].replace("&amp;", "&"))
    assert form.status_code == 200
    assert "QĐ 766" in form.content.decode()
    assert "/can-bo/chi-dao/giao-tu-so-lieu/" not in signed_in(world.monitor).get(BOARD).content.decode()
    wall = signed_in(world.office).get(BOARD, {"man": "tuong"}).content.decode()
    assert 'http-equiv="refresh"' in wall
    assert "ts-side" not in wall


def test_other_leaders_read_what_is_published_alone(world: World) -> None:
    layouts.load_part(Folder(PROVINCE), Actor.system("test"))
    client = signed_in(world.leader)
    assert "Chưa có kỳ nào được công bố" in client.get(BOARD).content.decode()
    assert client.get(BOARD, {"ky": OCTOBER}).status_code == 404
    publish(world)
    page = client.get(BOARD).content.decode()
    assert "Bản 1 đã ký công bố" in page
    assert "/can-bo/qd-766/2026-10" not in page
    assert client.get(BOARD, {"ky": "2026-11"}).status_code == 404
    assert signed_in(world.resident).get(BOARD).status_code in (302, 403)


def test_a_small_part_of_the_set_is_no_first_place(world: World) -> None:
    page = signed_in(world.office).get(BOARD, {"ky": OCTOBER}).content.decode()
    ranks = dict(re.findall(r'>Hạng </span>(–|\d+)</td>.*?cq=([\w-]+)"', page, re.S))
    assert {slug: rank for rank, slug in ranks.items()} == {world.committee.slug: "1", world.other.slug: "–"}


def test_fifty_looks_within_a_minute_ask_little(world: World, django_assert_max_num_queries: Any) -> None:
    client = signed_in(world.office)
    client.get(BOARD)
    with django_assert_max_num_queries(24):
        assert client.get(BOARD).status_code == 200
    with at(MONDAY + timedelta(seconds=30)), django_assert_max_num_queries(24):
        assert client.get(BOARD).status_code == 200


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("08866,2025-07-01,1,1,M1 1l2 0 0 2z", None),
        ("08866,2025-07-01,1,1,M1 1l2 0 0 2z<script>", "path"),
        ("08866,2025-07-01,x,1,M1 1l2 0 0 2z", "place"),
        ("866,2025-07-01,1,1,M1 1l2 0 0 2z", "code"),
    ],
)
def test_only_outlines_of_whole_numbers_are_taken(row: str, wrong: str | None) -> None:
    text = f"code,valid_from,x,y,path\n{row}\n"
    found = list(check_part(Folder(texts={MAP: text.encode()})))
    assert bool(found) == bool(wrong)
    assert [
        kind
        for _at, kind in commune_map.faults([dict(zip(commune_map.COLUMNS, row.split(","), strict=True))])
    ] == ([wrong] if wrong else [])
