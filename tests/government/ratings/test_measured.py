"""The indices counted from records on real PostgreSQL, and who may rate and assess."""

from __future__ import annotations

import pytest

from tests.government.dossiers.world import CODE, MONDAY, World, accepted, build, numbered, step
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.petitions import api as petitions
from tinhso.government.ratings import api as ratings
from tinhso.government.ratings.models import UsedDoor
from tinhso.government.ratings.queries.measured import rows_of
from tinhso.government.ratings.rules.indices import Index
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Invalid, NotFound, Refused

QUARTER = ratings.Quarter(2026, 4)
VISITOR = Actor(kind="resident", ip="203.0.113.7")


@pytest.fixture
def world(db: None) -> World:
    return build()


def points(world: World) -> dict[str, float | None]:
    found = ratings.measured(world.committee.pk, QUARTER)
    return {line.index.value: line.points for line in found.lines}


def test_counted_from_records_and_nothing_guessed(world: World) -> None:
    nothing = points(world)
    assert set(nothing.values()) == {None}
    dossier = numbered(world)
    said = petitions.Words(
        "behaviour", world.committee.pk, "Thái độ", "Cán bộ specialist nói nặng lời",
        dossier_code=dossier.code, name="Lê Thị Mẫu", phone="0912345678",
    )  # fmt: skip
    with at(MONDAY):
        assert points(world) | {"9": None} == {
            "1": 2, "2": 2, "3": 2, "4": 2, "5": None, "6": None, "7": 2, "8": None, "9": None,
        }  # fmt: skip
        petition = petitions.send(VISITOR, said)
        assert points(world)["7"] is None  # not judged yet
        petitions.take(world.leader, petition.pk)
        petitions.draft(world.leader, petition.pk, answer="Đã xin lỗi.", founded=True)
        petitions.approve(world.leader, petition.pk)
    after = points(world)
    assert (after["7"], after["8"]) == (0, 2)
    for reader, codes in ((world.leader, [dossier.code]), (world.specialist, [])):
        rows = rows_of(world.committee.pk, QUARTER, Index.ATTITUDE, "0", reader.account_id)
        assert [row.code for row in rows] == codes  # whom it is about sees nothing of it
    assert rows_of(world.committee.pk, QUARTER, Index.PETITIONS, "", world.specialist.account_id) == []


def test_agencies_that_asked_are_counted_and_half_a_publicity_gives_no_points(world: World) -> None:
    with at(MONDAY):
        made = accepted(world)
        asked = [dossiers.Missing("component", "giay-to", "Giấy tờ", "Bản rõ hơn")]
        dossiers.request_supplement(world.specialist, made.pk, items=asked, reason="Mờ")
        dossiers.answer_supplement(
            world.resident, made.pk, papers=[dossiers.PaperInput("giay-to", None, 0, 1)]
        )
        dossiers.complete_step(world.specialist, step(made, "appraise").id, outcome="fit")
        dossiers.approve(world.leader, step(made, "approve").id)
        dossiers.number_result(world.clerk, made.pk, notation="XN")
        found = {line.index.value: line for line in ratings.measured(world.committee.pk, QUARTER).lines}
        assert (found["4"].points, found["5"].points, found["6"].points) == (1, None, None)
        assert found["9"].services == (1, 1)
        assert (found["9"].share, found["9"].points) == ((1, 1), 2)
        # The test's procedure names no law, so its page is not whole: told, and opened by its code.
        assert found["6"].share == (0, 1)
        (behind,) = rows_of(world.committee.pk, QUARTER, Index.PUBLICITY, "", None)
        assert (behind.code, behind.points, behind.title) == (CODE, 0, "Thủ tục thử nghiệm")
        assert [row.code for row in rows_of(world.committee.pk, QUARTER, Index.AGENCIES, "1", None)] == [
            made.code
        ]


def test_assessed_stands_beside_measured(world: World) -> None:
    place = world.committee.pk
    with at(MONDAY):
        ratings.assess(world.monitor, place, QUARTER, Index.ONE_STOP, points=1, reason="Đã kiểm tra tại chỗ")
        with pytest.raises(Forbidden):
            ratings.assess(world.leader, place, QUARTER, Index.ONE_STOP, points=2, reason="Tự chấm")
        with pytest.raises(Invalid):
            ratings.assess(world.monitor, place, QUARTER, Index.ONE_STOP, points=3, reason="")
    line = next(one for one in ratings.measured(place, QUARTER).lines if one.index is Index.ONE_STOP)
    assert line.points is None
    assert line.declared is not None
    assert line.declared.points == 1


def test_the_person_rates_once_and_nobody_behind_the_counter(world: World) -> None:
    dossier = numbered(world)
    code, token = dossier.code, dossiers.rating_code(dossier)
    with at(MONDAY):
        assert dossiers.check_rating_code(code, token) == "waiting"
        with pytest.raises(Refused) as told:
            ratings.rate_by_code(VISITOR, code, token, score=5)
        assert told.value.code == "move_not_allowed"
        dossiers.return_result(
            world.return_officer, dossier.pk, receiver_name="Người nhận", unpaid_known=True
        )
        with pytest.raises(Forbidden):
            ratings.rate_by_code(world.reception, code, token, score=5)
        with pytest.raises(Forbidden):
            ratings.rate_by_code(VISITOR, code, token, score=5, office=True)
        for wrong in ("", "0000-0000", dossiers.receipt_secret(dossier)):
            with pytest.raises(NotFound):
                ratings.rate_by_code(VISITOR, code, wrong, score=5)
        ratings.rate_by_code(VISITOR, code, token.lower(), score=4, how="tablet")
        with pytest.raises(Conflict):
            ratings.rate_by_code(VISITOR, code, token, score=1)
    assert UsedDoor.objects.get().how == "tablet"
    assert ratings.measured(world.committee.pk, QUARTER).scores == {4: 1}
