"""The access framework: default deny, kinds of actors, tokens."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client, RequestFactory

from tests.foundation.identity.conftest import CITIZEN_ID, MakeOfficer, SignIn
from tinhso.foundation.identity.api import AccessRule, client_ip, create_client, issue_token, revoke_token
from tinhso.foundation.identity.models import Account, ApiToken
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.worktime.api import at, now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.identity.rest_routes")]
SYSTEM = Actor.system("test")
SOME = UUID(int=7)


@pytest.mark.parametrize("address", ["/bare/", "/bare-class/", "/bare-rest/bare"])
def test_a_view_without_a_rule_is_refused(address: str, resident: Account, signed_in: SignIn) -> None:
    for browser in (Client(), signed_in(CITIZEN_ID)):
        answer = browser.get(address)
        assert answer.status_code == 403
        assert b"never" not in answer.content


def test_a_class_keeps_its_rule(
    resident: Account, commune: Agency, make_officer: MakeOfficer, signed_in: SignIn
) -> None:
    make_officer("quantri", commune, "unit_admin")
    assert Client().get("/class/").status_code == 302
    assert signed_in(CITIZEN_ID).get("/class/").status_code == 403
    assert signed_in("quantri").get("/class/").content == b"admin"


ACTORS = {
    "nobody": Actor(kind="resident"),
    "resident": Actor(kind="resident", account_id=SOME),
    "idle officer": Actor(kind="officer", account_id=SOME),
    "clerk": Actor(kind="officer", account_id=SOME, capacity_id=SOME, roles=frozenset({"clerk"})),
    "admin": Actor(kind="officer", account_id=SOME, capacity_id=SOME, roles=frozenset({"unit_admin"})),
    "client": Actor(kind="client", account_id=SOME, roles=frozenset({"dossiers:file"})),
}


@pytest.mark.parametrize(
    ("rule", "roles", "admitted"),
    [
        ("public", (), set(ACTORS)),
        ("signed_in", (), {"resident", "idle officer", "clerk", "admin"}),
        ("resident", (), {"resident"}),
        ("staff", (), {"idle officer", "clerk", "admin"}),
        ("officer", (), {"clerk", "admin"}),
        ("officer", ("clerk", "leader"), {"clerk"}),
        ("admin", (), {"admin"}),
        ("client", (), {"client"}),
    ],
)
def test_who_passes_which_rule(rule: str, roles: tuple[str, ...], admitted: set[str]) -> None:
    needed = AccessRule(rule, frozenset(roles))
    assert {name for name, actor in ACTORS.items() if needed.admits(actor)} == admitted


@pytest.mark.parametrize(("rule", "roles"), [("everyone", ()), ("officer", ("king",))])
def test_a_misspelt_rule_is_a_fault_at_once(rule: str, roles: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="unknown"):
        AccessRule(rule, frozenset(roles))


def call(token: str | None, number: object = 21) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    answer = Client().post("/rest/double", {"number": number}, "application/json", headers=headers)
    return answer.status_code, answer.content


def test_a_token_opens_what_its_scope_says() -> None:
    client = create_client(SYSTEM, "Phần mềm xã")
    token = issue_token(SYSTEM, client, ["dossiers:file"], 30)
    status, content = call(token)
    assert (status, json.loads(content)) == (200, {"twice": "42", "label": "Phần mềm xã"})
    assert call(token, "x")[0] == 422
    other = issue_token(SYSTEM, client, ["catalogue:read"], 30)
    assert call(other) == (403, b"scope_needed")
    assert ApiToken.objects.get(hint=token[7:11]).last_used_on is not None


def test_only_the_hash_of_a_token_is_kept() -> None:
    token = issue_token(SYSTEM, create_client(SYSTEM, "A"), ["dossiers:file"])
    row = ApiToken.objects.get()
    assert token not in str(row.__dict__)
    assert len(row.digest) == 64
    assert token.startswith("tinhso_")


def test_forged_expired_revoked_and_closed_tokens_are_refused() -> None:
    client = create_client(SYSTEM, "A")
    token = issue_token(SYSTEM, client, ["dossiers:file"], 1)
    for forged in (None, "", "x", token[:-1], token + "x", token.upper(), "' OR 1=1 --"):
        assert call(forged)[0] == 401
    with at(now() + timedelta(days=1, seconds=1)):
        assert call(token)[0] == 401
    assert call(token)[0] == 200
    Account.objects.filter(kind="client").update(is_active=False)
    assert call(token)[0] == 401
    Account.objects.filter(kind="client").update(is_active=True)
    revoke_token(SYSTEM, ApiToken.objects.get().pk)
    assert call(token)[0] == 401


def test_the_api_hears_tokens_only_never_sessions(resident: Account, signed_in: SignIn) -> None:
    browser = signed_in(CITIZEN_ID)
    assert browser.post("/rest/double", {"number": 1}, "application/json").status_code == 401
    assert browser.get("/rest/unguarded").status_code == 401
    assert browser.get("/rest/open").status_code == 200


def test_a_token_opens_no_page() -> None:
    token = issue_token(SYSTEM, create_client(SYSTEM, "A"), ["dossiers:file"])
    assert Client().get("/tai-khoan/", headers={"Authorization": f"Bearer {token}"}).status_code == 302


def test_tokens_are_given_by_system_administrators_and_end(
    commune: Agency, make_officer: MakeOfficer
) -> None:
    with pytest.raises(Forbidden):
        create_client(make_officer("quantri", commune, "unit_admin"), "A")
    client = create_client(make_officer("hethong", commune, "system_admin"), "A")
    for scopes, days in (([], 1), (["DROP TABLE"], 1), (["dossiers:file"], 0), (["dossiers:file"], 4000)):
        with pytest.raises(Invalid):
            issue_token(SYSTEM, client, scopes, days)


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("198.51.100.2", "203.0.113.9", "198.51.100.2"),
        ("127.0.0.1", "<script>", ""),
        ("", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_a_visitor_cannot_choose_an_address(peer: str, forwarded: str, seen: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_ip(request) == seen
