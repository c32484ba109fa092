"""Signing in by e-identity against the simulator, a process apart here put into a thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from tests.foundation.identity.conftest import PASSWORD
from tinhso.foundation.identity.eid.provider import forget_provider
from tinhso.foundation.identity.models import (
    Account,
    EidLink,
    OneTimeCode,
    Organisation,
    Person,
    SignIn,
)
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import now
from tinhso.lib.held import forget_all
from tinhso.simulators.eid.provider import Provider
from tinhso.simulators.eid.server import Server

pytestmark = pytest.mark.django_db
START, BACK = "/dang-nhap/dinh-danh/", "/dang-nhap/dinh-danh/ve/"


@pytest.fixture(scope="module")
def simulator() -> Iterator[Provider]:
    provider = Provider("", "tinhso", "bi-mat-mo-phong", ("http://testserver",))
    server = Server(("127.0.0.1", 0), provider)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield provider
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _connected(simulator: Provider, settings: Any) -> Iterator[None]:
    settings.TINHSO_EID_ISSUER = simulator.issuer
    settings.TINHSO_EID_CLIENT_ID = simulator.client_id
    settings.TINHSO_EID_CLIENT_SECRET = simulator.client_secret
    settings.TINHSO_FRONT_DOOR = "national"
    forget_provider()
    forget_all()
    yield
    forget_provider()


def to_provider(client: Client, next_page: str = "") -> str:
    answer = client.get(START, {"next": next_page} if next_page else {})
    assert answer.status_code == 302, answer.content.decode()[:300]
    return str(answer["Location"])


def chosen(address: str, person: str) -> str:
    """The provider's answer, as the path and query on which the browser comes back."""
    answer = httpx.get(f"{address}&nguoi={person}", trust_env=False)
    assert answer.status_code == 302, answer.text[:300]
    parts = urlsplit(answer.headers["Location"])
    assert (parts.netloc, parts.path) == ("testserver", BACK)
    return f"{parts.path}?{parts.query}"


def entered(client: Client, person: str, next_page: str = "") -> Any:
    return client.get(chosen(to_provider(client, next_page), person))


def old_account(number: str, name: str, born: date | None = None, **person: Any) -> Account:
    account = Account.objects.create(
        kind="resident", login=number, password=make_password(PASSWORD), created_at=now()
    )
    Person.objects.create(account=account, name=name, citizen_id=number, birth_date=born, **person)
    return account


def verbs(account: Account) -> list[str]:
    return [event.verb for event in history(Subject("account", account.pk)) if "eid" in event.verb]


def test_a_new_person_gets_an_account_and_the_next_time_the_same() -> None:
    first = entered(Client(), "dan-moi", "/tra-cuu/")
    assert first.status_code == 302
    assert first.url == "/tra-cuu/"
    account = Account.objects.get(login="026299000003")
    assert (account.person.name, account.person.birth_date) == ("Lê Văn Mới Đến", date(1999, 8, 15))
    assert account.person.verified_at is not None
    assert not account.has_usable_password()
    assert EidLink.objects.get(account=account).level == 2
    assert SignIn.objects.get(account=account).level == "LoA3.IAL2"
    assert entered(Client(), "dan-moi").url == "/ca-nhan/"
    assert Account.objects.count() == 1
    assert sorted(verbs(account)) == ["account.eid_auth", "account.eid_create"]


def test_an_older_account_is_mapped_and_its_unproven_password_ends() -> None:
    account = old_account("026190000001", "NGUYEN THI NGUOI DAN", date(1990, 5, 20))
    elsewhere = Client()
    elsewhere.force_login(account)
    SignIn.objects.create(account=account, session_key=elsewhere.session.session_key, started_at=now())
    client = Client()
    assert entered(client, "dan-1").status_code == 302
    account.refresh_from_db()
    assert verbs(account) == ["account.eid_mapping"]
    assert not account.has_usable_password()
    assert account.person.name == "Nguyễn Thị Người Dân"
    assert account.person.verified_at is not None
    assert elsewhere.get("/tai-khoan/").status_code == 302
    assert "Bằng định danh điện tử mức độ 2" in client.get("/tai-khoan/").content.decode()


