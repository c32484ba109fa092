"""Attacks on accounts, as requests that a browser can send: each was possible once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.foundation.identity.conftest import CITIZEN_ID, PASSWORD, MakeOfficer, SignIn
from tests.foundation.identity.test_register import CARD, CONTACT, NEW_PASSWORD, registration_code
from tests.foundation.identity.test_sign_in import bind
from tinhso.foundation.identity.api import grant_capacity
from tinhso.foundation.identity.known_device import COOKIE
from tinhso.foundation.identity.models import Account, Capacity, FactChange, Person
from tinhso.foundation.notices.models import Notice, SinkMessage
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.records.api import Subject, history, matches
from tinhso.foundation.worktime.api import at, now

pytestmark = pytest.mark.django_db
CARD_FORM = {
    "name": "Nguyễn Thị Thử",
    "birth_date__day": "20",
    "birth_date__month": "5",
    "birth_date__year": "1990",
    "sex": "female",
    "own": "1",
}
RENAMED = {**CARD_FORM, "name": "Kẻ Trộm Tên"}


def told(account: Account, template: str) -> int:
    """How many times the owner was told that, by channel of their known addresses."""
    found = Notice.objects.filter(account_id=account.pk, template=template)
    assert {n.address for n in found} <= {"0912345678", "thu@example.vn"}
    return found.filter(channel="sms").count()


def sent_codes(account: Account) -> list[str]:
    """The codes to reset a password that went to the owner, the oldest first."""
    found = Notice.objects.filter(account_id=account.pk, template="password_reset_code", channel="sms")
    return [re.findall(r"\b\d{6}\b", n.body)[0] for n in found.order_by("made_at", "id")]


# Verified facts.


@pytest.fixture
def verified(resident: Account, commune: Agency, make_officer: MakeOfficer, signed_in: SignIn) -> str:
    """The desk page of a person whose card was checked once, in one step."""
    make_officer("tiepnhan", commune, "reception")
    page = f"/can-bo/xac-minh/{resident.pk}/"
    assert signed_in("tiepnhan").post(page, CARD_FORM)["Location"] == "/can-bo/xac-minh/"
    assert Person.objects.get(account=resident).verified_at is not None
    return page


def name_of(account: Account) -> str:
    return Person.objects.get(account=account).name


def test_one_officer_cannot_rename_a_verified_person(
    resident: Account, verified: str, commune: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    first = signed_in("tiepnhan")
    answer = first.post(verified, RENAMED)
    assert answer.status_code == 422
    assert "vì sao phải sửa" in answer.content.decode()
    assert first.post(verified, {**RENAMED, "reason": "Thẻ cấp lại"}).status_code == 302
    assert name_of(resident) == "Nguyễn Thị Thử"
    assert told(resident, "facts_change_asked") == 1
    assert first.post(f"{verified}sua/", {"answer": "confirm"}).status_code == 403
    assert name_of(resident) == "Nguyễn Thị Thử"

    make_officer("traketqua", commune, "return_officer")
    second = signed_in("traketqua")
    assert verified in second.get("/can-bo/xac-minh/").content.decode()
    page = second.get(verified).content.decode()
    for shown in ("Nguyễn Thị Thử", "Kẻ Trộm Tên", "Thẻ cấp lại"):
        assert shown in page
    assert second.post(f"{verified}sua/", {"answer": "confirm"}).status_code == 302
    assert name_of(resident) == "Kẻ Trộm Tên"
    assert told(resident, "facts_changed") == 1
    events = {e.verb: e for e in history(Subject("account", resident.pk))}
    assert matches(events["account.ask_fact_change"], "reason", "Thẻ cấp lại")
    assert events["account.confirm_fact_change"].capacity_id != events["account.ask_fact_change"].capacity_id
    assert second.post(f"{verified}sua/", {"answer": "confirm"}).status_code == 404


def test_officers_of_two_agencies_cannot_rename_together(
    resident: Account, verified: str, other_agency: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    assert signed_in("tiepnhan").post(verified, {**RENAMED, "reason": "Nhờ"}).status_code == 302
    make_officer("noikhac", other_agency, "reception")
    other = signed_in("noikhac")
    assert "Kẻ Trộm Tên" not in other.get(verified).content.decode()
    assert other.post(f"{verified}sua/", {"answer": "confirm"}).status_code == 404
    assert name_of(resident) == "Nguyễn Thị Thử"


def test_a_change_can_be_dropped_and_never_overwrites_a_newer_one(
    resident: Account, verified: str, commune: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    first = signed_in("tiepnhan")
    first.post(verified, {**RENAMED, "reason": "Nhầm"})
    assert first.post(f"{verified}sua/", {"answer": "drop"}).status_code == 302
    assert not FactChange.objects.exists()
    first.post(verified, {**RENAMED, "reason": "Nhầm"})
    Person.objects.filter(account=resident).update(name="Nguyễn Thị Khác")
    make_officer("traketqua", commune, "return_officer")
    assert signed_in("traketqua").post(f"{verified}sua/", {"answer": "confirm"}).status_code == 409
    assert name_of(resident) == "Nguyễn Thị Khác"


def test_an_officer_cannot_try_number_after_number_and_a_hit_is_seen(
    resident: Account, commune: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    make_officer("tiepnhan", commune, "reception")
    desk = signed_in("tiepnhan")
    assert desk.post("/can-bo/xac-minh/", {"number": CITIZEN_ID}).status_code == 302
    page = signed_in(CITIZEN_ID).get("/tai-khoan/ai-da-xem/").content.decode()
    assert "Tìm theo số căn cước" in page
    assert commune.name in page
    answers = [desk.post("/can-bo/xac-minh/", {"number": f"0010850{n:05d}"}).status_code for n in range(40)]
    assert answers[:29] == [404] * 29
    assert set(answers[30:]) == {429}
    assert desk.post("/can-bo/xac-minh/", {"number": CITIZEN_ID}).status_code == 429


# Lock-out and reset.


def forgotten(address: str, browser: Client | None = None) -> Any:
    browser = browser or Client()
    return browser.post("/quen-mat-khau/", {"login": CITIZEN_ID}, headers={"X-Forwarded-For": address})


def test_a_stranger_spoils_no_code_and_stops_no_reset(resident: Account) -> None:
    owner = Client()
    assert forgotten("203.0.113.1", owner).status_code == 302
    answers = [forgotten("203.0.113.9").status_code for _ in range(9)]
    assert answers == [302] * 5 + [429] * 4
    thief = Client()
    session = thief.session
    session["reset_login"] = CITIZEN_ID
    session.save()
    wrong = {"code": "000000", "password": NEW_PASSWORD}
    tries = [
        thief.post("/dat-lai-mat-khau/", wrong, headers={"X-Forwarded-For": "203.0.113.9"}).status_code
        for _ in range(9)
    ]
    assert tries == [422] * 5 + [429] * 4
    assert forgotten("203.0.113.1", owner).status_code == 302
    form = {"code": sent_codes(resident)[0], "password": NEW_PASSWORD}
    answer = owner.post("/dat-lai-mat-khau/", form, headers={"X-Forwarded-For": "203.0.113.1"})
    assert answer.status_code == 302
    resident.refresh_from_db()
    assert resident.check_password(NEW_PASSWORD)
    for code in sent_codes(resident)[1:]:
        form = {"code": code, "password": PASSWORD}
        again = thief.post("/dat-lai-mat-khau/", form, headers={"X-Forwarded-For": "203.0.113.7"})
        assert again.status_code in (422, 429)


def test_many_addresses_together_meet_the_ceiling_of_the_login_and_the_owners_browser_does_not(
    resident: Account, signed_in: SignIn
) -> None:
    owner = signed_in(CITIZEN_ID)
    owner.post("/dang-xuat/")
    answers = [forgotten(f"203.0.113.{n}").status_code for n in range(1, 21)]
    assert answers == [302] * 15 + [429] * 5
    assert forgotten("198.51.100.1").status_code == 429
    assert forgotten("198.51.100.1", owner).status_code == 302


def lock(times: int = 8) -> list[int]:
    stranger = Client()
    wrong = {"login": CITIZEN_ID, "password": "sai roi sai roi"}
    return [stranger.post("/dang-nhap/", wrong).status_code for _ in range(times)]


def test_strangers_lock_no_owner_out_of_a_known_browser(resident: Account, signed_in: SignIn) -> None:
    known = signed_in(CITIZEN_ID)
    open_already = signed_in(CITIZEN_ID)
    known.post("/dang-xuat/")
    assert lock()[-1] == 429
    right = {"login": CITIZEN_ID, "password": PASSWORD}
    refused = Client().post("/dang-nhap/", right)
    assert refused.status_code == 429
    assert "Đăng nhập từ đây đang tạm khóa" in refused.content.decode()
    assert known.post("/dang-nhap/", right).status_code == 302
    form = {"current": PASSWORD, "password": NEW_PASSWORD}
    assert open_already.post("/tai-khoan/mat-khau/", form).status_code == 302


def test_the_cookie_of_a_known_browser_guesses_no_more_than_others(
    resident: Account, signed_in: SignIn
) -> None:
    known = signed_in(CITIZEN_ID)
    known.post("/dang-xuat/")
    cookie = known.cookies[COOKIE]
    assert cookie["httponly"]
    assert CITIZEN_ID not in cookie.value
    wrong = {"login": CITIZEN_ID, "password": "sai roi sai roi"}
    assert [known.post("/dang-nhap/", wrong).status_code for _ in range(7)] == [422] * 5 + [429] * 2
    forged = Client()
    forged.cookies[COOKIE] = cookie.value[:-2] + "xx"
    lock()
    assert forged.post("/dang-nhap/", {"login": CITIZEN_ID, "password": PASSWORD}).status_code == 429
    # For another login this browser is a stranger's.
    other = {"login": "001085999999", "password": "sai roi sai roi"}
    assert [Client().post("/dang-nhap/", other).status_code for _ in range(6)][-1] == 429
    known.cookies[COOKIE] = cookie.value
    assert known.post("/dang-nhap/", other).status_code == 429


@pytest.mark.parametrize("page", ["/dang-nhap/", "/quen-mat-khau/"])
@pytest.mark.parametrize("typed", ["\x00", f"{CITIZEN_ID}\x00", "a\x00b", "x\x1b[2J", "\x85", ""])
def test_what_cannot_be_typed_gets_a_sentence(resident: Account, page: str, typed: str) -> None:
    answer = Client().post(page, {"login": typed, "password": PASSWORD})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "không đọc được" in text or "Hãy nhập số định danh" in text
    assert "\x00" not in text


def test_a_code_is_sent_by_the_worker_and_not_while_the_visitor_waits(resident: Account) -> None:
    forgotten("203.0.113.1")
    notices = Notice.objects.filter(template="password_reset_code")
    assert {n.state for n in notices} == {"waiting"}
    assert len(notices) >= 1
    assert not SinkMessage.objects.exists()


# Opening an account.


def at_the_code() -> Client:
    """A browser that has typed everything and waits for its code."""
    browser = Client()
    browser.post("/dang-ky/ca-nhan/giay-to/", CARD)
    browser.post("/dang-ky/ca-nhan/lien-he/", CONTACT)
    answer = browser.post("/dang-ky/ca-nhan/mat-khau/", {"password": NEW_PASSWORD})
    assert answer["Location"] == "/dang-ky/ca-nhan/ma/"
    return browser


CODE_PAGE = "/dang-ky/ca-nhan/ma/"


def wrong_code() -> dict[str, str]:
    return {"code": "000000" if registration_code() != "000000" else "000001"}


def test_no_account_opens_without_the_code_to_its_telephone() -> None:
    browser = at_the_code()
    assert not Account.objects.exists()
    assert browser.post(CODE_PAGE, wrong_code()).status_code == 422
    assert browser.post(CODE_PAGE, {"code": ""}).status_code == 422
    assert not Account.objects.exists()
    assert (
        Client().post("/dang-nhap/", {"login": "001085000001", "password": NEW_PASSWORD}).status_code == 422
    )
    stranger = Client()
    assert stranger.post(CODE_PAGE, {"code": registration_code()})["Location"] == "/dang-ky/"
    assert browser.post(CODE_PAGE, {"code": registration_code()})["Location"] == "/dang-ky/xong/"
    assert Account.objects.get().login == "001085000001"
    assert browser.post(CODE_PAGE, {"code": registration_code()})["Location"] == "/dang-ky/"


def test_a_code_is_resent_the_earlier_stays_good_and_both_run_out() -> None:
    start = now()
    with at(start):
        browser = at_the_code()
        first = registration_code()
    with at(start + timedelta(minutes=5)):
        assert browser.post(f"{CODE_PAGE}gui-lai/")["Location"] == CODE_PAGE
        assert registration_code() != first or Notice.objects.count() > 1
    with at(start + timedelta(minutes=16)):
        for code in (first, registration_code()):
            assert browser.post(CODE_PAGE, {"code": code}).status_code == 422
    assert not Account.objects.exists()
    with at(start + timedelta(minutes=17)):
        browser.post(f"{CODE_PAGE}gui-lai/")
        kept = registration_code()
        browser.post(f"{CODE_PAGE}gui-lai/")
        assert browser.post(CODE_PAGE, {"code": kept}).status_code == 302
    assert Account.objects.exists()


def test_codes_of_a_registration_cannot_be_guessed() -> None:
    browser = at_the_code()
    wrong = wrong_code()
    for _ in range(5):
        assert browser.post(CODE_PAGE, wrong).status_code == 422
    assert browser.post(CODE_PAGE, {"code": registration_code()}).status_code == 422
    assert not Account.objects.exists()


def test_the_number_can_be_changed_without_typing_the_rest_again() -> None:
    browser = at_the_code()
    old = registration_code()
    answer = browser.post("/dang-ky/ca-nhan/lien-he/", {"phone": "0987654321", "email": ""})
    assert answer["Location"] == CODE_PAGE
    assert "0987654321" in browser.get(CODE_PAGE).content.decode()
    assert Notice.objects.filter(address="0987654321", template="registration_code").count() == 1
    if old != registration_code():
        assert browser.post(CODE_PAGE, {"code": old}).status_code == 422
    assert browser.post(CODE_PAGE, {"code": registration_code()}).status_code == 302
    assert Person.objects.get().phone == "0987654321"


def test_the_demonstration_says_where_its_codes_are(settings: Any) -> None:
    settings.DEMO = True
    browser = at_the_code()
    assert "/hop-thu-mau/" in browser.get(CODE_PAGE).content.decode()
    assert "/hop-thu-mau/" in browser.post(CODE_PAGE, wrong_code()).content.decode()
    elsewhere = browser.get(CODE_PAGE, headers={"X-Forwarded-For": "203.0.113.1"})
    assert "/hop-thu-mau/" not in elsewhere.content.decode()
    settings.DEMO = False
    assert "/hop-thu-mau/" not in browser.get(CODE_PAGE).content.decode()


def test_a_telephone_is_not_flooded_with_codes() -> None:
    browser = at_the_code()
    answers = [browser.post(f"{CODE_PAGE}gui-lai/").status_code for _ in range(6)]
    assert answers == [302] * 4 + [429] * 2
    assert Notice.objects.filter(template="registration_code").count() == 5


def test_a_site_that_sends_no_messages_asks_for_an_email(settings: Any) -> None:
    settings.ENV, settings.EMAIL_HOST = "production", "localhost"
    browser = Client()
    browser.post("/dang-ky/ca-nhan/giay-to/", CARD)
    answer = browser.post("/dang-ky/ca-nhan/lien-he/", CONTACT)
    assert answer.status_code == 422
    assert "Hãy nhập thư điện tử để nhận mã" in answer.content.decode()
    answer = browser.post("/dang-ky/ca-nhan/lien-he/", {**CONTACT, "email": "thu@example.vn"})
    assert answer.status_code == 302


# Rights.


def test_another_agency_gives_an_officer_a_role_only_when_they_accept(
    commune: Agency, other_agency: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    make_officer("quantri", commune, "unit_admin")
    officer = make_officer("noikhac", other_agency, "reception")
    Person.objects.filter(account_id=officer.account_id).update(phone="0912345678")
    form = {
        "username": "noikhac",
        "name": "Cán bộ Noikhac",
        "position": "Chuyên viên",
        "roles": ["specialist"],
        "valid_from__day": "1",
        "valid_from__month": "7",
        "valid_from__year": "2025",
    }
    admin = signed_in("quantri")
    assert admin.post("/quan-tri/nhan-su/moi/", form).status_code == 302
    assert "Chờ cán bộ nhận" in admin.get("/quan-tri/nhan-su/").content.decode()
    offer = Capacity.objects.get(agency=commune, account_id=officer.account_id)
    assert offer.awaiting
    account = Account.objects.get(pk=officer.account_id)
    assert told(account, "capacity_offered") == 1

    browser = Client()
    answer = browser.post("/dang-nhap/", {"login": "noikhac", "password": PASSWORD})
    assert answer["Location"] == "/chuyen-vai/"
    assert "Nhận vai trò" in browser.get("/chuyen-vai/").content.decode()
    assert browser.post("/chuyen-vai/", {"capacity": str(offer.pk)}).status_code == 403
    page = f"/chuyen-vai/loi-moi/{offer.pk}/"
    assert admin.post(page, {"answer": "accept"}).status_code == 404
    assert browser.post(page, {"answer": "accept"}).status_code == 302
    assert browser.post("/chuyen-vai/", {"capacity": str(offer.pk)}).status_code == 302
    assert browser.post(page, {"answer": "decline"}).status_code == 404

    Capacity.objects.filter(pk=offer.pk).update(awaiting=True)
    assert browser.post(page, {"answer": "decline"}).status_code == 302
    assert not Capacity.objects.filter(pk=offer.pk).exists()


def test_a_system_administrator_gives_it_at_once_and_the_officer_is_told(
    commune: Agency, other_agency: Agency, make_officer: MakeOfficer
) -> None:
    admin = make_officer("hethong", commune, "system_admin")
    officer = make_officer("noikhac", other_agency, "reception")
    Person.objects.filter(account_id=officer.account_id).update(phone="0912345678")
    assert officer.account_id is not None
    row = grant_capacity(admin, officer.account_id, commune.pk, ["specialist"], "Chuyên viên", now().date())
    assert not row.awaiting
    assert told(Account.objects.get(pk=officer.account_id), "capacity_granted") == 1


def test_turning_the_second_factor_off_ends_other_sessions_and_is_told(resident: Account) -> None:
    here, there = Client(), Client()
    _app, _seconds, codes = bind(resident)
    for browser, code in ((here, codes[0]), (there, codes[1])):
        browser.post("/dang-nhap/", {"login": CITIZEN_ID, "password": PASSWORD})
        assert browser.post("/dang-nhap/ma/", {"code": code}).status_code == 302
        assert browser.get("/tai-khoan/").status_code == 200
    assert here.post("/tai-khoan/bao-mat/tat/", {"current": "sai roi"}).status_code == 422
    assert there.get("/tai-khoan/").status_code == 200
    assert here.post("/tai-khoan/bao-mat/tat/", {"current": PASSWORD}).status_code == 302
    assert here.get("/tai-khoan/").status_code == 200
    assert there.get("/tai-khoan/").status_code == 302
    assert told(resident, "second_factor_off") == 1


def test_who_registers_on_the_way_to_a_page_is_led_back_to_it() -> None:
    for target, kept in (("/nop/1.001193/", True), ("https://xau.example/nop/", False)):
        browser = Client()
        sign_in_page = browser.get("/dang-nhap/", {"next": target}).content.decode()
        assert ("/dang-ky/?next=/nop/1.001193/" in sign_in_page) is kept
        browser.get("/dang-ky/", {"next": target})
        done = browser.get("/dang-ky/xong/").content.decode()
        assert ("/dang-nhap/?next=/nop/1.001193/" in done) is kept
        assert "xau.example" not in done
