"""Odd and hostile input at every door of the residents' pages: a plain answer, never a fault of ours."""

from __future__ import annotations

import io
import json
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.government.dossiers.resident.conftest import browser
from tests.government.dossiers.world import World, draft, filed, numbered
from tinhso.foundation.files.models import StoredFile
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import DossierParty, Draft, Rating
from tinhso.government.dossiers.rules.inputs import Missing
from tinhso.lib.ids import new_id
from tinhso.lib.text import has_forbidden

VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I)
NASTY = {
    "ten_thousand": "Nguyễn " * 1500,
    "nul": "Nguyễn\x00Văn",
    "bidi": "Nguyễn \u202egnort\u202c Văn",
    "zero_width": "Ngu\u200byễn\ufeff",
    "nfd": unicodedata.normalize("NFD", "Nguyễn Thị Hoà"),
    "emoji": "👩‍👧 🇻🇳 😀",
    "negative": "-1",
    "huge_number": "9" * 400,
    "infinity": "1e999",
    "not_a_number": "NaN",
    "sql": "'); DROP TABLE dossiers_dossier; --",
    "template": "{{ 7 * 7 }}{% include '/etc/passwd' %}${7*7}",
    "script": "<script>alert('x')</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "path": "../../../../etc/passwd",
    "lone_surrogate": "a\ud800b",
    "newlines": "a\r\nSet-Cookie: x=y\r\n\r\n",
    "empty": "",
    "spaces": " \u00a0\t ",
    "json": '{"$ne": null}',
    "list": "[]",
}


def plain(answer: Any) -> None:
    """The answer is ours and human: a redirect after a good post, or a Vietnamese sentence with a 4xx."""
    assert answer.status_code in {200, 302, 400, 403, 404, 409, 413, 414, 422, 429}, answer.status_code
    if answer.status_code != 302:
        text = answer.content.decode()
        assert VIETNAMESE.search(text), text[:300]
        assert "Traceback" not in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "49" not in re.findall(r">\s*49\s*<", text)


def clean_text(value: Any) -> None:
    """Whatever was kept is NFC, without hidden characters, and short enough to be read."""
    if isinstance(value, dict):
        for part in value.values():
            clean_text(part)
    elif isinstance(value, list):
        for part in value:
            clean_text(part)
    elif isinstance(value, str):
        assert not has_forbidden(value), value[:80]
        assert unicodedata.normalize("NFC", value) == value
        assert len(value) <= 15_000


def posted(value: str) -> str:
    """A lone surrogate cannot travel in a form; its escaped bytes can."""
    return value.encode("utf-8", "replace").decode()


@pytest.mark.parametrize("name", NASTY)
def test_every_page_of_filing(world: World, resident: Client, name: str) -> None:
    value = posted(NASTY[name])
    made = draft(world)
    base = f"/ho-so/nhap/{made.pk}/"
    for whom in ("child", "mandate", "enterprise"):
        plain(resident.post(base + "nguoi/", {"for": whom}))
        fields = ("owner.name", "owner.citizen_id", "owner.tax_number", "owner.address", "mandate")
        dates = {f"owner.birth_date__{part}": value for part in ("day", "month", "year")}
        plain(resident.post(base + "chu-ho-so/", {**dict.fromkeys(fields, value), **dates}))
        plain(
            resident.post(
                base + "chu-ho-so/", {**dict.fromkeys(fields, value), "owner.birth_date__day": "31"}
            )
        )
    answer = resident.post(base + "nguoi/", {"for": value})
    assert answer.status_code == 422
    plain(answer)
    plain(resident.post(base + "lien-he/", {"phone": value, "email": value, "address": value}))
    plain(resident.post(base + "lien-he/", {"phone": "0911000001", "address": value}))
    answer = resident.post(base + "noi/", {"commune": value})
    plain(answer)
    assert answer.status_code == 422
    plain(resident.post(base + "khai/main/", {"subject": value}))
    plain(resident.post(base + "khai/main/", {"_add": value, "_remove": value}))
    plain(resident.post(base + "giay-to/", {"file.giay-to__id": value}))
    plain(resident.post(base + "kiem-tra/", {"delivery": value, "promise": value}))
    plain(resident.get("/ca-nhan/", {"sau": value}))
    made = Draft.objects.get(pk=made.pk)
    clean_text(made.people)
    clean_text(made.data)
    assert made.dossier_id is None


