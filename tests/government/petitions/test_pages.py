"""Pages of petitions: the sender's own files and receipt, and what waits for whom until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.foundation.files.samples import pdf
from tests.government.dossiers.world import MONDAY, World
from tests.government.petitions.test_flow import sent
from tinhso.foundation.files import api as files
from tinhso.foundation.identity.models import Account
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers.api import worklists
from tinhso.government.petitions import api as p
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.queries import lists
from tinhso.government.petitions.queries.mine import my_petitions
from tinhso.government.petitions.views import figures
from tinhso.government.petitions.views.clocks import office_clocks
from tinhso.government.petitions.views.tracking import OF_CODE
from tinhso.lib.actor import Actor


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Any) -> None:
    settings.STORAGE_DIR = tmp_path / "files"


def window(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def opened(petition: Petition, secret: str = "") -> Client:
    """A browser in which the receipt was typed."""
    client = Client()
    typed = {"code": petition.code, "secret": secret or p.secret_of(petition)}
    assert client.post("/phan-anh/tra-cuu/", typed).status_code == (422 if secret else 302)
    return client


def test_what_a_visitor_attached_to_a_refused_petition_is_forgotten(world: World) -> None:
    typed = {"kind": "rules", "agency": str(world.committee.id), "title": "Chờ lâu", "name": "An"}
    upload = SimpleUploadedFile("anh.pdf", pdf())
    answer = Client().post("/phan-anh/", {**typed, "phone": "0912345671", "content": "", "files": upload})
    assert answer.status_code == 422
    assert not files.StoredFile.objects.exists(), "the room for visitors is everybody's"
    two = [SimpleUploadedFile("anh.pdf", pdf()), SimpleUploadedFile("x.exe", b"MZ\x90\x00" * 9)]
    answer = Client().post("/phan-anh/", {**typed, "phone": "0912345671", "content": "Chờ", "files": two})
    assert answer.status_code == 422
    assert not files.StoredFile.objects.filter(state="ok").exists()


def test_a_sender_by_receipt_opens_the_files_they_attached_and_no_others(world: World) -> None:
    typed = {
        "kind": "rules",
        "agency": str(world.committee.id),
        "title": "Chờ lâu",
        "content": "Chờ",
        "name": "An",
    }
    for n in (1, 2):
        upload = SimpleUploadedFile("anh.pdf", pdf())
        answer = Client().post("/phan-anh/", {**typed, "phone": f"091234567{n}", "files": upload})
        assert answer.status_code == 302, answer.content.decode()
    petition, other = Petition.objects.order_by("sent_at")
    stored = [files.files_of(Subject("petition", one.pk))[0] for one in (petition, other)]
    assert [one.owner_id for one in stored] == [None, None]
    mine, stranger = opened(petition), Client()
    page = f"/phan-anh/tra-cuu/{petition.code}/"
    link = f"{page}tep/{stored[0].id}/"
    assert link in mine.get(page).content.decode()
    answer = mine.get(link)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    assert mine.get(f"{page}tep/{stored[1].id}/").status_code == 404
    assert stranger.get(link).status_code == 404
    assert opened(other).get(link).status_code == 404


def test_strangers_wrong_codes_lock_nobody_out(world: World) -> None:
    petition = sent(world)
    for _n in range(OF_CODE):
        opened(petition, "AAAA-AAAA-AAAA")
    told = Client().post("/phan-anh/tra-cuu/", {"code": petition.code, "secret": "AAAA-AAAA-AAAB"})
    assert "không đúng" not in told.content.decode(), "a further wrong one is turned away unread"
    assert petition.title in opened(petition).get(f"/phan-anh/tra-cuu/{petition.code}/").content.decode()


def test_lists_say_what_waits_for_whom_until_when(world: World) -> None:
    petition = sent(world)
    with at(MONDAY + timedelta(hours=1)):
        p.take(world.specialist, petition.pk)
        page = window(world.specialist).get("/can-bo/phan-anh/").content.decode()
        assert "Cán bộ soạn câu trả lời" in page
        assert _side(world.specialist) == (1, False)
        assert _side(world.outsider) == (0, False)
        p.draft(world.specialist, petition.pk, answer="Đã thêm một quầy.")
        assert "Lãnh đạo duyệt câu trả lời" in window(world.leader).get("/can-bo/phan-anh/").content.decode()
        one = window(world.leader).get(f"/can-bo/phan-anh/{petition.pk}/").content.decode()
        assert "Việc tiếp theo:" in one
    with at(MONDAY + timedelta(days=40)):
        assert _side(world.specialist) == (1, True)
        p.approve(world.leader, petition.pk)
        found = {clock.days: clock.tone for clock in office_clocks(Petition.objects.get(pk=petition.pk))}
        # Publication (2 days) runs; nothing had to be refused or asked; the answer came too late.
        assert found == {2: "", 5: "neutral", 15: "red"}


def _side(actor: Actor) -> tuple[int, bool]:
    items = [item for group in worklists(actor) for item in group["items"]]
    (found,) = [item for item in items if item["label"] == "Phản ánh, kiến nghị"]
    return found["count"], found["late"]


def test_leaders_boards_count_petitions_and_open_what_they_count(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at(MONDAY):
        sent(world)
    with at(MONDAY + timedelta(days=60)):
        head, clerk = window(world.leader), window(world.reception)
        for address in ("/can-bo/bang/", "/can-bo/tai-viec/"):
            page = head.get(address).content.decode()
            for name in ("open", "late"):
                assert f'href="/can-bo/phan-anh/?ds={name}"' in page, address
        code = Petition.objects.get().code
        for wanted, found in ((code[-4:], True), ("Lê Thị Mẫu", False), ("không có chữ này", False)):
            shown = head.get("/can-bo/phan-anh/", {"ds": "open", "q": wanted}).content.decode()
            assert (code in shown) is found, wanted
        assert "Quá hạn" in head.get("/can-bo/phan-anh/?ds=late").content.decode()
        told = figures.board(world.leader)
        assert told is not None
        assert [one.value for one in told.figures] == [1, 1, 0, 0]
        monkeypatch.setattr(lists, "COUNTED", 0)
        monkeypatch.setattr(figures, "COUNTED", 0)
        assert "hơn 1.000" in head.get("/can-bo/phan-anh/").content.decode()
        assert "&gt;1.000" in head.get("/can-bo/bang/").content.decode()
        assert figures.board(world.cashier) is None
        assert clerk.get("/can-bo/tai-viec/").status_code == 403


def test_a_sender_reaches_every_petition_page_by_page(world: World) -> None:
    every = [sent(world, world.resident, title=f"Việc số {n}").pk for n in range(3)]
    first = my_petitions(world.resident, limit=2)
    rest = my_petitions(world.resident, first.next, limit=2)
    assert {row.pk for row in (*first.rows, *rest.rows)} == set(every)
    assert (len(first.rows), len(rest.rows), rest.next) == (2, 1, "")
    assert "Việc số 0" in window(world.resident).get("/phan-anh/tra-cuu/").content.decode()
