"""Open to the local network: the public password is worth nothing, each account's own works once."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.launcher.site import RunningProvince
from tests.launcher.test_pieces import wait_for
from tinhso.foundation.identity.actions.demo import SHARED_PASSWORD
from tinhso.launcher.caddy import loopback_addresses
from tinhso.launcher.lan import lan_addresses, listening
from tinhso.launcher.say import Stop

HERE = "127.0.0.2"  # another address of this machine that is in no network


def test_which_addresses_are_listened_on() -> None:
    assert listening(None, ["127.0.0.1"]) == (["127.0.0.1"], [])
    assert listening("", ["127.0.0.1"]) == (["0.0.0.0"], lan_addresses())
    assert listening(HERE, ["127.0.0.1"]) == (["127.0.0.1", HERE], [HERE])
    with pytest.raises(Stop, match="không có địa chỉ"):
        listening("198.51.100.7", loopback_addresses())


@pytest.fixture(scope="module")
def open_province(
    prepared_var: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningProvince]:
    var = prepared_var(tmp_path_factory.mktemp("lan"))
    site = RunningProvince(var, "--no-demo", "--lan", HERE)
    try:
        yield site.start()
    finally:
        site.stop()


def signs_in(site: RunningProvince, login: str, password: str) -> bool:
    """True when this password opens the account's pages from the other address."""
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy()))
    )
    address = f"http://{HERE}:{site.port}"
    page = opener.open(address + "/dang-nhap/", timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "login": login, "password": password}
    try:
        answer = opener.open(address + "/dang-nhap/", urllib.parse.urlencode(form).encode(), timeout=30)
    except urllib.error.HTTPError as error:
        return error.code not in (403, 422, 429)
    return "/dang-nhap/" not in answer.url


def passwords(site: RunningProvince) -> dict[str, str]:
    return dict(json.loads((site.var / "run" / "demo-passwords.json").read_text()))


@pytest.mark.slow
def test_the_public_password_is_worth_nothing_and_the_own_one_works_once(
    open_province: RunningProvince,
) -> None:
    site = open_province
    first = passwords(site)
    resident = next(login for login in first if login.isdigit() and len(login) == 12)
    said = site.said().rsplit("Tỉnh Số đã mở", 1)[1]
    assert f"http://{HERE}:{site.port}" in said
    assert first[resident] in said
    assert SHARED_PASSWORD not in said
    assert not signs_in(site, resident, SHARED_PASSWORD)
    assert signs_in(site, resident, first[resident])
    assert not signs_in(site, resident, first[resident])
    following = passwords(site)[resident]
    assert following != first[resident]
    wait_for(lambda: following in site.said())
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"TINHSO_VAR": str(site.var)}
    for words in (["demo", "--all"], ["accounts", "demo"]):
        done = subprocess.run(
            [sys.executable, "-m", "tinhso.launcher", *words],
            env=env,
            capture_output=True,
            text=True,
            timeout=90,
        )
        assert done.returncode == 0, done.stderr
        assert SHARED_PASSWORD not in done.stdout + done.stderr
    assert not signs_in(site, resident, SHARED_PASSWORD)
    assert signs_in(site, resident, following)


@pytest.mark.slow
def test_the_list_of_accounts_shows_no_password_to_the_network(open_province: RunningProvince) -> None:
    known = set(passwords(open_province).values())
    for path in ("/dang-nhap/", "/dang-nhap/trinh-dien/"):
        try:
            with urllib.request.urlopen(f"http://{HERE}:{open_province.port}{path}", timeout=30) as answer:
                page = answer.read().decode()
        except urllib.error.HTTPError as error:
            page = error.read().decode()
        assert not [word for word in {*known, SHARED_PASSWORD} if word in page]
