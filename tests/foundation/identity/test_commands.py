"""The operator's commands for accounts."""

from __future__ import annotations

import json

import pytest

from tests.foundation.identity.conftest import CITIZEN_ID, MakeOfficer
from tinhso.cli.__main__ import main
from tinhso.foundation.identity.api import capacities, person_of
from tinhso.foundation.identity.models import Account, ApiToken
from tinhso.foundation.organisation.models import Agency

pytestmark = pytest.mark.django_db
CREATE = ["accounts", "create-officer", "tran.thu", "--name", "Trần Văn Thử", "--position", "Văn thư"]


def test_an_officer_is_created_with_a_first_password(
    commune: Agency, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*CREATE, "--agency", commune.slug, "--roles", "clerk, reception", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    account = Account.objects.get(login="tran.thu")
    assert account.check_password(told["password"])
    assert account.must_change_password
    assert capacities(account.pk)[0].roles == {"clerk", "reception"}


@pytest.mark.parametrize(("slug", "roles"), [("khong-co", "clerk"), ("ubnd-xa-tho-tang-2025", "king")])
def test_a_fault_leaves_nothing(
    commune: Agency, slug: str, roles: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*CREATE, "--agency", slug, "--roles", roles]) == 2
    assert capsys.readouterr().err.startswith("tinhso: ")
    assert not Account.objects.filter(login="tran.thu").exists()


def test_verifying_names_the_officer_who_saw_the_card(
    resident: Account, commune: Agency, make_officer: MakeOfficer
) -> None:
    make_officer("vanthu", commune, "clerk")
    make_officer("tiepnhan", commune, "reception")
    assert main(["accounts", "verify", CITIZEN_ID, "--by", "vanthu"]) == 2
    assert main(["accounts", "verify", CITIZEN_ID, "--by", "tiepnhan"]) == 0
    person = person_of(resident.pk)
    assert person is not None
    assert person.verified


def test_a_token_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accounts", "token", "Phần mềm xã", "--scopes", "dossiers:file", "--days", "10"]) == 0
    token = capsys.readouterr().out.strip()
    assert token.startswith("tinhso_")
    assert ApiToken.objects.get().digest not in token
