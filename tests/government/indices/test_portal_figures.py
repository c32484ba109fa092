"""The national portal's figures: typed or from a sheet, row by row; beside ours, with the difference explained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.government.dossiers.world import MONDAY, World, build, officer
from tests.government.indices.test_editions import FIRST, OCTOBER, fact, read_until
from tests.government.indices.test_quality_pages import NAME, TEXT, signed_in
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.indices.actions.portal_figures import enter, read
from tinhso.government.indices.measured.carry import load
from tinhso.government.indices.models import PortalFigure
from tinhso.government.indices.queries import quality
from tinhso.government.indices.queries.portal import beside, explained
from tinhso.lib import periods
from tinhso.lib.errors import Forbidden

pytestmark = pytest.mark.django_db
PERIOD = periods.read(OCTOBER)
PAGE = f"/can-bo/qd-766/{OCTOBER}/so-cua-cong/"
HEAD = "co_quan,ma,tu_so,mau_so,diem,ngay_xem"


@pytest.fixture
def world() -> Iterator[World]:
    with at(MONDAY):
        here = build()
        load(Folder(texts={NAME: TEXT}))
        here.actors["office"] = officer("bcd", here.other, "steering")
        for at_day in range(4):
            fact(
                here.committee.pk,
                synced=at_day > 0,
                finish_at=FIRST + (9 if at_day > 2 else 1) * timedelta(days=1),
            )
        read_until(MONDAY)
        yield here


def sheet(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("cong.csv", "\n".join([HEAD, *rows]).encode(), "text/csv")


def test_bad_rows_are_refused_one_by_one_and_the_good_ones_are_kept(world: World) -> None:
    client = signed_in(world.monitor)
    told = sheet(
        ",2.1,2,3,,01/11/2026", f"{world.committee.slug},1.4,3,3,,2026-11-02", "khong-co,2.1,1,2,,01/11/2026",
        ",9.9,1,2,,01/11/2026", ",2.1,1,2,,01/11/2026", ",1.4,5,2,,01/11/2026", ",4.1,1,,,01/11/2026",
        ",4.2,x,2,,01/11/2026", ",4.3,,,3,01/11/2026", ",4.4,1,2,,01/09/2026", ",5.2,1,2,,31/02/2026", ",5.3,,,,01/11/2026",
    )  # fmt: skip
    answer = client.post(PAGE, {"file": told, "source": "Trang Bộ chỉ số của Cổng"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for reason in ("Không có cơ quan “khong-co”", "Không có thành phần “9.9”", "đã có ở dòng trên", "lớn hơn mẫu số",
                   "Cần cả tử số và mẫu số", "“x” không phải số nguyên", "lớn hơn điểm tối đa", "trước kỳ này",
                   "không phải ngày", "chưa có điểm"):  # fmt: skip
        assert reason in page
    assert "Đã ghi 2 dòng; 10 dòng" in page
    assert {(one.agency_id, one.code) for one in PortalFigure.objects.all()} == {
        (None, "2.1"),
        (world.committee.pk, "1.4"),
    }
    again = client.post(PAGE, {"file": sheet(",2.1,2,3,,01/11/2026"), "source": "Cổng"})
    assert again.status_code == 302
    assert PortalFigure.objects.count() == 2, "the same figure is not written twice"
    for bad in (b"\xff\xfe", b""):
        answer = client.post(PAGE, {"file": SimpleUploadedFile("a.csv", bad, "text/csv"), "source": "x"})
        assert answer.status_code == 422


def test_one_is_typed_by_who_monitors_alone(world: World) -> None:
    client = signed_in(world.monitor)
    typed = {"code": "2.1", "counted": "2", "among": "3", "seen_on__day": "2", "seen_on__month": "11",
             "seen_on__year": "2026"}  # fmt: skip
    assert "Ghi nơi lấy số" in client.post(PAGE, typed).content.decode()
    assert client.post(PAGE, {**typed, "typed_source": "Cổng"}).status_code == 302
    assert PortalFigure.objects.get().counted == 2
    assert signed_in(world.leader).get(PAGE).status_code == 403
    with pytest.raises(Forbidden):
        enter(world.leader, "766", OCTOBER, [], source="x")
    empty = client.get(f"/can-bo/qd-766/{OCTOBER}/so-cua-cong.csv").content.decode("utf-8-sig")
    assert empty.splitlines()[0] == HEAD


def test_the_difference_is_explained_by_dossiers_and_each_reason_opens_to_them(world: World) -> None:
    assert PERIOD is not None
    found = quality.set_on("766", PERIOD.last)
    rows, bad = read([HEAD.split(","), ["", "2.1", "1", "3", "", "2026-11-02"]], found, PERIOD)
    assert not bad
    enter(world.monitor, "766", OCTOBER, rows, source="Cổng")
    scope, window = quality.scope_of(None), quality.window_of(PERIOD)
    line = quality.figures(found, scope, window).line("2.1")
    told = beside("766", OCTOBER, None, {"2.1": line})["2.1"]
    assert (line.scored.points, told.points, told.gap(line)) == (
        Decimal("15.00"),
        Decimal("6.67"),
        Decimal("8.33"),
    )
    why = explained(line, told.figure, scope, window)
    assert why is not None
    assert {name: (count.counted, count.among) for name, count in why.doubts} == {
        "not_synced": (1, 1),
        "ended_without_result": (2, 3),
    }
    assert (why.synced.counted, why.synced.among, why.left_counted, why.left_among) == (2, 3, 1, 0)
    client = signed_in(world.office)
    page = client.get(f"/can-bo/qd-766/{OCTOBER}/2.1/", {"cq": "toan-tinh"}).content.decode()
    assert "ta hơn Cổng 8,33 điểm" in page
    assert "còn lệch 1 hồ sơ ở tử số, 0 ở mẫu số" in page
    narrowed = client.get(
        f"/can-bo/qd-766/{OCTOBER}/2.1/", {"cq": "toan-tinh", "lech": "not_synced"}
    ).content.decode()
    assert narrowed.count("ts-dossier-code") - page.count("ts-dossier-code") == 1 - 4