@pytest.mark.parametrize("name", NASTY)
def test_every_page_of_following(world: World, resident: Client, name: str) -> None:
    value = posted(NASTY[name])
    plain(resident.post("/tra-cuu/", {"code": value, "secret": value}))
    plain(resident.get("/tra-cuu/", {"ma": value}))
    asked = filed(world)
    dossiers.request_supplement(
        world.reception,
        asked.id,
        items=[
            Missing("field", "subject", "Nội dung", "Ghi rõ hơn"),
            Missing("component", "giay-to", "Giấy tờ", "Mờ"),
        ],
        reason="Thiếu giấy tờ",
    )
    plain(
        resident.post(
            f"/tra-cuu/{asked.code}/bo-sung/", {"note": value, "subject": value, "item.giay-to__id": value}
        )
    )
    plain(resident.post(f"/tra-cuu/{asked.code}/rut/", {"reason": value}))
    done = numbered(world)
    plain(resident.post(f"/tra-cuu/{done.code}/danh-gia/", {"score": value, "comment": value}))
    plain(resident.post(f"/tra-cuu/{done.code}/danh-gia/", {"score": "5", "comment": value}))
    for page in (f"/tra-cuu/{asked.code}/", f"/tra-cuu/{done.code}/", "/ca-nhan/"):
        answer = resident.get(page)
        assert answer.status_code == 200
        plain(answer)
    for rating in Rating.objects.all():
        clean_text(rating.comment)
    for step in asked.steps.all():
        clean_text(step.note)


@pytest.mark.parametrize(
    "path",
    [
        "/tra-cuu/..%2f..%2fetc%2fpasswd/",
        "/tra-cuu/%00/",
        "/tra-cuu/%ff%fe/",
        "/tra-cuu/" + "A" * 3000 + "/",
        "/nop/1' OR '1'='1/",
        "/nop/%00/",
        "/ho-so/nhap/00000000-0000-0000-0000-000000000000/",
        "/ho-so/nhap/khong-phai-ma/nguoi/",
        "/ca-nhan/?sau=%00",
        "/ca-nhan/?nhap=khong-phai",
        "/tim/?q=%00",
    ],
)
def test_odd_addresses(resident: Client, path: str) -> None:
    answer = resident.get(path)
    assert 200 <= answer.status_code < 500
    assert VIETNAMESE.search(answer.content.decode())


def codes(answer: Any) -> list[str]:
    return re.findall(r"H62\.91\.1-\d{6}-\d{4}", answer.content.decode())


def test_a_drawer_full_of_drafts_has_pages(world: World, resident: Client) -> None:
    one = draft(world)
    own = Draft.objects.filter(pk=one.id).values().get()
    Draft.objects.bulk_create(
        Draft(**{**own, "id": new_id(), "saved_at": own["saved_at"] + timedelta(minutes=n)})
        for n in range(24)
    )
    seen: list[str] = []
    address = "/ca-nhan/"
    for _page in range(2):
        told = resident.get(address).content.decode()
        seen += re.findall(r"/ho-so/nhap/([0-9a-f-]{36})/\"", told)
        address = "/ca-nhan/" + "".join(re.findall(r"\?nhap=[^\"&]+", told)[:1])
    assert address == "/ca-nhan/", "the second page is the last one"
    assert len(seen) == len(set(seen)) == 25


def test_forged_and_foreign_cursors(world: World, resident: Client, stranger: Client) -> None:
    for _n in range(25):
        filed(world)
    first = resident.get("/ca-nhan/")
    found = re.search(r"\?sau=([^\"&]+)", first.content.decode())
    assert found, "the list of 25 dossiers must go on to a second page"
    cursor = found.group(1)
    assert resident.get(f"/ca-nhan/?sau={cursor}").status_code == 200
    forged = resident.get("/ca-nhan/", {"sau": cursor[:-3] + "abc"})
    assert forged.status_code == 200
    assert codes(forged) == codes(first), "a forged place in the list is no place: it begins again"
    other = stranger.get(f"/ca-nhan/?sau={cursor}")
    assert "H62.91" not in other.content.decode()


