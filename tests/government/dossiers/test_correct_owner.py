"""Putting right who the owner is: by the desk, with the ground, and never a number that nobody proved as proven."""

from __future__ import annotations

import pytest

from tests.government.dossiers.world import MONDAY, World, build, filed
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.queries.detail import party_view
from tinhso.government.dossiers.rules.passports import passport
from tinhso.lib.errors import Forbidden, Invalid, NotFound, Refused


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("c 123-4567", "C1234567"),
        ("P<1234567", "P1234567"),
        ("ABCDEF", None),
        ("C12", None),
        ("C1234567'); --", None),
        ("Ｃ1234567", None),
        ("1234567890123456", None),
    ],
)
def test_a_number_of_a_passport(typed: str, kept: str | None) -> None:
    assert passport(typed) == kept


def test_the_desk_writes_the_passport_that_it_saw(world: World) -> None:
    dossier = filed(world)
    with at(MONDAY):
        dossiers.correct_owner(
            world.reception, dossier.pk, citizen_id="", passport="c1234567", reason="Đã xem hộ chiếu"
        )
    owner = dossier.parties.get(role="owner")
    assert (owner.passport, owner.citizen_id, owner.verified) == ("C1234567", "026190000001", False)
    assert party_view(owner).number.endswith("001")
    act = history(Subject("dossier", dossier.pk))[-1]
    assert (act.verb, act.facts["fields"]) == ("dossier.correct_owner", ["passport"])
    assert "C1234567" not in str(act.facts) + str(act.digests)


def test_a_name_is_found_under_its_new_letters(world: World) -> None:
    dossier = filed(world)
    with at(MONDAY):
        dossiers.correct_owner(world.reception, dossier.pk, name="Đỗ Thị Thử", summary="Khác", reason="Sửa")
    owner = dossier.parties.get(role="owner")
    dossier.refresh_from_db()
    assert (owner.name, owner.name_fold, dossier.summary) == ("Đỗ Thị Thử", "do thi thu", "Khác")


def test_who_may_not_and_what_is_not_taken(world: World) -> None:
    dossier = filed(world)
    with at(MONDAY):
        for actor, wrong in (
            (world.monitor, Forbidden),
            (world.outsider, NotFound),
            (world.resident, Forbidden),
        ):
            with pytest.raises(wrong):
                dossiers.correct_owner(actor, dossier.pk, citizen_id="026190000009", reason="Sửa")
        with pytest.raises(Refused) as bare:
            dossiers.correct_owner(world.reception, dossier.pk, citizen_id="026190000009", reason="")
        with pytest.raises(Refused) as same:
            dossiers.correct_owner(world.reception, dossier.pk, citizen_id="026190000001", reason="Sửa")
        with pytest.raises(Invalid):
            dossiers.correct_owner(world.reception, dossier.pk, citizen_id="12", reason="Sửa")
    assert (bare.value.code, same.value.code) == ("reason_needed", "nothing_to_correct")
    assert dossier.parties.get(role="owner").citizen_id == "026190000001"
