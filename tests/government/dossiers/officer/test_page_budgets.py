"""Query budgets of whole pages, once what is held is held: session, account and rights, the page, the side list.

A budget counts questions, never time. Whoever needs one more raises a number here on purpose.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.government.dossiers.world import CODE, MONDAY, accepted, filed
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import at

pytestmark = pytest.mark.django_db
# Session, account and capacities, then the numbers of the dossiers and of the petitions.
EVERY_OFFICERS_PAGE = 5


def asked(client: Client, address: str) -> int:
    """How many questions the page asks the second time."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_pages_keep_their_budgets(world, desk, monkeypatch):
    # What is held stays held, however slow the machine is.
    monkeypatch.setattr("tinhso.lib.held.time", SimpleNamespace(monotonic=lambda: 0.0))
    specialist, visitor, owner = desk("specialist"), Client(), Client()
    owner.force_login(Account.objects.get(pk=world.resident.account_id))
    with at(MONDAY):
        dossier = accepted(world)
        accepted(world)
        filed(world)
        found = {
            "smallest": asked(specialist, "/can-bo/phim-tat/"),
            # Lines, returned work, chips, saved filters.
            "worklist": asked(specialist, "/can-bo/viec/my_unit/"),
            # And how many the filter leaves.
            "filtered": asked(specialist, "/can-bo/viec/my_unit/?state=4"),
            "register": asked(specialist, "/can-bo/so/"),
            "dossier": asked(specialist, f"/can-bo/ho-so/{dossier.id}/"),
            "tracking": asked(owner, f"/tra-cuu/{dossier.code}/"),
            "home": asked(visitor, "/"),
            "procedure": asked(visitor, f"/thu-tuc/{CODE}/"),
            "search": asked(visitor, "/tim/?q=thu"),
        }
    budgets = {
        "smallest": EVERY_OFFICERS_PAGE,
        "worklist": EVERY_OFFICERS_PAGE + 4,
        "filtered": EVERY_OFFICERS_PAGE + 5,
        "register": EVERY_OFFICERS_PAGE + 3,
        # Two of each are about paying: the request and its tries; one asks whether the applicant signed the form.
        "dossier": 27,
        "tracking": 13,
        "home": 2,
        "procedure": 1,
        "search": 4,
    }
    assert {name: count for name, count in found.items() if count > budgets[name]} == {}
