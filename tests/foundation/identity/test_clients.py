"""The administrators' pages of REST clients, and what a token is worth before and after them."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.foundation.identity.conftest import MakeOfficer, SignIn
from tinhso.foundation.identity.models import ApiClient, ApiToken
from tinhso.foundation.identity.rest import known_scopes
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, now, today

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/ung-dung/"


@pytest.fixture
def browser(commune: Agency, make_officer: MakeOfficer, signed_in: SignIn) -> Client:
    """A system administrator's."""
    make_officer("hethong", commune, "system_admin")
    return signed_in("hethong")


def opened(browser: Client, agency: Agency) -> str:
    """A new program's page."""
    answer = browser.post(LIST + "moi/", {"name": "Phần mềm <b>Sở</b>", "agency": str(agency.pk)})
    assert answer.status_code == 302
    return str(answer["Location"])


def token_of(
    browser: Client, page: str, scopes: tuple[str, ...] = ("worklists:read",), days: str = "30"
) -> str:
    """A token as the page shows it, once."""
    answer = browser.post(page + "ma/", {"scopes": scopes, "days": days})
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    found = re.search(r'value="(tinhso_[^"]+)"', answer.content.decode())
    assert found
    return html.unescape(found[1])


def call(token: str, **headers: str) -> int:
    """The status of a call that needs `worklists:read`."""
    return (
        Client().get("/api/v1/worklists", headers={"Authorization": f"Bearer {token}", **headers}).status_code
    )


def test_the_whole_life_of_a_token(browser: Client, commune: Agency) -> None:
    page = opened(browser, commune)
    assert "Chưa có mã nào" in browser.get(page).content.decode()
    token = token_of(browser, page)
    assert call(token) == 200
    told = browser.get(page).content.decode()
    assert token not in told
    assert token[:11] in told
    assert "Còn hiệu lực" in told
    assert "Phần mềm &lt;b&gt;Sở&lt;/b&gt;" in told
    row = ApiToken.objects.get()
    assert row.last_used_on == today()
    assert row.expires_at - row.issued_at == timedelta(days=30)
    revoke = f"{page}ma/{row.pk}/"
    assert browser.get(revoke).status_code == 200
    assert call(token) == 200
    assert browser.post(revoke)["Location"] == page
    assert call(token) == 401
    assert "Đã thu hồi" in browser.get(page).content.decode()
    # Once more changes nothing, and the time of the first stays.
    first = ApiToken.objects.get().revoked_at
    browser.post(revoke)
    assert ApiToken.objects.get().revoked_at == first
    client = ApiClient.objects.get()
    events = history(Subject("client", client.pk))
    assert [e.verb for e in events] == ["client.create", "client.issue_token", "client.revoke_token"]
    assert token not in str([e.__dict__ for e in events])
    listed = browser.get(LIST).content.decode()
    assert "Ủy ban nhân dân xã Thổ Tang" in listed


def test_the_scopes_offered_are_those_of_the_api(browser: Client, commune: Agency) -> None:
    get_resolver().url_patterns  # noqa: B018 (loads every route)
    assert {"dossiers:file", "dossiers:read", "files:write", "worklists:read"} <= set(known_scopes())
    page = opened(browser, commune)
    told = browser.get(page).content.decode()
    assert "Xem danh sách việc của cơ quan" in told
    token = token_of(browser, page, ("files:write",))
    assert call(token) == 403


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"scopes": [], "days": "30"}, "scopes"),
        ({"scopes": ["system:admin"], "days": "30"}, "scopes"),
        ({"scopes": ["worklists:read"], "days": "4000"}, "days"),
        ({"scopes": ["worklists:read"], "days": "0030"}, "days"),
        ({"scopes": ["worklists:read"], "days": "9" * 5000}, "days"),
        ({"scopes": ["worklists:read"], "days": "-1"}, "days"),
        ({"scopes": ["worklists:read"], "days": "x" * 10_000}, "days"),
    ],
)
def test_what_cannot_be_issued(browser: Client, commune: Agency, form: dict[str, Any], field: str) -> None:
    page = opened(browser, commune)
    answer = browser.post(page + "ma/", form)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.content.decode()
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("form", [{"name": ""}, {"name": "x" * 121}, {"name": "A", "agency": "7"}])
def test_what_cannot_be_registered(browser: Client, form: dict[str, str]) -> None:
    assert browser.post(LIST + "moi/", form).status_code == 422
    assert not ApiClient.objects.exists()


