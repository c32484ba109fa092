"""A desk's lists page by page: every one is reached once, with as many questions for many as for few."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.government.transfers.conftest import Two
from tests.plans import plan
from tinhso.foundation.worktime.api import now
from tinhso.government.transfers.models import HandList, ListedDossier, Transfer
from tinhso.government.transfers.queries import lists
from tinhso.lib.ids import new_id

EVERY = "/can-bo/ban-giao/danh-sach/"
# One of the second kind is gone from its list: it was given up.
KINDS = ("drawn", "dropped", "gone", "closed")


def fill(two: Two, first: int, count: int) -> None:
    """So many lists of each kind from this desk to the other, two made in each minute."""
    moment, one = now(), two.clerk.account_id
    for n in range(first, first + count):
        for place, kind in enumerate(KINDS):
            at = moment + timedelta(minutes=n // 2)
            signed = kind in ("gone", "closed")
            made = HandList.objects.create(
                from_desk=two.here, to_desk_id=two.world.desk.pk, way="out", year=2026, serial=n * 4 + place + 1,
                made_at=at, made_by=one, handed_at=at if signed else None, handed_by=one if signed else None,
                taken_at=at if kind == "closed" else None, taken_by=new_id() if kind == "closed" else None,
            )  # fmt: skip
            row = Transfer.objects.create(
                dossier_id=new_id(), from_desk=two.here, to_desk_id=two.world.desk.pk, received_at=at
            )
            ListedDossier.objects.create(hand_list=made, transfer=row, settled=kind in ("dropped", "closed"))


def walked(two: Two, name: str, actor=None) -> list[int]:
    """The serials of a whole list, page after page of three."""
    found, after = [], ""
    while True:
        page = lists.page(actor or two.clerk, name, after=after, limit=3)
        found += [one.serial for one in page]
        if not page.next:
            return found
        assert len(page) == 3
        after = page.next


def test_every_list_is_reached_once_in_order(two: Two) -> None:
    fill(two, 0, 7)
    kinds = {kind: [n * 4 + place + 1 for n in range(7)] for place, kind in enumerate(KINDS)}
    assert walked(two, "drawn") == kinds["drawn"]
    assert walked(two, "gone") == kinds["gone"]
    assert sorted(walked(two, "closed")) == kinds["closed"]
    assert walked(two, "closed")[0] in kinds["closed"][-2:], "the newest first"
    assert walked(two, "coming") == []
    there = two.world.reception
    assert walked(two, "coming", there) == kinds["gone"], "what one gives the other takes"
    assert sorted(walked(two, "closed", there)) == kinds["closed"]
    assert walked(two, "drawn", there) == [], "a list that is only drawn up is the giver's own"
    assert [one.serial for one in lists.page(two.clerk, "drawn", text="005/BG-2026")] == [5]
    assert list(lists.page(two.clerk, "drawn", text="005/BG-2025")) == []
    assert len(lists.page(two.clerk, "gone", text=two.world.desk.name[-6:])) == 7
    assert list(lists.page(two.clerk, "gone", text="nơi khác hẳn")) == []


def test_the_pages_ask_the_same_of_many_as_of_few(two: Two, window, monkeypatch) -> None:
    clerk = window(two.clerk)
    monkeypatch.setattr(lists, "COUNTED", 11)

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert clerk.get(address).status_code == 200
        return len(found)

    fill(two, 0, 1)
    clerk.get("/can-bo/ban-giao/")  # What is kept for a minute is read before anything is counted.
    few = [asked(address) for address in ("/can-bo/ban-giao/", EVERY, f"{EVERY}?ds=closed")]
    fill(two, 1, 11)
    assert [asked(address) for address in ("/can-bo/ban-giao/", EVERY, f"{EVERY}?ds=closed")] == few
    home = clerk.get("/can-bo/ban-giao/").content.decode()
    assert home.count("/BG-2026</a>") == 30, "ten of each kind"
    for name in ("drawn", "gone", "closed"):
        assert f"{EVERY}?ds={name}" in home
    assert "hơn 1.000" in clerk.get(f"{EVERY}?ds=drawn").content.decode()
    assert "Không có danh sách nào hợp" in clerk.get(f"{EVERY}?ds=drawn&q=999").content.decode()


def test_a_page_starts_in_its_index(two: Two) -> None:
    fill(two, 0, 2)
    for name, index in (
        ("drawn", "hand_list_drawn"),
        ("gone", "hand_list_gone"),
        ("closed", "hand_list_given"),
    ):
        by = {"drawn": "made_at", "gone": "handed_at", "closed": "-taken_at"}[name]
        rows = lists._parts(two.clerk, name)[0].order_by(by, "-id" if by[0] == "-" else "id")[:3]
        told = plan(rows, without=("sort", "bitmapscan"))
        assert index in told, told
        assert "Sort" not in told
