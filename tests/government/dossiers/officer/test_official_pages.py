"""Pages of official papers: preview before, the PDF after, who is let in; the person's own; the scanned QR."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.government.dossiers import world as w
from tests.government.dossiers.test_paperwork import OWNER, PROVINCE, asked, decoded
from tests.government.dossiers.world import MONDAY, World
from tinhso.foundation.identity.models import Account
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.actions.load import load
from tinhso.foundation.papers.checking import bare, text_of
from tinhso.foundation.province.api import Folder
from tinhso.foundation.records.api import Subject, looks
from tinhso.government.dossiers import api as dossiers
from tinhso.government.verification.views.scanned import OF_PAPER


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path, world: World) -> None:
    settings.STORAGE_DIR = tmp_path / "files"
    load(Folder(PROVINCE))


def made_of(dossier: Any) -> list[papers.Paper]:
    return papers.papers_of(Subject("dossier", dossier.pk))


def test_the_desk_looks_makes_and_opens(world: World, desk: Callable[[str], Client]) -> None:
    dossier, browser = w.accepted(world), desk("reception")
    page = browser.get(reverse("dossiers:official", args=[dossier.pk, "receipt"]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Mẫu số 01" in text
    assert "Nguyễn Thị Ví Dụ" in text  # the same in words
    assert OWNER not in text
    picture = browser.get(reverse("dossiers:official_page", args=[dossier.pk, "receipt", 1]))
    assert picture.content.startswith(b"\x89PNG")
    assert not made_of(dossier)
    answer = browser.post(reverse("dossiers:official", args=[dossier.pk, "receipt"]))
    (paper,) = made_of(dossier)
    assert answer["Location"] == reverse("dossiers:official_pdf", args=[dossier.pk, paper.pk])
    opened = browser.get(answer["Location"])
    assert opened["Content-Type"] == "application/pdf"
    assert opened["Content-Disposition"].startswith("inline")
    assert "frame-ancestors 'none'" in opened["Content-Security-Policy"]
    assert opened["Cache-Control"] == "private, no-store"
    assert opened.content == papers.bytes_of(paper)
    again = browser.get(reverse("dossiers:official", args=[dossier.pk, "receipt"])).content.decode()
    assert "Bản lập lúc" in again
    whats = {look.facts["what"] for look in looks(Subject("dossier", dossier.pk))}
    assert "receipt_print" in whats


def test_the_dossier_page_offers_what_can_be_made(world: World, desk: Callable[[str], Client]) -> None:
    dossier = w.accepted(world)
    page = desk("specialist").get(reverse("dossiers:officer_dossier", args=[dossier.pk])).content.decode()
    assert reverse("dossiers:official", args=[dossier.pk, "control"]) in page
    assert reverse("dossiers:official", args=[dossier.pk, "receipt"]) not in page  # not of their role
    assert reverse("dossiers:official", args=[dossier.pk, "stop"]) not in page  # did not happen


@pytest.mark.parametrize(
    ("role", "status"), [("specialist", 403), ("outsider", 404), ("monitor", 403), ("return_officer", 200)]
)
def test_who_opens_a_receipt(world: World, desk: Callable[[str], Client], role: str, status: int) -> None:
    dossier = w.accepted(world)
    address = reverse("dossiers:official", args=[dossier.pk, "receipt"])
    assert desk(role).get(address).status_code == status
    assert desk(role).post(address).status_code == (302 if status == 200 else status)
    if status != 200:
        assert not made_of(dossier)
        desk("reception").post(address)
        (paper,) = made_of(dossier)
        found = desk(role).get(reverse("dossiers:official_pdf", args=[dossier.pk, paper.pk]))
        assert found.status_code == 404


def test_a_paper_of_another_dossier_is_not_found(world: World, desk: Callable[[str], Client]) -> None:
    one, other = w.accepted(world), w.accepted(world, MONDAY + timedelta(minutes=5))
    desk("reception").post(reverse("dossiers:official", args=[one.pk, "receipt"]))
    (paper,) = made_of(one)
    wrong = reverse("dossiers:official_pdf", args=[other.pk, paper.pk])
    assert desk("reception").get(wrong).status_code == 404


def test_the_person_has_the_same_paper(world: World, desk: Callable[[str], Client]) -> None:
    dossier, own = w.accepted(world), Client()
    desk("reception").post(reverse("dossiers:official", args=[dossier.pk, "receipt"]))
    own.force_login(Account.objects.get(pk=world.resident.account_id))
    address = reverse("dossiers:own_official", args=[dossier.code, "receipt"])
    assert address in own.get(reverse("dossiers:receipt", args=[dossier.code])).content.decode()
    (paper,) = made_of(dossier)
    assert own.get(address).content == papers.bytes_of(paper)
    stranger = Client()
    stranger.force_login(Account.objects.get(pk=world.stranger.account_id))
    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert own.get(reverse("dossiers:own_official", args=[dossier.code, "control"])).status_code == 404


def test_a_scanned_paper_is_answered_and_a_replaced_one_says_so(
    world: World, desk: Callable[[str], Client]
) -> None:
    dossier, anybody = w.accepted(world), Client()
    desk("reception").post(reverse("dossiers:official", args=[dossier.pk, "receipt"]))
    (paper,) = made_of(dossier)
    (address,) = [one for one in decoded(papers.bytes_of(paper)) if "/xac-minh/qr/" in one]
    path = address[address.index("/xac-minh/") :]
    page = anybody.get(path).content.decode()
    assert "Giấy này có thật và còn giá trị" in page
    assert dossier.code in page
    assert "Nguyễn Thị Ví Dụ" not in page
    assert OWNER not in page
    with w.at(MONDAY + timedelta(hours=1)):
        dossiers.extend_with_apology(
            world.division_head, dossier.pk, new_due=dossier.due_at + timedelta(days=7), reason="Chờ"
        )
    desk("reception").post(reverse("dossiers:official", args=[dossier.pk, "receipt"]))
    assert "Giấy này đã được thay bằng giấy khác" in anybody.get(path).content.decode()
    # The apology is a paper of its own, found by its typed code too.
    desk("division_head").post(reverse("dossiers:official", args=[dossier.pk, "apology"]))
    apology = papers.standing(Subject("dossier", dossier.pk), "apology")
    assert apology is not None
    typed = anybody.get(reverse("verification:paper", args=[dossier.code, apology.data["code"]]))
    assert apology.title in typed.content.decode()
    # And by its file.
    summed = anybody.post("/xac-minh/", {"sha256": apology.sha256})
    assert apology.title in summed.content.decode()


def test_a_bent_qr_is_not_ours(world: World, desk: Callable[[str], Client]) -> None:
    dossier = w.accepted(world)
    desk("reception").post(reverse("dossiers:official", args=[dossier.pk, "receipt"]))
    (paper,) = made_of(dossier)
    (address,) = [one for one in decoded(papers.bytes_of(paper)) if "/xac-minh/qr/" in one]
    path = address[address.index("/xac-minh/") :]
    bent = path[:-12] + ("A" if path[-12] != "A" else "B") + path[-11:]
    answer = Client().get(bent)
    assert answer.status_code == 404
    assert "không mang chữ ký số của tỉnh" in answer.content.decode()


def test_a_number_is_compared_and_guesses_are_counted(world: World, desk: Callable[[str], Client]) -> None:
    dossier = w.accepted(world)
    desk("reception").post(reverse("dossiers:official", args=[dossier.pk, "receipt"]))
    (paper,) = made_of(dossier)
    (address,) = [one for one in decoded(papers.bytes_of(paper)) if "/xac-minh/qr/" in one]
    path, anybody = address[address.index("/xac-minh/") :], Client()
    assert "Đúng người" in anybody.post(path, {"number": "026 190 000 001"}).content.decode()
    for _try in range(OF_PAPER):
        assert "Không khớp" in anybody.post(path, {"number": "026190000009"}).content.decode()
    assert anybody.post(path, {"number": "026190000009"}).status_code in (429, 503)


def test_the_keys_are_published(world: World) -> None:
    keys = Client().get("/xac-minh/khoa.json").json()["keys"]
    assert keys
    assert {key["crv"] for key in keys} == {"Ed25519"}
    assert all("d" not in key for key in keys)  # the public half alone


def test_the_administrator_sees_each_template_with_its_sample(world: World) -> None:
    admin = w.officer("quan-tri", world.committee, "system_admin")
    browser = Client()
    browser.force_login(Account.objects.get(pk=admin.account_id))
    page = browser.get(reverse("papers:templates")).content.decode()
    for info in papers.templates():
        address = reverse("papers:template", args=[info.id])
        assert address in page
    result = next(info for info in papers.templates() if info.key == "result")
    address = reverse("papers:template", args=[result.id])
    shown = browser.get(address).content.decode()
    assert result.title in shown
    assert "Phạm Văn Mẫu" in shown
    assert browser.get(f"{address}trang-1.png").content.startswith(b"\x89PNG")
    assert browser.get(f"{address}mau.pdf").content.startswith(b"%PDF")
    assert browser.get(f"{address}trang-9.png").status_code == 404


def test_nobody_else_sees_templates(world: World, desk: Callable[[str], Client]) -> None:
    assert desk("leader").get(reverse("papers:templates")).status_code == 403


def test_the_register_is_a_book_that_is_kept(world: World, desk: Callable[[str], Client]) -> None:
    dossier, browser = w.accepted(world), desk("reception")
    address = reverse("dossiers:register_pdf")
    assert address in browser.get(reverse("dossiers:register")).content.decode()
    answer = browser.get(address)
    text = bare(text_of(answer.content))
    for said in ("SỔ THEO DÕI HỒ SƠ", dossier.code, "Nguyễn Thị Ví Dụ", "1 hồ sơ"):
        assert bare(said) in text
    assert OWNER not in text
    assert browser.get(address).content == answer.content
    (qr,) = [one for one in decoded(answer.content) if "/xac-minh/qr/" in one]
    told = Client().get(qr[qr.index("/xac-minh/") :]).content.decode()
    assert "Sổ theo dõi hồ sơ" in told
    assert "Nguyễn Thị Ví Dụ" not in told


def test_a_list_of_results_is_a_paper(world: World, desk: Callable[[str], Client]) -> None:
    dossier = w.numbered(world)
    (line,) = dossiers.result_lines([dossier.pk])
    assert (line["code"], line["owner"], line["post"]) == (dossier.code, "Nguyễn Thị Ví Dụ", "")
    assert line["result"].endswith("(1/XN)")


def test_the_person_finds_the_request_on_the_tracking_page(world: World) -> None:
    dossier, own = asked(world), Client()
    own.force_login(Account.objects.get(pk=world.resident.account_id))
    address = reverse("dossiers:own_official", args=[dossier.code, "supplement"]) + "?lan=1"
    assert address in own.get(reverse("dossiers:track", args=[dossier.code])).content.decode()
    assert own.get(address).content.startswith(b"%PDF")
    (paper,) = made_of(dossier)
    assert paper.template is not None
    assert paper.template.form == "02"
