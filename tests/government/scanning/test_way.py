"""From the scanner to the dossier, on real PostgreSQL and with the real machine."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection

from tests.government.dossiers.world import CODE, accepted, filed, procedure
from tests.government.scanning import drawing
from tinhso.foundation.files import api as files
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.models import Digitisation, DossierFile
from tinhso.government.scanning import api as scanning
from tinhso.government.scanning.access import may_read_file
from tinhso.government.scanning.actions._jobs import queue_left_over
from tinhso.government.scanning.actions.read_batch import read_batch, sheet_secret
from tinhso.government.scanning.actions.read_text import read_text
from tinhso.government.scanning.models import Batch, Page, Paper
from tinhso.government.scanning.queries import search as finder
from tinhso.government.scanning.rules.separators import Separator, text_for
from tinhso.lib.errors import Conflict, Forbidden, Invalid, NotFound

LINES = ["Giấy khai sinh số 12", "Họ và tên: Nguyễn Thị Ví Dụ", "Nơi sinh: xã Thổ Tang"]
KEY = "giay-to"


def named(dossier) -> str:
    return text_for(Separator(dossier.code, KEY), sheet_secret())


def scanned(actor, pages, code=""):
    stored = files.store(actor, "quet.pdf", drawing.pdf(pages))
    assert stored.state == "ok", stored.reason
    batch = scanning.begin_batch(actor, [stored.id], code)
    read_batch(batch.pk)
    return Batch.objects.get(pk=batch.pk)


def waiting_jobs(task):
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'", [task])
        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]


def finding(dossier, **changes):
    known = {"component_key": KEY, "originals": 1, "copies": 2, "readable": True, **changes}
    return scanning.Finding(dossier.code, **known)


def drawn_paper(world, dossier) -> Paper:
    """A paper as the machine leaves it, made without the machine."""
    actor = world.reception
    stored = files.store(actor, "quet.pdf", drawing.pdf([drawing.page(["x"], size=(200, 300))]))
    batch = Batch.objects.create(
        agency=world.desk,
        source="upload",
        state="ready",
        made_at=dossier.filed_at,
        made_by_id=actor.account_id,
    )
    files.attach(stored.id, Subject("scan", batch.pk))
    return Paper.objects.create(batch=batch, ordinal=1, file_id=stored.id, target_code=dossier.code)


def test_two_papers_of_one_pdf_become_files_of_two_dossiers(world):
    one, two, clerk = accepted(world), filed(world), world.reception
    pages = [
        drawing.sheet(named(one), turn=3),
        drawing.page(LINES * 3, turn=2),
        drawing.blank(),
        drawing.page(["Trang hai", *LINES]),
        drawing.sheet(named(two)),
        drawing.page(LINES * 2),
    ]
    batch = scanned(clerk, pages)
    assert batch.state == "ready"
    assert list(batch.pages.values_list("kind", flat=True)) == [
        "separator", "paper", "blank", "paper", "separator", "paper",
    ]  # fmt: skip
    assert float(batch.pages.get(ordinal=1).angle) == pytest.approx(-2, abs=0.25)
    first, second = batch.papers.all()
    assert (first.target_code, first.target_key, first.pages.count()) == (one.code, KEY, 2)
    assert (second.target_code, second.pages.count(), second.file.pages) == (two.code, 1, 1)
    assert read_batch(batch.pk) == 0, "done twice, it changes nothing"
    Batch.objects.update(read_at=now() - timedelta(hours=1))
    assert (queue_left_over(), queue_left_over()) == (2, 0), "words that no job stands for are queued, once"

    scanning.sign_paper(clerk, first.pk, finding(one))
    signed = scanning.sign_paper(clerk, second.pk, finding(two, copies=0, note="Bản chính đã trả người nộp"))
    for dossier, paper in ((one, first), (two, second)):
        row = DossierFile.objects.get(dossier=dossier, component_key=KEY)
        assert row.file.sha256 == paper.file.sha256
        assert (row.file.subject_kind, row.file.subject_id) == ("dossier", str(dossier.pk))
        assert (row.originals, row.copies) == (1, 2 if dossier == one else 0)
        dossier.refresh_from_db()
        assert dossier.digitisation == Digitisation.DIGITISED
        event = [e for e in history(Subject("dossier", dossier.pk)) if e.verb == "dossier.add_paper"]
        assert [e.facts["component"] for e in event] == [KEY]
    assert (signed.state, signed.checked_by_id) == ("signed", clerk.account_id)
    told = scanning.scan_of([signed.dossier_file])[signed.dossier_file]
    assert (told.originals, told.scanned_by, told.checked_by) == (1, clerk.account_id, clerk.account_id)
    with pytest.raises(Conflict):
        scanning.sign_paper(clerk, first.pk, finding(one))


def test_the_words_of_a_page_are_found_by_those_alone_who_may_see_its_dossier(world):
    dossier, clerk = accepted(world), world.reception
    paper = drawn_paper(world, dossier)
    picture = BytesIO()
    drawing.page(["Nơi sinh: xã Thổ Tang, Vĩnh Tường"], size=(900, 300)).save(picture, "PNG")
    picture.seek(0)
    source = paper.batch.files.create(ordinal=0, file_id=paper.file_id)
    stored = files.store(clerk, "trang.png", picture)
    Page.objects.create(
        batch=paper.batch, ordinal=0, source=source, number=1, kind="paper", paper=paper, image_id=stored.id
    )
    assert read_text(paper.pk) == "done"
    paper.refresh_from_db()
    assert "Thổ Tang" in paper.text
    assert scanning.search(clerk, "tho tang") == [], "nothing is found before an officer said whose it is"
    scanning.sign_paper(clerk, paper.pk, finding(dossier))
    for actor, count in ((clerk, 1), (world.specialist, 1), (world.outsider, 0), (world.monitor, 0)):
        hits = scanning.search(actor, "vinh tuong THỔ")
        assert len(hits) == count
        assert all("Thổ Tang" in hit.excerpt for hit in hits)
    assert scanning.search(clerk, "tho tang khong") == []
    assert scanning.search(world.resident, "tho tang") == []
    for event in (*history(Subject("dossier", dossier.pk)), *history(Subject("scan", paper.batch_id))):
        assert "Tang" not in str(event.facts)


def test_words_of_many_papers_come_page_by_page(world, monkeypatch):
    monkeypatch.setattr(finder, "LIMIT", 2)
    monkeypatch.setattr(finder, "ROUND", 2)
    monkeypatch.setattr(finder, "ROUNDS", 2)
    dossier = accepted(world)
    every = [drawn_paper(world, dossier) for _n in range(5)]
    for paper in every:
        scanning.sign_paper(world.reception, paper.pk, finding(dossier))
    Paper.objects.update(text="Thổ Tang", folded="tho tang")
    found, after = [], ""
    while True:
        hits = scanning.search(world.reception, "thổ tang", after)
        found += [hit.paper.pk for hit in hits]
        if not hits.next:
            break
        after = hits.next
    assert found == [paper.pk for paper in reversed(every)], "the newest first, each once"
    none = scanning.search(world.outsider, "thổ tang")
    assert list(none) == []
    assert none.next, "four were looked through, none may be seen; the fifth is on the next page"
    assert list(scanning.search(world.outsider, "thổ tang", none.next)) == []


def test_a_paper_whose_words_cannot_be_read_is_signed_all_the_same(world):
    dossier = accepted(world)
    paper = drawn_paper(world, dossier)
    source = paper.batch.files.create(ordinal=0, file_id=paper.file_id)
    # A picture that is none: the reading dies, the paper does not.
    Page.objects.create(
        batch=paper.batch,
        ordinal=0,
        source=source,
        number=1,
        kind="paper",
        paper=paper,
        image_id=paper.file_id,
    )
    assert read_text(paper.pk) == "failed"
    assert scanning.sign_paper(world.reception, paper.pk, finding(dossier)).state == "signed"


def test_what_was_counted_at_the_counter_gets_its_file(world):
    dossier = accepted(world)
    counted = DossierFile.objects.create(
        dossier=dossier,
        component_key=KEY,
        component_name="Giấy tờ",
        originals=1,
        copies=3,
        added_at=dossier.filed_at,
    )
    scanning.sign_paper(world.reception, drawn_paper(world, dossier).pk, finding(dossier, copies=2))
    row = dossier.files.get(component_key=KEY)
    assert (row.pk, row.originals, row.copies) == (counted.pk, 1, 2)
    assert row.file_id is not None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"readable": False}, "readable"),
        ({"originals": None}, "originals"),
        ({"copies": 100}, "copies"),
        ({"originals": 0, "copies": 0}, "originals"),
        ({"component_key": ""}, "component_key"),
    ],
)
def test_findings_that_are_no_sign_off(world, changes, field):
    dossier = filed(world)
    paper = drawn_paper(world, dossier)
    with pytest.raises(Invalid) as refused:
        scanning.sign_paper(world.reception, paper.pk, finding(dossier, **changes))
    assert [error.field for error in refused.value.errors] == [field]
    assert not dossier.files.exists()


def test_who_may_not(world):
    dossier = accepted(world)
    paper = drawn_paper(world, dossier)
    with pytest.raises(Forbidden):
        scanning.sign_paper(world.specialist, paper.pk, finding(dossier))
    with pytest.raises(Forbidden):
        scanning.begin_batch(world.resident, [uuid4()])
    with pytest.raises(Invalid):
        scanning.begin_batch(world.reception, [uuid4()])
    with pytest.raises(NotFound):
        scanning.begin_batch(world.reception, [uuid4()], "H62.91-000000-0000")
    with pytest.raises(NotFound):
        scanning.reject_paper(world.clerk, paper.pk, "mờ")
    batch, stored = str(paper.batch_id), paper.file
    assert may_read_file(world.reception, batch, stored)
    assert not any(
        may_read_file(actor, batch, stored) for actor in (world.specialist, world.clerk, world.resident)
    )
    with pytest.raises(Invalid):
        scanning.reject_paper(world.reception, paper.pk, "  ")
    assert scanning.reject_paper(world.reception, paper.pk, "Ảnh mờ").state == "rescan"
    with pytest.raises(Conflict):
        scanning.sign_paper(world.reception, paper.pk, finding(dossier))


def test_a_component_that_the_dossier_does_not_ask_for(world):
    procedure("9.999998")
    dossier = filed(world)
    assert dossier.procedure_code == CODE
    with pytest.raises(Exception, match="không cần giấy tờ đó"):
        scanning.sign_paper(
            world.reception, drawn_paper(world, dossier).pk, finding(dossier, component_key="khac")
        )


def test_a_batch_that_cannot_be_read_says_so_and_can_be_tried_again(
    world, window, django_capture_on_commit_callbacks
):
    batch = scanned(world.reception, [drawing.blank()])
    assert (batch.state, batch.fault) == ("failed", "nothing")
    desk = window(world.reception)
    assert "mọi trang đều trắng" in desk.get(f"/can-bo/quet/lo/{batch.pk}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(f"/can-bo/quet/lo/{batch.pk}/doc-lai/").status_code == 302
    batch.refresh_from_db()
    assert batch.state == "reading"
    assert waiting_jobs("scanning.read") == [{"batch_id": str(batch.pk)}]
    Batch.objects.update(made_at=now() - timedelta(hours=1))
    assert queue_left_over() == 0, "it stands in the queue already"
