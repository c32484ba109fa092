"""Every page, for every role, as its own links lead there: no fault of accessibility, of HTML, of width.

A small province with dossiers in every state is walked link by link by each kind of visitor. What nobody
reaches must stand in `ELSEWHERE` with the reason, so a new page cannot stay unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page

from tests.journeys import harness
from tests.journeys.conftest import PROVINCE

pytestmark = pytest.mark.journey
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
DOSSIERS = 24
ROLES = ("tiepnhan", "chuyenvien", "lanhdao", "traketqua", "quantri", "hethong")
RESIDENTS = ("", "owner")
START = ("/", "/can-bo/", "/can-bo/y-kien/", "/quan-tri/nhan-su/", "/ca-nhan/", "/tai-khoan/", "/tra-cuu/",
         "/tim/?q=khai+sinh", "/tim/?q=qqqq", "/so-lieu/", "/hop-thu-mau/", "/chuyen-vai/", "/kieu-mau/",
         "/khong-co-trang-nay/", "/mat-mang/")  # fmt: skip
# Opened by each role, for the links that lead on from there.
ALWAYS = {"screens:home", "dossiers:officer_home", "dossiers:worklist", "dossiers:mine", "dossiers:register"}
# Machines' addresses and files; no page to look at.
MACHINES = ("api", "health", "metrics", "static", "robots", "sitemap", "sw.js", "manifest", "favicon", "mau/")
# Pages that links do not open, and what looks at them instead.
ELSEWHERE = {
    # only posted to
    "identity:logout", "identity:end_device", "identity:second_factor_off", "identity:drop_email", "identity:staff_end",
    "identity:client_issue", "identity:client_close", "identity:client_revoke", "identity:desk_release",
    "identity:demo", "identity:switch_capacity_from_desk", "organisation:withdraw", "province:withdraw",
    "dossiers:discard", "dossiers:drop_paper", "dossiers:check_file", "dossiers:keep_filter",
    "dossiers:forget_filter", "dossiers:keep_register_filter", "dossiers:forget_register_filter",
    "dossiers:officer_people", "dossiers:forward", "dossiers:forwarded", "dossiers:end_tracking",
    "files:begin", "files:upload", "files:finish", "screens:language", "worktime:withdraw",
    # files and pictures
    "files:download", "dossiers:paper", "dossiers:receipt_qr", "dossiers:officer_qr", "dossiers:register_csv",
    "dossiers:register_xlsx", "identity:second_factor_qr",
    # in the middle of an act: the journeys of accounts, filing and the desk look at them
    "identity:second_factor", "identity:second_factor_on", "identity:recovery_codes", "identity:reset_password",
    "identity:register_step", "identity:register_password", "identity:register_done",
    "identity:confirm_contact", "identity:desk_check",
    "dossiers:draft", "dossiers:whom", "dossiers:owner", "dossiers:contact", "dossiers:place", "dossiers:form_page",
    "dossiers:papers", "dossiers:review", "dossiers:filed", "dossiers:receipt", "dossiers:supplement",
    "dossiers:withdraw", "dossiers:rate", "dossiers:desk_answer", "dossiers:officer_receipt",
    "dossiers:refusal_slip", "dossiers:supplement_slip", "identity:answer_offer", "identity:client",
    "identity:desk_change", "identity:register_code", "identity:register_resend",
}  # fmt: skip


def view_of(path: str) -> tuple[str, str]:
    """The view behind an address and what tells its pages apart (an act, a list); empty for none of ours."""
    try:
        match = resolve(path)
    except Resolver404:
        return "", ""
    told = [str(match.kwargs[key]) for key in ("slug", "name") if key in match.kwargs]
    return match.view_name, " ".join(told)


def crawl(page: Page, site: str, seen: Callable[[str], bool], look: Callable[[str, str], None]) -> None:
    """Open one address of each kind that links lead to, and hand each page not yet seen to `look`."""
    waiting, known = list(START), {view_of(urlsplit(address).path) for address in START}
    while waiting:
        address = waiting.pop(0)
        if seen(urlsplit(address).path):
            continue
        answer = page.goto(site + address)
        assert answer is not None
        assert answer.status < 500, f"{address}: {answer.status}"
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        look(address, view_of(urlsplit(page.url).path)[0])
        for found in LINK.findall(page.content()):
            link = urlsplit(urljoin(page.url, found.replace("&amp;", "&")))
            kind = view_of(link.path)
            skip = link.path.startswith("/tep/") or link.path.endswith((".csv", ".xlsx"))
            if f"{link.scheme}://{link.netloc}" != site or not kind[0] or kind in known or skip:
                continue
            known.add(kind)
            waiting.append(link._replace(fragment="").geturl().removeprefix(site))


def named(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Every address pattern with the full name of its view."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from named(entry, address, entry.namespace or space)
        elif isinstance(entry, URLPattern):
            yield address, f"{space}:{entry.name}" if space else str(entry.name)


def pages() -> set[str]:
    """The names of all routes that a person may open."""
    names = {name for address, name in named(get_resolver()) if not address.startswith(MACHINES)}
    assert len(names) > 60
    return names


@pytest.fixture
def world(live_province: str, settings: Any) -> str:
    """A province of forty dossiers, made by the acts themselves."""
    from tinhso.demo.run import seed
    from tinhso.foundation.identity.api import ensure_demo_accounts

    settings.DEMO = True
    ensure_demo_accounts()
    assert seed(PROVINCE, DOSSIERS, 2026, lambda _filed, _wanted: None) >= DOSSIERS - 5
    return live_province


def test_every_page_of_every_role(world: str, page_at: Callable[..., Page], settings: Any) -> None:
    from tinhso.foundation.identity.models import Account
    from tinhso.government.dossiers.models import Dossier

    done: set[tuple[str, str, str]] = set()
    reached: set[str] = set()
    for login in (*RESIDENTS, *ROLES):
        page = page_at(1280)
        if login == "owner":
            harness.sign_in(page, world, Dossier.objects.exclude(account=None)[0].account)
        elif login:
            harness.sign_in(page, world, Account.objects.get(login=login))
        kind = "officer" if login in ROLES else "resident" if login else "visitor"

        def look(address: str, view: str, page: Page = page, kind: str = kind, login: str = login) -> None:
            told = view_of(urlsplit(page.url).path)[1]
            own = login if view == "dossiers:officer_dossier" else kind
            if (own, view, told) in done:
                return
            done.add((own, view, told))
            reached.add(view)
            harness.assert_axe(page)
            harness.assert_html(page)
            page.set_viewport_size({"width": 390, "height": 844})
            harness.assert_fits(page)
            page.set_viewport_size({"width": 1280, "height": 900})

        def seen(path: str, kind: str = kind, login: str = login) -> bool:
            view, told = view_of(path)
            return bool(view) and view not in ALWAYS and (kind, view, told) in done

        crawl(page, world, seen, look)
    unseen = pages() - reached - ELSEWHERE
    assert not unseen, f"no link leads a visitor to: {sorted(unseen)}"
