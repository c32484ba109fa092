"""Every page of steering: who gets in, what it shows, what it costs; forms from the browser to the table."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.foundation.files.samples import pdf
from tests.government.directives.stage import Stage, account_of, entry, place
from tests.government.directives.test_targets_reports_meetings import called, wanted
from tests.government.dossiers.world import officer
from tinhso.foundation.worktime.api import at, now, today
from tinhso.government.directives.actions.documents import enter
from tinhso.government.directives.actions.make_report import make_report
from tinhso.government.directives.actions.targets import set_target
from tinhso.government.directives.api import give_from_figure, may_give
from tinhso.government.directives.models import Document, Meeting, Member, Report, Target, Task
from tinhso.lib import quarters
from tinhso.lib.actor import Actor

DESK = "/can-bo/chi-dao/"


def window(actor: Actor) -> Client:
    client = Client()
    client.force_login(account_of(actor))
    return client


def days(name: str, day: Any) -> dict[str, str]:
    return {f"{name}__day": str(day.day), f"{name}__month": str(day.month), f"{name}__year": str(day.year)}


def text(answer: Any) -> str:
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def test_every_page_opens_for_whom_it_is_and_for_nobody_else(stage: Stage) -> None:
    task, meeting = stage.task(), called(stage)
    target = set_target(stage.office, stage.document.pk, wanted(stage))
    report = make_report(stage.office, None, quarters.of_day(today()))
    document = stage.document.pk
    all_read = ["", "van-ban/", f"van-ban/{document}/", "chi-tieu/", f"chi-tieu/{target.pk}/", "bao-cao/", "hop/",
                f"nguoi-dung-dau/{stage.health.pk}/", "nhiem-vu.csv", "nhiem-vu.xlsx"]  # fmt: skip
    theirs = [f"nhiem-vu/{task.pk}/", f"nhiem-vu/{task.pk}/nhan/", f"hop/{meeting.pk}/"]
    office_only = ["bang/", "giao-tu-so-lieu/", "van-ban/moi/", f"van-ban/{document}/sua/", f"van-ban/{document}/giao/",
                   f"van-ban/{document}/chi-tieu/", "hop/moi/", f"bao-cao/{report.pk}/", "nguoi-dung-dau/"]  # fmt: skip
    office, head, stranger = window(stage.office), window(stage.head), window(stage.other_head)
    for page in (*all_read, *theirs, *office_only):
        assert office.get(DESK + page).status_code == 200, page
        assert Client().get(DESK + page).status_code == 302, page
    for page in (*all_read, *theirs):
        assert head.get(DESK + page).status_code == 200, page
    for page in office_only:
        assert head.get(DESK + page).status_code in (302, 403, 404), page
    assert stranger.get(f"{DESK}nhiem-vu/{task.pk}/").status_code == 404
    assert stranger.get(f"{DESK}nguoi-dung-dau/{stage.health.pk}/").status_code == 404
    assert Client().get(f"/chi-dao/{document}/").status_code == 404


def test_the_public_reads_public_documents_alone(stage: Stage) -> None:
    row = enter(stage.office, entry(title="Công khai số liệu", notation="8/CT-UBND", kind="CT", public=True))
    page = text(Client().get("/chi-dao/?q=cong khai"))
    assert row.title in page
    assert stage.document.title not in page
    assert "08/CT-UBND" in text(Client().get(f"/chi-dao/{row.pk}/"))
    assert "Không có văn bản nào" in text(Client().get("/chi-dao/?q=zzzz"))


def test_a_document_and_a_task_from_the_form(stage: Stage) -> None:
    office = window(stage.office)
    wrong = office.post(f"{DESK}van-ban/moi/", {"kind": "KH", "notation": "abc", "title": ""})
    assert wrong.status_code == 422
    assert "Hãy ghi trích yếu nội dung." in text(wrong)
    said = {"kind": "QĐ", "notation": "12/QĐ-UBND", "title": "Giao nhiệm vụ", "issuer": str(stage.schools.pk)}
    upload = SimpleUploadedFile("van-ban.pdf", pdf())
    made = office.post(f"{DESK}van-ban/moi/", {**said, **days("issued_on", today()), "files": upload})
    assert made.status_code == 302, text(made)
    page = made["Location"]
    assert "van-ban.pdf" in text(office.get(page))
    milestone = f"{today() + timedelta(days=5):%d/%m/%Y} Có kế hoạch"
    asked = {"title": "Việc mới", "product": "Báo cáo", "lead": str(stage.health.pk), "milestones": milestone}
    assert office.post(f"{page}giao/", asked).status_code == 422
    assert (
        office.post(f"{page}giao/", {**asked, **days("due", today() + timedelta(days=9))}).status_code == 302
    )
    task = Task.objects.get()
    assert (task.milestones.get().name, str(task.document_id) in page) == ("Có kế hoạch", True)
    linked = office.post(f"{page}lien-ket/", {"link": "implements", "other": str(stage.document.pk)})
    assert linked.status_code == 302
    assert "Được triển khai bởi" in text(office.get(f"{DESK}van-ban/{stage.document.pk}/"))
    assert office.post(f"{page}lien-ket/", {"link": "x", "other": ""}).status_code == 422


def test_the_head_reports_with_a_file_and_the_office_returns(stage: Stage) -> None:
    task = stage.task()
    here, head, office = f"{DESK}nhiem-vu/{task.pk}/", window(stage.head), window(stage.office)
    assert "Nhận nhiệm vụ" in text(head.get(here))
    assert head.post(f"{here}nhan/", {"version": "1"}).status_code == 302
    assert head.post(f"{here}tien-do/", {"version": "1", "percent": "5", "text": "x"}).status_code == 422
    assert head.post(f"{here}tien-do/", {"version": "2", "percent": "500", "text": "x"}).status_code == 422
    empty = head.post(f"{here}bao-cao/", {"version": "2", "text": "Xong"})
    assert "tệp minh chứng" in text(empty)
    bad = SimpleUploadedFile("x.exe", b"MZ\x90\x00" * 9)
    assert head.post(f"{here}bao-cao/", {"version": "2", "text": "Xong", "files": bad}).status_code == 422
    good = SimpleUploadedFile("ket-qua.pdf", pdf())
    assert head.post(f"{here}bao-cao/", {"version": "2", "text": "Xong", "files": good}).status_code == 302
    assert "ket-qua.pdf" in text(office.get(here))
    back = {"version": "3", "text": "Thiếu số liệu"}
    assert head.post(f"{here}tra-lai/", back).status_code == 422, "nobody judges their own"
    assert office.post(f"{here}tra-lai/", back).status_code == 302
    assert "Thiếu số liệu" in text(head.get(here))


def test_a_report_opens_every_figure_and_is_a_paper_and_a_sheet(stage: Stage) -> None:
    stage.task(title="Việc đang làm")
    office = window(stage.office)
    made = office.post(f"{DESK}bao-cao/", {"quarter": str(quarters.of_day(today())), "agency": ""})
    assert made.status_code == 302
    page = made["Location"]
    assert "Việc đang làm" in text(office.get(f"{page}?loc=fine"))
    assert "Việc đang làm" not in text(office.get(f"{page}?loc=overdue"))
    book = openpyxl.load_workbook(BytesIO(b"".join(office.get(f"{page}bang.xlsx"))))
    assert [row[0].value for row in book.active.iter_rows(min_row=2)] == ["Việc đang làm"]
    assert office.post(f"{DESK}bao-cao/", {"quarter": "2099-Q1"}).status_code == 422
    row = Report.objects.get()
    assert window(stage.head).get(f"{DESK}bao-cao/{row.pk}/").status_code == 404


def test_the_lists_keep_their_question_and_export_the_same_rows(stage: Stage) -> None:
    stage.task(title="=Việc một")
    stage.task(title="Việc hai", lead_id=stage.schools.pk)
    office = window(stage.office)
    page = text(office.get(f"{DESK}?ai=all&q=viec hai"))
    assert "Việc hai" in page
    assert "Việc một" not in page
    told = text(office.get(f"{DESK}nhiem-vu.csv?ai=all&cq={stage.health.pk}"))
    assert '"\'=Việc một"' in told
    assert "Việc hai" not in told
    assert office.get(f"{DESK}nhiem-vu.pdf").status_code == 404
    assert "Danh sách này đang trống" in text(office.get(f"{DESK}?loc=overdue"))


def test_a_meeting_and_a_target_from_the_forms(stage: Stage) -> None:
    office, head = window(stage.office), window(stage.head)
    assert office.post(f"{DESK}hop/moi/", {"title": "x"}).status_code == 422
    said = {"title": "Phiên họp", "place": "Phòng 1", "agenda": "1. Báo cáo", "hour": "08:00",
            "members": [f"{stage.head.account_id}:{stage.health.pk}"]}  # fmt: skip
    assert (
        office.post(f"{DESK}hop/moi/", {**said, **days("day", today() + timedelta(days=2))}).status_code
        == 302
    )
    meeting = Meeting.objects.get()
    here = f"{DESK}hop/{meeting.pk}/"
    assert "Bạn chưa trả lời" in text(head.get(f"{DESK}hop/"))
    assert head.post(here, {"viec": "tra-loi", "coming": "0"}).status_code == 422
    assert head.post(here, {"viec": "tra-loi", "coming": "1"}).status_code == 302
    assert Member.objects.get().coming is True
    assert head.post(here, {"viec": "bien-ban", "minutes": "x"}).status_code == 422
    with at(now() + timedelta(days=3)):
        kept = {
            "viec": "bien-ban",
            "minutes": "Đã họp",
            "conclusions": "Làm ngay",
            "came": str(stage.head.account_id),
        }
        assert office.post(here, kept).status_code == 302
        due = f"{today() + timedelta(days=20):%d/%m/%Y}"
        given = {"viec": "nhiem-vu", "ordinal": "1", "lead": str(stage.health.pk), "due": due}
        assert office.post(here, given).status_code == 302
    assert Task.objects.get().title == "Làm ngay"
    page = f"{DESK}van-ban/{stage.document.pk}/chi-tieu/"
    asked = {"name": "Hồ sơ", "value": "1.207,5", "base_value": "0", "base_year": "2020", "years": "2027 60",
             "owner": str(stage.health.pk), "direction": "up"}  # fmt: skip
    assert office.post(page, asked).status_code == 422
    assert office.post(page, {**asked, **days("due_on", today() + timedelta(days=900))}).status_code == 302
    target = Target.objects.get()
    assert str(target.value) == "1207.5000"
    told = {"value": "30", "note": "Sổ theo dõi", **days("day", today())}
    assert head.post(f"{DESK}chi-tieu/{target.pk}/", {**told, "note": ""}).status_code == 422
    assert head.post(f"{DESK}chi-tieu/{target.pk}/", told).status_code == 302
    assert "<svg" in text(head.get(f"{DESK}chi-tieu/{target.pk}/"))


def test_heads_and_delegations_from_the_form(stage: Stage) -> None:
    here, office, head = f"{DESK}nguoi-dung-dau/{stage.health.pk}/", window(stage.office), window(stage.head)
    lent = {"viec": "uy-quyen", "account": str(stage.deputy.account_id), **days("first", today())}
    assert head.post(here, lent).status_code == 422
    assert head.post(here, {**lent, **days("last", today())}).status_code == 302
    named = {"viec": "khai", "account": str(stage.head.account_id), **days("first", today())}
    assert head.post(here, named).status_code == 422
    assert office.post(here, named).status_code == 302
    assert office.post(here, named).status_code == 422, "the same day again"


@pytest.mark.parametrize(
    ("page", "most"),
    [("", 22), ("bang/", 24), ("van-ban/", 12), ("chi-tieu/", 14), ("hop/", 14), ("bao-cao/", 14)],
)
def test_a_page_costs_the_same_however_many_rows(stage: Stage, page: str, most: int) -> None:
    stage.task()
    client = window(stage.office)

    def asked() -> int:
        client.get(DESK + page)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(DESK + page).status_code == 200
        return len(queries)

    few = asked()
    for number in range(12):
        stage.task(title=f"Việc {number}")
        set_target(stage.office, stage.document.pk, wanted(stage, name=f"Chỉ tiêu {number}"))
    Document.objects.bulk_create(
        Document(kind="KH", title=f"Văn bản {n}", placed_on=today(), entered_at=now()) for n in range(40)
    )
    # Years, declarations and tallies are asked for once there is a target to ask about.
    assert asked() <= few + 3
    assert few <= most, few


def test_a_task_from_a_figure_keeps_what_the_figure_said(stage: Stage) -> None:
    office, page = window(stage.office), "/chi-so/766/2026-11/2.1/?cq=so-y-te-thu"
    form = give_from_figure("Giải quyết đúng hạn (2.1)", stage.health.slug, "12,4/20", page)
    shown = text(office.get(form))
    assert "12,4/20" in shown
    assert f'value="{stage.health.pk}" selected' in shown, "the agency is chosen by its slug"
    assert "Nâng “Giải quyết đúng hạn (2.1)”" in shown
    said = {"chi_so": "Giải quyết đúng hạn (2.1)", "gia_tri": "12,4/20", "trang": page, "title": "Nâng", "product": "x",
            "lead": str(stage.health.pk), **days("due", today() + timedelta(days=9))}  # fmt: skip
    without = office.post(f"{DESK}giao-tu-so-lieu/", said)
    assert without.status_code == 422
    assert "12,4/20" in text(without)
    helpers = [str(stage.schools.pk), str(stage.office_place.pk)]
    made = office.post(
        f"{DESK}giao-tu-so-lieu/", {**said, "document": str(stage.document.pk), "helpers": helpers}
    )
    assert made.status_code == 302, text(made)
    assert Task.objects.get().helpers.count() == 2
    assert f'href="{page}"' in text(window(stage.head).get(made["Location"])).replace("&amp;", "&")
    elsewhere = office.get(f"{DESK}giao-tu-so-lieu/?chi_so=x&trang=//evil.example&don_vi=khong-co")
    assert elsewhere.status_code == 200
    assert 'href="//evil' not in text(elsewhere)
    assert 'value="//evil' not in text(elsewhere)
    assert window(stage.head).get(form).status_code == 403
    assert (may_give(stage.office), may_give(stage.head)) == (True, False)


def test_the_chair_sees_the_board_and_every_task_and_gives_one_but_judges_none(stage: Stage) -> None:
    task = stage.task()
    chair = officer(
        "chu-tich",
        place(stage.unit, "ubnd-tinh-thu", "Ủy ban nhân dân tỉnh Thử", "peoples_committee"),
        "leader",
    )
    page = window(chair)
    board = text(page.get(f"{DESK}bang/"))
    assert stage.health.name in board
    assert task.title in text(page.get(f"{DESK}?ai=all"))
    assert page.get(f"{DESK}nhiem-vu/{task.pk}/").status_code == 200
    assert page.get(f"{DESK}van-ban/{stage.document.pk}/giao/").status_code == 200
    assert "Giao nhiệm vụ" in text(page.get(f"{DESK}van-ban/{stage.document.pk}/"))
    said = {"title": "Việc của Chủ tịch", "product": "x", "lead": str(stage.health.pk)}
    given = page.post(
        f"{DESK}van-ban/{stage.document.pk}/giao/", {**said, **days("due", today() + timedelta(days=9))}
    )
    assert given.status_code == 302, text(given)
    head = window(stage.head)
    assert head.get(f"{DESK}van-ban/{stage.document.pk}/giao/").status_code == 403, (
        "a leader of elsewhere gives none"
    )
    assert "Giao nhiệm vụ" not in text(head.get(f"{DESK}van-ban/{stage.document.pk}/"))
    assert page.post(f"{DESK}nhiem-vu/{task.pk}/huy/", {"version": "1", "text": "x"}).status_code == 422
    made = page.post(f"{DESK}bao-cao/", {"quarter": str(quarters.of_day(today())), "agency": ""})
    assert made.status_code == 302
    assert task.title in text(page.get(f"{made['Location']}?loc=fine"))