def test_posts_without_or_with_another_token(world: World) -> None:
    made = draft(world)
    client = browser(world.resident, enforce_csrf_checks=True)
    for token in ("", "x" * 64):
        answer = client.post(f"/ho-so/nhap/{made.pk}/nguoi/", {"for": "self", "csrfmiddlewaretoken": token})
        assert answer.status_code == 403
        plain(answer)
    page = client.get(f"/ho-so/nhap/{made.pk}/nguoi/").content.decode()
    token = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', page)[0]
    replayed = browser(world.stranger, enforce_csrf_checks=True)
    answer = replayed.post(f"/ho-so/nhap/{made.pk}/nguoi/", {"for": "self", "csrfmiddlewaretoken": token})
    assert answer.status_code == 403


def test_a_thousand_fields_and_files(world: World, resident: Client) -> None:
    made = draft(world)
    many = {f"field{n}": "x" for n in range(3000)}
    plain(resident.post(f"/ho-so/nhap/{made.pk}/khai/main/", {"subject": "Đề nghị", **many}))
    files = {f"f{n}": SimpleUploadedFile(f"{n}.pdf", b"%PDF-") for n in range(1000)}
    plain(resident.post(f"/ho-so/nhap/{made.pk}/giay-to/", files))
    assert made.files.count() == 0
    clean_text(Draft.objects.get(pk=made.pk).data)


def test_oversized_json_to_rest(resident: Client) -> None:
    deep = "[" * 20_000 + "]" * 20_000
    for body in (json.dumps({"code": "A" * 3_000_000}), deep, "{", "null", '"\\ud800"', "\x00"):
        answer = resident.generic("POST", "/api/v1/tracking", body, content_type="application/json")
        assert 400 <= answer.status_code < 500, body[:20]


def bomb() -> bytes:
    """A small archive that unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 300_000_000)
    return out.getvalue()


def huge_png() -> bytes:
    """A picture that says it is 60,000 by 60,000."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")) + part(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.docx", bomb),
        ("anh.png", huge_png()),
        ("trang.pdf", b"<html><script>alert(1)</script></html>"),
        ("giay.pdf", b"%PDF-1.7\n<script>alert(1)</script>"),
        ("chay.exe.pdf", b"MZ" + b"\0" * 2000),
        ("../../etc/passwd.pdf", b"%PDF-1.4 nothing"),
        ("trong.pdf", b""),
    ],
)
def test_files_that_are_not_what_they_say(
    world: World, resident: Client, name: str, content: bytes | Callable[[], bytes]
) -> None:
    made = draft(world)
    upload = SimpleUploadedFile(name, content if isinstance(content, bytes) else content())
    upload.name = name
    answer = resident.post(f"/ho-so/nhap/{made.pk}/giay-to/", {"file.giay-to": upload})
    assert answer.status_code == 422, answer.status_code
    plain(answer)
    assert made.files.count() == 0
    for stored in StoredFile.objects.all():
        assert "/" not in stored.name
        assert ".." not in stored.name


def test_markup_typed_by_a_resident_is_shown_as_text_to_officers(world: World) -> None:
    attack = "<script>alert(1)</script>"
    made = draft(world)
    made.data = {"subject": attack}
    made.people["owner"]["name"] = f"Nguyễn {attack}"
    made.save()
    dossier = dossiers.file_dossier(world.resident, made.pk).dossier
    assert DossierParty.objects.filter(dossier=dossier, role="owner").get().name.startswith("Nguyễn")
    pages = {
        f"/can-bo/ho-so/{dossier.pk}/": world.reception,
        "/can-bo/viec/new/": world.reception,
        f"/tra-cuu/{dossier.code}/": world.resident,
        f"/tra-cuu/{dossier.code}/phieu/": world.resident,
    }
    for path, actor in pages.items():
        answer = browser(actor).get(path, follow=True)
        text = answer.content.decode()
        assert answer.status_code == 200, (path, answer.status_code)
        assert attack not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text, f"{path} must show what was typed, as text"
