"""Fixtures of journeys: a running province, a browser, pages of a given width.

A journey that only looks at pages takes `live_site`; one that files or handles a dossier takes
`live_province`, which has the province folder loaded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import rows
from tests.journeys import harness

ROOT = Path(__file__).resolve().parents[2]
# A page that is refused, and a lost network, are things journeys bring about on purpose.
EXPECTED = ("status of 4", "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_RESET")
PROVINCE = ROOT / "provinces" / "vinhphuc"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    # Playwright keeps an event loop in this thread; Django's guard against async use does not know that
    # these tests are synchronous.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = harness.launch(playwright)
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def live_site(transactional_db: None, live_server: Any) -> str:
    """Address of a running site on loopback with the real test database, nothing loaded."""
    return str(live_server.url)


@pytest.fixture
def live_province(transactional_db: None, live_server: Any) -> str:
    """Address of a running site with the province folder loaded."""
    rows.load_province()
    return str(live_server.url)


@pytest.fixture
def page_at(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`page_at(390)` opens a fresh private window of that width; a fault on the console fails the test."""
    contexts = []
    faults: list[str] = []

    def open_page(width: int, *, height: int = 900, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
            service_workers="block",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        harness.remember(page)
        page.on("pageerror", lambda fault: faults.append(f"{page.url}: {fault}"))
        page.on(
            "console",
            lambda told: (
                faults.append(f"{page.url}: {told.text}")
                if told.type == "error" and not any(known in told.text for known in EXPECTED)
                else None
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)
