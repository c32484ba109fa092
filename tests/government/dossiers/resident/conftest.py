"""A resident at the pages: signed in, with a draft of the test procedure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers.world import World
from tinhso.foundation.identity.models import Account
from tinhso.lib.actor import Actor


def browser(actor: Actor | None = None, **options: Any) -> Client:
    """A browser, signed in as the actor when one is given; faults of ours become answers, as in production."""
    client = Client(raise_request_exception=False, **options)
    if actor is not None:
        client.force_login(Account.objects.get(pk=actor.account_id))
    return client


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_DIR = tmp_path / "files"


@pytest.fixture
def resident(world: World) -> Client:
    return browser(world.resident)


@pytest.fixture
def stranger(world: World) -> Client:
    return browser(world.stranger)
