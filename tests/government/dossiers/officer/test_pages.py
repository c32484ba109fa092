"""Officers' pages through the front door: lists, the dossier, its acts, on real PostgreSQL."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.government.dossiers.world import accepted, approved, filed, numbered, step
from tinhso.foundation.records.api import Subject, looks
from tinhso.foundation.worktime.api import at, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, Opinion, SupplementRequest

pytestmark = pytest.mark.django_db
NAMES = ("mine", "my_unit", "new", "due_today", "overdue", "waiting_citizen", "silent", "to_sign")


HANDED = {"how": "desk", "receiver_name": "Nguyễn Thị Ví Dụ", "unpaid_known": "1"}


def url(dossier, rest=""):
    return f"/can-bo/ho-so/{dossier.pk}/{rest}"


def act(client, dossier, slug, **typed):
    dossier.refresh_from_db()
    return client.post(url(dossier, f"viec/{slug}/"), {"version": dossier.version, **typed})


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_each_worklist_opens_for_each_role(world, desk, name):
    filed(world, now())
    for role in ("reception", "specialist", "leader"):
        answer = desk(role).get(f"/can-bo/viec/{name}/")
        assert answer.status_code == 200
        assert "Việc của tôi" in text(answer)


def test_the_first_page_is_the_list_of_the_role(world, desk):
    assert desk("reception").get("/can-bo/").url == "/can-bo/viec/new/"
    assert desk("leader").get("/can-bo/").url == "/can-bo/viec/to_sign/"


def test_the_side_list_counts_what_the_list_shows(world, desk):
    filed(world, now())
    groups = dossiers.worklists(world.reception, "new")
    item = next(i for g in groups for i in g["items"] if i["current"])
    assert item["count"] == 1
    assert text(desk("reception").get(item["href"])).count("data-href=") == 1
    assert dossiers.worklists(world.resident) == []


def test_search_and_chips_narrow_the_list(world, desk):
    dossier = filed(world, now())
    client = desk("reception")
    assert dossier.code in text(client.get("/can-bo/viec/new/?text=vi+du"))
    assert dossier.code not in text(client.get("/can-bo/viec/new/?text=khong+co"))
    assert dossier.code in text(client.get("/can-bo/viec/new/?channel=ONLINE"))
    assert "Bỏ bộ lọc" in text(client.get("/can-bo/viec/new/?channel=POSTAL"))


def test_a_filter_is_kept_and_forgotten(world, desk):
    client = desk("reception")
    client.post("/can-bo/viec/new/luu-bo-loc/", {"name": "Trực tuyến của tôi", "channel": "ONLINE"})
    (kept,) = dossiers.saved_filters(world.reception)
    assert kept.query == {"channel": "ONLINE"}
    assert "Trực tuyến của tôi" in text(client.get("/can-bo/viec/new/"))
    client.post("/can-bo/viec/new/bo-bo-loc/", {"filter": str(kept.pk)})
    assert dossiers.saved_filters(world.reception) == []


def test_the_whole_way_through_the_pages(world, desk):
    dossier = filed(world, now())
    page = text(desk("reception").get(url(dossier)))
    assert f"{url(dossier)}viec/tiep-nhan/" in page
    assert act(desk("reception"), dossier, "tiep-nhan").url == url(dossier)
    specialist = desk("specialist")
    assert act(specialist, dossier, "nhan-viec").status_code == 302
    assert act(specialist, dossier, "hoan-thanh", outcome="fit", note="Đủ").status_code == 302
    assert act(desk("leader"), dossier, "duyet").status_code == 302
    assert (
        act(desk("clerk"), dossier, "so-ket-qua", kind="own", granted="1", notation="XN").status_code == 302
    )
    assert act(desk("return_officer"), dossier, "tra-ket-qua", **HANDED).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == 10
    done = text(desk("reception").get(url(dossier)))
    assert "1/XN" in done
    assert "Hồ sơ đã kết thúc." in done


def test_identifiers_are_masked_until_looked_at(world, desk):
    dossier = filed(world, now())
    # The same number in the declaration is no less a number than in the table above it.
    Dossier.objects.filter(pk=dossier.pk).update(
        data={"subject": "Cho tôi, số 026 190 000 001, tức 026190000001"}
    )
    client = desk("reception")
    assert "026******001" in text(client.get(url(dossier)))
    assert "026 190 000 001" not in text(client.get(url(dossier)))
    assert "026190000001" not in text(client.get(url(dossier)))
    assert [look.facts["what"] for look in looks(Subject("dossier", dossier.pk))] == ["dossier"]
    assert "026190000001" in text(client.post(url(dossier, "nguoi/")))
    look, _page = looks(Subject("dossier", dossier.pk))
    assert look.facts["what"] == "citizen_id"
    assert look.account_id == world.reception.account_id


def test_a_limit_in_words_is_told_to_who_promises_the_date(world, desk):
    dossier = filed(world, now())
    content = world.version.content
    world.version.content = {
        **content,
        "limits": [{"channel": "ONLINE", "text": "Ngay khi đủ giấy tờ", "verified": True}],
    }
    world.version.save()
    asked = text(desk("reception").get(url(dossier, "viec/tiep-nhan/")))
    assert "Quy định không ghi số ngày: “Ngay khi đủ giấy tờ”." in asked
    assert "chưa có thời hạn được kiểm chứng" not in asked


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(world, desk):
    dossier = filed(world, now())
    answer = act(desk("reception"), dossier, "tu-choi", reason="")
    assert answer.status_code == 422
    assert 'id="reason-error"' in text(answer)
    dossier.refresh_from_db()
    assert dossier.state == 1


def test_a_stale_page_tells_what_changed_and_keeps_what_was_typed(world, desk):
    dossier = filed(world, now())
    old = dossier.version
    dossiers.accept(world.reception, dossier.pk, hand_over=False)
    answer = desk("reception").post(
        url(dossier, "viec/chuyen-xu-ly/"), {"version": old, "note": "Bản giấy kèm theo"}
    )
    assert answer.status_code == 409
    page = text(answer)
    assert "tiếp nhận hồ sơ" in page
    assert "Bản giấy kèm theo" in page
    assert Dossier.objects.get(pk=dossier.pk).state == 2


def test_an_act_needs_the_version_of_its_page(world, desk):
    dossier = filed(world, now())
    assert desk("reception").post(url(dossier, "viec/tiep-nhan/"), {}).status_code == 409


def test_the_composer_lists_papers_and_answers_and_asks_for_each_remark(world, desk):
    dossier = filed(world, now())
    client = desk("reception")
    page = text(client.get(url(dossier, "bo-sung/")))
    assert "Giấy tờ chứng minh" in page
    assert "Nội dung đề nghị" in page
    bare = {"version": dossier.version, "reason": "Thiếu giấy", "muc-0": "1"}
    refused = client.post(url(dossier, "bo-sung/"), bare)
    assert refused.status_code == 422
    assert 'id="muc-0-remark-error"' in text(refused)
    full = {**bare, "muc-0.remark": "Chụp rõ bốn góc", "muc-1": "1", "muc-1.remark": "Ghi rõ nơi dùng"}
    assert client.post(url(dossier, "bo-sung/"), full).status_code == 302
    asked = SupplementRequest.objects.get(dossier=dossier)
    assert sorted((i.kind, i.key) for i in asked.items.all()) == [
        ("component", "giay-to"),
        ("field", "subject"),
    ]


def test_the_desk_takes_a_supplement_and_a_second_request_warns(world, desk):
    dossier = filed(world, now())
    client = desk("reception")
    ask = {"version": dossier.version, "reason": "Thiếu", "muc-0": "1", "muc-0.remark": "Nộp bản chính"}
    client.post(url(dossier, "bo-sung/"), ask)
    dossier.refresh_from_db()
    assert client.get(url(dossier, "nhan-bo-sung/")).status_code == 200
    empty = client.post(url(dossier, "nhan-bo-sung/"), {"version": dossier.version})
    assert empty.status_code == 422
    given = {"version": dossier.version, "giay.giay-to.originals": "1"}
    assert client.post(url(dossier, "nhan-bo-sung/"), given).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == 1
    assert "lần thứ hai" in text(client.get(url(dossier, "bo-sung/")))
    again = client.post(url(dossier, "bo-sung/"), {**ask, "version": dossier.version})
    assert again.status_code == 422
    assert 'id="repeat_reason-error"' in text(again)


def test_a_paper_is_found_unfit_and_goes_into_the_composer(world, desk):
    dossier = filed(world, now())
    from tinhso.government.dossiers.models import DossierFile

    paper = DossierFile.objects.create(
        dossier=dossier, component_key="giay-to", component_name="Giấy tờ", originals=1, added_at=now()
    )
    client = desk("reception")
    client.post(url(dossier, f"giay-to/{paper.pk}/kiem-tra/"), {"fit": "0", "remark": "Mờ"})
    paper.refresh_from_db()
    assert (paper.checked, paper.remark) == ("unfit", "Mờ")
    assert 'value="Mờ"' in text(client.get(url(dossier, "bo-sung/")))


def test_an_opinion_goes_to_another_agency_and_back(world, desk):
    dossier = accepted(world, now())
    asked = act(
        desk("specialist"),
        dossier,
        "xin-y-kien",
        agency=str(world.other.pk),
        question="Đất có tranh chấp?",
        hours="8",
    )
    assert asked.status_code == 302
    outsider = desk("outsider")
    assert dossier.code in text(outsider.get("/can-bo/y-kien/"))
    answered = act(outsider, dossier, "tra-loi-y-kien", agrees="1", answer="Không tranh chấp")
    assert answered.status_code == 302
    assert Opinion.objects.get().agrees is True
    assert "Không tranh chấp" in text(desk("specialist").get(url(dossier)))


def test_every_question_that_waits_is_on_some_page(world, desk):
    dossier = accepted(world)
    Opinion.objects.bulk_create(
        Opinion(
            dossier=dossier,
            asked_by_agency=world.committee,
            agency_id=world.outsider.agency_id,
            question=f"Câu {n:02}",
            asked_at=now(),
            due_at=now() + timedelta(hours=n // 2),
        )
        for n in range(60)
    )
    client, address, told = desk("outsider"), "/can-bo/y-kien/", []
    for _page in range(2):
        shown = text(client.get(address))
        told += re.findall(r"Câu \d\d", shown)
        following = re.search(r'rel="next" href="([^"]+)"', shown)
        address = "/can-bo/y-kien/" + (following[1] if following else "")
    assert following is None
    assert sorted(told) == [f"Câu {n:02}" for n in range(60)]


def test_send_back_recall_and_reassign(world, desk):
    dossier = accepted(world, now())
    specialist, leader = desk("specialist"), desk("leader")
    act(specialist, dossier, "hoan-thanh", outcome="fit")
    assert act(specialist, dossier, "thu-hoi", note="Nhầm").status_code == 302
    other = world.specialist2.account_id
    assert act(leader, dossier, "phan-cong", person=str(other), note="Nghỉ phép").status_code == 302
    assert step(dossier, "appraise").account_id == other
    act(desk("specialist2"), dossier, "hoan-thanh", outcome="fit")
    assert act(leader, dossier, "tra-lai", note="Thiếu ý kiến").status_code == 302
    assert step(dossier, "appraise").account_id == other


def test_extend_stop_and_resume(world, desk):
    with at(now()):
        dossier = accepted(world, now())
    head = desk("division_head")
    day = dossier.due_at.year + 1
    late = {"new_due__day": "31", "new_due__month": "02", "new_due__year": str(day)}
    refused = act(head, dossier, "gia-han", reason="Xin lỗi", **late)
    assert refused.status_code == 422
    assert 'id="new_due-error"' in text(refused)
    fine = {"new_due__day": "5", "new_due__month": "1", "new_due__year": str(day)}
    assert act(head, dossier, "gia-han", reason="Xin lỗi ông bà", **fine).status_code == 302
    assert act(head, dossier, "dung", reason="Chờ toà").status_code == 302
    assert act(head, dossier, "tiep-tuc", reason="Toà đã xong").status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == 4


def test_fees_and_financial_duty(world, desk):
    dossier = accepted(world, now())
    fee = dossier.fees.get()
    cashier = desk("cashier")
    page = text(cashier.get(url(dossier, "viec/thu-phi/")))
    assert "8.000" in page
    refused = act(cashier, dossier, "thu-phi", fee=str(fee.pk), paid="8.000", method="cash")
    assert 'id="receipt_no-error"' in text(refused)
    done = act(cashier, dossier, "thu-phi", fee=str(fee.pk), paid="5.000", method="cash", receipt_no="BL1")
    assert done.status_code == 302
    assert (
        'value="3.000"' in (page := text(cashier.get(url(dossier, "viec/thu-phi/"))))
        or 'value="3000"' in page
    )
    done = act(cashier, dossier, "thu-phi", fee=str(fee.pk), paid="3.000", method="cash", receipt_no="BL2")
    assert done.status_code == 302
    assert cashier.get(url(dossier, "viec/thu-phi/")).status_code == 302, "nothing is owed any more"
    page = text(cashier.get(url(dossier)))
    assert "BL1" in page
    assert "BL2" in page
    assert "BL2" in text(cashier.get(url(dossier, "viec/sua-khoan-thu/")))
    assert act(desk("specialist"), dossier, "yeu-cau-tai-chinh", reason="Nộp thuế").status_code == 302
    assert act(cashier, dossier, "da-nop-tai-chinh", note="Chứng từ 1").status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == 4


def test_a_ministry_number_and_a_late_return_with_apology(world, desk):
    dossier = approved(world)
    with at(now().replace(year=now().year + 1)):
        answer = act(
            desk("clerk"),
            dossier,
            "so-ket-qua",
            kind="ministry",
            granted="1",
            number="77",
            source_system="Hộ tịch",
        )
        assert answer.status_code == 302
        page = desk("return_officer").get(url(dossier, "viec/tra-ket-qua/"))
        assert "Hãy xin lỗi" in text(page)
        assert act(desk("return_officer"), dossier, "tra-ket-qua", **HANDED).status_code == 302


def test_strangers_see_nothing(world, desk, client):
    dossier = filed(world, now())
    assert desk("outsider").get(url(dossier)).status_code == 404
    assert client.get(url(dossier)).status_code in (302, 403)
    for path in ("viec/tiep-nhan/", "bo-sung/"):
        assert desk("outsider").post(url(dossier, path), {"version": dossier.version}).status_code == 404


def test_the_receipt_is_the_desk_s(world, desk):
    dossier = numbered(world)
    page = desk("reception").get(url(dossier, "phieu/"))
    assert dossiers.receipt_secret(dossier) in text(page)
    assert desk("reception").get(url(dossier, "phieu/qr.svg"))["Content-Type"] == "image/svg+xml"
    assert desk("specialist").get(url(dossier, "phieu/")).status_code == 403


def test_a_clock_that_waits_for_the_citizen_is_told_as_standing_with_what_is_left(world, desk):
    dossier = accepted(world, now())
    items = [dossiers.Missing("component", "giay-to", "Giấy tờ chứng minh", "Thiếu trang 2")]
    dossiers.request_supplement(world.specialist, dossier.pk, items=items, reason="Thiếu")
    listed = text(desk("specialist").get("/can-bo/viec/waiting_citizen/"))
    assert dossier.code in listed
    opened = text(desk("specialist").get(url(dossier)))
    for page in (listed, opened):
        assert "Đang tạm dừng" in page
        assert "ngày làm việc" in page
        assert "ts-due--fine" not in page
    assert "Người nộp bổ sung đến" in listed
    dossiers.answer_supplement(world.reception, dossier.pk, data={"subject": "Đủ"})
    assert "Đang tạm dừng" not in text(desk("specialist").get(url(dossier)))


def test_before_acceptance_no_limit_is_told(world, desk):
    dossier = filed(world, now())
    items = [dossiers.Missing("component", "giay-to", "Giấy tờ chứng minh", "Thiếu trang 2")]
    dossiers.request_supplement(world.reception, dossier.pk, items=items, reason="Thiếu")
    listed = text(desk("reception").get("/can-bo/viec/waiting_citizen/"))
    assert "chưa tính thời hạn giải quyết" in listed
    assert "ts-due--" not in listed
