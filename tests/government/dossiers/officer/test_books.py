"""The register, its files, and a crawl of every figure on every board."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest

from tests.government.dossiers.world import accepted, approved, filed, numbered
from tinhso.foundation.worktime.api import at, now
from tinhso.government.dossiers import api as dossiers

pytestmark = pytest.mark.django_db
TABLE = re.compile(r'<a class="govuk-link" href="(/can-bo/so/\?[^"]*)">([\d.]+)</a>')
FIGURE = re.compile(
    r'<a class="ts-figure" href="(/can-bo/so/\?[^"]*)"><span class="ts-figure__value">([\d.]+)</span>'
)
COUNT = re.compile(r'data-count="(\d+)"')
NEXT = re.compile(r'rel="next" href="([^"]*)"')


def text(answer):
    return answer.content.decode()


@pytest.fixture
def busy(world):
    """Dossiers in every bucket: late and early, done and open, waiting, stopped, withdrawn, refused."""
    past = now() - timedelta(days=40)
    filed(world, now())
    dossiers.refuse(world.reception, filed(world, now()).pk, reason="Không đúng nơi")
    accepted(world, past)
    accepted(world, now())
    numbered(world, past)
    late = approved(world, past)
    dossiers.number_result(world.clerk, late.pk, notation="XN")
    returned = numbered(world, now())
    dossiers.return_result(
        world.return_officer, returned.pk, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
    )
    dossiers.withdraw(world.resident, accepted(world, now()).pk)
    dossiers.stop_processing(world.leader, accepted(world, now()).pk, reason="Chờ toà")
    items = [dossiers.Missing("component", "giay-to", "Giấy tờ", "Nộp bản chính")]
    dossiers.request_supplement(world.specialist, accepted(world, now()).pk, items=items, reason="Thiếu")
    dossiers.request_payment(world.specialist, accepted(world, now()).pk, reason="Thuế")
    return world


def rows_behind(client, address):
    """Every row of the register under a link, page after page."""
    codes, page = [], text(client.get(address))
    count = int(COUNT.search(page)[1])
    while True:
        codes += re.findall(r'data-href="([^"]*)"', page)
        more = NEXT.search(page)
        if more is None:
            assert len(set(codes)) == len(codes)
            return count, len(codes)
        page = text(client.get("/can-bo/so/" + html.unescape(more[1])))


def crawl(client, address):
    """Check every figure of one board; how many there were, and the largest."""
    page = text(client.get(address))
    seen = [
        (html.unescape(h), int(v.replace(".", ""))) for h, v in TABLE.findall(page) + FIGURE.findall(page)
    ]
    for href, value in seen:
        assert rows_behind(client, href) == (value, value), href
    return len(seen), max((value for _href, value in seen), default=0)


@pytest.mark.parametrize("role", ["reception", "leader", "monitor", "outsider"])
def test_every_figure_on_every_board_lists_as_many_rows(busy, desk, role):
    client = desk(role)
    found, largest = crawl(client, "/can-bo/bang/?date_from=2026-01-01&date_to=2026-12-31")
    if role == "outsider":
        assert (found, largest) == (10, 0)
        return
    # Totals, one field, one channel, self-service, one agency: ten figures each.
    assert found == 50
    assert largest == 9


def test_a_board_of_one_month_and_one_agency(busy, desk):
    client = desk("monitor")
    with at(now()):
        month = f"?date_from={now():%Y-%m}-01&date_to={now():%Y-%m-%d}&agency={busy.committee.pk}"
        found, largest = crawl(client, f"/can-bo/bang/{month}")
    assert found == 50
    assert 0 < largest < 9


def test_the_register_goes_page_by_page_without_a_gap(world, desk):
    codes = {filed(world, now()).code for _n in range(7)}
    page = dossiers.register(world.reception, limit=3)
    seen = [row.code for row in page.rows]
    while page.next:
        page = dossiers.register(world.reception, after=page.next, limit=3)
        seen += [row.code for row in page.rows]
    assert len(seen) == 7
    assert set(seen) == codes


def test_csv_and_xlsx_hold_the_same_rows_and_no_whole_identifier(busy, desk):
    client = desk("reception")
    answer = client.get("/can-bo/so/so-theo-doi.csv?bucket=received")
    assert answer.streaming
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    wanted, _rows = rows_behind(client, "/can-bo/so/?bucket=received")
    assert len(lines) == wanted + 1
    assert all("026190000001" not in cell for line in lines for cell in line)
    sheet = client.get("/can-bo/so/so-theo-doi.xlsx?bucket=received")
    assert sheet.streaming
    book = ZipFile(io.BytesIO(b"".join(sheet.streaming_content)))
    assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == wanted + 1
    assert b"026190000001" not in b"".join(book.read(name) for name in book.namelist())


def test_dates_are_taken_from_three_inputs(busy, desk):
    query = "date_from__day=1&date_from__month=1&date_from__year=2020&date_to__day=2&date_to__month=1&date_to__year=2020"
    assert rows_behind(desk("reception"), f"/can-bo/so/?{query}") == (0, 0)


def test_the_public_page_counts_without_naming(busy, client):
    page = text(client.get("/so-lieu/"))
    figures = dossiers.public_figures()
    assert figures.received > 0
    assert f"đã tiếp nhận {figures.received} hồ sơ" in page
    assert "Ví Dụ" not in page


def test_the_public_page_before_the_first_dossier(world, client):
    assert "chưa có hồ sơ nào được tiếp nhận" in text(client.get("/so-lieu/"))
