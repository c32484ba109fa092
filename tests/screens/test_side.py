"""The side list marks the room that a page belongs to, on every page below it."""

from __future__ import annotations

import re

import pytest

from tests.government.dossiers.world import World, build
from tests.government.indices.test_quality_pages import NAME, TEXT, signed_in
from tinhso.foundation.province.api import Folder
from tinhso.government.indices.measured.carry import load
from tinhso.screens.doors import nearest

LISTS = ["/can-bo/", "/can-bo/bao-cao/", "/can-bo/chi-so/", "/can-bo/chi-so/xa/?quy=1", "/can-bo/qd-766/"]


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/can-bo/bao-cao/1f/", "/can-bo/bao-cao/"),
        ("/can-bo/qd-766/2026-11/2.1/", "/can-bo/qd-766/"),
        ("/can-bo/chi-so/xa/7/", "/can-bo/chi-so/xa/?quy=1"),
        ("/can-bo/bao-caos/", ""),
        ("/can-bo/ho-so/1/", ""),
    ],
)
def test_the_longest_address_above_the_page(path: str, marked: str) -> None:
    assert nearest(path, LISTS) == marked


@pytest.fixture
def world(db: None) -> World:
    load(Folder(texts={NAME: TEXT}))
    return build()


@pytest.mark.parametrize(
    ("page", "entry"),
    [
        ("/can-bo/qd-766/2026-11/2.1/", "Điểm theo QĐ 766"),
        ("/can-bo/bang-dieu-hanh/", "Bảng điều hành"),
        ("/can-bo/bao-cao/gui-den/", "Báo cáo định kỳ"),
        ("/can-bo/tu-danh-gia/", "Tự chấm điểm chuyển đổi số"),
        ("/can-bo/bang/", "Bảng số liệu"),
    ],
)
def test_one_entry_is_marked_on_pages_below_it(world: World, page: str, entry: str) -> None:
    answer = signed_in(world.leader).get(page)
    assert answer.status_code == 200
    assert re.findall(r'aria-current="page"><span>([^<]+)</span>', answer.content.decode()) == [entry]
