"""Every form that anybody may send, with what no keyboard types in each of its fields: never a fault of ours."""

from __future__ import annotations

import inspect
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.db import transaction
from django.test import Client

from tests.guards.test_access_rules import ROUTES
from tests.security.conftest import Browser, Two
from tests.security.test_every_door import FILLS
from tinhso.foundation.worktime.api import at, real_now

from tests.government.dossiers.world import CODE, MONDAY  # isort: skip

pytestmark = pytest.mark.django_db
NASTY = {
    "NUL inside": b"026190\x00000001",
    "no UTF-8, a lone surrogate": b"\xff\xfe\xc0\xed\xa0\x80",
    "10,000 digits": b"9" * 10_000,
    "control and bidi": "\x1b[2J\x07\x85\u202e\u2028".encode(),
    "digits of others": "²٣一".encode(),
    "an id that is none": b"00000000-0000-0000-0000-000000000000:\xc2\xb2",
    "far days": b"9999-12-31",
}
PLAIN = {"who": "ca-nhan", "key": "giay-to", "name": "mine", "page_key": "main", "province": "vinhphuc"}
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_ASKED = re.compile(r"""(?:POST(?:\.get(?:list)?\(|\[)|\b(?:posted|request\.POST),\s*)["'](\w+)["']""")
POSTED = [
    (address, view)
    for address, view in ROUTES
    if getattr(getattr(view, "access_rule", None), "rule", "") == "public"
    and not address.startswith(("kieu-mau", "health", "metrics", "sw.js"))
]


class Fields(HTMLParser):
    """The named fields of a page, with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        name = known.get("name")
        if tag in ("input", "select", "textarea", "button") and name and name != "csrfmiddlewaretoken":
            self.found.setdefault(name, known.get("value") or "")


def filled(address: str, two: Two) -> str:
    for part in _PART.findall(address):
        value = CODE if address.startswith(("nop/", "thu-tuc/")) else PLAIN.get(part)
        value = value or (FILLS[part](two) if part in FILLS else "x")
        address = re.sub(rf"<(?:\w+:)?{part}>", str(value), address)
    return "/" + address


def asked_for(view: Any) -> set[str]:
    """The names that the module of a view reads out of a posted form."""
    module = inspect.getsourcefile(inspect.unwrap(view))
    return set(_ASKED.findall(Path(module).read_text(encoding="utf-8"))) if module else set()


def visitor(browser: Browser, two: Two, address: str) -> Client:
    """Somebody in the middle of what the address belongs to."""
    client = browser(two.here.resident if address.startswith(("ho-so/", "tra-cuu/<", "nop/")) else None)
    client.raise_request_exception = False
    session = client.session
    session["reset_login"] = "026190000001"
    until = real_now().timestamp() + 600
    session["pending_sign_in"] = {"account": str(two.here.resident.account_id), "until": until, "next": ""}
    card = {"citizen_id": "001085000001", "name": "Trần Văn Thử", "sex": "male", "birth_date": "1985-11-02"}
    sent = {"contact": "0912345678", "digest": "x", "until": until}
    session["registration"] = {
        "until": until,
        "ca-nhan": {
            "giay-to": card,
            "lien-he": {"phone": "0912345678", "email": ""},
            "password": "x",
            "attempt": "x",
            "sent": [sent],
        },
    }
    session.save()
    return client


def send(client: Client, path: str, fields: dict[str, str], name: str, value: bytes) -> int:
    pairs = [(key.encode(), text.encode()) for key, text in fields.items() if key != name]
    body = "&".join(
        f"{quote_from_bytes(k)}={quote_from_bytes(v)}" for k, v in [*pairs, (name.encode(), value)]
    )
    with transaction.atomic():
        answer = client.post(path, body, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.parametrize(("address", "view"), POSTED, ids=[address or "/" for address, _view in POSTED])
def test_no_field_of_a_public_form_breaks_us(
    address: str, view: Any, two: Two, browser: Browser, settings: Any
) -> None:
    settings.TINHSO_EVEN_SECONDS = 0
    settings.PASSWORD_HASHERS = ["tests.foundation.identity.hashers.QuickArgon2"]
    with at(MONDAY):
        client, path = visitor(browser, two, address), filled(address, two)
        page = client.get(path)
        reader = Fields()
        if page.status_code == 200 and "html" in page.get("Content-Type", ""):
            reader.feed(page.content.decode())
        fields = {**dict.fromkeys(sorted(asked_for(view)), "1"), **reader.found}
        cookies = {key: morsel.value for key, morsel in client.cookies.items()}
        broken = []
        for name in fields or {"text": ""}:
            for kind, value in NASTY.items():
                for key, kept in cookies.items():
                    client.cookies[key] = kept
                status = send(client, path, fields, name, value)
                if status >= 500:
                    broken.append(f"{status} {path} {name}: {kind}")
    assert broken == []


def test_the_walk_finds_the_forms() -> None:
    addresses = {address for address, _view in POSTED}
    assert {"dang-nhap/", "quen-mat-khau/", "dang-ky/<slug:who>/ma/", "tra-cuu/", "ngon-ngu/"} <= addresses
    named = {address: asked_for(view) for address, view in POSTED}
    assert {"login", "password", "next"} <= named["dang-nhap/"]
    assert "code" in named["dat-lai-mat-khau/"]
