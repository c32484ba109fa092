"""Personal data is never seen unseen: every way to it leaves a look, and the person reads who it was."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from tests.government.dossiers import world as w
from tests.security.conftest import Browser, Two
from tinhso.foundation.files import api as files
from tinhso.foundation.records.api import Subject, history, looks
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, DossierFile, TrackingMiss
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden

NUMBER = "026190000001"
TYPED = "Gọi 0911 000 001, căn cước 026190000001"


def seen(two: Two) -> list[str]:
    return [str(look.facts["what"]) for look in looks(Subject("dossier", two.ours.pk))][::-1]


def page(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def paper(two: Two) -> Any:
    """A paper in the first commune's dossier, handed in by its owner."""
    stored = files.store(two.here.resident, "so-ho.txt", BytesIO("Sổ hộ khẩu".encode()))
    files.attach(stored.id, Subject("dossier", two.ours.pk))
    DossierFile.objects.create(
        dossier=two.ours, component_key="giay-to", file_id=stored.id, added_at=w.MONDAY
    )
    return stored


def test_the_person_reads_who_looked_at_dossier_number_and_paper(
    two: Two, browser: Browser, paper: Any
) -> None:
    desk, person = browser(two.here.reception), browser(two.here.resident)
    assert "Chưa có ai xem" in page(person.get("/tai-khoan/ai-da-xem/"))
    assert desk.get(f"/can-bo/ho-so/{two.ours.pk}/").status_code == 200
    assert NUMBER in page(desk.post(f"/can-bo/ho-so/{two.ours.pk}/nguoi/"))
    assert desk.get(f"/tep/{paper.id}/").status_code == 200
    assert seen(two) == ["dossier", "citizen_id", f"file:{paper.id}"]
    for address in ("/tai-khoan/ai-da-xem/", f"/tra-cuu/{two.ours.code}/"):
        shown = page(person.get(address))
        assert two.here.desk.name in shown, address
        for what in ("Nội dung hồ sơ", "Số căn cước", "Giấy tờ trong hồ sơ", "Công chức"):
            assert what in shown, (address, what)
    assert two.ours.code in page(person.get("/tai-khoan/ai-da-xem/"))
    assert two.here.desk.name not in page(browser(two.here.stranger).get("/tai-khoan/ai-da-xem/"))


def test_every_officers_page_of_a_dossier_is_a_look_but_ten_minutes_are_one(
    two: Two, browser: Browser
) -> None:
    desk = browser(two.here.specialist)
    for tail in ("", "", "bo-sung/", "viec/chuyen-buoc/", "nhan-bo-sung/", ""):
        desk.get(f"/can-bo/ho-so/{two.ours.pk}/{tail}")
    assert seen(two) == ["dossier"]
    browser(two.here.leader).get(f"/can-bo/ho-so/{two.ours.pk}/bo-sung/")
    assert seen(two) == ["dossier", "dossier"]


def test_only_who_handles_the_dossier_reads_whole_numbers(two: Two, browser: Browser) -> None:
    Dossier.objects.filter(pk=two.ours.pk).update(data={"subject": TYPED})
    desk = browser(two.here.specialist)
    first = page(desk.get(f"/can-bo/ho-so/{two.ours.pk}/"))
    assert NUMBER not in first, "until it is looked at"
    assert "0911 000 001" in first
    assert NUMBER in page(desk.post(f"/can-bo/ho-so/{two.ours.pk}/nguoi/", follow=True))
    for actor in (two.here.outsider, two.here.monitor):
        client = browser(actor)
        masked = page(client.get(f"/can-bo/ho-so/{two.ours.pk}/"))
        assert "026******001" in masked
        assert NUMBER not in masked
        assert "0911 000 001" not in masked
        assert client.post(f"/can-bo/ho-so/{two.ours.pk}/nguoi/").status_code == 403
    assert seen(two) == ["dossier", "citizen_id", "dossier", "dossier"]


def test_who_runs_the_system_reads_no_dossier(two: Two, browser: Browser, paper: Any) -> None:
    system = w.officer("he-thong", two.here.committee, "system_admin")
    unit = w.officer("quan-tri", two.here.committee, "unit_admin")
    for actor, status in ((system, 404), (unit, 403)):
        client = browser(actor)
        assert client.post(f"/can-bo/ho-so/{two.ours.pk}/nguoi/").status_code == status
        assert client.get(f"/tep/{paper.id}/").status_code == 404
        assert NUMBER not in page(client.get(f"/can-bo/ho-so/{two.ours.pk}/"))
    assert browser(system).get(f"/can-bo/ho-so/{two.ours.pk}/").status_code == 404
    assert browser(two.here.monitor).get(f"/tep/{paper.id}/").status_code == 404
    assert browser(two.here.outsider).get(f"/tep/{paper.id}/").status_code == 200, "asked for an opinion"


