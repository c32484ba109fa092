"""The pages of scanning: handed in, checked, signed, sheets printed, found again; and who sees none of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.government.dossiers.world import accepted
from tests.government.scanning import drawing
from tests.government.scanning.test_way import KEY, drawn_paper
from tinhso.foundation.records.api import Subject, looks
from tinhso.government.scanning.actions.take_in import folder_of
from tinhso.government.scanning.models import Batch, Page, Paper

HOME = "/can-bo/quet/"


def text(answer) -> str:
    return answer.content.decode()


def test_from_the_form_to_the_dossier(world, window):
    dossier, desk = accepted(world), window(world.reception)
    assert f"{HOME}?hs={dossier.code}" in text(desk.get(f"/can-bo/ho-so/{dossier.pk}/"))
    assert "Chưa có lô nào." in text(desk.get(f"{HOME}?hs={dossier.code}"))
    assert folder_of(world.desk.slug).is_dir()
    assert desk.post(HOME, {}).status_code == 422
    unknown = desk.post(HOME, {"dossier_code": "H62.91-000000-0000"})
    assert 'id="dossier_code-error"' in text(unknown)
    handed = SimpleUploadedFile("quét.pdf", drawing.pdf([drawing.page(["x"], size=(200, 300))]).read())
    answer = desk.post(HOME, {"files": handed, "dossier_code": dossier.code.lower()})
    batch = Batch.objects.get()
    assert answer.url == f"{HOME}lo/{batch.pk}/"
    assert batch.dossier_code == dossier.code
    assert "Máy đang đọc bản quét" in text(desk.get(answer.url))
    assert "Đang đọc" in text(desk.get(HOME))

    paper = drawn_paper(world, dossier)
    picture = BytesIO()
    drawing.page(["x"], size=(200, 300)).save(picture, "JPEG")
    handed = SimpleUploadedFile("trang.jpg", picture.getvalue())
    assert desk.post(HOME, {"files": handed}).status_code == 302
    source = paper.batch.files.create(ordinal=0, file_id=paper.file_id)
    Page.objects.create(
        batch=paper.batch,
        ordinal=0,
        source=source,
        number=1,
        kind="paper",
        paper=paper,
        image_id=Batch.objects.exclude(pk__in=[batch.pk, paper.batch_id]).get().files.get().file_id,
    )
    address = f"{HOME}giay/{paper.pk}/"
    back = window(world.return_officer)
    assert back.get(f"{address}trang/0.jpg").status_code == 200
    told = looks(Subject("scan", paper.batch_id))
    assert [(look.account_id, look.facts["what"]) for look in told] == [
        (world.return_officer.account_id, f"file:{paper.file_id}")
    ], "the picture by itself is the paper"
    page = text(desk.get(address))
    assert "Giấy tờ chứng minh" in page
    assert "Thủ tục cần 1 bản chính, 0 bản sao" in page
    assert desk.get(f"{address}trang/0.jpg")["Content-Type"] == "image/jpeg"
    assert desk.get(f"{address}trang/7.jpg").status_code == 404
    assert "Không có hồ sơ KHONG-CO" in text(desk.get(f"{address}?hs=KHONG-CO"))
    typed = {"dossier_code": dossier.code, "component_key": KEY, "originals": "1", "copies": "hai"}
    fault = desk.post(address, typed)
    assert fault.status_code == 422
    assert 'id="copies-error"' in text(fault)
    assert 'id="readable-error"' in text(fault)
    assert 'value="hai"' in text(fault), "nothing typed is lost"
    assert 'id="reason-error"' in text(desk.post(f"{address}quet-lai/", {"reason": ""}))
    signed = desk.post(address, {**typed, "copies": "", "readable": "1"})
    assert signed.url == f"{HOME}lo/{paper.batch_id}/"
    assert "Đã xác nhận: Giấy tờ chứng minh." in text(desk.get(signed.url))
    assert "đã đếm 0 bản chính" not in text(desk.get(address))
    assert "1 bản chính, 0 bản sao" in text(desk.get(address))
    assert f"Bản quét {dossier.code}.pdf" in text(desk.get(f"/can-bo/ho-so/{dossier.pk}/"))
    again = desk.post(address, {**typed, "copies": "", "readable": "1"})
    assert again.status_code == 422
    assert dossier.files.count() == 1


def test_sheets_name_papers_of_dossiers_that_the_officer_may_read(world, window):
    dossier, desk = accepted(world), window(world.reception)
    assert "Tờ ngăn trơn" in text(desk.get(f"{HOME}to-ngan/"))
    assert "Giấy tờ chứng minh" in text(desk.get(f"{HOME}to-ngan/?hs={dossier.code}"))
    assert 'id="hs-error"' in text(desk.get(f"{HOME}to-ngan/?hs=khong-co"))
    printed = text(desk.get(f"{HOME}to-ngan/in/?hs={dossier.code}&tp={KEY}"))
    assert printed.count("ts-sheet__qr") == 1
    assert dossier.code in printed
    assert "Chọn hồ sơ khi kiểm tra" in text(desk.get(f"{HOME}to-ngan/in/"))
    qr = f"{HOME}to-ngan/qr.svg?hs={dossier.code}&tp="
    assert desk.get(qr + KEY)["Content-Type"] == "image/svg+xml"
    assert desk.get(qr + "khac").status_code == 404
    assert desk.get(f"{HOME}to-ngan/qr.svg?hs=khong-co&tp=").status_code == 404


@pytest.mark.parametrize(
    ("who", "home", "paper", "search"),
    [
        ("clerk", 200, 404, 200),
        ("specialist", 403, 403, 200),
        ("monitor", 403, 403, 403),
        ("resident", 403, 403, 403),
    ],
)
def test_who_sees_what(world, window, who, home, paper, search):
    dossier = accepted(world)
    found = drawn_paper(world, dossier)
    client = window(getattr(world, who))
    status = [
        client.get(address).status_code for address in (HOME, f"{HOME}giay/{found.pk}/", f"{HOME}tim/?q=a")
    ]
    assert status == [home, paper, search]
    assert client.get(f"{HOME}lo/{found.batch_id}/").status_code == paper
    assert client.get(f"/tep/{found.file_id}/").status_code == 404


def test_fewer_sheets_than_asked_are_told(world, window):
    dossier, desk = accepted(world), window(world.reception)
    paper = drawn_paper(world, dossier)
    typed = {"dossier_code": dossier.code, "component_key": KEY, "copies": "2", "readable": "1"}
    signed = desk.post(f"{HOME}giay/{paper.pk}/", typed)
    told = "Thủ tục cần 1 bản chính, 0 bản sao; đã đếm 0 bản chính, 2 bản sao."
    assert told in text(desk.get(signed.url))


def test_nothing_is_found_by_no_words(world, window):
    desk = window(world.reception)
    assert "Không có giấy tờ nào" not in text(desk.get(f"{HOME}tim/"))
    assert "Không có giấy tờ nào" in text(desk.get(f"{HOME}tim/?q=%26%7C%21%27"))
    assert "Không có giấy tờ nào" in text(desk.get(f"{HOME}tim/?q=%00"))


def test_what_a_search_shows_of_a_paper_is_a_look_and_numbers_are_counted(world, window, monkeypatch):
    dossier, desk = accepted(world), window(world.reception)
    paper = drawn_paper(world, dossier)
    desk.post(
        f"{HOME}giay/{paper.pk}/",
        {"dossier_code": dossier.code, "component_key": KEY, "originals": "1", "readable": "1"},
    )
    Paper.objects.filter(pk=paper.pk).update(
        text="Số 026190000001, Thổ Tang", folded="so 026190000001, tho tang"
    )
    seen = Subject("dossier", dossier.pk)
    before = {look.pk for look in looks(seen)}
    assert "Thổ Tang" in text(desk.get(f"{HOME}tim/?q=026190000001"))
    assert [look.facts["what"] for look in looks(seen) if look.pk not in before] == ["number_search"]
    monkeypatch.setattr("tinhso.government.scanning.views.searching.NUMBERS", 1)
    refused = desk.get(f"{HOME}tim/?q=026+190+000+001")
    assert refused.status_code == 429
    assert "Thổ Tang" not in text(refused)
    assert "Thổ Tang" in text(window(world.specialist).get(f"{HOME}tim/?q=tho+tang"))
    told = [look for look in looks(seen) if look.account_id == world.specialist.account_id]
    assert told[0].facts["what"] == f"file:{paper.file_id}"


def test_a_tiff_of_two_pages_is_uploaded_as_one_document(world, window):
    pages = [drawing.page(["Trang"], size=(300, 400)) for _n in range(2)]
    content = BytesIO()
    pages[0].save(content, "TIFF", save_all=True, append_images=pages[1:])
    desk = window(world.reception)
    given = SimpleUploadedFile("quét.tif", content.getvalue(), "image/tiff")
    made = desk.post(HOME, {"tiff": given})
    assert made.status_code == 302
    (row,) = Batch.objects.get().files.all()
    assert (row.file.media_type, row.file.pages, row.file.name) == ("application/pdf", 2, "quét.pdf")
    broken = desk.post(HOME, {"tiff": SimpleUploadedFile("hong.tif", b"II*\x00 broken", "image/tiff")})
    assert broken.status_code == 422
    assert 'id="tiff-error"' in text(broken)
    assert Batch.objects.count() == 1
