"""A small commune behind the API, committed, with one client and its token."""

from __future__ import annotations

import pytest

from tests.government.dossiers.world import accepted, build
from tinhso.foundation.identity.actions.tokens import create_client, issue_token
from tinhso.lib.actor import Actor

SCOPES = [
    "files:write", "dossiers:file", "dossiers:read", "worklists:read", "portal:intake", "portal:files", "payments:owed",
]  # fmt: skip


@pytest.fixture
def token(transactional_db: None) -> str:
    """The token of an agency's client that may do everything the API offers."""
    world = build()
    accepted(world)
    system = Actor.system("test")
    return issue_token(system, create_client(system, "Ứng dụng thử", world.desk.id), SCOPES)
