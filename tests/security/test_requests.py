"""What a browser or a forged request can do: tokens against forgery, cookies, headers, hosts, addresses, redirects."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client

from tests.guards.test_access_rules import ROUTES
from tests.security.conftest import Browser, Two
from tests.security.test_every_door import with_ids
from tinhso.foundation.files import api as files
from tinhso.foundation.identity.acting import client_ip
from tinhso.foundation.worktime.api import at
from tinhso.launcher.caddy import caddyfile

from tests.government.dossiers.world import MONDAY  # isort: skip

FIXED = ["/" + address for address, _view in ROUTES if "<" not in address and "(" not in address]
PAGES = [address for address in FIXED if not address.startswith("/api/")]
# Programs' doors: they read no cookie, each message proves itself (`tests/government/payments`, `tests/foundation/signing`).
WITHOUT_SESSION = {"/thanh-toan/thong-bao/", "/can-bo/ky-so/thiet-bi/nhan/"}
UNSAFE = ("post", "put", "patch", "delete")


def test_every_unsafe_method_needs_the_token_against_forgery(two: Two, browser: Browser) -> None:
    """All pages, all unsafe methods, with a resident's session, forms with an officer's: 403 `csrf`."""
    addresses = [*PAGES, *(a for a in with_ids(two) if not a.startswith("/api/"))]
    addresses = [one for one in addresses if one not in WITHOUT_SESSION]
    assert len(addresses) > 60
    for actor, methods in ((two.here.resident, UNSAFE), (two.here.specialist, ("post",))):
        client = browser(actor)
        client.handler.enforce_csrf_checks = True
        with at(MONDAY):
            for address in addresses:
                for method in methods:
                    # What a form of another site can send is answered with a page; the rest, which a script must
                    # send, in its own way: the check is the same, and nine hundred pages take half a minute.
                    wants = {} if method == "post" else {"HTTP_ACCEPT": "application/json"}
                    answer = getattr(client, method)(address, **wants)
                    assert answer.status_code == 403, f"{method} {address}: {answer.status_code}"


def test_a_session_is_worth_nothing_at_the_api(two: Two, browser: Browser) -> None:
    """No cookie opens the API, so no page of another site can use it."""
    api = ["/" + a for a, _view in ROUTES if a.startswith("api/v1/")]
    asked = 0
    for actor in (two.here.resident, two.here.specialist):
        client = browser(actor)
        for address in api:
            path = re.sub(r"<(?:\w+:)?dossier_id>", str(two.ours.pk), address)
            path = re.sub(r"<(?:\w+:)?\w+>", "new", path)
            for method in ("get", "post"):
                answer = getattr(client, method)(path, content_type="application/json")
                assert two.ours.code not in answer.content.decode()
                asked += answer.status_code == 401
    assert asked >= 10


def settings_of(environment: str) -> dict[str, Any]:
    """The settings of a process of its own, as that environment makes them."""
    names = (
        "DEBUG", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
        "CSRF_COOKIE_SAMESITE", "SESSION_COOKIE_AGE", "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS",
    )  # fmt: skip
    code = (
        f"import json, tinhso.conf.settings as s; print(json.dumps({{n: getattr(s, n) for n in {names!r}}}))"
    )
    env = {
        **os.environ,
        "TINHSO_ENV": environment,
        "TINHSO_SECRET_KEY": "k" * 50,
        "TINHSO_HOSTS": "dvc.tinh.vn",
    }
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_cookies_are_closed_to_scripts_and_other_sites() -> None:
    living = settings_of("production")
    assert living == {
        "DEBUG": False,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_AGE": 43_200,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "ALLOWED_HOSTS": ["dvc.tinh.vn"],
    }
    assert settings_of("demo")["DEBUG"] is False


def test_the_cookie_changes_whenever_rights_rise(two: Two, browser: Browser) -> None:
    with at(MONDAY):
        client = browser(two.here.specialist)
        before = client.cookies[site.SESSION_COOKIE_NAME].value
        client.post("/chuyen-vai/", {"capacity": str(two.here.specialist.capacity_id)})
        after = client.cookies[site.SESSION_COOKIE_NAME].value
        assert after != before
        old = Client()
        old.cookies[site.SESSION_COOKIE_NAME] = before
        assert old.get("/can-bo/viec/mine/").status_code == 302, "the old value is worth nothing"
        assert client.get("/can-bo/viec/mine/").status_code == 200


def test_no_page_of_a_session_is_kept(two: Two, browser: Browser) -> None:
    kept = []
    for actor in (two.here.resident, two.here.specialist):
        client = browser(actor)
        with at(MONDAY):
            for address in [*PAGES, *with_ids(two)]:
                answer = client.get(address)
                rule = answer.headers.get("Cache-Control", "")
                # The public halves of keys are anybody's.
                shared = address.startswith(("/static/", "/sw.js", "/xac-minh/khoa.json"))
                if answer.status_code == 200 and not shared and "no-store" not in rule:
                    kept.append((address, rule))
    assert not kept


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_headers(address: str) -> None:
    answer = Client().get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Server" not in answer.headers


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "a b"])
def test_another_host_name_opens_nothing(host: str) -> None:
    """Else a page of another name pointed at this machine could read the sample mailbox."""
    for address in ("/", "/hop-thu-mau/", "/metrics", "/dang-nhap/trinh-dien/", "/quen-mat-khau/"):
        answer = Client().get(address, HTTP_HOST=host)
        assert answer.status_code == 400
        assert "evil" not in answer.content.decode()


# What the front server hands on: (peer of the web server, X-Forwarded-For) of somebody who is not here.
FROM_OUTSIDE = [
    ("", "203.0.113.9"),
    ("127.0.0.1", "203.0.113.9"),
    ("127.0.0.1", "127.0.0.1, 203.0.113.9"),
    ("", "::1, 203.0.113.9"),
    ("", "203.0.113.9, 127.0.0.1"),
    ("", "127.0.0.1, 203.0.113.9, 127.0.0.1"),
    ("203.0.113.9", "127.0.0.1"),
    ("203.0.113.9", ""),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("peer", "forwarded"), FROM_OUTSIDE)
def test_doors_of_this_machine_stay_shut_to_others(
    peer: str, forwarded: str, settings: Any, monkeypatch: pytest.MonkeyPatch, rf: Any
) -> None:
    settings.DEMO = True
    monkeypatch.delenv("TINHSO_METRICS_TOKEN", raising=False)
    monkeypatch.delenv("TINHSO_LAN", raising=False)
    extra = {"REMOTE_ADDR": peer, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})}
    assert client_ip(rf.get("/", **extra)) == "203.0.113.9"
    client = Client(**extra)
    assert client.get("/hop-thu-mau/").status_code == 404
    assert client.get("/metrics").status_code == 403
    assert "ruong-lua-song-lo" not in client.get("/dang-nhap/trinh-dien/").content.decode()


@pytest.mark.django_db
def test_the_same_doors_open_here_in_a_demonstration_only(settings: Any) -> None:
    settings.DEMO = True
    here = Client(REMOTE_ADDR="127.0.0.1")
    assert here.get("/hop-thu-mau/").status_code == 200
    assert here.get("/metrics").status_code == 200
    settings.DEMO = False
    assert here.get("/hop-thu-mau/").status_code == 404
    assert here.get("/dang-nhap/trinh-dien/").status_code == 404
    assert here.get("/kieu-mau/").status_code == 404
    settings.ENV = "production"
    assert here.get("/metrics").status_code == 403


def test_caddy_believes_no_forwarded_address_of_a_visitor(tmp_path: Path) -> None:
    plain = caddyfile(port=1, addresses=["127.0.0.1"], upstream=tmp_path, assets=tmp_path, storage=tmp_path)
    assert "trusted_proxies" not in plain
    behind = caddyfile(
        port=1,
        addresses=["127.0.0.1"],
        upstream=tmp_path,
        assets=tmp_path,
        storage=tmp_path,
        behind_proxy=True,
    )
    assert re.findall(r"trusted_proxies static (.*)", behind) == ["127.0.0.1/32 ::1/128"]


ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "javascript:alert(1)", "/%0d%0aSet-Cookie:%20a=b", "///evil.example", "http://localhost@evil.example/",
    "\t//evil.example", "/\t/evil.example",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_elsewhere(target: str, two: Two, browser: Browser) -> None:
    with at(MONDAY):
        officer = browser(two.here.specialist)
        answers = [
            Client().post("/ngon-ngu/", {"language": "en", "next": target}),
            officer.get("/dang-nhap/", {"next": target}),
            officer.post("/chuyen-vai/", {"capacity": str(two.here.specialist.capacity_id), "next": target}),
        ]
    for answer in answers:
        assert answer.status_code == 302
        place = answer["Location"]
        assert re.match(r"/([^/\\]|$)", place), place
        assert "\r" not in place
        assert "\n" not in place
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "name", ['a"; x="b.txt', "a\r\nX-Evil: 1.txt", "../../etc/passwd.txt", "a\x00b.txt", "‮txt.exe"]
)
def test_a_file_name_cannot_break_out_of_its_header(name: str, two: Two, browser: Browser) -> None:
    from io import BytesIO

    with at(MONDAY):
        stored = files.store(two.here.resident, name, BytesIO(b"noi dung"))
        answer = browser(two.here.resident).get(f"/tep/{stored.id}/")
    value = answer["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="[^"\\/\r\n]*"; filename\*=UTF-8\'\'[\w.%~!-]*', value), value
    assert "X-Evil" not in answer.headers
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
