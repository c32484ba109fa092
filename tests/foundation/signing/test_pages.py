"""The pages on which people sign, and the administrator's register."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.foundation.signing.office import Office
from tests.foundation.signing.people import Signers, filed, signers
from tinhso.foundation.identity.models import Account, Capacity
from tinhso.foundation.records.api import Subject
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.models import Certificate, SigningRequest
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor

pytestmark = pytest.mark.django_db
LIST = "/can-bo/ky-so/"


@pytest.fixture
def here(office: Office, settings: Any) -> Signers:
    return signers(office, settings)


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def administrator(here: Signers) -> Client:
    account = Account.objects.create(kind="officer", login="quan-tri", password="!", created_at=now())
    Capacity.objects.create(
        account=account, agency=here.world.committee, position="Quản trị", roles=["system_admin"],
        valid_from=now().date(),
    )  # fmt: skip
    client = Client()
    client.force_login(account)
    return client


def test_a_leader_chooses_confirms_and_watches(here: Signers) -> None:
    late = here.ask(title="Giấy quá hạn", due=now() - timedelta(hours=30), code="H62.7")
    here.ask(title="Giấy thường")
    broken = Subject("thing", uuid4())
    bad = here.ask(title="Giấy hỏng", file=filed(broken, b"%PDF-1.7\nnothing"), subject=broken)
    leader = browser(here.world.leader)
    page = leader.get(LIST).content.decode()
    assert page.index("Giấy quá hạn") < page.index("Giấy thường")
    assert "1 giấy quá hạn" in page
    assert leader.get(f"/can-bo/ky-so/giay/{late.pk}/")["Content-Type"] == "application/pdf"
    chosen = {"step": [str(late.pk), str(bad.pk)]}
    confirm = leader.post(f"{LIST}xac-nhan/", chosen).content.decode()
    assert "Xác nhận ký 2 giấy" in confirm
    assert "Lê Thị Trình Diễn" in confirm
    answer = leader.post(f"{LIST}ky/", {**chosen, "certificate": str(here.leader.pk)})
    batch = UUID(answer["Location"].rstrip("/").rsplit("/", 1)[1])
    waiting = leader.get(answer["Location"]).content.decode()
    assert "0 / 2 giấy đã xong" in waiting
    assert 'http-equiv="refresh"' in waiting
    carry_on(batch)
    part = leader.get(f"{answer['Location']}?phan=1").content.decode()
    assert "2 / 2 giấy đã xong" in part
    assert "không nhận được chữ ký" in part
    assert "<html" not in part
    assert "hx-get" not in part
    assert "Lê Thị Trình Diễn" in leader.get(f"{LIST}dot/").content.decode()
    again = leader.get(LIST).content.decode()
    assert "Giấy quá hạn" not in again
    assert "Giấy hỏng" in again


def test_nobody_opens_what_is_not_theirs(here: Signers) -> None:
    one = here.ask()
    batch = signing.sign(here.world.leader, [one.pk], here.leader.pk)
    for actor in (here.world.specialist, here.world.outsider, here.world.reception):
        client = browser(actor)
        for path in (f"giay/{one.pk}/", f"giay/{one.pk}/tu-choi/", f"dot/{batch.pk}/"):
            assert client.get(f"{LIST}{path}").status_code == 404
        assert client.post(f"{LIST}dot/{batch.pk}/dung/").status_code == 404
        assert client.get("/quan-tri/chung-thu-so/").status_code == 403
    assert browser(here.world.specialist).get(f"{LIST}moi-nguoi/").status_code == 403
    # The head of division sees who waits, and signs nothing of it.
    head = browser(here.world.division_head)
    assert one.title in head.get(f"{LIST}moi-nguoi/").content.decode()
    assert head.get(f"{LIST}giay/{one.pk}/").status_code == 200
    answer = head.post(f"{LIST}ky/", {"step": [str(one.pk)], "certificate": str(here.leader.pk)})
    assert answer.status_code in (302, 404, 422)
    one.refresh_from_db()
    assert one.state == "started"


def test_a_refusal_needs_its_reason(here: Signers) -> None:
    one = here.ask()
    leader = browser(here.world.leader)
    assert leader.post(f"{LIST}giay/{one.pk}/tu-choi/", {"reason": " "}).status_code == 422
    assert leader.post(f"{LIST}giay/{one.pk}/tu-choi/", {"reason": "Sai tên"}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.ended_reason) == ("refused", "Sai tên")


def test_a_thousand_rows_are_paged_within_the_budget(here: Signers) -> None:
    first = here.ask()
    rows = [
        SigningRequest(
            subject_kind="thing", subject_id=str(uuid4()), what="leader", source=first.source, since=now(),
            account_id=here.world.leader.account_id, title=f"Giấy {n}", place=first.place, rank=now() + timedelta(days=n),
            due=now() + timedelta(days=n),
        )
        for n in range(1000)
    ]  # fmt: skip
    SigningRequest.objects.bulk_create(rows)
    leader = browser(here.world.leader)
    leader.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = leader.get(LIST).content.decode()
    own = [q["sql"] for q in asked if "signing_" in (q["sql"] or "")]
    assert len(own) <= 4, own
    assert "hơn 1.000 giấy đang chờ ký" in page
    seen: list[str] = []
    after = ""
    while True:
        cut = signing.queue(here.world.leader, after=after, limit=300)
        seen += [row.title for row in cut]
        after = cut.next
        if not after:
            break
    assert len(seen) == len(set(seen)) == 1001
    assert seen[:2] == ["Giấy 0", "Giấy 1"]


def test_an_administrator_adds_and_ends_a_certificate(here: Signers, office: Office) -> None:
    admin = administrator(here)
    upload = SimpleUploadedFile("leader.cer", (office.folder / "resident.pem").read_bytes())
    shown = admin.post("/quan-tri/chung-thu-so/them/", {"file": upload}).content.decode()
    assert "Nguyễn Thị Người Dân" in shown
    assert "Vân tay" in shown
    content = shown.split('name="content" value="')[1].split('"')[0]
    given = {"content": content, "buoc": "luu", "whose": "person", "holder": "clerk", "regime": "public",
             "kind": "smart", "user": "resident", "pin": "asked"}  # fmt: skip
    refused = admin.post("/quan-tri/chung-thu-so/them/", given)
    assert refused.status_code == 422
    assert "chuyên dùng công vụ" in refused.content.decode()
    made = admin.post("/quan-tri/chung-thu-so/them/", {**given, "regime": "state"})
    assert made.status_code == 302
    row = Certificate.objects.get(account_id=here.world.clerk.account_id)
    assert row.reference == {"user": "resident"}
    listed = admin.get("/quan-tri/chung-thu-so/?noi-giu=smart").content.decode()
    assert "Nguyễn Thị Người Dân" in listed
    assert "Lê Thị Trình Diễn" not in listed
    assert admin.post(f"{made['Location']}ket-thuc/", {"reason": ""}).status_code == 422
    assert admin.post(f"{made['Location']}ket-thuc/", {"reason": "Chuyển công tác"}).status_code == 302
    row.refresh_from_db()
    assert row.ended_at is not None
    assert "Chuyển công tác" in admin.get(made["Location"]).content.decode()
    bad = SimpleUploadedFile("x.pem", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    assert admin.post("/quan-tri/chung-thu-so/them/", {"file": bad}).status_code == 422