def test_a_closed_program_is_out_at_once_and_for_good(browser: Client, commune: Agency) -> None:
    page = opened(browser, commune)
    tokens = [token_of(browser, page), token_of(browser, page)]
    assert browser.post(page + "dong/").status_code == 302
    assert [call(token) for token in tokens] == [401, 401]
    assert browser.post(page + "ma/", {"scopes": ["worklists:read"], "days": "30"}).status_code == 404
    assert "Đã đóng" in browser.get(LIST).content.decode()
    (event,) = [e for e in history(Subject("client", ApiClient.objects.get().pk)) if e.verb == "client.close"]
    assert event.facts == {"tokens": 2}


def test_a_token_of_another_program_is_not_found_here(browser: Client, commune: Agency) -> None:
    mine, other = opened(browser, commune), opened(browser, commune)
    token_of(browser, other)
    assert browser.post(f"{mine}ma/{ApiToken.objects.get().pk}/").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_only_system_administrators_come_here(
    commune: Agency, make_officer: MakeOfficer, signed_in: SignIn, browser: Client
) -> None:
    page = opened(browser, commune)
    make_officer("quantri", commune, "unit_admin")
    unit_admin = signed_in("quantri")
    for address in (LIST, LIST + "moi/", page, page + "ma/"):
        assert unit_admin.get(address).status_code == 403
        assert unit_admin.post(address, {"name": "A", "scopes": ["worklists:read"]}).status_code == 403
        assert Client().get(address).status_code == 302
    assert unit_admin.post(page + "dong/").status_code == 403
    assert ApiClient.objects.count() == 1
    assert not ApiToken.objects.exists()


def test_worthless_tokens(browser: Client, commune: Agency) -> None:
    page = opened(browser, commune)
    token = token_of(browser, page)
    row = ApiToken.objects.get()
    swapped = token[:-1] + ("a" if token[-1] != "a" else "b")
    forged = [
        "", "x", token[:-1], token + "x", swapped, token.upper(), token.removeprefix("tinhso_"), row.digest, row.hint,
        str(row.pk), f"{token} {token}", "null", "' OR 1=1 --", "x" * 7000,
    ]  # fmt: skip
    assert [call(bad) for bad in forged] == [401] * len(forged)
    assert call(token) == 200
    with at(now() + timedelta(days=30, seconds=1)):
        assert call(token) == 401
        assert "Hết hạn" in browser.get(page).content.decode()


def test_a_token_counts_in_its_header_alone(browser: Client, commune: Agency) -> None:
    """Where logs, browsers and proxies keep things, a token opens nothing."""
    token = token_of(browser, opened(browser, commune))
    visitor = Client()
    visitor.cookies["token"] = token
    visitor.cookies["sessionid"] = token
    address = "/api/v1/worklists"
    assert visitor.get(f"{address}?token={token}&access_token={token}").status_code == 401
    for scheme in ("Basic", "Token", "bearer bearer"):
        assert visitor.get(address, headers={"Authorization": f"{scheme} {token}"}).status_code == 401
    assert visitor.get(address, headers={"X-Api-Key": token}).status_code == 401
    assert visitor.get("/can-bo/", headers={"Authorization": f"Bearer {token}"}).status_code == 302


def test_a_revoked_token_cannot_be_replayed_under_a_new_one(browser: Client, commune: Agency) -> None:
    page = opened(browser, commune)
    old = token_of(browser, page)
    browser.post(f"{page}ma/{ApiToken.objects.get().pk}/")
    new = token_of(browser, page)
    assert (call(old), call(new)) == (401, 200)
    assert old[:11] != new[:11] or old != new
