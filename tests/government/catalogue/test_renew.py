"""A later import changed a record: its version is renewed under a decision, and what runs keeps its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.government.catalogue.test_opening import (  # noqa: F401 (a fixture)
    HAND,
    OPEN_LIMIT,
    SETTLED,
    SURE,
    SYSTEM,
    imported,
    record,
    wanted,
)
from tests.government.dossiers.world import officer
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.worktime.api import at, now, today
from tinhso.government.catalogue.actions.import_file import import_file
from tinhso.government.catalogue.actions.open_entry import open_entry
from tinhso.government.catalogue.actions.renew_entry import proposed, renew_entry, renewal
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused

DAY = timedelta(days=1)


@pytest.fixture
def changed(imported: None, write: Callable[..., Path]) -> None:  # noqa: F811
    """Two procedures opened, and a month later a record that takes five days instead of three."""
    open_entry(SYSTEM, SURE, wanted())
    open_entry(SYSTEM, OPEN_LIMIT, wanted(**SETTLED))
    later = now() + 30 * DAY
    with at(later):
        rows = [
            record(SURE, "Thủ tục rõ ràng hơn", method={"time_value": 5}),
            record(OPEN_LIMIT, "Thủ tục mất thời hạn", method={"time_unit": None}),
        ]
        import_file(SYSTEM, write(rows, "moi.jsonl"), part=True)


def later_wish(**changes: Any) -> Any:
    return replace(wanted(**changes), decision="99/QĐ-UBND", online="none")


def test_a_changed_record_becomes_a_new_dated_version(changed: None) -> None:
    with at(now() + 31 * DAY):
        old = procedures.version(SURE)
        told = {one.name: (one.before, one.after) for one in renewal(SURE, later_wish()).differences}
        assert told["Tên thủ tục"] == ("Thủ tục rõ ràng", "Thủ tục rõ ràng hơn")
        assert "5 ngày" in told["Thời hạn"][1]
        new = renew_entry(SYSTEM, SURE, later_wish(valid_from=today() + DAY))
        assert (new.slug, new.valid_from) == (old.slug, today() + DAY)
        assert procedures.version(SURE).id == old.id
        assert procedures.version(SURE, today() + DAY).id == new.id
        assert procedures.get_version(old.id).content.limits[0].value == 3
        # Whoever received it goes on receiving it.
        assert len(procedures.open_at(new, today() + DAY)) > 10
        with pytest.raises(Refused) as told_again:
            renew_entry(SYSTEM, SURE, later_wish(valid_from=today() + 2 * DAY))
        assert told_again.value.code == "renew_same"


def test_what_was_settled_is_proposed_again_and_nothing_else_changed(changed: None) -> None:
    with at(now() + 31 * DAY):
        again = proposed(OPEN_LIMIT, today())
        assert (again.limit, again.limit_reason) == (SETTLED["limit"], SETTLED["limit_reason"])
        assert [one.name for one in renewal(OPEN_LIMIT, again).differences] == []


@pytest.mark.parametrize(
    ("code", "changes", "why"),
    [
        (HAND, {}, "renew_by_hand"),
        (SURE, {"valid_from": -1}, "renew_past"),
        (SURE, {"actor": 1}, "not_admin"),
    ],
)
def test_what_is_not_renewed(changed: None, code: str, changes: dict[str, Any], why: str) -> None:
    who = Actor("officer", roles=frozenset({"unit_admin"})) if "actor" in changes else SYSTEM
    with at(now() + 31 * DAY):
        wish = later_wish(valid_from=today() + changes.get("valid_from", 0) * DAY)
        with pytest.raises((Refused, Forbidden, Conflict)) as told:
            renew_entry(who, code, wish)
        assert told.value.code == why


def test_the_page_shows_the_difference_and_publishes(changed: None) -> None:
    admin = officer("quantri", Agency.objects.get(slug="ubnd-tinh-thu"), "system_admin")
    client = Client()
    client.force_login(Account.objects.get(pk=admin.account_id))
    with at(now() + 31 * DAY):
        commune = procedures.competent_agencies(procedures.version(SURE), today())[0]
        offer = client.get(f"/quan-tri/thu-tuc/{SURE}/?co-quan={commune.id}").content.decode()
        assert f"/quan-tri/thu-tuc/{SURE}/lam-moi/" in offer
        page = client.get(f"/quan-tri/thu-tuc/{SURE}/lam-moi/").content.decode()
        assert "<ins>" in page
        day = today()
        sent = {
            f"{name}__{part}": getattr(day, part)
            for name in ("valid_from", "decided_on")
            for part in ("day", "month", "year")
        }
        assert client.post(f"/quan-tri/thu-tuc/{SURE}/lam-moi/", sent).status_code == 422
        sent["decision"] = "99/QĐ-UBND"
        assert client.post(f"/quan-tri/thu-tuc/{SURE}/lam-moi/", sent).status_code == 302
        assert procedures.version(SURE).title == "Thủ tục rõ ràng hơn"
        assert "lam-moi" not in client.get(f"/quan-tri/thu-tuc/{SURE}/?co-quan={commune.id}").content.decode()
