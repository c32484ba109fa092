"""Who sees a dossier: the account, or code and secret together; never the code alone."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.government.dossiers.resident.conftest import browser
from tests.government.dossiers.world import World, accepted, draft, filed, numbered
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.receipt import receipt_secret

PAGES = ("", "da-nop/", "phieu/", "phieu/qr.svg", "bo-sung/", "rut/")


def body(answer: Any) -> str:
    """The page without what differs each time: tokens and the number of the request."""
    lines = answer.content.decode().splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and "ts-code" not in line)


def test_code_and_secret_open_one_dossier_and_nothing_else(world: World) -> None:
    mine, other = filed(world), filed(world)
    client = browser()
    answer = client.post("/tra-cuu/", {"code": mine.code.lower(), "secret": receipt_secret(mine).lower()})
    assert answer["Location"] == f"/tra-cuu/{mine.code}/"
    assert client.get(f"/tra-cuu/{mine.code}/").status_code == 200
    assert client.get(f"/tra-cuu/{mine.code}/phieu/").status_code == 200
    for page in PAGES:
        assert client.get(f"/tra-cuu/{other.code}/{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_code_alone_opens_nothing(world: World, stranger: Client, page: str) -> None:
    dossier = filed(world)
    for client in (browser(), stranger):
        answer = client.get(f"/tra-cuu/{dossier.code}/{page}")
        unknown = client.get(f"/tra-cuu/H62.91.1-261123-9999/{page}")
        assert answer.status_code == unknown.status_code == 404
        assert dossier.procedure_title not in answer.content.decode()
        assert len(body(answer)) == len(body(unknown)), "a foreign dossier answers like an unknown one"


def test_posts_to_a_foreign_dossier_do_nothing(world: World, stranger: Client) -> None:
    dossier = numbered(world)
    for page in ("rut/", "danh-gia/", "bo-sung/"):
        answer = stranger.post(f"/tra-cuu/{dossier.code}/{page}", {"reason": "x", "score": "1"})
        assert answer.status_code == 404
    dossier.refresh_from_db()
    assert dossier.state == 9


def test_wrong_secrets_are_counted_and_lock(world: World) -> None:
    dossier = filed(world)
    reader = browser()
    reader.post("/tra-cuu/", {"code": dossier.code, "secret": receipt_secret(dossier)})
    guesser = browser()
    statuses = [
        guesser.post("/tra-cuu/", {"code": dossier.code, "secret": f"0000-0000-{n:04d}"}) for n in range(12)
    ]
    assert {s.status_code for s in statuses[:10]} == {422}
    assert "không đúng" in statuses[0].content.decode()
    assert "15 phút" in statuses[-1].content.decode()
    right = browser().post("/tra-cuu/", {"code": dossier.code, "secret": receipt_secret(dossier)})
    assert right.status_code == 302, "strangers' guesses keep nobody from their own dossier"
    assert reader.get(f"/tra-cuu/{dossier.code}/").status_code == 200, "guesses lock no proven reader out"


def test_the_secret_is_in_no_address_and_no_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    dossier = filed(world)
    secret = receipt_secret(dossier)
    client = browser()
    answer = client.post("/tra-cuu/", {"code": dossier.code, "secret": secret}, follow=True)
    assert all(secret not in address for address, _status in answer.redirect_chain)
    assert secret not in answer.content.decode()
    page = client.get(f"/tra-cuu/{dossier.code}/phieu/").content.decode()
    assert page.count(secret) == 1, "printed once on the receipt, in no link"
    client.post("/tra-cuu/", {"code": dossier.code, "secret": "sai-" + secret})
    assert secret not in caplog.text


def test_signing_in_after_tracking_keeps_both_apart(world: World) -> None:
    dossier = filed(world)
    client = browser()
    client.post("/tra-cuu/", {"code": dossier.code, "secret": receipt_secret(dossier)})
    client.force_login(
        __import__("tinhso.foundation.identity.models", fromlist=["Account"]).Account.objects.get(
            pk=world.stranger.account_id
        )
    )
    assert client.get(f"/tra-cuu/{dossier.code}/").status_code == 200
    assert dossier.code not in client.get("/ca-nhan/").content.decode()
    client.post("/dang-xuat/")
    assert client.get(f"/tra-cuu/{dossier.code}/").status_code == 404


def picture(name: str, shade: int) -> SimpleUploadedFile:
    import io

    out = io.BytesIO()
    Image.new("RGB", (300, 200), (shade, 10, 10)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def test_papers_and_the_result_for_the_owner_and_the_receipt(
    world: World, resident: Client, stranger: Client
) -> None:
    made = draft(world)
    answer = resident.post(f"/ho-so/nhap/{made.pk}/giay-to/", {"file.giay-to": picture("giấy chứng.jpg", 90)})
    assert answer.status_code == 302
    dossier = dossiers.file_dossier(world.resident, made.pk).dossier
    file_id = dossier.files.get().file_id
    address = f"/tra-cuu/{dossier.code}/tep/{file_id}/"
    assert address in resident.get(f"/tra-cuu/{dossier.code}/").content.decode()
    holder = browser()
    assert holder.get(address).status_code == 404
    holder.post("/tra-cuu/", {"code": dossier.code, "secret": receipt_secret(dossier)})
    for client in (resident, holder):
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]
        assert "attachment" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"/tep/{file_id}/").status_code == 404
    assert b"".join(resident.get(f"/tep/{file_id}/").streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]
    other = filed(world)
    assert resident.get(f"/tra-cuu/{other.code}/tep/{file_id}/").status_code == 404


def test_the_receipt_names_the_way_the_person_and_each_paper_once(world: World) -> None:
    dossier = accepted(world)
    dossier.parties.create(
        role="authorised",
        kind="person",
        name="Trần Văn Thay",
        citizen_id="026085000002",
        mandate="GUQ 12/2026",
    )
    for copies in (1, 2):
        dossier.files.create(
            component_key="giay-to",
            component_name="Giấy chứng minh",
            copies=copies,
            added_at=dossier.filed_at,
        )
    page = " ".join(browser(world.resident).get(f"/tra-cuu/{dossier.code}/phieu/").content.decode().split())
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in page
    assert "Nộp trực tuyến" in page
    assert "Trực tiếp" not in page
    assert "Trần Văn Thay · " in page
    assert "ủy quyền: GUQ 12/2026" in page
    assert "026085000002" not in page, "numbers are masked on what lies on a table"
    assert page.count("Giấy chứng minh") == 1
    assert "Giấy chứng minh (3 bản sao)" in page
    assert "Người nộp hồ sơ" in page
    assert "Người tiếp nhận hồ sơ" in page
    dossier.channel = "DIRECT"
    dossier.save()
    assert "Nộp trực tiếp" in browser(world.resident).get(f"/tra-cuu/{dossier.code}/phieu/").content.decode()
    waiting = filed(world)
    page = browser(world.resident).get(f"/tra-cuu/{waiting.code}/phieu/").content.decode()
    assert "Giấy biên nhận nộp hồ sơ" in page
    assert "Người tiếp nhận hồ sơ" not in page, "nobody has received it yet"
