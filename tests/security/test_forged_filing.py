"""A forged submission cannot skip a rule: everything the pages decide is decided again when it counts (row 13)."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers import world as w
from tests.security.conftest import Browser, Two
from tinhso.foundation.identity.actions.tokens import create_client, issue_token
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, Fee
from tinhso.government.procedures.models import ProcedureVersion
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Invalid, Refused

CODE = "9.888888"
FORM: dict[str, Any] = {
    "type": "object",
    "title": "Đơn có điều kiện",
    "properties": {
        "subject": {"type": "string", "title": "Nội dung", "maxLength": 200},
        "foreign": {"type": "boolean", "title": "Có yếu tố nước ngoài"},
        "country": {"type": "string", "title": "Nước nào", "maxLength": 60, "x-when": "foreign == true"},
        "copies": {"type": "integer", "title": "Số bản", "minimum": 1, "maximum": 20},
    },
    "required": ["subject", "country", "copies"],
    "x-rules": [
        {"refuse": "foreign == true and country == 'X'", "field": "country", "message": "Không nhận nước X."}
    ],
    "x-pages": [{"key": "main", "title": "Nội dung", "fields": ["subject", "foreign", "country", "copies"]}],
}


@pytest.fixture
def conditional(two: Two) -> ProcedureVersion:
    """A procedure with a hidden field, a rule, and a fee by the number of copies."""
    fee = {
        "key": "le-phi",
        "name": "Lệ phí",
        "kind": "charge",
        "expression": "copies * 8000",
        "verified": True,
    }
    made = w.procedure(CODE, fees=[fee])
    made.form_schema = FORM
    made.save()
    return made


def filed(two: Two, data: dict[str, Any], **changes: Any) -> Any:
    made = dossiers.start_draft(two.here.resident, CODE)
    dossiers.save_draft(
        two.here.resident,
        made.id,
        data=data,
        people=changes.pop("people", deepcopy(w.PEOPLE)),
        unit_code="08866",
        **changes,
    )
    return dossiers.file_dossier(two.here.resident, made.id).dossier


GOOD: dict[str, Any] = {"subject": "a", "foreign": False, "copies": 2}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"foreign": True}, "country"),
        ({"foreign": True, "country": "X"}, "country"),
        ({"copies": 0}, "copies"),
        ({"copies": -5}, "copies"),
        ({"copies": 10**9}, "copies"),
        ({"copies": "2; DROP TABLE"}, "copies"),
    ],
)
def test_what_the_page_would_refuse_is_refused_at_filing(
    change: dict[str, Any], field: str, two: Two, conditional: ProcedureVersion
) -> None:
    before = Dossier.objects.count()
    with at(w.MONDAY), pytest.raises(Invalid) as refused:
        filed(two, {**GOOD, **change})
    assert field in {error.field for error in refused.value.errors}
    assert Dossier.objects.count() == before


def test_hidden_answers_and_unknown_ones_do_not_get_in(two: Two, conditional: ProcedureVersion) -> None:
    forged = {**GOOD, "country": "Ẩn mà vẫn gửi", "fee": 0, "state": 9, "__class__": "x"}
    with at(w.MONDAY):
        dossier = filed(two, forged)
    assert dossier.data.get("subject") == "a"
    assert not {"country", "fee", "state", "__class__"} & dossier.data.keys()
    assert dossier.state == 1
    assert Fee.objects.get(dossier=dossier).due == 16_000, "the price follows from the answers"


def test_nobody_names_who_decides(two: Two) -> None:
    """The unit may be chosen; the agency follows from the catalogue."""
    for forged in (two.there, two.here.other, two.here.desk):
        with at(w.MONDAY):
            made = w.draft(two.here, competent_agency_id=forged.pk)
            with pytest.raises(Refused):
                dossiers.file_dossier(two.here.resident, made.id)
    with at(w.MONDAY):
        made = w.draft(two.here, competent_agency_id=two.here.committee.pk)
        assert dossiers.file_dossier(two.here.resident, made.id).dossier.competent_id == two.here.committee.pk


def test_nobody_verifies_themselves(two: Two, browser: Browser) -> None:
    owner = {**w.PEOPLE["owner"], "verified": True, "role": "system"}  # type: ignore[dict-item]
    with at(w.MONDAY):
        made = w.draft(two.here)
        dossiers.save_draft(two.here.resident, made.id, people={"for": "self", "owner": owner})
        dossier = dossiers.file_dossier(two.here.resident, made.id).dossier
    assert not dossier.parties.filter(verified=True).exists()
    assert {p.role for p in dossier.parties.all()} == {"owner"}


@pytest.mark.parametrize(
    "more",
    [{"state": 9}, {"account_id": "x"}, {"fees": []}, {"due_at": "2030-01-01"}, {"channel": "DIRECT"}],
)
def test_the_api_takes_nothing_it_did_not_ask_for(more: dict[str, Any], two: Two) -> None:
    system = Actor.system("test")
    token = issue_token(system, create_client(system, "Ứng dụng"), ["dossiers:file"])
    body = {
        "procedure_code": w.CODE,
        "unit_code": "08866",
        "data": {"subject": "a"},
        "owner": {"name": "Nguyễn Văn Giả"},
        **more,
    }
    with at(w.MONDAY):
        answer = Client(headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "khoa-0001"}).post(
            "/api/v1/dossiers", json.dumps(body), content_type="application/json"
        )
    assert answer.status_code == 422
