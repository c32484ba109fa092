"""A page asks the database as much for eight dossiers as for two: counted, so it holds on any machine."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.government.dossiers.world import CODE, MONDAY, accepted, filed
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers.models import Dossier
from tinhso.lib.held import forget_all

pytestmark = pytest.mark.django_db
PAGES = {
    "specialist": (
        "/can-bo/viec/my_unit/", "/can-bo/viec/overdue/", "/can-bo/so/?text=vi+du", f"/can-bo/so/?procedure={CODE}&state=4",
    ),
    "reception": ("/can-bo/viec/new/", "/can-bo/quay/"),
    "leader": ("/can-bo/bang/", "/can-bo/tai-viec/", "/can-bo/so/?load=pace"),
    "monitor": ("/can-bo/so/", "/can-bo/tai-viec/", "/can-bo/chi-so/"),
}  # fmt: skip


def asked(clients: dict[str, Client]) -> dict[tuple[str, str], int]:
    """The number of questions of every page, once what is held is held."""
    found = {}
    for role, addresses in PAGES.items():
        for address in addresses:
            assert clients[role].get(address).status_code == 200, address
            with CaptureQueriesContext(connection) as seen:
                clients[role].get(address)
            found[role, address] = len(seen)
    return found


def test_lists_boards_and_loads_ask_as_much_for_four_times_the_dossiers(world, desk, monkeypatch):
    # What is held stays held, however slow the machine is.
    monkeypatch.setattr("tinhso.lib.held.time", SimpleNamespace(monotonic=lambda: 0.0))
    clients = {role: desk(role) for role in PAGES}
    told = []
    with at(MONDAY):
        for wanted in (1, 4):
            while Dossier.objects.count() < 2 * wanted:
                accepted(world)
                filed(world)
            forget_all()
            told.append(asked(clients))
    assert told[0] == told[1]
    assert max(told[0].values()) <= 30
