"""The small commune for every test of this room."""

from __future__ import annotations

import pytest

from tests.government.dossiers.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def committed_world(transactional_db: None) -> World:
    """The same, committed, for tests with several connections."""
    return build()
