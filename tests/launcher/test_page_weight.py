"""What every page of residents costs on the line, with an empty cache: at most 100 kB, all of it counted.

A real province behind its real front server answers a real Chromium; the bytes are those that Chromium says
came over the line, compressed as they came, with headers.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, sync_playwright

from tests.guards.test_access_rules import ROUTES
from tests.journeys import harness
from tests.launcher.site import RunningProvince
from tinhso.launcher.places import ROOT

# Minutes of browsing: asked for by name, until it is quicker.
pytestmark = pytest.mark.skipif(not os.environ.get("TINHSO_WEIGH"), reason="TINHSO_WEIGH=1 weighs the pages")
MOST = 100_000
# Pages of the catalogue of one kind that are weighed; they differ in their words only.
CATALOGUE = 10
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
# Not residents' pages: offices and administration, machines, files themselves.
OTHERS = ("can-bo", "quan-tri", "api/", "tep/", "health", "metrics", "static", "robots", "sitemap", "sw.js",
          "manifest", "hop-thu-mau", "kieu-mau", "chuyen-vai", "favicon")  # fmt: skip
# Only posted to, or opened by a secret of a message or in the middle of an act of one's account.
NO_PAGE = {
    "identity:logout", "identity:drop_email", "identity:confirm_contact", "identity:second_factor", "identity:end_device",
    "identity:second_factor_on", "identity:second_factor_qr", "identity:second_factor_off", "identity:recovery_codes",
    "identity:reset_password", "identity:register_step", "identity:register_password", "identity:register_done",
    "identity:demo", "dossiers:discard", "dossiers:drop_paper", "dossiers:rate", "dossiers:draft", "dossiers:paper",
    "dossiers:receipt_qr", "screens:language", "dossiers:end_tracking", "identity:register_code",
    "identity:register_resend", "province:colours",
}  # fmt: skip
ASKED = ("/tim/?q=khai+sinh", "/tim/?q=xin+gi%E1%BA%A5y+ph%C3%A9p", "/tim/?q=qqqq", "/so-lieu/", "/tra-cuu/",
         "/dang-nhap/", "/dang-ky/", "/quen-mat-khau/", "/mat-mang/", "/khong-co-trang-nay/")  # fmt: skip


def name_of(address: str) -> str:
    """The view that answers an address; empty for none of ours."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def is_residents(address: str) -> bool:
    return not urlsplit(address).path.lstrip("/").startswith(OTHERS)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = harness.launch(playwright)
        yield browser
        browser.close()


def weigh(
    browser: Browser, site: str, address: str, session: str = ""
) -> tuple[int, str, list[tuple[int, str]]]:
    """Bytes over the line for one page in a fresh window, its source, and the parts, heaviest first."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    if session:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}
        context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    names: dict[str, str] = {}
    parts: list[tuple[int, str]] = []
    wire.on(
        "Network.requestWillBeSent", lambda told: names.__setitem__(told["requestId"], told["request"]["url"])
    )
    wire.on(
        "Network.loadingFinished",
        lambda told: parts.append((int(told["encodedDataLength"]), names.get(told["requestId"], ""))),
    )
    page.goto(site + address, wait_until="networkidle", timeout=60_000)
    source = page.content()
    context.close()
    return sum(size for size, _name in parts), source, sorted(parts, reverse=True)


def inside(site: RunningProvince, *command: str) -> str:
    """Run a command in the started province; what it printed."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    env["TINHSO_VAR"] = str(site.var)
    env["DATABASE_URL"] = (site.var / "run" / "database-url").read_text().strip()
    done = subprocess.run(
        [sys.executable, *command], env=env, cwd=ROOT, capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def visitors(province: RunningProvince) -> dict[str, Any]:
    inside(province, "-m", "tinhso.cli", "demo-seed", "--count", "30", "--again")
    return dict(json.loads(inside(province, "-m", "tests.launcher.visitors").splitlines()[-1]))


def crawl(look: Callable[[str], str]) -> None:
    """Everything that links lead a signed-out visitor to: one address for each view, ten of the catalogue's."""
    waiting, known = ["/", *ASKED], {"/", *ASKED}
    while waiting:
        address = waiting.pop(0)
        for found in LINK.findall(look(address)):
            link = urlsplit(urljoin(address, found.replace("&amp;", "&")))._replace(query="").geturl()
            view = name_of(link)
            if link in known or not view or not is_residents(link) or view in NO_PAGE:
                continue
            weighed = sum(name_of(other) == view for other in known)
            if weighed < (CATALOGUE if view.startswith("procedures:") else 1):
                known.add(link)
                waiting.append(link)


def test_every_page_of_residents_is_light(
    province: RunningProvince, visitors: dict[str, Any], chromium: Browser
) -> None:
    weights: dict[str, int] = {}
    heavy: list[str] = []
    seen_views: set[str] = set()

    def look(address: str, session: str = "") -> str:
        total, source, parts = weigh(chromium, province.address, address, session)
        assert total > 5_000, f"{address}: nothing was counted"
        weights[address] = total
        seen_views.add(name_of(address))
        if total > MOST:
            heavy.append(f"{address}: {total} bytes; {parts[:6]}")
        return source

    crawl(look)
    for owner in [visitors["drafter"], *visitors["owners"]]:
        for address in owner["addresses"]:
            look(address, owner["session"])
    for address, _view in ROUTES:
        own = address.startswith("tai-khoan/") or address.startswith("thong-bao/")
        if own and "<" not in address and name_of("/" + address) not in NO_PAGE:
            look("/" + address, visitors["drafter"]["session"])
    look("/tai-khoan/lien-he/dien-thoai/", visitors["drafter"]["session"])

    told = sorted(weights.items(), key=lambda pair: -pair[1])
    print("\n".join(f"{size:>7} {address}" for address, size in told[:15]))
    assert not heavy, "\n".join(heavy)
    assert len(weights) > 90
    assert {owner["state"] for owner in visitors["owners"]} >= {5, 10}
    wanted = {
        resolve(
            "/"
            + re.sub(
                r"<(?:uuid:)\w+>",
                "01890000-0000-7000-8000-000000000000",
                re.sub(r"<(?:str:|slug:)?\w+>", "x", a),
            )
        ).view_name
        for a, _view in ROUTES
        if is_residents("/" + a)
    }
    missed = {view for view in wanted if view and view not in seen_views} - NO_PAGE
    assert not missed, f"residents' pages nobody weighed: {sorted(missed)}"