def test_whoever_opened_an_account_on_public_facts_is_left_no_way_back_in() -> None:
    """Name and tax number of an enterprise are public, so a stranger's account may agree with the proven facts."""
    account = Account.objects.create(
        kind="resident", login="2600000012", password=make_password(PASSWORD), created_at=now()
    )
    Organisation.objects.create(
        account=account,
        name="Công ty TNHH Doanh Nghiệp Minh Họa",
        tax_number="2600000012",
        representative="Kẻ Mạo Danh",
        representative_citizen_id="026180000009",
        phone="0987000111",
        email="ke-mao-danh@example.vn",
    )
    OneTimeCode.objects.create(
        account=account, digest="0" * 64, sent_at=now(), expires_at=now() + timedelta(minutes=10)
    )
    assert entered(Client(), "doanh-nghiep").status_code == 302
    assert verbs(account) == ["account.eid_mapping"]
    firm = Organisation.objects.get(account=account)
    told = (firm.phone, firm.email, firm.representative, firm.representative_citizen_id)
    assert not {"0987000111", "ke-mao-danh@example.vn", "Kẻ Mạo Danh", "026180000009"} & set(told)
    assert not OneTimeCode.objects.filter(account=account).exists()


def test_a_stranger_who_opened_an_account_on_the_number_is_not_met() -> None:
    account = old_account("026190000001", "Kẻ Mạo Danh", date(1980, 1, 1))
    answer = entered(Client(), "dan-1")
    assert answer.status_code == 403
    assert "một cửa" in answer.content.decode()
    assert "eid_other_facts" in answer.content.decode()
    assert not EidLink.objects.exists()
    account.refresh_from_db()
    assert account.has_usable_password()


def test_an_organisation_enters_by_its_tax_number() -> None:
    assert entered(Client(), "doanh-nghiep").status_code == 302
    firm = Organisation.objects.get(tax_number="2600000012")
    assert (firm.name, firm.representative) == ("Công ty TNHH Doanh Nghiệp Minh Họa", "Trần Văn Người Dân")


@pytest.mark.parametrize(
    ("person", "status", "code"),
    [("-", 403, "eid_declined"), ("muc-1", 403, "eid_level"), ("nguoi-nuoc-ngoai", 403, "eid_number")],
)
def test_who_is_not_let_in_is_told_why(person: str, status: int, code: str) -> None:
    answer = entered(Client(), person)
    assert (answer.status_code, code in answer.content.decode()) == (status, True)
    assert not Account.objects.exists()


def test_an_answer_is_good_once_and_only_where_it_was_asked() -> None:
    client = Client()
    back = chosen(to_provider(client), "dan-moi")
    assert "eid_state" in Client().get(back).content.decode()
    assert client.get(back).url == "/ca-nhan/"
    again = client.get(back)
    assert again.status_code == 422
    assert "eid_state" in again.content.decode()


def test_a_code_of_another_sign_in_is_refused() -> None:
    """Both codes are real; each belongs to its own verifier and nonce."""
    thief, client = Client(), Client()
    stolen = dict(parse_qsl(urlsplit(chosen(to_provider(thief), "dan-2")).query))["code"]
    state = dict(parse_qsl(urlsplit(to_provider(client)).query))["state"]
    answer = client.get(BACK, {"code": stolen, "state": state})
    assert "eid_unsound" in answer.content.decode()
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "bend",
    [{"nonce": "khac"}, {"aud": "khac"}, {"exp": 1}, {"iss": "https://khac.example"}, {"sub": "ai-do"}],
)
def test_a_bent_token_is_refused(simulator: Provider, monkeypatch: Any, bend: dict[str, Any]) -> None:
    whole = simulator.id_token
    monkeypatch.setattr(simulator, "id_token", lambda asked, person: whole(asked, person, **bend))
    answer = entered(Client(), "dan-moi")
    assert answer.status_code == 422
    assert "eid_unsound" in answer.content.decode()
    assert not Account.objects.exists()


