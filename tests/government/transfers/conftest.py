"""Two communes with a desk each: a person comes to one, the other's committee decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from tests.government.dossiers.test_whole_way import counter
from tests.government.dossiers.world import MONDAY, World, _agency, build, officer
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Agency, Unit
from tinhso.foundation.worktime.api import at, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.transfers.models import Receiver
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id


@dataclass
class Two:
    """`world` decides; `here` is the desk of the other commune, where the person comes."""

    world: World
    here: Agency
    clerk: Actor
    handing: Actor

    def receive(self, **changes):
        """A dossier of the first commune, received at the second."""
        filing = counter(unit_code=self.world.unit.code, **changes)
        return dossiers.receive_at_counter(self.clerk, filing).dossier


def made(configured: bool = True) -> Two:
    world = build()
    unit = Unit.objects.create(
        code="08867", name="Xã Khác", type="xã", level="commune", valid_from=date(2025, 7, 1), sort_key="b"
    )
    above = _agency(unit, "ubnd-khac", "Ủy ban nhân dân xã Khác", "peoples_committee", "H62.95")
    here = _agency(
        unit, "mot-cua-khac", "Trung tâm Phục vụ hành chính công xã Khác", "one_stop_desk", "H62.95.1", above
    )
    if configured:
        Receiver.objects.create(
            id=new_id(),
            unit_code=world.unit.code,
            desk=world.desk,
            valid_from=date(2025, 7, 1),
            made_at=now(),
        )
    return Two(
        world, here, officer("xa-khac", here, "reception"), officer("tra-khac", here, "return_officer")
    )


@pytest.fixture
def two(db: None) -> Iterator[Two]:
    with at(MONDAY):
        yield made()


@pytest.fixture
def committed_two(transactional_db: None) -> Two:
    with at(MONDAY):
        return made()


@pytest.fixture
def window(two: Two) -> Callable[[Actor], Client]:
    def sign_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return sign_in