def test_a_receipt_printed_by_the_desk_makes_nobody_the_citizen(
    two: Two, browser: Browser, paper: Any
) -> None:
    desk = browser(two.here.return_officer)
    secret = dossiers.receipt_secret(two.ours)
    assert secret in page(desk.get(f"/can-bo/ho-so/{two.ours.pk}/phieu/"))
    assert [e.verb for e in history(Subject("dossier", two.ours.pk))][-1] == "dossier.print_receipt"
    thief = browser(None)
    thief.post("/tra-cuu/", {"code": two.ours.code, "secret": secret})
    tracked = page(thief.get(f"/tra-cuu/{two.ours.code}/"))
    assert f"/tra-cuu/{two.ours.code}/rut/" not in tracked
    assert thief.get(f"/tra-cuu/{two.ours.code}/tep/{paper.id}/").status_code == 200
    refused = thief.post(f"/tra-cuu/{two.ours.code}/rut/", {"reason": "x"})
    assert refused.status_code == 422
    assert "chủ tài khoản" in page(refused)
    two.ours.refresh_from_db()
    assert two.ours.state == 4
    assert seen(two) == ["receipt_print", "receipt", f"file:{paper.id}"]
    shown = page(browser(two.here.resident).get("/tai-khoan/ai-da-xem/"))
    assert "Người giữ mã tra cứu" in shown
    assert "Giấy biên nhận có mã tra cứu" in shown
    journal = page(browser(two.here.reception).get(f"/can-bo/ho-so/{two.ours.pk}/"))
    assert "in giấy tiếp nhận" in journal
    assert "Người giữ mã tra cứu" in journal


