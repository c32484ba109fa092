"""Opening an account, resetting a password: nobody learns who exists."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.foundation.identity.conftest import CITIZEN_ID, PASSWORD, SignIn, without_token
from tinhso.foundation.identity.models import Account, OneTimeCode, Organisation, Person
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, now

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "chim se nha hot bau troi"
CARD = {
    "citizen_id": "001085 000 001",
    "name": "  Trần  Văn Thử ",
    "birth_date__day": "2",
    "birth_date__month": "11",
    "birth_date__year": "1985",
    "sex": "male",
}
CARD_FIELDS = ("citizen_id", "name", "birth_date", "sex")
CONTACT = {"phone": "+84 912 345 679", "email": ""}


def registration_code() -> str:
    """The newest code for a registration."""
    newest = Notice.objects.filter(template="registration_code").order_by("-made_at", "-id").first()
    assert newest is not None
    return re.findall(r"\b\d{6}\b", newest.body)[0]


def register(card: dict[str, str], password: str = NEW_PASSWORD) -> tuple[int, str, str]:
    """Through the three pages; the last answer and where it leads."""
    browser = Client()
    assert browser.post("/dang-ky/ca-nhan/giay-to/", card)["Location"] == "/dang-ky/ca-nhan/lien-he/"
    assert browser.post("/dang-ky/ca-nhan/lien-he/", CONTACT)["Location"] == "/dang-ky/ca-nhan/mat-khau/"
    answer = browser.post("/dang-ky/ca-nhan/mat-khau/", {"password": password})
    if answer.status_code == 302:
        answer = browser.post(answer["Location"], {"code": registration_code()})
    page = browser.get(answer["Location"]) if answer.status_code == 302 else answer
    return answer.status_code, answer.get("Location", ""), without_token(page.content.decode())


def test_a_person_opens_an_unverified_account(signed_in: SignIn) -> None:
    assert register(CARD)[0] == 302
    person = Person.objects.select_related("account").get()
    assert (person.name, person.citizen_id, person.phone) == ("Trần Văn Thử", "001085000001", "0912345679")
    assert person.verified_at is None
    assert person.account.password.startswith("argon2")
    events = history(Subject("account", person.account_id))
    assert [e.verb for e in events] == ["account.register"]
    assert "001085000001" not in str(events[0].facts)
    page = signed_in("001085000001", NEW_PASSWORD).get("/tai-khoan/").content.decode()
    assert "Chưa xác minh" in page
    assert "001085000001" not in page


def test_an_existing_number_gets_the_same_answer_and_its_owner_is_told(resident: Account) -> None:
    fresh = register(CARD)
    taken = {**CARD, "citizen_id": CITIZEN_ID, "sex": "female", "birth_date__year": "1990"}
    assert register(taken) == fresh
    resident.refresh_from_db()
    assert resident.check_password(PASSWORD)
    notices = Notice.objects.filter(account_id=resident.pk)
    assert {n.template for n in notices} == {"account_registered_again"}
    assert all(CITIZEN_ID not in n.body for n in notices)
    count = notices.count()
    for _ in range(5):
        register(taken)
    assert notices.all().count() == 3 * count


def test_an_enterprise_opens_an_account(signed_in: SignIn) -> None:
    browser = Client()
    facts = {
        "tax_number": "0100233488",
        "name": "Công ty Thử",
        "representative": "Trần Văn Thử",
        "representative_citizen_id": "001085000001",
    }
    assert browser.post("/dang-ky/to-chuc/to-chuc/", facts).status_code == 302
    assert browser.post("/dang-ky/to-chuc/lien-he/", CONTACT).status_code == 302
    answer = browser.post("/dang-ky/to-chuc/mat-khau/", {"password": NEW_PASSWORD})
    assert not Account.objects.exists()
    assert browser.post(answer["Location"], {"code": registration_code()}).status_code == 302
    assert Organisation.objects.get().representative_citizen_id == "001085000001"
    assert "Công ty Thử" in signed_in("0100233488", NEW_PASSWORD).get("/tai-khoan/").content.decode()


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"citizen_id": "12345"}, "citizen_id", "Số căn cước phải có 12 chữ số"),
        ({"citizen_id": "001399000001"}, "citizen_id", "năm sinh ở tương lai"),
        (
            {"birth_date__day": "31", "birth_date__month": "2"},
            "birth_date",
            "Ngày 31/2/1985 không có trong lịch: tháng đó chỉ có 28 ngày",
        ),
        ({"birth_date__month": "13"}, "birth_date", "Không có tháng 13"),
        ({"birth_date__month": ""}, "birth_date", "Hãy nhập đủ cả ngày, tháng và năm"),
        ({"birth_date__year": "85"}, "birth_date", "năm đủ 4 chữ số"),
        (
            {"birth_date__day": "", "birth_date__month": "", "birth_date__year": ""},
            "birth_date",
            "Hãy nhập ngày sinh như trên thẻ",
        ),
        ({"birth_date__year": "2999"}, "birth_date", "Ngày sinh phải trước ngày hôm nay"),
        ({"name": "A" * 10_000}, "name", "dài quá 120"),
        ({"name": "\u202e"}, "name", "Hãy nhập họ và tên"),
        ({"name": "{{ 7*7 }}"}, "name", "chỉ gồm chữ cái"),
        ({"sex": "x"}, "sex", "Hãy chọn giới tính"),
    ],
)
def test_faults_stand_on_top_and_beside_the_field(change: dict[str, str], field: str, words: str) -> None:
    answer = Client().post("/dang-ky/ca-nhan/giay-to/", {**CARD, **change})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(words) == 2
    assert f'href="#{field}"' in page
    assert page.index(f'href="#{field}"') < page.index(f'id="{field}-error"')
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("change", "fields", "words"),
    [
        ({"sex": "female"}, {"citizen_id", "sex"}, "Số căn cước này là của nam. "),
        ({"birth_date__year": "1986"}, {"citizen_id", "birth_date"}, "là của người sinh năm 1985. "),
        (
            {"sex": "female", "birth_date__year": "1986"},
            {"citizen_id", "birth_date", "sex"},
            "là của nam, sinh năm 1985. ",
        ),
    ],
)
def test_a_number_that_disagrees_is_told_at_each_field_and_once_on_top(
    change: dict[str, str], fields: set[str], words: str
) -> None:
    page = Client().post("/dang-ky/ca-nhan/giay-to/", {**CARD, **change}).content.decode()
    assert page.count(words) == 1 + len(fields)
    assert 'href="#citizen_id"' in page
    assert {field for field in CARD_FIELDS if f'id="{field}-error"' in page} == fields


def test_pages_cannot_be_skipped() -> None:
    browser = Client()
    assert browser.get("/dang-ky/ca-nhan/mat-khau/")["Location"] == "/dang-ky/ca-nhan/giay-to/"
    assert browser.get("/dang-ky/ai-do/giay-to/").status_code == 404


@pytest.mark.parametrize("weak", ["ngan", "1234567890", "aaaaaaaaaaaa", "x001085000001x", "a" * 201])
def test_weak_passwords_are_refused(weak: str) -> None:
    assert register(CARD, weak)[0] == 422
    assert not Account.objects.exists()


def sent_code(account: Account) -> str:
    body = Notice.objects.filter(account_id=account.pk, template="password_reset_code").latest("made_at").body
    return next(
        word.strip(",.:;")
        for word in body.split()
        if word.strip(",.:;").isdigit() and len(word.strip(",.:;")) == 6
    )


def ask(login: str) -> tuple[Client, str]:
    browser = Client()
    answer = browser.post("/quen-mat-khau/", {"login": login})
    assert answer["Location"] == "/dat-lai-mat-khau/"
    return browser, browser.get("/dat-lai-mat-khau/").content.decode()


def test_a_code_sets_a_new_password_once_and_signs_everybody_out(
    resident: Account, signed_in: SignIn
) -> None:
    old = signed_in(CITIZEN_ID)
    browser, _page = ask(CITIZEN_ID)
    code = sent_code(resident)
    assert OneTimeCode.objects.get().digest != code
    form = {"code": code, "password": NEW_PASSWORD}
    assert browser.post("/dat-lai-mat-khau/", form).status_code == 302
    assert old.get("/tai-khoan/").status_code == 302
    signed_in(CITIZEN_ID, NEW_PASSWORD)
    again = Client()
    session = again.session
    session["reset_login"] = CITIZEN_ID
    session.save()
    assert again.post("/dat-lai-mat-khau/", form).status_code == 422


def test_asking_for_a_code_tells_nothing(resident: Account) -> None:
    known, unknown = ask(CITIZEN_ID)[1], ask("001085999999")[1]
    assert without_token(known) == without_token(unknown)
    assert Notice.objects.filter(template="password_reset_code").exists()
    assert set(Notice.objects.values_list("account_id", flat=True)) == {resident.pk}


def test_a_code_dies_after_ten_minutes_or_five_wrong_tries(resident: Account) -> None:
    start = now()
    with at(start):
        browser, _page = ask(CITIZEN_ID)
        late = sent_code(resident)
    with at(start + timedelta(minutes=11)):
        assert browser.post("/dat-lai-mat-khau/", {"code": late, "password": NEW_PASSWORD}).status_code == 422
    with at(start + timedelta(minutes=40)):
        browser, _page = ask(CITIZEN_ID)
        code = sent_code(resident)
        wrong = "000000" if code != "000000" else "000001"
        for _ in range(5):
            assert (
                browser.post("/dat-lai-mat-khau/", {"code": wrong, "password": NEW_PASSWORD}).status_code
                == 422
            )
        assert browser.post("/dat-lai-mat-khau/", {"code": code, "password": NEW_PASSWORD}).status_code == 429
    resident.refresh_from_db()
    assert resident.check_password(PASSWORD)


def test_codes_are_not_sent_without_end(resident: Account) -> None:
    answers = [Client().post("/quen-mat-khau/", {"login": CITIZEN_ID}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_changing_a_password_keeps_this_device_and_ends_the_others(
    resident: Account, signed_in: SignIn
) -> None:
    here, there = signed_in(CITIZEN_ID), signed_in(CITIZEN_ID)
    form = {"current": PASSWORD, "password": NEW_PASSWORD}
    assert here.post("/tai-khoan/mat-khau/", {**form, "current": "sai"}).status_code == 422
    assert here.post("/tai-khoan/mat-khau/", {**form, "password": "ngan"}).status_code == 422
    assert here.post("/tai-khoan/mat-khau/", form).status_code == 302
    page = here.get("/tai-khoan/thiet-bi/").content.decode()
    assert "Thiết bị này" in page
    assert there.get("/tai-khoan/").status_code == 302
