"""Rights do not grow: not by a role one gives oneself, an ended capacity, a name of a scope, or being asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers import world as w
from tests.security.conftest import Browser, Two
from tinhso.foundation.files import api as files
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.identity.acting import CAPACITY_KEY
from tinhso.foundation.identity.actions.capacities import end_capacity, grant_capacity
from tinhso.foundation.identity.actions.tokens import create_client, issue_token, revoke_token
from tinhso.foundation.identity.models import Account, ApiToken, Capacity
from tinhso.foundation.identity.rules.roles import PROVINCE_WIDE
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Invalid, NotFound, Refused


@pytest.mark.parametrize("role", sorted(PROVINCE_WIDE))
def test_a_units_administrator_gives_no_right_beyond_the_unit(role: str, two: Two) -> None:
    admin = w.officer("quan-tri", two.here.committee, "unit_admin")
    friend = w.officer("ban", two.there, "specialist")
    assert friend.account_id is not None
    for agency, roles in ((two.here.committee, [role]), (two.there, ["leader"]), (two.here.desk, ["leader"])):
        with pytest.raises(Forbidden):
            grant_capacity(admin, friend.account_id, agency.pk, roles, "Chức vụ", date(2026, 1, 1))
    wide = w.officer("rong", two.here.committee, role)
    assert wide.capacity_id is not None
    with pytest.raises(Forbidden):
        end_capacity(admin, wide.capacity_id, date(2026, 1, 2))


def test_the_page_offers_and_takes_no_such_role(two: Two, browser: Browser) -> None:
    admin = w.officer("quan-tri", two.here.committee, "unit_admin")
    client = browser(admin)
    form = client.get("/quan-tri/nhan-su/moi/").content.decode()
    assert 'value="specialist"' in form
    assert not [role for role in PROVINCE_WIDE if f'value="{role}"' in form]
    forged = {
        "username": "ke.moi", "name": "Người Mới", "position": "Chuyên viên", "roles": "monitor",
        "valid_from__day": "1", "valid_from__month": "1", "valid_from__year": "2026",
    }  # fmt: skip
    client.post("/quan-tri/nhan-su/moi/", forged)
    assert not Capacity.objects.filter(roles__contains=["monitor"], agency=two.here.committee).exists()
    assert not Account.objects.filter(login="ke.moi").exists()


ASKED: dict[str, Callable[[Actor, Any], object]] = {
    "refuse": lambda actor, d: dossiers.refuse(actor, d.pk, reason="x"),
    "withdraw": lambda actor, d: dossiers.withdraw(actor, d.pk, reason="x"),
    "stop": lambda actor, d: dossiers.stop_processing(actor, d.pk, reason="x"),
    "extend": lambda actor, d: dossiers.extend_with_apology(
        actor, d.pk, new_due=d.due_at + timedelta(days=9), reason="x"
    ),
    "supplement": lambda actor, d: dossiers.request_supplement(
        actor, d.pk, items=[dossiers.Missing("component", "giay-to", "Giấy tờ", "Thiếu")], reason="x"
    ),
    "opinion": lambda actor, d: dossiers.ask_opinion(actor, d.pk, agency_id=d.received_at_id, question="x"),
    "payment": lambda actor, d: dossiers.request_payment(actor, d.pk, reason="x"),
    "result": lambda actor, d: dossiers.number_result(actor, d.pk),
    "return": lambda actor, d: dossiers.return_result(
        actor, d.pk, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
    ),
}


@pytest.mark.parametrize("act", sorted(ASKED))
def test_who_is_asked_or_watches_may_read_and_no_more(act: str, two: Two) -> None:
    """Being asked for an opinion opens the dossier to an agency; its roles there open nothing else."""
    everything = ("reception", "specialist", "leader", "clerk", "return_officer", "cashier", "division_head")
    asked = w.officer("asked", two.here.other, *everything)
    watching = w.officer("watching", two.there, "monitor", *everything)
    before = Dossier.objects.values().get(pk=two.ours.pk)
    with at(w.MONDAY):
        for actor in (asked, watching):
            assert dossiers.for_officer(actor, two.ours.pk).pk == two.ours.pk
            with pytest.raises(Refused):
                ASKED[act](actor, two.ours)
        assert Dossier.objects.values().get(pk=two.ours.pk) == before
        assert dossiers.answer_opinion(asked, two.opinion.pk, answer="Không", agrees=True).answer == "Không"


def test_an_ended_capacity_opens_nothing(two: Two, ended: Actor, browser: Browser) -> None:
    with at(w.MONDAY):
        for address in ("/can-bo/", "/can-bo/viec/mine/", f"/can-bo/ho-so/{two.ours.pk}/"):
            assert browser(ended).get(address).status_code == 403
        assert browser(two.here.specialist).get("/can-bo/viec/mine/").status_code == 200


def test_nobody_takes_the_capacity_of_another(two: Two, browser: Browser) -> None:
    with at(w.MONDAY):
        client = browser(two.neighbour)
        taken = client.post("/chuyen-vai/", {"capacity": str(two.here.leader.capacity_id)})
        assert taken.status_code == 403
        session = client.session
        session[CAPACITY_KEY] = str(two.here.leader.capacity_id)
        session.save()
        assert client.get(f"/can-bo/ho-so/{two.ours.pk}/").status_code == 404
        assert client.get(f"/can-bo/ho-so/{two.theirs.pk}/").status_code == 200


@pytest.mark.parametrize("scope", ["monitor", "system_admin", "leader", "reception", "unit_admin", "DROP"])
def test_a_scope_is_never_a_role(scope: str, two: Two) -> None:
    system = Actor.system("test")
    client = create_client(system, "Ứng dụng")
    with pytest.raises(Invalid):
        issue_token(system, client, [scope])


def test_a_token_ends_with_its_day_its_revocation_and_its_client(two: Two) -> None:
    system = Actor.system("test")
    client = create_client(system, "Ứng dụng")
    with at(w.MONDAY):
        token = issue_token(system, client, ["dossiers:read"], days=1)
        api = Client(headers={"Authorization": f"Bearer {token}"})
        assert api.get("/api/v1/dossiers").status_code == 200
        assert api.get("/api/v1/worklists").status_code == 403
    with at(w.MONDAY + timedelta(days=1, seconds=1)):
        assert api.get("/api/v1/dossiers").status_code == 401
    with at(w.MONDAY):
        revoke_token(system, ApiToken.objects.get(client_id=client).pk)
        assert api.get("/api/v1/dossiers").status_code == 401
    assert token not in str(list(ApiToken.objects.values())), "a token is kept as a digest only"


def test_what_an_officer_put_to_a_dossier_stays_in_the_office(two: Two, browser: Browser) -> None:
    with at(w.MONDAY):
        stored = files.store(two.here.specialist, "du-thao.txt", BytesIO(b"du thao ket qua"))
        dossiers.save_step_draft(two.here.specialist, two.step.pk, text="x", attachment_id=stored.id)
        client = browser(two.here.specialist)
        assert client.get(f"/tep/{stored.id}/").status_code == 200
        Capacity.objects.filter(pk=two.here.specialist.capacity_id).update(valid_to=date(2025, 8, 1))
        assert client.get(f"/tep/{stored.id}/").status_code == 404
        assert browser(two.here.resident).get(f"/tep/{stored.id}/").status_code == 404, "not published"


def test_a_file_without_owner_is_nobodys(two: Two) -> None:
    with at(w.MONDAY):
        stored = files.store(two.here.stranger, "cua-ai.txt", BytesIO(b"khong cua ai"))
        StoredFile.objects.filter(pk=stored.id).update(owner_id=None)
        with pytest.raises(Refused) as refused:
            dossiers.put_draft_file(two.here.resident, two.draft.pk, "giay-to", stored.id)
        assert refused.value.code == "file_not_yours"
        with pytest.raises(NotFound):
            files.readable(two.here.resident, stored.id)


def test_a_file_of_another_cannot_be_put_to_ones_own_draft(two: Two) -> None:
    with at(w.MONDAY):
        mine = dossiers.start_draft(two.here.stranger, w.CODE)
        with pytest.raises(Refused):
            dossiers.put_draft_file(two.here.stranger, mine.id, "giay-to", two.file.id)
