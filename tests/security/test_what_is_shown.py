"""What residents type is text everywhere: on officers' pages, in mail, in sheets, in logs, on error pages."""

from __future__ import annotations

import csv
import io
import logging
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers import world as w
from tests.security.conftest import Browser, Two
from tinhso.conf.logging import scrub
from tinhso.foundation.notices.models import SinkMessage
from tinhso.foundation.worktime.api import at, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import DossierParty
from tinhso.lib.ids import new_id
from tinhso.lib.text import fold

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tinhso"
ATTACK = (
    '"\'><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">{{7*7}}{% raw %}'
)


class Reading(HTMLParser):
    """Finds what an attack would have brought to life."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.alive.append(f"{tag} {name}={value}")
        if tag in ("script", "style") and not dict(attrs).get("src") and tag == "script":
            self.alive.append("inline script")
        if tag == "img" and dict(attrs).get("src") == "x":
            self.alive.append("img")


def alive(page: str) -> list[str]:
    reading = Reading()
    reading.feed(page)
    return reading.alive


def test_the_reader_of_these_tests_sees_an_attack() -> None:
    assert len(alive(f"<p>{ATTACK}</p>")) >= 3


@pytest.fixture
def attacked(two: Two) -> Any:
    """A dossier whose every free text is an attack."""
    with at(w.MONDAY):
        made = w.draft(two.here)
        owner = {"name": ATTACK[:240], "citizen_id": "026190000001", "address": ATTACK, "mandate": ATTACK}
        dossiers.save_draft(
            two.here.resident, made.id, data={"subject": ATTACK}, people={"for": "self", "owner": owner}
        )
        filed = dossiers.file_dossier(two.here.resident, made.id).dossier
        dossier = dossiers.accept(two.here.reception, filed.id, note=ATTACK)
        dossiers.request_supplement(
            two.here.specialist,
            dossier.id,
            items=[dossiers.Missing("component", "giay-to", ATTACK, ATTACK)],
            reason=ATTACK,
        )
    dossier.refresh_from_db()
    return dossier


def test_no_page_brings_typed_text_to_life(attacked: Any, two: Two, browser: Browser) -> None:
    code, ident = attacked.code, attacked.pk
    visits = {
        two.here.specialist: [f"/can-bo/ho-so/{ident}/", "/can-bo/viec/my_unit/", "/can-bo/viec/waiting_citizen/"],
        two.here.reception: [f"/can-bo/ho-so/{ident}/", "/can-bo/viec/waiting_citizen/"],
        two.here.resident: [
            "/ca-nhan/", f"/tra-cuu/{code}/", f"/tra-cuu/{code}/phieu/", f"/tra-cuu/{code}/bo-sung/",
            f"/tra-cuu/{code}/rut/", "/tai-khoan/",
        ],
    }  # fmt: skip
    shown = 0
    with at(w.MONDAY):
        for actor, addresses in visits.items():
            client = browser(actor)
            for address in addresses:
                answer = client.get(address)
                assert answer.status_code == 200, address
                page = answer.content.decode()
                assert alive(page) == [], address
                assert "49{%" not in page
                shown += "&lt;script&gt;alert(1)" in page
            opened = client.post(f"/can-bo/ho-so/{ident}/nguoi/")
            if opened.status_code == 200:
                assert alive(opened.content.decode()) == []
    assert shown >= 4, "the attack is shown, as text"


def test_the_sample_mailbox_shows_text(two: Two, settings: Any) -> None:
    settings.DEMO = True
    SinkMessage.objects.create(
        notice_id=new_id(), channel="email", address=ATTACK, title=ATTACK, body=ATTACK, kept_at=now()
    )
    page = Client(REMOTE_ADDR="127.0.0.1").get("/hop-thu-mau/").content.decode()
    assert "&lt;script&gt;" in page
    assert alive(page) == []


def test_typed_search_and_addresses_are_text(db: None) -> None:
    for address in ("/tim/", "/thu-tuc/", "/tra-cuu/"):
        page = Client().get(address, {"q": ATTACK, "ma": ATTACK}).content.decode()
        assert alive(page) == [], address
    missing = Client().get("/thu-tuc/%3Cscript%3Ealert(1)%3C/script%3E/")
    assert missing.status_code == 404
    assert alive(missing.content.decode()) == []
    login = Client().post("/dang-nhap/", {"login": ATTACK, "password": "x", "next": ATTACK})
    assert alive(login.content.decode()) == []


# A template that is drawn unescaped must not hold anything typed: each is listed with its number of uses.
UNESCAPED = {"dossiers/officer/dossier.html": 1, "screens/pages/officer_guide.html": 2}


def test_no_template_switches_escaping_off() -> None:
    used = {}
    for path in SOURCE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert "autoescape false" not in text, path
        if count := len(re.findall(r"\|\s*safe\b", text)):
            used[path.relative_to(next(p for p in path.parents if p.name == "templates")).as_posix()] = count
    assert used.keys() <= UNESCAPED.keys()
    assert all(count <= UNESCAPED[name] for name, count in used.items())


FORMULAS = [
    "=1+1",
    "+84 1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "a;=1+1",
    'b";=1+1',
    "c\n=1+1",
    'd;"=1+1',
    "e;\t+1",
    "f|=1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_register_runs(text: str, two: Two) -> None:
    DossierParty.objects.filter(dossier=two.ours, role="owner").update(
        name=text, name_fold=fold(text), address=text
    )
    with at(w.MONDAY):
        sheet = "".join(dossiers.csv_lines(dossiers.register_stream(two.here.reception)))
        out = io.BytesIO()
        dossiers.write_xlsx(dossiers.register_stream(two.here.reception), out)
    for separator in (",", ";"):
        for row in csv.reader(io.StringIO(sheet.removeprefix("\ufeff"), newline=""), delimiter=separator):
            assert not [cell for cell in row if cell.lstrip()[:1] in tuple("=+-@＝＋－＠")], separator
    import zipfile

    book = zipfile.ZipFile(out)
    cells = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in cells
    assert "hyperlink" not in cells.lower()


@pytest.mark.parametrize(
    "text",
    [
        "/tra-cuu/?ma=H44.1&secret=ABCD",
        "Key (login)=(026190000001) exists",
        "mail to thu@example.vn failed",
        "0912345678",
    ],
)
def test_what_identifies_is_taken_out_of_logs(text: str) -> None:
    told = scrub({"event": text, "nested": [text]})
    assert not re.search(r"\d{9,}|@|ABCD", str(told))


def test_a_visit_leaves_no_personal_trace_in_the_log(
    two: Two, browser: Browser, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = dossiers.receipt_secret(two.ours)
    with at(w.MONDAY), caplog.at_level(logging.DEBUG):
        client = browser(two.here.resident)
        client.get(f"/tra-cuu/{two.ours.code}/")
        client.post("/tra-cuu/", {"code": two.ours.code, "secret": secret})
        client.post("/dang-nhap/", {"login": "026190000001", "password": "mat khau bi mat"})
        client.get("/tim/", {"q": "Nguyễn Thị Ví Dụ"})
        client.get("/khong-co/026190000001/")
    written = caplog.text + capfd.readouterr().err
    assert '"route"' in written or "route" in written
    for mark in (two.ours.code, secret, "026190000001", "mat khau bi mat", "Ví Dụ"):
        assert mark not in written
    assert str(client.session.session_key) not in written


def test_a_fault_of_ours_tells_nothing(two: Two, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from tinhso.government.dossiers.views.resident import mine

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("password=hunter2 SELECT * FROM identity_account /srv/tinhso")

    monkeypatch.setattr(mine, "my_dossiers", broken)
    client = browser(two.here.resident)
    client.raise_request_exception = False
    answer = client.get("/ca-nhan/")
    assert answer.status_code == 500
    page = answer.content.decode()
    for mark in ("hunter2", "SELECT", "Traceback", "RuntimeError", "/srv/"):
        assert mark not in page
    assert answer["X-Request-ID"] in page
