"""The small commune with two counters at its desk, on a Monday morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client

from tests.government.dossiers.world import MONDAY, World, build, officer
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import at
from tinhso.government.queue.actions.arrange import open_counter
from tinhso.government.queue.models import Counter
from tinhso.lib.actor import Actor


@dataclass
class Queue:
    """The world, the head of the desk and its counters: the first serves everything, the second one field."""

    world: World
    head: Actor
    one: Counter
    two: Counter

    @property
    def desk(self):
        return self.world.desk


def made() -> Queue:
    with at(MONDAY):
        world = build()
        head = officer("head", world.desk, "leader")
        return Queue(
            world,
            head,
            open_counter(head, world.desk.pk, 1),
            open_counter(head, world.desk.pk, 2, fields=["thu"]),
        )


@pytest.fixture
def queue(db: None) -> Iterator[Queue]:
    found = made()
    with at(MONDAY):
        yield found


@pytest.fixture
def committed_queue(transactional_db: None) -> Queue:
    return made()


@pytest.fixture
def window(queue: Queue) -> Callable[[Actor], Client]:
    def sign_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return sign_in
