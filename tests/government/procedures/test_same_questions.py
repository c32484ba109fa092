"""The public's pages and the administrator's list ask as much for thousands of procedures as for a few."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.government.procedures.test_openings import HAND, SYSTEM, communes, ids, terms  # noqa: F401 (a fixture)
from tests.government.procedures.test_shelf import Infos, copies
from tinhso.foundation.identity.api import create_officer, grant_capacity
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import today
from tinhso.government.procedures import api
from tinhso.government.procedures.models import LifeEvent, Procedure
from tinhso.lib.held import forget_all

FEW, MANY = 15, 60


@pytest.fixture
def administrator(communes: Infos) -> Client:  # noqa: F811
    ident = create_officer(
        SYSTEM, "quan-tri-do", "Nguyễn Văn Đo", "mat-khau-dai-du-de-do", must_change_password=False
    )
    grant_capacity(SYSTEM, ident, communes[0].id, ["system_admin"], "Công chức", today())
    client = Client()
    client.force_login(Account.objects.get(pk=ident))
    return client


def asked(address: str, client: Client) -> int:
    """The number of questions of a page, once what is held is held."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_pages_ask_as_much_for_four_times_the_procedures(
    communes: Infos,  # noqa: F811
    administrator: Client,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What is held stays held, however slow the machine is.
    monkeypatch.setattr("tinhso.lib.held.time", SimpleNamespace(monotonic=lambda: 0.0))
    one, told, lines = communes[0], [], []
    LifeEvent.objects.create(key="do", title="Đo", position=1, codes=[HAND])
    public = (
        "/", "/thu-tuc/", "/thu-tuc/?linh-vuc=ho-tich", "/tim/?q=cap+lai+giay", "/viec/do/", "/co-quan/", "/so-lieu/",
        f"/co-quan/{one.slug}/thu-tuc/", f"/co-quan/{one.slug}/thu-tuc/?q=cap+lai", f"/thu-tuc/{HAND}/",
    )  # fmt: skip
    inside = (f"/quan-tri/thu-tuc/?co-quan={one.id}", f"/quan-tri/thu-tuc/?co-quan={one.id}&q=cap+lai")
    for number in (FEW, MANY):
        Procedure.objects.filter(code__startswith="8.").delete()
        for code in copies(number):
            api.open_procedure(SYSTEM, code, ids(one), terms())
        forget_all()
        found = {address: asked(address, client) for address in public}
        told.append(found | {address: asked(address, administrator) for address in inside})
        lines.append(client.get(public[7]).content.count(b"/thu-tuc/8."))
    assert lines[1] > lines[0] >= FEW
    # A search that finds enough at once asks less.
    assert {address: number for address, number in told[1].items() if number > told[0][address]} == {}
    assert max(told[0].values()) <= 25