def test_only_the_account_rates_its_dossier(two: Two, browser: Browser) -> None:
    dossier = w.numbered(two.here)
    with at(w.MONDAY):
        dossiers.return_result(
            two.here.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
    thief, person = browser(None), browser(two.here.resident)
    thief.post("/tra-cuu/", {"code": dossier.code, "secret": dossiers.receipt_secret(dossier)})
    assert 'name="score"' not in page(thief.get(f"/tra-cuu/{dossier.code}/"))
    assert thief.post(f"/tra-cuu/{dossier.code}/danh-gia/", {"score": "5"}).status_code == 403
    assert 'name="score"' in page(person.get(f"/tra-cuu/{dossier.code}/"))
    assert person.post(f"/tra-cuu/{dossier.code}/danh-gia/", {"score": "4"}).status_code == 302
    dossier.refresh_from_db()
    assert dossiers.tracking(dossier).rating.score == 4  # type: ignore[union-attr]


def test_only_the_account_answers_what_was_asked_of_it(two: Two, browser: Browser) -> None:
    item = dossiers.Missing("field", "subject", "Nội dung", "Ghi rõ")
    with at(w.MONDAY):
        dossiers.request_supplement(two.here.specialist, two.ours.pk, items=[item], reason="Chưa rõ")
    path = f"/tra-cuu/{two.ours.code}/bo-sung/"
    thief, person = browser(None), browser(two.here.resident)
    thief.post("/tra-cuu/", {"code": two.ours.code, "secret": dossiers.receipt_secret(two.ours)})
    shown = page(thief.get(path))
    assert "Ghi rõ" in shown, "the receipt shows what is asked"
    assert 'name="subject"' not in shown
    sent = thief.post(path, {"subject": "Kẻ khác khai"})
    assert sent["Location"].startswith("/dang-nhap/?next=")
    with pytest.raises(Forbidden) as refused:
        dossiers.answer_supplement(
            Actor("resident", label="Người khác"),
            two.ours.pk,
            note="x",
            secret=dossiers.receipt_secret(two.ours),
        )
    assert refused.value.code == "own_account_needed"
    two.ours.refresh_from_db()
    assert (two.ours.state, "subject" in page(person.get(path))) == (5, True)
    Dossier.objects.filter(pk=two.ours.pk).update(account=None)
    assert thief.post(path, {"subject": "Tự khai"}).status_code == 302
    two.ours.refresh_from_db()
    assert (two.ours.state, two.ours.data["subject"]) == (4, "Tự khai")


def test_a_dossier_without_account_is_the_receipt_holders(two: Two, browser: Browser) -> None:
    Dossier.objects.filter(pk=two.ours.pk).update(account=None)
    holder = browser(None)
    holder.post("/tra-cuu/", {"code": two.ours.code, "secret": dossiers.receipt_secret(two.ours)})
    assert holder.post(f"/tra-cuu/{two.ours.code}/rut/", {"reason": "Làm lại"}).status_code == 302
    two.ours.refresh_from_db()
    assert two.ours.state == 7
    journal = page(browser(two.here.reception).get(f"/can-bo/ho-so/{two.ours.pk}/"))
    assert "Người giữ mã tra cứu" in journal


@pytest.mark.parametrize(
    "address",
    ["/can-bo/so/", "/can-bo/viec/my_unit/", "/can-bo/so/so-theo-doi.csv", "/can-bo/so/so-theo-doi.xlsx"],
)
def test_finding_somebody_by_a_whole_number_is_a_look(two: Two, browser: Browser, address: str) -> None:
    officer = browser(two.here.specialist)
    assert officer.get(address, {"text": "Ví Dụ"}).status_code == 200
    assert seen(two) == []
    assert officer.get(address, {"text": NUMBER}).status_code == 200
    assert seen(two) == ["number_search"]
    assert "Tìm theo số căn cước" in page(browser(two.here.resident).get("/tai-khoan/ai-da-xem/"))


def test_trying_number_after_number_ends(two: Two, browser: Browser) -> None:
    officer = browser(two.here.specialist)
    found = [officer.get("/can-bo/so/", {"text": f"0261900{n:05d}"}).status_code for n in range(62)]
    assert set(found[:60]) == {200}
    assert found[-1] == 429


def test_a_right_pair_always_passes_and_a_neighbour_locks_nobody(two: Two, browser: Browser) -> None:
    visitor = browser(None)
    for n in range(12):
        wrong = visitor.post("/tra-cuu/", {"code": f"H62.91.1-261123-{n:04d}", "secret": "0000-0000-0000"})
        assert wrong.status_code == 422
        assert "không đúng" in page(wrong), "misses for many codes lock no address"
    for _try in range(11):
        locked = visitor.post("/tra-cuu/", {"code": two.ours.code, "secret": "0000-0000-0000"})
    assert "15 phút" in page(locked)
    pair = {"code": two.ours.code, "secret": dossiers.receipt_secret(two.ours)}
    assert visitor.post("/api/v1/tracking", pair, content_type="application/json").status_code == 200
    assert visitor.post("/tra-cuu/", pair).status_code == 302
    assert TrackingMiss.objects.exists()


def sign_in(client: Any, actor: Actor) -> None:
    """By the login page, as a person does."""
    from tinhso.foundation.identity.models import Account

    account = Account.objects.get(pk=actor.account_id)
    account.set_password("mat-khau-rat-dai-9")
    account.save()
    answer = client.post("/dang-nhap/", {"login": account.login, "password": "mat-khau-rat-dai-9"})
    assert answer.status_code == 302


def test_a_shared_browser_forgets_the_visitor_before(two: Two, browser: Browser) -> None:
    shared = browser(None)
    typed = {
        "name": "Lê Thị Người Trước", "citizen_id": "026190000009", "sex": "female",
        "birth_date__day": "1", "birth_date__month": "2", "birth_date__year": "1990",
    }  # fmt: skip
    assert shared.post("/dang-ky/ca-nhan/giay-to/", typed).status_code == 302
    assert "Người Trước" in page(shared.get("/dang-ky/ca-nhan/giay-to/"))
    shared.post("/tra-cuu/", {"code": two.ours.code, "secret": dossiers.receipt_secret(two.ours)})
    assert shared.get(f"/tra-cuu/{two.ours.code}/phieu/").status_code == 200
    sign_in(shared, two.here.stranger)
    assert "Người Trước" not in page(shared.get("/dang-ky/ca-nhan/giay-to/"))
    for tail in ("", "phieu/", "da-nop/"):
        assert shared.get(f"/tra-cuu/{two.ours.code}/{tail}").status_code == 404


def test_tracking_by_receipt_ends_when_told_and_by_itself(two: Two, browser: Browser) -> None:
    pair = {"code": two.ours.code, "secret": dossiers.receipt_secret(two.ours)}
    address = f"/tra-cuu/{two.ours.code}/"
    visitor = browser(None)
    visitor.post("/tra-cuu/", pair)
    assert "Kết thúc tra cứu" in page(visitor.get(address))
    assert visitor.post("/tra-cuu/ket-thuc/").status_code == 302
    assert visitor.get(address).status_code == 404
    visitor.post("/tra-cuu/", pair)
    assert visitor.get(address).status_code == 200
    session = visitor.session
    session["tracked"] = {**session["tracked"], "until": session["tracked"]["until"] - 1801}
    session.save()
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("day", ["9999-12-31", "31/12/9999", "0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_no_fault(two: Two, browser: Browser, day: str) -> None:
    officer = browser(two.here.specialist)
    for address in ("/can-bo/viec/my_unit/", "/can-bo/so/", "/can-bo/bang/", "/can-bo/so/so-theo-doi.csv"):
        assert officer.get(address, {"date_to": day, "date_from": day}).status_code in (200, 422), address


@pytest.mark.parametrize("version", ["²", "9" * 5000, "-1", ""])
def test_a_forged_version_of_many_is_no_fault(two: Two, browser: Browser, version: str) -> None:
    step = f"{two.step.pk}:{version}"
    answer = browser(two.here.specialist).post("/can-bo/viec/my_unit/chuyen/", {"step": step})
    assert answer.status_code == 200


def test_a_draft_takes_no_paper_that_was_filed_elsewhere(two: Two, browser: Browser, paper: Any) -> None:
    person = browser(two.here.resident)
    answer = person.post(f"/ho-so/nhap/{two.draft.pk}/giay-to/", {"file.giay-to__id": str(paper.id)})
    assert answer.status_code == 422
    assert "đã thuộc một hồ sơ khác" in page(answer)
    assert not two.draft.files.filter(file_id=paper.id).exists()
