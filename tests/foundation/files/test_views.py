"""The endpoints as a client meets them, through all middleware."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.foundation.files import samples as s
from tinhso.foundation.files import access
from tinhso.foundation.files.api import StoredFile, attach, register_access
from tinhso.foundation.identity.models import Account
from tinhso.foundation.records.api import Subject, looks
from tinhso.foundation.worktime.api import now
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
BEGIN = "/tep/tai-len/"


def signed_in(login: str) -> Client:
    account = Account.objects.create(kind="resident", login=login, created_at=now())
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def owner() -> Client:
    return signed_in("026190123456")


def begun(client: Client, name: str, size: int) -> dict[str, Any]:
    answer = client.post(BEGIN, json.dumps({"name": name, "size": size}), content_type="application/json")
    assert answer.status_code == 201
    return dict(answer.json())


def piece(client: Client, url: str, offset: int, data: bytes, method: str = "PATCH") -> Any:
    return client.generic(
        method, url, data, content_type="application/octet-stream", headers={"Upload-Offset": str(offset)}
    )


def uploaded(client: Client, data: bytes, name: str = "đơn.pdf") -> dict[str, Any]:
    upload = begun(client, name, len(data))
    assert piece(client, upload["url"], 0, data).status_code == 204
    answer = client.post(upload["url"] + "xong/")
    assert answer.status_code == 200
    return dict(answer.json())


def test_an_upload_is_resumed_where_it_stopped(owner: Client) -> None:
    data = s.pdf(2)
    upload = begun(owner, "đơn.pdf", len(data))
    assert upload["chunk"] == 256 * 1024
    first = piece(owner, upload["url"], 0, data[:300])
    assert (first.status_code, first["Upload-Offset"]) == (204, "300")
    where = owner.head(upload["url"])
    assert (where["Upload-Offset"], where["Upload-Length"]) == ("300", str(len(data)))
    wrong = piece(owner, upload["url"], 0, data[:300])
    assert (wrong.status_code, wrong["Upload-Offset"], wrong.json()["code"]) == (409, "300", "files.offset")
    assert piece(owner, upload["url"], 300, data[300:], "PUT").status_code == 204
    stored = owner.post(upload["url"] + "xong/").json()
    assert (stored["state"], stored["pages"], stored["name"]) == ("ok", 2, "đơn.pdf")
    download = owner.get(stored["url"])
    assert b"".join(download.streaming_content) == data  # type: ignore[attr-defined]
    assert download["Content-Disposition"].startswith('attachment; filename="don.pdf"; filename*=UTF-8')
    assert download["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in download["Content-Security-Policy"]
    assert download["Cache-Control"] == "private, no-store"


def test_a_refused_file_says_why_and_cannot_be_fetched(owner: Client) -> None:
    stored = uploaded(owner, s.acting_pdf("/JavaScript", "/JS"))
    assert (stored["state"], stored["url"]) == ("refused", None)
    assert stored["reason"].startswith("Tệp PDF này có mã lệnh")
    assert owner.get(f"/tep/{stored['id']}/").status_code == 404


@pytest.mark.parametrize(
    "body", ["", "{}", "[1]", '{"name": 1, "size": 5}', '{"name": "a", "size": "5"}', '{"name": "a", "size": true}',
             "[" * 5000, '{"name": "' + "a" * 200_000 + '", "size": 5}']
)  # fmt: skip
def test_bad_announcements_are_refused(owner: Client, body: str) -> None:
    answer = owner.post(BEGIN, body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("name", ["a\ud800b.pdf", "a\x00b.pdf", "đ" * 10_000, "../../x.pdf", "‮gpj.exe"])
def test_any_name_is_taken_and_made_safe(owner: Client, name: str) -> None:
    upload = begun(owner, name, 5)
    assert upload["offset"] == 0


@pytest.mark.parametrize("offset", ["", "-1", "x", "9" * 40, "٣"])
def test_bad_offsets_are_refused(owner: Client, offset: str) -> None:
    upload = begun(owner, "a.pdf", 50)
    answer = owner.patch(
        upload["url"], b"x", content_type="application/octet-stream", HTTP_UPLOAD_OFFSET=offset
    )
    assert answer.status_code == 400


def test_too_large_a_piece_is_not_read(owner: Client) -> None:
    upload = begun(owner, "a.pdf", 1_000_000)
    assert piece(owner, upload["url"], 0, b"x" * (256 * 1024 + 1)).status_code == 413


def test_an_upload_can_be_given_up(owner: Client) -> None:
    upload = begun(owner, "a.pdf", 50)
    assert owner.delete(upload["url"]).status_code == 204
    assert owner.head(upload["url"]).status_code == 404


def test_signed_out_clients_are_told_in_json() -> None:
    answer = Client().post(BEGIN, "{}", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (401, "files.sign_in")


def test_only_whom_the_object_lets_in_reads_and_each_look_is_kept(
    owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_rules", {})
    stored, dossier = uploaded(owner, s.pdf()), Subject("paper", new_id())
    other = signed_in("026190123457")
    assert other.get(stored["url"]).status_code == 404
    attach(StoredFile.objects.get().id, dossier)
    assert other.get(stored["url"]).status_code == 404
    register_access("paper", lambda actor, subject_id, file: subject_id == str(dossier.id))
    assert other.get(stored["url"]).status_code == 200
    assert owner.get(stored["url"]).status_code == 200
    assert [look.facts["what"] for look in looks(dossier)] == [f"file:{stored['id']}"]


def test_a_path_never_reaches_the_disk(owner: Client) -> None:
    for url in ("/tep/../../etc/passwd", "/tep/%2e%2e/", f"/tep/{new_id()}/", "/tep/tai-len/x/"):
        assert owner.get(url).status_code == 404
