"""Whole pieces of a desk's day without a mouse: the queue, scanned papers, lists of hand-over."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.government.dossiers.world import CODE, accepted, build, officer
from tests.government.scanning.test_way import KEY, drawn_paper
from tests.government.transfers.conftest import made
from tests.journeys import harness, small
from tests.journeys.keys import Keys
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.api import PaperInput
from tinhso.government.queue.actions.arrange import open_counter
from tinhso.government.queue.actions.take_ticket import take_ticket
from tinhso.government.queue.models import Ticket
from tinhso.government.scanning.models import Paper
from tinhso.government.transfers.models import HandList
from tinhso.lib.actor import Actor

pytestmark = pytest.mark.journey


def sat_down(page_at: Any, site: str, actor: Actor, path: str) -> tuple[Page, Keys]:
    """An officer's window at a page, with both hands on the keyboard."""
    page = small.signed_in(page_at, site, actor, width=1280)
    page.goto(site + path)
    return page, Keys(page)


def states() -> list[str]:
    return list(Ticket.objects.order_by("serial").values_list("state", flat=True))


def test_a_queue_is_called_without_a_mouse(live_site: str, page_at: Any) -> None:
    world = build()
    head = officer("truong-quay", world.desk, "leader")
    for number in (1, 2):
        open_counter(head, world.desk.pk, number)
    for _each in range(3):
        take_ticket(Actor(kind="resident"), world.desk.pk, source=Ticket.Source.KIOSK, procedure=CODE)
    page, keys = sat_down(page_at, live_site, world.reception, "/can-bo/goi-so/")
    keys.past_the_menu()
    keys.to("counter", 1)
    keys.press("ArrowDown", 2)
    keys.to("Ngồi quầy này", 1)
    keys.follow("Enter")
    expect(page.get_by_role("heading", name="Quầy 2 đang trống")).to_be_visible()
    keys.follow("g")
    assert states() == ["called", "waiting", "waiting"]
    keys.follow("l")
    expect(page.get_by_text("đã gọi 2 lần")).to_be_visible()
    keys.follow("p")
    assert states() == ["serving", "waiting", "waiting"]
    # Done, and the next one at once; who does not come is let in again later.
    keys.follow("g")
    assert states() == ["done", "called", "waiting"]
    keys.follow("v")
    assert states() == ["done", "no_show", "waiting"]
    keys.past_the_menu()
    keys.to("Cho vào lại", 10)
    keys.follow("Enter")
    assert states() == ["done", "waiting", "waiting"]
    keys.follow("g")
    keys.follow("n", f"**/can-bo/quay/{CODE}/")
    keys.past_the_menu()
    keys.walk(30)
    harness.screenshot(page, "keys-queue-1280")


def test_a_scan_is_checked_and_signed_off_without_a_mouse(
    live_site: str, page_at: Any, settings: Any, tmp_path: Any
) -> None:
    settings.STORAGE_DIR, settings.SCAN_FOLDER = tmp_path / "files", tmp_path / "scans"
    world = build()
    dossier = accepted(world, now())
    paper = drawn_paper(world, dossier)
    page, keys = sat_down(page_at, live_site, world.reception, "/can-bo/quet/")
    keys.press("ArrowDown")
    keys.follow("Enter", f"**/can-bo/quet/lo/{paper.batch_id}/")
    keys.follow("t", f"**/can-bo/quet/giay/{paper.pk}/")
    keys.past_the_menu()
    keys.to("component_key", 10)
    keys.press("Space")
    keys.to("originals", 2)
    keys.press("Control+a")
    keys.type("1")
    keys.to("readable", 3)
    # The letter leads to the button; only Enter signs.
    keys.press("t")
    keys.to("Xác nhận giấy tờ", 0)
    keys.follow("Enter")
    expect(page.locator("#readable-error")).to_be_visible()
    harness.look(page, "keys-scan-{width}", posted=True)
    # The summary of faults has the focus and leads to the box that was not ticked.
    keys.to("Hãy xem ảnh", 1)
    keys.press("Enter")
    keys.to("readable", 0)
    keys.press("Space")
    keys.press("t")
    keys.follow("Enter", f"**/can-bo/quet/lo/{paper.batch_id}/")
    expect(page.get_by_text("Đã xác nhận: Giấy tờ chứng minh.")).to_be_visible()
    signed = Paper.objects.get(pk=paper.pk)
    assert (signed.state, signed.component_key, signed.originals) == ("signed", KEY, 1)
    assert signed.checked_by_id == world.reception.account_id


def test_a_list_is_given_and_taken_without_a_mouse(live_site: str, page_at: Any) -> None:
    two = made()
    two.receive(papers=(PaperInput("giay-to", None, 1, 2),))
    page, keys = sat_down(page_at, live_site, two.clerk, "/can-bo/ban-giao/")
    keys.press("l")
    keys.to("Lập danh sách bàn giao", 0)
    keys.follow("Enter", "**/can-bo/ban-giao/*/")
    drawn = HandList.objects.get()
    # A signature is no letter: it leads to the button, Enter signs.
    keys.press("g")
    assert HandList.objects.get().handed_at is None
    keys.to("Xác nhận đã bàn giao", 0)
    keys.follow("Enter")
    expect(page.get_by_text("Đã bàn giao danh sách").first).to_be_visible()
    harness.look(page, "keys-given-{width}")

    taker, hand = sat_down(page_at, live_site, two.world.reception, "/can-bo/ban-giao/")
    hand.press("ArrowDown")
    hand.follow("Enter", f"**/can-bo/ban-giao/{drawn.pk}/")
    hand.press("n")
    hand.to("Xác nhận đã nhận", 0)
    harness.screenshot(taker, "keys-taking-1280")
    hand.follow("Enter")
    expect(taker.get_by_text("Đã xác nhận nhận đủ.")).to_be_visible()
    drawn.refresh_from_db()
    assert (drawn.handed_by, drawn.taken_by) == (two.clerk.account_id, two.world.reception.account_id)
