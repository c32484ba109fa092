"""Anybody checks a paper: the receipt and the result by their codes, a file by its sum, in both front doors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.foundation.files.samples import pdf
from tests.government.dossiers.world import MONDAY, World, approved, build, filed
from tinhso.foundation.files import api as files
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.identity.models import Account
from tinhso.foundation.province import api as province
from tinhso.foundation.province.models import Setting
from tinhso.foundation.records.api import Subject, looks
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.receipt import paper_code
from tinhso.government.verification.views.checking import OF_CODE
from tinhso.lib.held import forget_all

PAGE = "/xac-minh/"


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> Iterator[World]:
    settings.STORAGE_DIR = tmp_path / "files"
    with at(MONDAY):
        yield build()


def text(answer: Any) -> str:
    return answer.content.decode()


def issued(world: World, name: str = "kq.pdf", pages: int = 1) -> tuple[Any, bytes]:
    """A dossier in state 9 with an electronic result, and the bytes of that paper."""
    made, content = approved(world), pdf(pages)
    stored = files.store(world.clerk, name, SimpleUploadedFile(name, content))
    dossiers.number_result(world.clerk, made.pk, notation="XN", file_id=stored.id)
    made.refresh_from_db()
    return made, content


def address(dossier: Any, key: str = "") -> str:
    code = paper_code(dossier, key) if key else dossiers.result_code(dossier)
    return reverse("verification:paper", args=[dossier.code, code])


@pytest.mark.parametrize("door", ["own", "national"])
def test_both_doors_answer_by_code_and_by_file(world: World, settings: Any, door: str) -> None:
    settings.TINHSO_FRONT_DOOR = ""
    made, content = issued(world)
    Setting.objects.create(key="front_door", value=door, valid_from=date(2022, 1, 1))
    forget_all()
    assert province.front_door(MONDAY.date()) == door
    visitor = Client()
    assert 'href="/xac-minh/"' in text(visitor.get("/"))
    assert visitor.get(PAGE).status_code == 200
    typed = {"code": made.code.lower(), "token": dossiers.result_code(made).lower()}
    went = visitor.post(PAGE, typed)
    assert went.status_code == 302
    page = text(visitor.get(went["Location"]))
    for said in (
        "Giấy này có thật và còn giá trị",
        "Giấy xác nhận",
        "1/XN",
        "Ủy ban nhân dân xã Thử",
        "N. T. V. D.",
    ):
        assert said in page
    for kept in ("Nguyễn Thị Ví Dụ", "026190000001", "0911000001", dossiers.receipt_secret(made)):
        assert kept not in page
    for form in (
        {"file": SimpleUploadedFile("ten-khac.pdf", content)},
        {"sha256": sha256(content).hexdigest().upper()},
    ):
        page = text(visitor.post(PAGE, form))
        assert "Giấy này có thật và còn giá trị" in page
        assert "N. T. V. D." not in page
    seen = [entry.facts["what"] for entry in looks(Subject("dossier", made.pk))]
    assert seen == ["paper_check"], "told to the owner, once in ten minutes"


def test_a_file_is_summed_and_kept_nowhere(world: World, settings: Any, tmp_path: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")  # whoever wrote the file down would fail
    before = StoredFile.objects.count()
    large = SimpleUploadedFile("la.bin", b"a" * 3_000_000)
    answer = Client().post(PAGE, {"file": large})
    assert answer.status_code == 404
    assert sha256(b"a" * 3_000_000).hexdigest() in text(answer)
    assert "chưa có nghĩa là giấy giả" in text(answer)
    assert StoredFile.objects.count() == before
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "slots"]
    assert Client().post(PAGE, {"file": SimpleUploadedFile("rong.pdf", b"")}).status_code == 422
    assert Client().post(PAGE, {"sha256": "không phải"}).status_code == 422


def test_a_receipt_changes_with_its_dossier(world: World) -> None:
    made, visitor = filed(world), Client()
    slip = address(made, "filing")
    assert "còn giá trị" in text(visitor.get(slip))
    assert visitor.get(address(made, "receipt")).status_code == 404, (
        "not accepted yet: there is no such paper"
    )
    made = dossiers.accept(world.reception, made.pk, expected_version=made.version)
    assert "đã được thay bằng giấy khác" in text(visitor.get(slip))
    page = text(visitor.get(address(made, "receipt")))
    assert "còn giá trị" in page
    assert "Hẹn trả kết quả" in page
    dossiers.withdraw(world.resident, made.pk, reason="Không cần nữa")
    assert "đã hết tác dụng" in text(visitor.get(address(made, "receipt")))


def test_a_result_taken_back_is_told_and_then_what_replaced_it(world: World) -> None:
    made, content = issued(world)
    old, visitor = address(made), Client()
    dossiers.take_back_result(world.clerk, made.pk, reason="Sai tên")
    assert "đã bị thu hồi" in text(visitor.get(old))
    assert "Sai tên" not in text(visitor.get(old))
    assert "đã bị thu hồi" in text(visitor.post(PAGE, {"file": SimpleUploadedFile("kq.pdf", content)}))
    with at(MONDAY + timedelta(hours=1)):
        dossiers.number_result(world.clerk, made.pk, notation="XN")
        made.refresh_from_db()
        page = text(visitor.get(old))
        assert "đã được thay bằng giấy khác" in page
        assert "2/XN" in page
        assert "còn giá trị" in text(visitor.get(address(made)))


def test_guesses_are_counted_and_the_right_pair_passes(world: World) -> None:
    made, _content = issued(world)
    right, visitor = address(made), Client()
    for wrong in (dossiers.receipt_secret(made), dossiers.rating_code(made), "0000-0000-0000", "‮" + "A" * 12):
        answer = visitor.get(reverse("verification:paper", args=[made.code, wrong]))
        assert answer.status_code == 404
        assert "Giấy xác nhận" not in text(answer)
    nobody = visitor.get(reverse("verification:paper", args=["H00.00-000000-0000", "0000-0000-0000"]))
    assert nobody.status_code == 404, "the same answer whether the dossier exists or not"
    statuses = [
        visitor.get(reverse("verification:paper", args=[made.code, f"0000-0000-{n:04d}"])).status_code
        for n in range(OF_CODE)
    ]
    assert statuses[0] == 404
    assert statuses[-1] in (429, 503)
    assert visitor.get(right).status_code == 200


def test_the_codes_stand_on_the_papers(world: World) -> None:
    made, _content = issued(world)
    desk = Client()
    desk.force_login(Account.objects.get(pk=world.reception.account_id))
    receipt = text(desk.get(f"/can-bo/ho-so/{made.pk}/phieu/"))
    assert paper_code(made, "receipt") in receipt
    assert "Mã QR để kiểm tra giấy này" in receipt
