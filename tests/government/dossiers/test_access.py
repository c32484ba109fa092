"""Who sees what, what a stale or forbidden act leaves behind, and the receipt's secret."""

from __future__ import annotations

import pytest

from tests.government.dossiers.world import MONDAY, World, accepted, filed, numbered, step
from tinhso.foundation.records.api import Subject, history, looks
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import access, receipt
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, TrackingMiss
from tinhso.lib.errors import Busy, Conflict, Forbidden, NotFound, Refused


def test_each_sees_their_own(world: World) -> None:
    dossier = filed(world)
    assert dossiers.for_resident(world.resident, dossier.id).id == dossier.id
    for actor in (world.stranger, world.outsider):
        with pytest.raises(NotFound):
            access.check(actor, dossier)
        assert not access.visible(actor).exists()
    for actor in (world.reception, world.specialist, world.monitor):
        assert access.visible(actor).get().id == dossier.id
    with pytest.raises(NotFound):
        dossiers.for_officer(world.resident, dossier.id)


def test_others_cannot_act(world: World) -> None:
    dossier = accepted(world)
    before = Dossier.objects.values().get(pk=dossier.id)
    tries = [
        lambda: dossiers.withdraw(world.stranger, dossier.id),
        lambda: dossiers.complete_step(world.outsider, step(dossier, "appraise").id),
        lambda: dossiers.complete_step(world.leader, step(dossier, "appraise").id),
        lambda: dossiers.return_result(
            world.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        ),
        lambda: dossiers.stop_processing(world.specialist, dossier.id, reason="x"),
        lambda: dossiers.rate(world.specialist, dossier.id, score=5),
    ]
    for attempt in tries:
        with pytest.raises(Refused):
            attempt()
    assert Dossier.objects.values().get(pk=dossier.id) == before
    refused = [e for e in history(Subject("dossier", dossier.id)) if e.outcome == "refused"]
    assert len(refused) == len(tries), "every attempt is recorded on the dossier, and nothing else"


def test_a_forbidden_move_says_why(world: World) -> None:
    dossier = filed(world)
    with pytest.raises(Refused, match="“Mới đăng ký”") as refused:
        dossiers.return_result(
            world.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
    assert refused.value.code == "move_not_allowed"
    assert refused.value.way_out


def test_a_stale_page_is_told(world: World) -> None:
    dossier = filed(world)
    with at(MONDAY):
        dossiers.accept(world.reception, dossier.id, expected_version=dossier.version)
        with pytest.raises(Conflict) as stale:
            dossiers.withdraw(world.resident, dossier.id, expected_version=dossier.version)
    assert stale.value.code == "stale_page"


def test_the_officer_cannot_rate_for_the_citizen(world: World) -> None:
    dossier = numbered(world)
    with at(MONDAY):
        dossiers.return_result(
            world.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
        with pytest.raises(Forbidden):
            dossiers.rate(world.reception, dossier.id, score=5)
        with pytest.raises(Refused):
            dossiers.rate(world.resident, dossier.id, score=6)


def test_looks_are_recorded_and_lists_are_masked(world: World) -> None:
    dossier = filed(world)
    row = dossiers.register(world.reception).rows[0]
    assert row.owner_id == "026******001"
    assert row.phone.startswith("*")
    assert dossiers.detail(world.reception, dossier.id).parties[0].number == "026******001"
    assert dossiers.look_at_people(world.reception, dossier.id)[0].citizen_id == "026190000001"
    assert [look.account_id for look in looks(Subject("dossier", dossier.id))] == [world.reception.account_id]


def test_the_receipt_opens_one_dossier_and_guessing_locks(world: World) -> None:
    one, two = filed(world), filed(world)
    secret = dossiers.receipt_secret(one)
    assert dossiers.by_receipt(one.code, secret).id == one.id
    with pytest.raises(NotFound):
        dossiers.by_receipt(two.code, secret)
    with at(MONDAY):
        with pytest.raises(Forbidden):
            dossiers.withdraw(world.stranger, one.id, secret=secret)
        with pytest.raises(NotFound):
            dossiers.withdraw(world.stranger, two.id, secret=secret)
        Dossier.objects.filter(pk=one.id).update(account=None)
        assert dossiers.withdraw(world.stranger, one.id, secret=secret).state == 7
    TrackingMiss.objects.all().delete()
    for _ in range(access.MISSES):
        with pytest.raises(NotFound):
            dossiers.by_receipt(two.code, "0000-0000-0000", ip="203.0.113.9")
    with pytest.raises(Busy):
        dossiers.by_receipt(two.code, "0000-0000-0000", ip="203.0.113.9")
    assert dossiers.by_receipt(two.code, dossiers.receipt_secret(two), ip="203.0.113.9").id == two.id


def test_secrets_are_read_however_written(world: World) -> None:
    dossier = filed(world)
    secret = receipt.receipt_secret(dossier)
    assert receipt.fits(dossier, secret.lower().replace("-", "").replace("0", "o").replace("1", "l"))
    assert not receipt.fits(dossier, "")
    assert not receipt.fits(dossier, secret[:-1])


def test_events_hold_no_names(world: World) -> None:
    dossier = numbered(world)
    for event in history(Subject("dossier", dossier.id)):
        assert "Nguyễn" not in str(event.facts)
        assert "026190000001" not in str(event.facts)
