"""Asking for signatures and giving them: one confirmation, each paper's own fate."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.foundation.signing.office import Office
from tests.foundation.signing.people import Signers, filed, register, signers
from tinhso.foundation.files.api import get_file, open_file
from tinhso.foundation.identity.models import Account
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing import hooks
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.rules.standing import Standing
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(office: Office, settings: Any) -> Signers:
    return signers(office, settings)


def content(request: signing.SigningRequest) -> bytes:
    request.refresh_from_db()
    with open_file(request.signed_id) as stream:
        return bytes(stream.read())


def test_the_leader_signs_then_the_agency_on_one_file(here: Signers) -> None:
    subject = Subject("thing", uuid4())
    file = filed(subject)
    first = here.ask(file=file, subject=subject, code="H62.1")
    second = here.ask("agency", file=file, subject=subject)
    assert second.previous_id == first.pk
    assert here.ask(file=file, subject=subject).pk == first.pk
    with pytest.raises(Refused, match="chờ người khác ký trước"):
        signing.sign(here.world.clerk, [second.pk], here.agency.pk)
    batch = signing.sign(here.world.leader, [first.pk], here.leader.pk)
    assert carry_on(batch.pk) is False
    first.refresh_from_db()
    assert first.state == "signed"
    assert get_file(first.signed_id).subject_id == str(subject.id)
    carry_on(signing.sign(here.world.clerk, [second.pk], here.agency.pk).pk)
    both = content(second)
    assert both.startswith(content(first))
    assert here.office.worth(both) == [Standing.VALID, Standing.VALID]
    event = history(Subject("signing", first.pk))[-1]
    assert (event.verb, event.facts["certificate"]) == ("signing.sign", str(here.leader.pk))


def test_one_paper_that_fails_stops_no_other(here: Signers) -> None:
    broken = Subject("thing", uuid4())
    wishes = [here.ask(), here.ask(file=filed(broken, b"%PDF-1.7\nnothing"), subject=broken), here.ask()]
    batch = signing.sign(here.world.leader, [one.pk for one in wishes], here.leader.pk)
    carry_on(batch.pk)
    batch.refresh_from_db()
    assert batch.ended_at is not None
    for one in wishes:
        one.refresh_from_db()
    assert [one.state for one in wishes] == ["signed", "waiting", "signed"]
    assert wishes[1].fault == "no_place"
    assert "không nhận được chữ ký" in wishes[1].fault_text
    # It waits again, and may be signed again.
    assert [one.pk for one in signing.queue(here.world.leader)] == [wishes[1].pk]


def test_a_second_batch_takes_nothing_that_is_being_signed(here: Signers) -> None:
    one = here.ask()
    signing.sign(here.world.leader, [one.pk], here.leader.pk)
    with pytest.raises(Conflict):
        signing.sign(here.world.leader, [one.pk], here.leader.pk)
    with pytest.raises(Conflict):
        signing.withdraw(here.world.specialist, one.pk, "Không cần nữa")


def test_others_papers_and_certificates_are_out_of_reach(here: Signers) -> None:
    own, seal = here.ask(), here.ask("agency")
    for actor, request, certificate, kind in (
        (here.world.specialist, own, here.leader, NotFound),
        (here.world.clerk, own, here.agency, NotFound),
        (here.world.outsider, seal, here.agency, NotFound),
        (here.world.leader, own, here.agency, Forbidden),
        (here.world.leader, seal, here.leader, Forbidden),
    ):
        with pytest.raises(kind):
            signing.sign(actor, [request.pk], certificate.pk)
    with pytest.raises(NotFound):
        signing.refuse(here.world.specialist, own.pk, "Không ký")
    with pytest.raises(Refused, match="200"):
        signing.sign(here.world.leader, [uuid4() for _ in range(201)], here.leader.pk)


def test_what_the_asking_room_does_belongs_to_the_signature(here: Signers, monkeypatch: Any) -> None:
    told: list[Any] = []

    def hears(actor: Actor, request: signing.SigningRequest) -> None:
        told.append((actor.account_id, request.pk, request.signed_id))
        if len(told) > 1:
            raise Refused("thing.no", "Hồ sơ đã dừng.")

    monkeypatch.setitem(hooks._signed, "leader", hears)
    good, bad = here.ask(), here.ask()
    carry_on(signing.sign(here.world.leader, [good.pk, bad.pk], here.leader.pk).pk)
    for one in (good, bad):
        one.refresh_from_db()
    assert told[0] == (here.world.leader.account_id, good.pk, good.signed_id)
    assert (bad.state, bad.signed_id, bad.fault_text) == ("waiting", None, "Hồ sơ đã dừng.")


def test_refusing_and_no_longer_needing(here: Signers, monkeypatch: Any) -> None:
    told: list[str] = []
    monkeypatch.setitem(hooks._refused, "leader", lambda _a, request: told.append(request.ended_reason))
    one, other = here.ask(), here.ask()
    with pytest.raises(Refused, match="lý do"):
        signing.refuse(here.world.leader, one.pk, "  ")
    assert signing.refuse(here.world.leader, one.pk, "Sai ngày sinh").state == "refused"
    assert told == ["Sai ngày sinh"]
    assert signing.withdraw(here.world.specialist, other.pk, "Làm lại giấy").state == "cancelled"
    assert list(signing.queue(here.world.leader)) == []


def test_a_certificate_that_does_not_hold_signs_nothing(here: Signers, settings: Any, office: Office) -> None:
    one = here.ask()
    revoked = register(office, "revoked", account_id=here.world.leader.account_id)
    with pytest.raises(Refused, match="thu hồi"):
        signing.sign(here.world.leader, [one.pk], revoked.pk)
    settings.TINHSO_SIGNING_HOSTS = ""
    with pytest.raises(Refused, match="Chưa hỏi được"):
        signing.sign(here.world.leader, [one.pk], here.leader.pk)
    settings.TINHSO_SIGNING_REVOCATION = "warn"
    assert signing.sign(here.world.leader, [one.pk], here.leader.pk).warned
    settings.TINHSO_SIGNING_ROOTS = ""
    with pytest.raises(Refused, match="Không rõ ai cấp"):
        signing.sign(here.world.leader, [here.ask().pk], here.leader.pk)
    signing.end_certificate(Actor.system("test"), here.leader.pk, "Chuyển công tác")
    with pytest.raises(Refused, match="ngừng dùng"):
        signing.sign(here.world.leader, [here.ask().pk], here.leader.pk)


def test_who_may_hold_which_certificate(here: Signers, office: Office) -> None:
    with pytest.raises(Refused, match="công vụ"):
        register(office, "resident", account_id=here.world.specialist.account_id, regime="public")
    with pytest.raises(Refused, match="công vụ"):
        register(office, "resident", account_id=here.world.resident.account_id)
    assert Account.objects.get(pk=here.world.resident.account_id).kind == "resident"
    kept = register(office, "resident", account_id=here.world.resident.account_id, regime="public")
    assert "Nguyễn Thị Người Dân" in kept.subject
    with pytest.raises(Conflict):
        register(office, "resident", account_id=here.world.stranger.account_id, regime="public")
    with pytest.raises(Refused, match="hết hạn"):
        register(office, "expired", account_id=here.world.clerk.account_id)
    with pytest.raises(Refused, match="không phải chứng thư"):
        signing.register_certificate(
            Actor.system("test"), b"MIIB", kind="hsm", regime="state", account_id=here.world.clerk.account_id
        )
    with pytest.raises(Forbidden):
        signing.end_certificate(here.world.clerk, kept.pk, "Không rõ")
    assert kept.valid_until > real_now()


def test_a_batch_is_stopped_in_the_middle(here: Signers) -> None:
    wishes = [here.ask() for _ in range(2)]
    batch = signing.sign(here.world.leader, [one.pk for one in wishes], here.leader.pk)
    with pytest.raises(NotFound):
        signing.stop(here.world.clerk, batch.pk)
    assert signing.stop(here.world.leader, batch.pk) == 2
    carry_on(batch.pk)
    assert {one.state for one in signing.queue(here.world.leader)} == {"waiting"}
    assert len(signing.queue(here.world.leader)) == 2
