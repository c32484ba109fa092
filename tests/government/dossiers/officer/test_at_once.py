"""On the spot: one press from an empty form to state 10, every part by its own verb, or nothing at all."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.government.dossiers.officer.test_counter import TYPED, text
from tests.government.dossiers.world import officer, procedure
from tinhso.foundation.identity.models import Account
from tinhso.foundation.records.api import Subject, history
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, FeePayment, ResultBook
from tinhso.lib.errors import Forbidden, Refused

pytestmark = pytest.mark.django_db
CODE = "9.999998"
ALL = ("reception", "specialist", "leader", "clerk", "return_officer")
NOW = {**TYPED, "_now": "1", "receipt_no": "BL0009"}


@pytest.fixture
def clerk(world):
    procedure(CODE, on_the_spot=True)
    return officer("mot-nguoi", world.desk, *ALL)


@pytest.fixture
def window(clerk):
    client = Client()
    client.force_login(Account.objects.get(pk=clerk.account_id))
    return client


def filing(**changes):
    owner = dossiers.PartyInput("owner", "Trần Văn Giấy")
    given = {"procedure_code": CODE, "parties": (owner,), "data": {"subject": "Sao y"}, "unit_code": "08866"}
    return dossiers.CounterFiling(**{**given, **changes})


def test_one_press_does_it_all_and_the_next_form_is_empty(world, window):
    page = text(window.get(f"/can-bo/quay/{CODE}/"))
    assert 'name="_now"' in page
    assert "autofocus" in page
    answer = window.post(f"/can-bo/quay/{CODE}/", NOW)
    assert answer.status_code == 302, text(answer)[:3000]
    assert answer.url == f"/can-bo/quay/{CODE}/"
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.payment, dossier.result.number) == (10, "paid", "1")
    assert (dossier.result.receiver_name, dossier.result.handed_how) == ("Trần Văn Giấy", "desk")
    assert not dossier.steps.filter(done_at=None).exists()
    paid = FeePayment.objects.get()
    assert (paid.paid, paid.method, paid.receipt_no) == (8000, "cash", "BL0009")
    verbs = [e.verb.removeprefix("dossier.") for e in history(Subject("dossier", dossier.pk))]
    assert verbs[0] == "receive"
    assert {"complete_step", "number_result", "finish", "record_fee", "return_result"} <= set(verbs)
    following = text(window.get(answer.url))
    assert f"Đã xong hồ sơ {dossier.code}: số 1, đã thu 8.000" in following
    assert 'data-draft-done="quay-9.999998"' in following
    assert 'value="BL0010"' in following
    assert "Trần Văn Giấy" not in following
    assert window.post(f"/can-bo/quay/{CODE}/", NOW).status_code == 302
    assert Dossier.objects.count() == 1


def test_a_refusal_anywhere_leaves_nothing_but_what_was_typed(world, window):
    answer = window.post(f"/can-bo/quay/{CODE}/", {**NOW, "receipt_no": ""})
    assert answer.status_code == 409 or answer.status_code == 422
    assert 'id="receipt_no-error"' in text(answer)
    assert "Trần Văn Giấy" in text(answer)
    assert not Dossier.objects.exists()
    assert not ResultBook.objects.exists(), "no number was used up"
    ended = window.post(f"/can-bo/quay/{CODE}/", {**NOW, "key": "0191"})
    assert ended.status_code == 302
    assert Dossier.objects.get().result.number == "1"


def test_who_lacks_a_role_is_told_which_and_receives_as_usual(world, desk, clerk):
    client = desk("reception")
    page = text(client.get(f"/can-bo/quay/{CODE}/"))
    assert 'name="_now"' not in page
    assert "Lãnh đạo" in page
    answer = client.post(f"/can-bo/quay/{CODE}/", NOW)
    assert answer.status_code == 403
    assert not Dossier.objects.exists()
    with pytest.raises(Forbidden, match="đủ các vai"):
        dossiers.do_at_once(world.reception, filing())


def test_only_what_is_done_on_the_spot_and_only_with_a_known_fee(world, clerk):
    procedure("9.999997")
    with pytest.raises(Refused, match="không làm ngay"):
        dossiers.do_at_once(clerk, filing(procedure_code="9.999997"))
    procedure("9.999996", on_the_spot=True, fees=[{"key": "phi", "name": "Phí", "kind": "fee"}])
    with pytest.raises(Refused, match="mức thu"):
        dossiers.do_at_once(clerk, filing(procedure_code="9.999996"))
    assert not Dossier.objects.exists()
    procedure("9.999995", on_the_spot=True, fees=[])
    done = dossiers.do_at_once(clerk, filing(procedure_code="9.999995"), notation="SCT/BS").dossier
    assert (done.state, done.payment, done.result.notation) == (10, "none", "SCT/BS")


def test_the_key_of_a_filing_that_arrived_is_told_and_renewed(window):
    window.post(f"/can-bo/quay/{CODE}/", NOW)
    changed = window.post(f"/can-bo/quay/{CODE}/", {**NOW, "owner.name": "Người Khác"})
    assert "đã được nhận trước khi mất mạng" in text(changed)
    assert 'name="key" value="0190"' not in text(changed)
    assert Dossier.objects.count() == 1


def test_the_counter_asks_who_takes_the_first_step(world, desk):
    client = desk("reception")
    page = text(client.get("/can-bo/quay/9.999999/"))
    assert "Người làm bước sau: Thẩm định" in page
    chosen = {**TYPED, "person": str(world.specialist2.account_id)}
    assert client.post("/can-bo/quay/9.999999/", chosen).status_code == 302
    step = Dossier.objects.get().steps.get(done_at=None)
    assert (step.key, step.account_id) == ("appraise", world.specialist2.account_id)
    wrong = {**TYPED, "key": "0191", "person": str(world.leader.account_id)}
    refused = client.post("/can-bo/quay/9.999999/", wrong)
    assert 'id="person-error"' in text(refused)
    assert Dossier.objects.count() == 1
