"""What was scanned by mistake goes; what stands in a dossier is replaced with a reason, never removed."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse

from tests.government.dossiers.world import accepted
from tests.government.scanning import drawing
from tests.government.scanning.test_way import KEY, drawn_paper, finding
from tinhso.foundation.files import api as files
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.files.storage import content_path
from tinhso.foundation.records.api import Subject, history
from tinhso.government.dossiers.models import DossierFile
from tinhso.government.scanning import api as scanning
from tinhso.government.scanning.actions._words import learn
from tinhso.government.scanning.actions.read_text import read_text
from tinhso.government.scanning.models import Page, Paper, Word
from tinhso.government.scanning.queries.search import excerpt
from tinhso.lib.errors import Conflict, Forbidden, Invalid, NotFound
from tinhso.lib.likeness import one_slip
from tinhso.lib.text import fold


def with_words(paper: Paper, text: str) -> Paper:
    paper.text, paper.folded, paper.text_state = text, fold(text), Paper.Text.DONE
    paper.save()
    learn(paper.folded)
    return paper


def with_page(world, paper: Paper) -> StoredFile:
    """A page with its picture, and the scan that it came in."""
    out = BytesIO()
    drawing.page(["Trang"], size=(300, 200)).save(out, "PNG")
    out.seek(0)
    source = paper.batch.files.create(
        ordinal=0, file=files.store(world.reception, "Nguyễn Thị Ví Dụ.png", BytesIO(out.getvalue() + b"\0"))
    )
    picture = files.store(world.reception, "trang.png", out)
    Page.objects.create(
        batch=paper.batch, ordinal=0, source=source, number=1, kind="paper", paper=paper, image=picture
    )
    return source.file


def test_a_wrong_scan_goes_with_its_bytes_and_words_and_the_event_stays(
    world, window, django_capture_on_commit_callbacks
):
    dossier, clerk = accepted(world), world.reception
    paper = with_words(drawn_paper(world, dossier), "Giấy khai sinh của Robespierre")
    source = with_page(world, paper)
    kept = [content_path(sha) for sha in (paper.file.sha256, source.sha256)]
    assert all(path.exists() for path in kept)
    with pytest.raises(Invalid):
        scanning.erase_paper(clerk, paper.pk, "  ")
    for actor, fault in ((world.specialist, Forbidden), (world.outsider, (Forbidden, NotFound))):
        with pytest.raises(fault):
            scanning.erase_paper(actor, paper.pk, "Nhầm")
    with django_capture_on_commit_callbacks(execute=True):
        posted = window(clerk).post(
            reverse("scanning:erase", args=[paper.pk]), {"erase_reason": "Quét nhầm giấy của người khác"}
        )
    assert posted.status_code == 302
    paper.refresh_from_db()
    assert (paper.state, paper.text, paper.folded, paper.checked_by_id) == (
        "erased",
        "",
        "",
        clerk.account_id,
    )
    assert not any(path.exists() for path in kept)
    source.refresh_from_db()
    assert (source.state, source.reason_code, source.name) == ("refused", "erased", "")
    assert Word.objects.count() == 0
    (event,) = [e for e in history(Subject("scan", paper.batch_id)) if e.verb == "scan.erase"]
    assert (event.facts["pages"], event.facts["scans"]) == (1, 1)
    assert "nhầm" not in str(event.facts)
    Paper.objects.update(text_state=Paper.Text.EMPTY)
    assert read_text(paper.pk) == "", "the job that comes late reads nothing"
    for address in (
        reverse("scanning:paper", args=[paper.pk]),
        reverse("scanning:batch", args=[paper.batch_id]),
    ):
        page = window(clerk).get(address).content.decode()
        assert "Quét nhầm giấy của người khác" in page
        assert "Đã xóa" in page
        assert "Ví Dụ.png" not in page
        assert "Không thấy chữ in nào" not in page
    assert window(clerk).get(reverse("scanning:image", args=[paper.pk, 0])).status_code == 404
    with pytest.raises(Conflict):
        scanning.erase_paper(clerk, paper.pk, "Lần nữa")


def test_a_signed_paper_is_replaced_with_its_reason_and_stays_readable(world, window):
    dossier, clerk = accepted(world), world.reception
    first, second = drawn_paper(world, dossier), drawn_paper(world, dossier)
    first = scanning.sign_paper(clerk, first.pk, finding(dossier))
    with pytest.raises(Conflict) as refused:
        scanning.erase_paper(clerk, first.pk, "Sai")
    assert refused.value.way_out
    page = window(clerk).get(reverse("scanning:paper", args=[second.pk])).content.decode()
    assert f'value="{first.pk}"' in page
    for wrong in ({"replaces": second.pk, "note": "Sai"}, {"replaces": first.pk}):
        with pytest.raises(Invalid):
            scanning.sign_paper(clerk, second.pk, finding(dossier, **wrong))
    other = accepted(world)
    with pytest.raises(Invalid):
        scanning.sign_paper(clerk, second.pk, finding(other, replaces=first.pk, note="Sai"))
    second = scanning.sign_paper(
        clerk, second.pk, finding(dossier, replaces=first.pk, note="Bản trước thiếu trang hai")
    )
    first.refresh_from_db()
    assert (first.state, second.state, second.replaces_id) == ("replaced", "signed", first.pk)
    rows = list(DossierFile.objects.filter(dossier=dossier, component_key=KEY).order_by("added_at"))
    assert [row.pk for row in rows if row.replaced_at is None] == [second.dossier_file]
    assert [row.pk for row in rows if row.replaced_at is not None] == [first.dossier_file]
    assert files.get_file(rows[0].file_id).state == "ok"
    event = [e for e in history(Subject("dossier", dossier.pk)) if e.verb == "dossier.add_paper"][-1]
    assert event.facts["replaces"] == str(first.dossier_file)
    with pytest.raises(Conflict):
        scanning.sign_paper(clerk, second.pk, finding(dossier, replaces=first.pk, note="Nữa"))


def test_a_slip_of_the_hand_or_of_the_machine_finds_the_paper_but_never_another_number(world):
    dossier = accepted(world)
    paper = with_words(drawn_paper(world, dossier), "Nơi sinh: xã Thổ Tanq, Vĩnh Tường. Số 026190000001")
    scanning.sign_paper(world.reception, paper.pk, finding(dossier))
    for asked in ("vihn tuong", "thổ tang", "vinh tuongg", "tho tanq 026190000001"):
        (hit,) = scanning.search(world.reception, asked)
        assert hit.near == (asked != "tho tanq 026190000001")
        assert ("Tanq" if asked[0] == "t" else "Vĩnh") in hit.excerpt
        assert scanning.search(world.outsider, asked) == []
    for asked in ("026190000002", "vihn tuong 026190000002", "ving tung hai", "a & b | !c:*"):
        assert scanning.search(world.reception, asked) == []


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("vinh", "vinh", True), ("vihn", "vinh", True), ("vin", "vinh", True), ("vinnh", "vinh", True),
        ("binh", "vinh", True), ("vnih", "vinh", True), ("vnhi", "vinh", False), ("vi", "vinh", False),
        ("", "a", True), ("tang", "dang", True), ("tang", "dans", False),
    ],
)  # fmt: skip
def test_one_slip(a, b, near):
    assert one_slip(a, b) == one_slip(b, a) == near


def test_the_excerpt_stands_around_the_word_that_was_found():
    assert "Tường" in excerpt("x " * 200 + "Vĩnh Tường", ("vihn", "vinh"))
