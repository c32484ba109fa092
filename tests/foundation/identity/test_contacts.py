"""Changing how one is reached: nothing holds before the code came back, and the old address is warned."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.foundation.identity.conftest import CITIZEN_ID, PASSWORD, MakeOfficer, SignIn
from tinhso.foundation.identity.models import Account, ContactChange, OneTimeCode, Organisation, Person
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.records.api import Subject, history, matches, record_look
from tinhso.foundation.worktime.api import at, now, today

pytestmark = pytest.mark.django_db
PHONE = "/tai-khoan/lien-he/dien-thoai/"
EMAIL = "/tai-khoan/lien-he/thu-dien-tu/"
NEW_PHONE, NEW_EMAIL = "0987654321", "moi@example.vn"


def ask(browser: Client, address: str, **form: str) -> Any:
    return browser.post(address, {"current": PASSWORD, **form})


def sent_to(address: str) -> str:
    """The code in the newest notice to an address."""
    notice = Notice.objects.filter(template="contact_code", address=address).latest("made_at")
    found = re.search(r"\b\d{6}\b", notice.body)
    assert found
    return found[0]


def test_a_new_telephone_holds_once_its_code_came_back(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(CITIZEN_ID)
    answer = ask(browser, PHONE, phone="+84 987 654 321")
    assert (answer.status_code, answer["Location"]) == (302, PHONE + "ma/")
    (notice,) = Notice.objects.filter(template="contact_code")
    assert (notice.channel, notice.address, notice.account_id) == ("sms", NEW_PHONE, None)
    code = sent_to(NEW_PHONE)
    assert code not in ContactChange.objects.get().digest
    assert Person.objects.get().phone == "0912345678"
    wrong = "000000" if code != "000000" else "000001"
    refused = browser.post(PHONE + "ma/", {"code": wrong})
    assert refused.status_code == 422
    assert "Mã không đúng hoặc đã hết hạn" in refused.content.decode()
    assert Person.objects.get().phone == "0912345678"
    assert browser.post(PHONE + "ma/", {"code": code})["Location"] == "/tai-khoan/"
    assert Person.objects.get().phone == NEW_PHONE
    assert not ContactChange.objects.exists()
    assert NEW_PHONE in browser.get("/tai-khoan/").content.decode()
    # The code is spent: there is nothing left to confirm.
    assert browser.post(PHONE + "ma/", {"code": code})["Location"] == PHONE
    warned = Notice.objects.filter(template="contact_changed")
    assert {n.address for n in warned} == {"0912345678", "thu@example.vn"}
    assert all(NEW_PHONE not in n.body and "*******321" in n.body for n in warned)


def test_events_hold_digests_only(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(CITIZEN_ID)
    ask(browser, EMAIL, email=NEW_EMAIL)
    browser.post(EMAIL + "ma/", {"code": sent_to(NEW_EMAIL)})
    events = [e for e in history(Subject("account", resident.pk)) if "contact" in e.verb]
    assert [e.verb for e in events] == ["account.request_contact", "account.change_contact"]
    for event in events:
        assert NEW_EMAIL not in str(event.__dict__)
        assert "thu@example.vn" not in str(event.__dict__)
    assert matches(events[1], "after", NEW_EMAIL)
    assert matches(events[1], "before", "thu@example.vn")
    assert not matches(events[1], "after", "other@example.vn")


@pytest.mark.parametrize(
    ("address", "form", "field", "words"),
    [
        (PHONE, {"phone": "12345"}, "phone", "phải có 10 chữ số"),
        (PHONE, {"phone": "0112345678"}, "phone", "không có đầu số di động"),
        (PHONE, {"phone": "0912 345 678"}, "phone", "Không có gì để đổi"),
        (EMAIL, {"email": ""}, "email", "Hãy nhập địa chỉ thư điện tử"),
        (EMAIL, {"email": "a@b"}, "email", "không đúng, ví dụ đúng"),
        (EMAIL, {"email": "a@b.vn\nBcc: c@d.vn"}, "email", "không đúng, ví dụ đúng"),
        (EMAIL, {"email": "x" * 10_000 + "@b.vn"}, "email", "không đúng, ví dụ đúng"),
        (EMAIL, {"email": NEW_EMAIL, "current": "sai mat khau"}, "current", "Mật khẩu hiện tại không đúng"),
    ],
)
def test_what_does_not_fit_is_told_at_the_field(
    resident: Account, signed_in: SignIn, address: str, form: dict[str, str], field: str, words: str
) -> None:
    page = ask(signed_in(CITIZEN_ID), address, **form)
    assert page.status_code == 422
    told = page.content.decode()
    assert told.count(words) == 2
    assert f'href="#{field}"' in told
    assert not ContactChange.objects.exists()
    assert not Notice.objects.filter(template="contact_code").exists()


def test_a_code_dies_after_five_wrong_tries_and_after_ten_minutes(
    resident: Account, signed_in: SignIn
) -> None:
    start = now()
    with at(start):
        browser = signed_in(CITIZEN_ID)
        ask(browser, EMAIL, email=NEW_EMAIL)
        code = sent_to(NEW_EMAIL)
        wrong = "000000" if code != "000000" else "000001"
        for _ in range(5):
            assert browser.post(EMAIL + "ma/", {"code": wrong}).status_code == 422
        assert browser.post(EMAIL + "ma/", {"code": code}).status_code == 422
        ask(browser, EMAIL, email=NEW_EMAIL)
        late = sent_to(NEW_EMAIL)
    with at(start + timedelta(minutes=11)):
        assert browser.post(EMAIL + "ma/", {"code": late}).status_code == 302
    assert Person.objects.get().email == "thu@example.vn"


def test_a_code_fits_only_the_address_it_was_sent_to(resident: Account, signed_in: SignIn) -> None:
    """Who owns one address cannot use its code to claim another."""
    browser = signed_in(CITIZEN_ID)
    ask(browser, EMAIL, email=NEW_EMAIL)
    own = sent_to(NEW_EMAIL)
    ask(browser, EMAIL, email="victim@example.vn")
    if own != sent_to("victim@example.vn"):
        assert browser.post(EMAIL + "ma/", {"code": own}).status_code == 422
    assert Person.objects.get().email == "thu@example.vn"


def test_nobody_is_flooded_with_codes(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(CITIZEN_ID)
    answers = [ask(browser, EMAIL, email=f"a{n}@example.vn").status_code for n in range(6)]
    assert answers == [302] * 5 + [429]


def test_without_a_gateway_the_way_leads_to_the_desk(
    resident: Account, signed_in: SignIn, settings: Any
) -> None:
    browser = signed_in(CITIZEN_ID)
    settings.ENV, settings.EMAIL_HOST = "production", ""
    page = ask(browser, PHONE, phone=NEW_PHONE)
    assert page.status_code == 422
    assert "bộ phận một cửa gần nhất" in page.content.decode()


def test_codes_that_went_to_the_old_address_are_worth_nothing_now(
    resident: Account, signed_in: SignIn
) -> None:
    browser = signed_in(CITIZEN_ID)
    Client().post("/quen-mat-khau/", {"login": CITIZEN_ID})
    assert OneTimeCode.objects.exists()
    ask(browser, PHONE, phone=NEW_PHONE)
    browser.post(PHONE + "ma/", {"code": sent_to(NEW_PHONE)})
    assert not OneTimeCode.objects.exists()


def test_an_email_can_be_taken_out_while_a_telephone_is_left(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(CITIZEN_ID)
    assert browser.post(EMAIL + "bo/").status_code == 302
    assert Person.objects.get().email == ""
    assert {n.address for n in Notice.objects.filter(template="contact_removed")} == {
        "0912345678",
        "thu@example.vn",
    }
    Person.objects.update(email="thu@example.vn", phone="")
    assert browser.post(EMAIL + "bo/").status_code == 422
    assert Person.objects.get().email == "thu@example.vn"


def test_an_enterprise_changes_its_own(db: None, signed_in: SignIn) -> None:
    account = Account(kind="resident", login="0100233488", created_at=now())
    account.set_password(PASSWORD)
    account.save()
    Organisation.objects.create(
        account=account, name="Công ty Thử", tax_number="0100233488", representative="A", phone="0912345678"
    )
    browser = signed_in("0100233488")
    assert ask(browser, EMAIL, email=NEW_EMAIL).status_code == 302
    assert browser.post(EMAIL + "ma/", {"code": sent_to(NEW_EMAIL)}).status_code == 302
    assert Organisation.objects.get().email == NEW_EMAIL
    assert browser.get("/tai-khoan/dia-chi/").status_code == 404


def test_an_address_is_a_commune_of_today(resident: Account, signed_in: SignIn, commune: Agency) -> None:
    browser = signed_in(CITIZEN_ID)
    form = {"address_unit": "08866", "address_line": " Số 5,  thôn Mẫu "}
    assert browser.post("/tai-khoan/dia-chi/", form).status_code == 302
    person = Person.objects.get()
    assert (person.address_unit, person.address_on) == ("08866", today())
    assert "Số 5, thôn Mẫu, Xã Thổ Tang" in browser.get("/tai-khoan/").content.decode()
    (event,) = [e for e in history(Subject("account", resident.pk)) if e.verb == "account.change_address"]
    assert "Mẫu" not in str(event.__dict__)
    assert "08866" not in str(event.facts)
    for bad in ({"address_unit": "99999"}, {"address_unit": ""}, {**form, "address_line": "x" * 201}):
        assert browser.post("/tai-khoan/dia-chi/", bad).status_code == 422
    assert Person.objects.get().address_line == "Số 5, thôn Mẫu"


def test_nothing_on_the_pages_changes_name_birth_date_or_sex(
    resident: Account, signed_in: SignIn, commune: Agency
) -> None:
    browser = signed_in(CITIZEN_ID)
    forged = {"name": "Kẻ Khác", "birth_date": "2000-01-01", "sex": "male", "citizen_id": "001085000001"}
    ask(browser, EMAIL, email=NEW_EMAIL, **forged)
    browser.post(EMAIL + "ma/", {"code": sent_to(NEW_EMAIL), **forged})
    browser.post("/tai-khoan/dia-chi/", {"address_unit": "08866", **forged})
    browser.post("/tai-khoan/", forged)
    person = Person.objects.get()
    assert (person.name, person.sex, person.citizen_id) == ("Nguyễn Thị Thử", "female", CITIZEN_ID)
    assert str(person.birth_date) == "1990-05-20"
    page = browser.get("/tai-khoan/").content.decode()
    assert "chỉ đổi được khi cán bộ bộ phận một cửa xem giấy tờ" in page


def test_the_account_shows_who_looked(
    resident: Account, signed_in: SignIn, commune: Agency, make_officer: MakeOfficer
) -> None:
    browser = signed_in(CITIZEN_ID)
    assert "Chưa có cán bộ nào xem" in browser.get("/tai-khoan/").content.decode()
    record_look(make_officer("motcua", commune, "reception"), Subject("account", resident.pk), "account")
    page = browser.get("/tai-khoan/").content.decode()
    assert "Thông tin tài khoản" in page
    assert "Ủy ban nhân dân xã Thổ Tang" in page
    assert "Motcua" not in page


def test_a_visitor_and_a_stranger_reach_nobodys_data(resident: Account, signed_in: SignIn) -> None:
    for address in (PHONE, EMAIL + "ma/", "/tai-khoan/dia-chi/"):
        assert Client().get(address)["Location"].startswith("/dang-nhap/")
    assert signed_in(CITIZEN_ID).get("/tai-khoan/lien-he/fax/").status_code == 404
