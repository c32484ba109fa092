"""The register's filters: each narrows page, count, CSV and XLSX alike, and each can be dropped or kept."""

from __future__ import annotations

import csv
import html
import io
import re
from zipfile import ZipFile

import pytest

from tests.government.dossiers.officer.test_counter import post
from tests.government.dossiers.world import accepted, filed, numbered
from tinhso.foundation.worktime.api import now, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier

pytestmark = pytest.mark.django_db
COUNT = re.compile(r'data-count="(\d+)"')


def text(answer):
    return answer.content.decode()


@pytest.fixture
def book(world, desk):
    """Six dossiers: one new, one accepted, one granted, one denied, one typed by a clerk, one of elsewhere."""
    filed(world, now())
    accepted(world, now())
    numbered(world, now())
    denied = accepted(world, now())
    dossiers.complete_step(
        world.specialist, denied.steps.get(done_at=None).pk, outcome="unfit", note="Thiếu căn cứ"
    )
    dossiers.number_result(world.clerk, denied.pk, granted=False, notation="TL", note="Thiếu căn cứ")
    post(desk("reception"))
    elsewhere = accepted(world, now())
    Dossier.objects.filter(pk=elsewhere.pk).update(competent_id=world.other.pk, field_code="khac")
    return world


def figures(client, query):
    """Lines of the page's count, the CSV and the XLSX under a filter."""
    count = int(COUNT.search(text(client.get(f"/can-bo/so/?{query}")))[1])
    plain = b"".join(client.get(f"/can-bo/so/so-theo-doi.csv?{query}").streaming_content)
    lines = list(csv.reader(io.StringIO(plain.decode("utf-8-sig"))))
    book = ZipFile(io.BytesIO(b"".join(client.get(f"/can-bo/so/so-theo-doi.xlsx?{query}").streaming_content)))
    sheet = book.read("xl/worksheets/sheet1.xml").count(b"<row ")
    return count, len(lines) - 1, sheet - 1


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", 6),
        ("assisted=1", 1),
        ("assisted=0", 5),
        ("channel=DIRECT", 1),
        ("channel=POSTAL", 0),
        ("field=khac", 1),
        ("state=1", 1),
        ("state=9", 2),
        ("granted=1", 1),
        ("granted=0", 1),
        ("bucket=solved", 2),
        ("bucket=not_received", 1),
        ("date_from=01/01/2020&date_to=02/01/2020", 0),
        ("assisted=1&channel=ONLINE", 0),
    ],
)
def test_every_filter_narrows_page_csv_and_xlsx_alike(book, desk, query, wanted):
    assert figures(desk("reception"), query) == (wanted, wanted, wanted)


def test_by_agency_and_by_day(book, desk):
    client = desk("reception")
    assert figures(client, f"agency={book.other.pk}") == (1, 1, 1)
    assert figures(client, f"agency={book.committee.pk}") == (5, 5, 5)
    assert figures(client, f"date_from={today().isoformat()}&date_to={today().isoformat()}") == (5, 5, 5)


def test_the_export_says_channel_field_and_who_typed(book, desk):
    client = desk("reception")
    lines = b"".join(client.get("/can-bo/so/so-theo-doi.csv?assisted=1").streaming_content).decode(
        "utf-8-sig"
    )
    head, row = csv.reader(io.StringIO(lines))
    told = dict(zip(head, row, strict=True))
    assert (told["Kênh nộp"], told["Ai nhập"], told["Lĩnh vực"]) == (
        "Tại quầy",
        "Cán bộ nhập hộ",
        "Lĩnh vực thử",
    )


def test_agencies_are_offered_to_those_who_see_several(book, desk):
    assert 'id="agency"' in text(desk("monitor").get("/can-bo/so/"))
    assert 'id="agency"' in text(desk("reception").get("/can-bo/so/"))
    Dossier.objects.filter(competent_id=book.other.pk).update(competent_id=book.committee.pk)
    assert 'id="agency"' not in text(desk("specialist").get("/can-bo/so/"))


def test_each_chip_drops_its_own_filter_and_no_other(book, desk):
    client = desk("reception")
    page = text(client.get(f"/can-bo/so/?assisted=1&channel=DIRECT&agency={book.committee.pk}&state=4"))
    chips = {
        re.sub(r"<[^>]+>|×|Bỏ lọc", "", inner).strip(): html.unescape(href)
        for href, inner in re.findall(r'<a class="ts-chip" href="([^"]*)">(.*?)</a>', page)
    }
    assert set(chips) == {
        "Ai nhập: Cán bộ nhập hộ",
        "Kênh: Tại quầy",
        "Cơ quan giải quyết: Ủy ban nhân dân xã Thử",
        "Trạng thái: Đang xử lý",
    }
    without = chips["Kênh: Tại quầy"]
    assert "channel" not in without
    assert "assisted=1" in without
    assert "state=4" in without
    assert 'class="ts-chip"' not in text(client.get("/can-bo/so/"))


def test_a_register_filter_is_kept_opened_and_forgotten(book, desk):
    client = desk("reception")
    kept = client.post("/can-bo/so/luu-bo-loc/", {"name": "Nhập hộ", "assisted": "1", "granted": ""})
    assert kept.url == "/can-bo/so/?assisted=1"
    (row,) = dossiers.saved_filters(book.reception)
    assert row.query == {"assisted": "1"}
    page = text(client.get("/can-bo/so/"))
    assert '<a class="govuk-link" href="?assisted=1">Nhập hộ</a>' in page
    assert figures(client, "assisted=1")[0] == 1
    assert client.post("/can-bo/so/bo-bo-loc/", {"filter": str(row.pk)}).url == "/can-bo/so/"
    assert dossiers.saved_filters(book.reception) == []


def test_the_list_of_keys_is_a_page_of_its_own(world, desk):
    page = text(desk("specialist").get("/can-bo/phim-tat/"))
    assert "Duyệt, ký" in page
    assert 'href="/can-bo/phim-tat/" data-key="?"' in page
