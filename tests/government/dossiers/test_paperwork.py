"""The official forms of a dossier: which generation, every field on the page, the QR, and the same paper again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from tests.government.dossiers import world as w
from tests.government.dossiers.world import MONDAY, World
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.actions.load import load
from tinhso.foundation.papers.checking import bare, text_of
from tinhso.foundation.province.api import Folder
from tinhso.foundation.records.api import Subject, history
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.actions.make_paper import have_paper, make_paper, order_of
from tinhso.government.dossiers.paperwork.kinds import KINDS
from tinhso.lib.errors import Forbidden, NotFound

PROVINCE = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc"
OWNER = "026190000001"


@pytest.fixture
def town(world: World) -> World:
    """The small commune with the province's templates."""
    load(Folder(PROVINCE))
    return world


def decoded(pdf: bytes, dots: int = 200) -> list[str]:
    """The QR codes of the first page as a scanner at so many dots to the inch reads them."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=dots / 72, grayscale=True).to_numpy()
    return [found.text for found in zxingcpp.read_barcodes(np.ascontiguousarray(picture.squeeze()))]


def refused(town: World) -> Any:
    dossier = w.filed(town)
    with w.at(MONDAY + timedelta(hours=1)):
        return dossiers.refuse(
            town.reception,
            dossier.id,
            reason="Đã đăng ký ở nơi khác #let $x$",
            expected_version=dossier.version,
        )


def asked(town: World) -> Any:
    dossier = w.filed(town)
    with w.at(MONDAY + timedelta(hours=1)):
        dossiers.request_supplement(
            town.reception,
            dossier.id,
            items=[dossiers.Missing("field", "subject", "Nội dung đề nghị", "Ghi rõ hơn")],
            reason="Nội dung chưa rõ",
        )
    dossier.refresh_from_db()
    return dossier


def extended(town: World) -> Any:
    dossier = w.accepted(town)
    with w.at(MONDAY + timedelta(hours=1)):
        dossiers.extend_with_apology(
            town.division_head, dossier.id, new_due=dossier.due_at + timedelta(days=7), reason="Chờ xác minh"
        )
    dossier.refresh_from_db()
    return dossier


def stopped(town: World) -> Any:
    dossier = w.accepted(town)
    with w.at(MONDAY + timedelta(hours=1)):
        return dossiers.stop_processing(town.division_head, dossier.id, reason="Người nộp đề nghị dừng")


CASES: list[tuple[str, str, Callable[[World], Any], str, str]] = [
    ("receipt", "", w.accepted, "reception", "01"),
    ("supplement", "1", asked, "reception", "02"),
    ("refusal", "", refused, "reception", "03"),
    ("apology", "", extended, "division_head", "04"),
    ("stop", "", stopped, "division_head", "05"),
    ("control", "", w.accepted, "specialist", "06"),
    ("fees", "", w.accepted, "cashier", ""),
]


@pytest.mark.parametrize(("name", "part", "life", "role", "form"), CASES)
def test_every_field_is_on_the_page(
    town: World, name: str, part: str, life: Callable[[World], Any], role: str, form: str
) -> None:
    dossier = life(town)
    if name == "fees":
        dossier.fees.get_or_create(
            key="le-phi", defaults={"name": "Lệ phí thử", "kind": "charge", "due": 8000}
        )
    paper = make_paper(town.actors[role], dossier.pk, name=name, part=part)
    template = paper.template
    assert template is not None
    assert template.form == form
    pdf = papers.bytes_of(paper)
    text = bare(text_of(pdf))
    order = order_of(dossier, name, part)
    missing = {key: said for key, said in order.fields.items() if said and bare(said) not in text}
    assert not missing
    # What the manifest names and the dossier knows nothing of stays away: it is never made up.
    named = {key for key, _label in template.fields}
    assert named - set(order.fields) <= {"officer_phone"}
    for rows in order.tables.values():
        for row in rows:
            assert all(bare(cell) in text for cell in row.values() if cell)
    # Another reader finds the same letters, and none that has no glyph.
    other = "".join(page.extract_text() for page in PdfReader(_stream(pdf)).pages)
    assert bare(order.fields["owner"]) in bare(other)
    assert "\ufffd" not in other


def _stream(data: bytes) -> Any:
    from io import BytesIO

    return BytesIO(data)


@pytest.mark.parametrize(("name", "part", "life", "role", "form"), CASES[:6])
def test_a_scanner_reads_the_qr_at_the_top_left(
    town: World, name: str, part: str, life: Callable[[World], Any], role: str, form: str
) -> None:
    dossier = life(town)
    paper = make_paper(town.actors[role], dossier.pk, name=name, part=part)
    pdf = papers.bytes_of(paper)
    (address,) = [text for text in decoded(pdf) if "/xac-minh/qr/" in text]
    claims = papers.read_qr(address)
    assert claims is not None
    assert (claims.paper, claims.dossier, claims.procedure) == (
        paper.pk,
        dossier.code,
        dossier.procedure_code,
    )
    assert claims.document == paper.title
    assert claims.issued == paper.made_at
    assert "Tỉnh Số" in claims.system
    # The applicant's number is in the symbol in no form that anybody but this site can turn back.
    assert OWNER not in address
    assert papers.is_applicant(claims, OWNER)
    assert not papers.is_applicant(claims, "026190000002")
    if name == "receipt":
        assert claims.due == dossier.due_at
        assert any("/tra-cuu/" in text for text in decoded(pdf, 300))


def test_the_pdf_is_tagged_titled_vietnamese_and_says_pdf_a(town: World) -> None:
    dossier = w.accepted(town)
    dossier.files.create(component_key="moi", component_name="Giấy mới", originals=1, added_at=MONDAY)
    paper = make_paper(town.reception, dossier.pk, name="receipt")
    reader = PdfReader(_stream(papers.bytes_of(paper)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("vi")
    assert reader.metadata is not None
    assert reader.metadata.title == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    meta = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in meta
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in meta
    fonts = {font["/BaseFont"] for page in reader.pages for font in _fonts(page)}
    assert fonts
    assert all("Tinos" in name for name in fonts)
    assert set(paper.places) == {"signature", "filer"}
    # What a reading program is told: one title, a table with heads, and what each picture is.
    parts = list(_parts(root["/StructTreeRoot"]))
    kinds = [part.get("/S") for part in parts]
    assert kinds.count("/H1") == 1
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == 6
    alts = [str(part.get("/Alt", "")) for part in parts if part.get("/S") == "/Figure"]
    assert alts == ["Mã QR kiểm tra giấy này", "Mã QR mở trang tra cứu tình trạng hồ sơ"]


def _parts(node: Any) -> Any:
    """Every element of the structure tree, in reading order."""
    below = node.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        part = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(part, dict) and "/S" in part:
            yield part
            yield from _parts(part)


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_the_same_again_is_the_same_paper_and_a_change_replaces_it(town: World) -> None:
    dossier = w.accepted(town)
    first = make_paper(town.reception, dossier.pk, name="receipt")
    again = make_paper(town.return_officer, dossier.pk, name="receipt")
    assert again.pk == first.pk
    assert papers.bytes_of(again) == papers.bytes_of(first)
    with w.at(MONDAY + timedelta(hours=1)):
        dossiers.extend_with_apology(
            town.division_head, dossier.id, new_due=dossier.due_at + timedelta(days=7), reason="Chờ xác minh"
        )
    second = make_paper(town.reception, dossier.pk, name="receipt")
    first.refresh_from_db()
    assert second.pk != first.pk
    assert first.replaced_by_id == second.pk
    assert papers.replacement(first.pk) == second
    # What was given out stays readable as it was.
    assert papers.bytes_of(first) != papers.bytes_of(second)


def test_what_it_was_made_of_is_kept(town: World) -> None:
    paper = make_paper(town.reception, w.accepted(town).pk, name="receipt")
    assert paper.template is not None
    assert paper.template.basis.startswith("Thông tư 03/2025")
    assert paper.made_by_id == town.reception.account_id
    assert paper.data["fields"]["owner"] == "Nguyễn Thị Ví Dụ"
    assert paper.engine.startswith("typst ")
    (event,) = history(Subject("paper", paper.pk))
    assert event.verb == "paper.make"
    assert event.facts["source"] == paper.source_digest


@pytest.mark.parametrize(
    ("moment", "form"),
    [
        (datetime(2025, 9, 12, 9, tzinfo=MONDAY.tzinfo), "05"),
        (datetime(2025, 9, 15, 9, tzinfo=MONDAY.tzinfo), "06"),
    ],
)
def test_the_day_of_reception_chooses_the_control_slip(town: World, moment: datetime, form: str) -> None:
    dossier = w.accepted(town, moment)
    paper = make_paper(town.specialist, dossier.pk, name="control")
    assert paper.template is not None
    assert paper.template.form == form


def test_before_2025_there_was_no_stop_notice(town: World) -> None:
    early = datetime(2025, 9, 1, 9, tzinfo=MONDAY.tzinfo)
    dossier = w.accepted(town, early)
    with w.at(early + timedelta(hours=2)):
        dossiers.stop_processing(town.division_head, dossier.id, reason="Người nộp đề nghị dừng")
    with pytest.raises(NotFound) as none:
        make_paper(town.division_head, dossier.pk, name="stop")
    assert none.value.code == "papers.no_form"


@pytest.mark.parametrize("name", sorted(set(KINDS) - {"receipt", "control", "fees", "result"}))
def test_there_is_no_paper_of_what_never_happened(town: World, name: str) -> None:
    with pytest.raises(NotFound):
        make_paper(town.reception, w.accepted(town).pk, name=name)


@pytest.mark.parametrize(
    ("role", "name", "refusal"),
    [
        ("specialist", "receipt", Forbidden),  # it carries the secret: the desk alone
        ("outsider", "control", NotFound),
        ("monitor", "control", Forbidden),
        ("specialist", "nope", NotFound),
        ("specialist", "fees", Forbidden),
    ],
)
def test_who_may_not(town: World, role: str, name: str, refusal: type[Exception]) -> None:
    dossier = w.accepted(town)
    with pytest.raises(refusal):
        make_paper(town.actors[role], dossier.pk, name=name)


def test_the_control_slip_is_not_for_the_person(town: World) -> None:
    dossier = w.accepted(town)
    assert have_paper(town.resident, dossier.pk, name="receipt").pages == 1
    with pytest.raises(NotFound):
        have_paper(town.resident, dossier.pk, name="control")


@pytest.mark.parametrize(
    "day", [datetime(2025, 9, 12, 9, tzinfo=MONDAY.tzinfo), MONDAY], ids=["2018", "2025"]
)
@pytest.mark.parametrize("name", ["receipt", "control"])
def test_sets_certified_copies_and_photocopies_stand_apart(town: World, day: datetime, name: str) -> None:
    dossier = w.accepted(town, day)
    dossier.sets = 2
    dossier.save(update_fields=["sets"])
    dossier.files.all().delete()
    for key, counts in (("moi", {"originals": 1, "copies": 7, "certified": 3}), ("cu", {"copies": 5})):
        dossier.files.create(component_key=key, component_name=f"Giấy {key}", added_at=day, **counts)
    order = order_of(dossier, name, "")
    old, new = sorted(order.tables["components"], key=lambda row: row["name"])
    assert (new["originals"], new["certified"], new["photocopies"]) == ("1", "3", "4")
    # What was counted before the two were told apart is read as it was: neither certified nor a photocopy.
    assert (old["name"], old["certified"], old["photocopies"]) == ("Giấy cu (5 bản sao)", "", "")
    text = bare(text_of(papers.bytes_of(make_paper(town.reception, dossier.pk, name=name))))
    for said in ("Số bộ hồ sơ: 2", "Bản chính", "Bản sao chứng thực", "Bản chụp", "Giấy cu (5 bản sao)"):
        assert bare(said) in text
