"""The hall's screen speaks: each call once and in Vietnamese, and without such a voice it still shows them.

No browser of a test has a voice, so the browser's own speech is taken down in the page; nothing of ours is.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.government.dossiers.world import CODE, World, build, officer
from tests.journeys import filing, harness
from tinhso.government.queue.actions.arrange import open_counter
from tinhso.government.queue.actions.call import call_again, call_next
from tinhso.government.queue.actions.serve import done, serve
from tinhso.government.queue.actions.take_ticket import take_ticket
from tinhso.government.queue.models import Counter, Ticket
from tinhso.lib.actor import Actor

pytestmark = pytest.mark.journey
SPEECH = """
  window.taken = [];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, "speechSynthesis", {value: {
    getVoices: () => VOICES,
    speak: (one) => window.taken.push([one.text, one.lang, one.voice ? one.voice.lang : ""]),
  }});
"""
VIETNAMESE = [{"lang": "en-US"}, {"lang": "vi-VN"}]
ON = ["Đã bật tiếng gọi số.", "vi-VN", "vi-VN"]


def hall(page_at: Any, site: str, world: World, voices: list[dict[str, str]]) -> Page:
    """The screen of the hall in a browser with these voices, its clock in our hands."""
    page = filing.patient(page_at(1280))
    page.clock.install()
    page.add_init_script(SPEECH.replace("VOICES", json.dumps(voices)))
    page.goto(f"{site}/man-hinh/{world.desk.slug}/")
    return page


def look_again(page: Page) -> None:
    """The screen asks anew, as it does every few seconds."""
    with page.expect_response(lambda answer: "/man-hinh/" in answer.url):
        page.clock.run_for(4_000)


def waiting(world: World, numbers: int) -> Counter:
    """A counter, and so many people who wait."""
    counter = open_counter(officer("truong-quay", world.desk, "leader"), world.desk.pk, 1)
    for _each in range(numbers):
        take_ticket(Actor(kind="resident"), world.desk.pk, source=Ticket.Source.KIOSK, procedure=CODE)
    return counter


def test_each_call_is_spoken_once_and_in_vietnamese(live_site: str, page_at: Any) -> None:
    world = build()
    counter = waiting(world, 2)
    first = call_next(world.reception, counter.pk)
    assert first is not None
    page = hall(page_at, live_site, world, VIETNAMESE)
    # Who was called before somebody turned the voice on is shown and not spoken.
    look_again(page)
    assert page.evaluate("taken") == []
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Bật tiếng gọi số").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Bật tiếng gọi số")).to_be_hidden()
    assert page.evaluate("taken") == [ON]
    call_again(world.reception, first.pk)
    look_again(page)
    again = ["Mời số 1, đến quầy số 1.", "vi-VN", "vi-VN"]
    harness.wait_until(page, "taken.length === 2")
    serve(world.reception, first.pk)
    done(world.reception, first.pk)
    assert call_next(world.reception, counter.pk) is not None
    look_again(page)
    harness.wait_until(page, "taken.length === 3")
    for _round in range(3):
        look_again(page)
    expect(page.locator(".ts-hall__tile--now")).to_contain_text("002")
    assert page.evaluate("taken") == [ON, again, ["Mời số 2, đến quầy số 1.", "vi-VN", "vi-VN"]]


def test_without_a_vietnamese_voice_the_screen_says_so_and_shows_every_call(
    live_site: str, page_at: Any
) -> None:
    world = build()
    counter = waiting(world, 1)
    page = hall(page_at, live_site, world, [{"lang": "en-US"}])
    page.get_by_role("button", name="Bật tiếng gọi số").click()
    expect(page.get_by_text("Máy này không có giọng đọc tiếng Việt.")).to_be_visible()
    assert call_next(world.reception, counter.pk) is not None
    look_again(page)
    expect(page.locator(".ts-hall__tile--now")).to_contain_text("001")
    assert page.evaluate("taken") == []
    harness.look(page, "queue-screen-mute-{width}")
