"""Signing with a device in the officer's own machine: its client fetches, signs and hands in, and nothing else gets in."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from tests.foundation.signing.office import Office, paper
from tests.foundation.signing.people import Signers, signers
from tests.foundation.signing.test_pages import browser
from tinhso.foundation.files.api import open_file
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.means.token import loopback, tasks
from tinhso.foundation.signing.pades.grown import field_for, one_signature_more
from tinhso.foundation.signing.pades.sign import Place
from tinhso.foundation.signing.rules.standing import Standing

ROOT = Path(__file__).resolve().parents[3]
UPLOAD = "/can-bo/ky-so/thiet-bi/nhan/"


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("http://127.0.0.1:8987/x", "http://127.0.0.1:8987"),
        ("https://localhost:8987", "https://localhost:8987"),
        ("http://[::1]:8987", "http://[::1]:8987"),
        ("https://evil.example:8987", ""),
        ("http://127.0.0.1.evil.example:80", ""),
        ("http://127.0.0.1", ""),
        ("http://a@127.0.0.1:8987", ""),
        ("ftp://127.0.0.1:8987", ""),
        ("http://127.0.0.1:x; script-src *", ""),
        ("", ""),
    ],
)
def test_a_page_talks_to_this_machine_alone(address: str, origin: str) -> None:
    assert loopback(address) == origin


@pytest.fixture
def here(office: Office, settings: Any, db: None) -> Signers:
    found = signers(office, settings)
    found.leader.kind = "token"
    found.leader.save()
    settings.TINHSO_SIGNING_CLIENT = "http://127.0.0.1:8987"
    return found


def handed_out(here: Signers, *wishes: signing.SigningRequest) -> tuple[signing.Batch, list[dict[str, Any]]]:
    batch = signing.sign(here.world.leader, [one.pk for one in wishes], here.leader.pk)
    answer = browser(here.world.leader).post(f"/can-bo/ky-so/dot/{batch.pk}/thiet-bi/")
    return batch, [one["message"] for one in answer.json()["tasks"]]


def hand_in(word: str, content: bytes) -> tuple[int, dict[str, Any]]:
    file = SimpleUploadedFile("giay.pdf", content, "application/pdf")
    answer = Client(enforce_csrf_checks=True).post(UPLOAD, {"SessionId": word, "uploadfile": file})
    return answer.status_code, answer.json()


def test_only_a_signature_may_be_added(office: Office) -> None:
    whole = paper() + field_for(paper(), Place("Chu-ky-1"))
    sent = len(whole)
    once = office.signed("leader", whole)
    # Into the field that was made for it, or into one of the client's own.
    assert one_signature_more(once, sent)
    assert one_signature_more(office.signed("leader", whole, "Khac"), sent)
    assert not one_signature_more(whole, sent)
    twice = office.signed("agency", once, "Con-dau")
    assert not one_signature_more(twice, sent)
    assert field_for(once, Place("Con-dau")) == b""
    assert one_signature_more(twice, len(once))
    # Written onto the page and signed over it in one breath.
    writer = IncrementalPdfFileWriter(BytesIO(whole), strict=False)
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 50, 50)])
    writer.update_container(page)
    meta = PdfSignatureMetadata(field_name="Chu-ky-1", md_algorithm="sha256")
    shadow = PdfSigner(meta, office.key("leader")).sign_pdf(writer).getvalue()
    assert shadow.startswith(whole)
    assert not one_signature_more(shadow, sent)


def test_nothing_but_the_paper_and_its_signer_gets_in(here: Signers, office: Office) -> None:
    one = here.ask()
    batch, (message,) = handed_out(here, one)
    word = message["SessionId"]
    fetch = Client().get(message["FileName"])
    whole = fetch.content
    assert whole.startswith(paper())
    assert Client().get(message["FileName"][:-2] + "x/").status_code == 404
    good = office.signed("leader", whole, "ChuKy-leader")
    other = whole.replace(b"/MediaBox", b"/CropBox ")
    for content in (
        paper(),
        office.signed("agency", whole),
        office.signed("leader"),
        office.signed("leader", other),
        office.signed("agency", good, "Con-dau"),
        good + b"\n",
        b"%PDF-1.7",
    ):
        assert hand_in(word, content)[0] == 422
    for wrong in ("", "x", message["FileName"].rsplit("/", 2)[1]):
        assert hand_in(wrong, good)[0] == 404
    status, told = hand_in(word, good)
    assert (status, told["Status"]) == (200, 0)
    # A second time the word is worth nothing, and the file cannot be fetched any more.
    assert hand_in(word, good)[0] == 404
    assert Client().get(message["FileName"]).status_code == 404
    one.refresh_from_db()
    batch.refresh_from_db()
    assert (one.state, batch.ended_at is not None) == ("signed", True)
    with open_file(one.signed_id) as stream:
        assert stream.read() == good


def test_words_belong_to_one_batch_and_one_time(here: Signers, office: Office) -> None:
    one = here.ask()
    batch, (first,) = handed_out(here, one)
    page = browser(here.world.leader).get(f"/can-bo/ky-so/dot/{batch.pk}/")
    assert "connect-src 'self' http://127.0.0.1:8987;" in page["Content-Security-Policy"]
    assert (
        "connect-src 'self';" in browser(here.world.leader).get("/can-bo/ky-so/")["Content-Security-Policy"]
    )
    assert browser(here.world.clerk).post(f"/can-bo/ky-so/dot/{batch.pk}/thiet-bi/").status_code == 404
    again = browser(here.world.leader).post(f"/can-bo/ky-so/dot/{batch.pk}/thiet-bi/").json()["tasks"]
    assert hand_in(first["SessionId"], office.signed("leader"))[0] == 404
    signing.stop(here.world.leader, batch.pk)
    assert hand_in(again[0]["message"]["SessionId"], office.signed("leader"))[0] == 404
    one.refresh_from_db()
    assert (one.state, one.signed_id) == ("waiting", None)


@pytest.mark.django_db(transaction=True)
def test_the_client_itself(office: Office, settings: Any, live_server: Any) -> None:
    here = signers(office, settings)
    here.leader.kind = "token"
    here.leader.save()
    wishes = [here.ask(), here.ask()]
    batch = signing.sign(here.world.leader, [one.pk for one in wishes], here.leader.pk)
    command = [
        sys.executable,
        "-m",
        "tinhso.simulators.token",
        "--folder",
        str(office.folder),
        "--user",
        "leader",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdout is not None
        try:
            address = client.stdout.readline().strip()
            host = live_server.url.removeprefix("http://")
            path = f"/can-bo/ky-so/dot/{batch.pk}/thiet-bi/"
            (task,) = browser(here.world.leader).post(path, headers={"host": host}).json()["tasks"]
            assert task["call"] == "vgca_sign_files"
            told = httpx.post(f"{address}/{task['call']}", json=task["message"], timeout=60).json()
        finally:
            client.kill()
    assert told["Status"] == 0, told
    for one in wishes:
        one.refresh_from_db()
        with open_file(one.signed_id) as stream:
            assert here.office.worth(bytes(stream.read())) == [Standing.VALID]


@pytest.mark.parametrize(
    ("whats", "calls"),
    [
        (["leader"], ["vgca_sign_approved"]),
        (["notice"], ["vgca_sign_file"]),
        (["leader", "leader", "notice"], ["vgca_sign_files"]),
        (["agency", "agency"], ["vgca_sign_issued", "vgca_sign_issued"]),
        (["agency", "leader", "notice"], ["vgca_sign_files", "vgca_sign_issued"]),
        (["agency", "leader"], ["vgca_sign_issued", "vgca_sign_approved"]),
    ],
)
def test_papers_without_a_number_go_in_one_call(whats: list[str], calls: list[str]) -> None:
    every = [
        {"what": what, "name": f"{n}.pdf", "file": f"http://x/{n}", "word": f"w{n}", "number": "", "day": ""}
        for n, what in enumerate(whats)
    ]
    told = tasks(every, "http://x/upload")
    assert [one["call"] for one in told] == calls
    words = [one["message"]["SessionId"] for one in told if one["call"] != "vgca_sign_files"]
    words += [p["FileID"] for one in told for p in one["message"].get("Files", [])]
    assert sorted(words) == sorted(one["word"] for one in every)


def test_each_paper_of_one_call_is_handed_in_by_its_own_word(here: Signers, office: Office) -> None:
    wishes = [here.ask(), here.ask()]
    batch, (message,) = handed_out(here, *wishes)
    one, two = message["Files"]
    for paper_, code in ((two, 200), (two, 404), (one, 200)):
        whole = Client().get(paper_["URL"]).content if code == 200 else paper()
        signed = office.signed("leader", whole, "ChuKy-leader")
        file = SimpleUploadedFile("giay.pdf", signed, "application/pdf")
        told = {"SessionId": "", "FileID": paper_["FileID"], "uploadfile": file}
        assert Client(enforce_csrf_checks=True).post(UPLOAD, told).status_code == code
    batch.refresh_from_db()
    assert batch.ended_at is not None
    for wish in wishes:
        wish.refresh_from_db()
        assert wish.state == "signed"
