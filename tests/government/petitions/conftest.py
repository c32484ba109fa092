"""The small commune of the dossiers' tests, with agencies that people can write to."""

from __future__ import annotations

import pytest

from tests.government.dossiers.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()
