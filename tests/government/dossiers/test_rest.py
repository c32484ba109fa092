"""The REST API: every documented promise, every error a problem, no fault of ours under odd input."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.government.dossiers.world import CODE, World, accepted, draft
from tinhso.conf.wsgi import application
from tinhso.foundation.identity.actions.tokens import create_client, issue_token
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.lib.actor import Actor

SCOPES = ["files:write", "dossiers:file", "dossiers:read", "worklists:read"]
FILING = {
    "procedure_code": CODE,
    "unit_code": "08866",
    "data": {"subject": "Đề nghị xác nhận"},
    "owner": {"name": "Nguyễn Thị Ví Dụ", "citizen_id": "026190000001"},
}


@pytest.fixture
def token(world: World) -> str:
    system = Actor.system("test")
    return issue_token(system, create_client(system, "Ứng dụng thử", world.desk.id), SCOPES)


def call(method: str, path: str, token: str = "", body: Any = None, **headers: str) -> Any:
    extra = {**headers, **({"Authorization": f"Bearer {token}"} if token else {})}
    kind = "application/json"
    data = json.dumps(body) if body is not None else None
    return Client(headers=extra).generic(method, f"/api/v1{path}", data or "", content_type=kind)


def test_filing_once_whatever_the_client_repeats(world: World, token: str) -> None:
    first = call("POST", "/dossiers", token, FILING, **{"Idempotency-Key": "key-0001"})
    assert first.status_code == 201, first.content
    again = call("POST", "/dossiers", token, FILING, **{"Idempotency-Key": "key-0001"})
    assert again.status_code == 200
    assert again.json() == {**first.json(), "again": True}
    other = {**FILING, "data": {"subject": "Khác"}}
    clash = call("POST", "/dossiers", token, other, **{"Idempotency-Key": "key-0001"})
    assert clash.status_code == 409
    assert clash.json()["code"] == "idempotency_key_reused"
    assert Dossier.objects.count() == 1
    receipt = {"code": first.json()["code"], "secret": first.json()["secret"]}
    assert call("POST", "/tracking", body=receipt).json()["state"] == 1
    mine = call("GET", f"/dossiers/{first.json()['id']}", token)
    assert mine.json()["holder"] == world.desk.name
    listed = call("GET", "/dossiers", token).json()
    assert [row["id"] for row in listed["rows"]] == [first.json()["id"]]


def test_errors_are_problems_in_two_languages(world: World, token: str) -> None:
    answers = [
        call("GET", "/dossiers"),
        call("GET", "/dossiers", "tinhso_forged"),
        call("POST", "/dossiers", token, {"nonsense": 1}, **{"Idempotency-Key": "key-0002"}),
        call("POST", "/dossiers", token, {**FILING, "data": {}}, **{"Idempotency-Key": "key-0003"}),
        call("GET", "/procedures/0.000000"),
        call("POST", "/tracking", body={"code": "x", "secret": "\x00"}),
    ]
    assert [a.status_code for a in answers] == [401, 401, 422, 422, 404, 422]
    for answer in answers:
        assert answer["Content-Type"] == "application/problem+json"
        assert {"type", "title", "status", "code", "detail"} <= answer.json().keys()
    assert answers[3].json()["errors"][0]["field"] == "subject"
    # Places are named as the client wrote them, never by a parameter of ours.
    assert {told["field"] for told in answers[2].json()["errors"]} >= {"nonsense", "procedure_code"}
    assert [told["field"] for told in call("POST", "/tracking", body={"code": "x"}).json()["errors"]] == [
        "secret"
    ]
    english = call("GET", "/dossiers", **{"Accept-Language": "en"})
    assert english.json()["title"] == "Access token needed"
    assert english["Content-Language"] == "en"


def test_a_scope_opens_only_its_door(world: World) -> None:
    system = Actor.system("test")
    narrow = issue_token(system, create_client(system, "Chỉ tra cứu"), ["dossiers:read"])
    assert call("GET", "/dossiers", narrow).status_code == 200
    assert call("GET", "/worklists", narrow).status_code == 403
    assert call("POST", "/dossiers", narrow, FILING, **{"Idempotency-Key": "key-0009"}).status_code == 403


def test_an_agencys_client_reads_its_worklists(world: World, token: str) -> None:
    made = dossiers.file_dossier(world.resident, draft(world).id).dossier
    assert call("GET", "/worklists", token).json()["new"] == 1
    row = call("GET", "/worklists/new", token).json()["rows"][0]
    assert row["id"] == str(made.id)
    assert row["owner_id"] == "026******001"
    assert call("GET", f"/dossiers/{made.id}", token).status_code == 404, (
        "an agency's client does not act for people"
    )


def schema() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def test_the_document_is_openapi_3_1(world: World) -> None:
    body = Client().get("/api/v1/openapi.json").json()
    assert body["openapi"].startswith("3.1")
    assert len(body["paths"]) >= 10


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_odd_input_finds_no_fault_of_ours(committed_world: World) -> None:
    accepted(committed_world)
    system = Actor.system("test")
    token = issue_token(system, create_client(system, "Thử", committed_world.desk.id), SCOPES)
    checked = 0
    for result in schema().get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        )
        @given(case=operation.as_strategy())
        def run(case: Any) -> None:
            # A filing that fits the schema may still not fit the procedure's own form: 422 is right then.
            case.call_and_validate(
                headers={"Authorization": f"Bearer {token}"}, excluded_checks=[positive_data_acceptance]
            )

        run()
        checked += 1
    assert checked >= 10