def test_an_expired_sign_in_is_refused() -> None:
    client = Client()
    back = chosen(to_provider(client), "dan-moi")
    session = client.session
    session["eid_sign_ins"] = {k: {**v, "until": 1} for k, v in session["eid_sign_ins"].items()}
    session.save()
    assert "eid_state" in client.get(back).content.decode()


def test_a_provider_that_is_away_is_told_plainly(settings: Any) -> None:
    settings.TINHSO_EID_ISSUER = "http://127.0.0.1:9"
    answer = Client().get(START)
    assert answer.status_code == 429
    assert "chưa trả lời" in answer.content.decode()
    settings.TINHSO_EID_ISSUER = ""
    assert Client().get(START).status_code == 404


def test_the_next_page_is_ours() -> None:
    assert entered(Client(), "dan-moi", "https://khac.example/").url == "/ca-nhan/"


def test_signing_out_offers_to_sign_out_there_too(simulator: Provider) -> None:
    client = Client()
    entered(client, "dan-moi")
    answer = client.post("/dang-xuat/")
    assert answer.url == "/dang-xuat/dinh-danh/"
    page = client.get(answer.url).content.decode()
    assert f"{simulator.issuer}/oidc/logout?id_token_hint=" in page
    assert client.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize(
    "path", ["/dang-ky/", "/dang-ky/ca-nhan/giay-to/", "/dang-ky/to-chuc/mat-khau/", "/dang-ky/ca-nhan/ma/"]
)
def test_nobody_registers_here(path: str) -> None:
    shown = Client().get(path)
    assert shown.status_code == 200
    assert "Không cần tài khoản riêng" in shown.content.decode()
    assert Client().post(path, {"name": "x"}).status_code == 403


@pytest.mark.parametrize("known", [True, False])
def test_no_password_of_a_resident_counts(known: bool) -> None:
    """The answer tells nothing of who has an account."""
    if known:
        old_account("026190000001", "Nguyễn Thị Người Dân")
    typed = {"login": "026 190 000 001", "password": PASSWORD}
    answer = Client().post("/dang-nhap/", typed)
    assert answer.status_code == 403
    assert "đăng nhập bằng VNeID" in answer.content.decode()
    assert Client().post("/quen-mat-khau/", {"login": "026190000001"}).status_code == 403


def test_officers_keep_theirs(settings: Any) -> None:
    account = Account.objects.create(
        kind="officer", login="tiepnhan", password=make_password(PASSWORD), created_at=now()
    )
    Person.objects.create(account=account, name="Cán Bộ Mẫu")
    assert Client().post("/dang-nhap/", {"login": "tiepnhan", "password": PASSWORD}).status_code == 302


def test_with_its_own_door_both_ways_are_open(settings: Any) -> None:
    settings.TINHSO_FRONT_DOOR = "own"
    account = old_account("026190000001", "Nguyễn Thị Người Dân", date(1990, 5, 20), verified_at=now())
    page = Client().get("/dang-nhap/").content.decode()
    assert START in page
    assert "/dang-ky/" in page
    assert entered(Client(), "dan-1").status_code == 302
    typed = {"login": "026190000001", "password": PASSWORD}
    assert Client().post("/dang-nhap/", typed).status_code == 302
    assert verbs(account) == ["account.eid_mapping"]


def test_fresh_proof_stands_for_the_password_when_contacts_change() -> None:
    client = Client()
    entered(client, "dan-moi")
    path = "/tai-khoan/lien-he/dien-thoai/"
    assert 'name="current"' not in client.get(path).content.decode()
    assert client.post(path, {"phone": "0912345678"}).status_code == 302
    SignIn.objects.update(started_at=date(2020, 1, 1).strftime("%Y-%m-%dT00:00:00+00:00"))
    late = client.post(path, {"phone": "0912345679"})
    assert late.status_code == 403
    assert "đăng nhập lại bằng định danh" in late.content.decode()
