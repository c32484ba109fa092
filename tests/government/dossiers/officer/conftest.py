"""Windows of officers: a browser-like client signed in as one role of the small commune."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.government.dossiers.world import World
from tinhso.foundation.identity.models import Account


@pytest.fixture
def desk(world: World) -> Callable[[str], Client]:
    """`desk("reception")` is a client signed in as that officer."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(pk=world.actors[role].account_id))
        return client

    return sign_in
