"""The small commune, and a scanner's folder of its own for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.government.dossiers.world import World, build
from tinhso.foundation.identity.models import Account
from tinhso.lib.actor import Actor


@pytest.fixture
def world(db: None, settings, tmp_path: Path) -> World:
    settings.SCAN_FOLDER = tmp_path / "scans"
    return build()


@pytest.fixture
def window() -> Callable[[Actor], Client]:
    def sign_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return sign_in
