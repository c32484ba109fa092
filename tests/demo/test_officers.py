"""Whom the demonstration lets act depends on the rows alone, not on what the same process asked before."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

import pytest

from tests import rows
from tinhso.demo.officers import Staff
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.lib.actor import Actor

SINCE = date(2025, 7, 5)


def chance(agency: str, role: str) -> Random:
    return Random(f"7/{agency}/{role}")


@pytest.mark.django_db(transaction=True)
def test_who_was_asked_first_is_asked_again_by_a_later_process() -> None:
    rows.load_province()
    agency = organisation.agencies(SINCE)[0].id
    # Alone a cashier, with the last of all names; whoever is opened later for the desk is a cashier too.
    with worktime.at(datetime(2025, 7, 5, 6, tzinfo=worktime.ZONE)):
        account = identity.create_officer(Actor.system("demo"), "thu.ngan", "Ỷ Ỷ Ỷ", None)
        identity.grant_capacity(Actor.system("demo"), account, agency, ["cashier"], "Thủ quỹ", SINCE)
    roles = ["cashier", "reception", "specialist", "return_officer"]
    staff = Staff(Random(1), SINCE, chance)
    asked = {role: staff.actor(agency, role) for role in roles}
    assert asked["cashier"].account_id == account
    assert asked["reception"].account_id == asked["return_officer"].account_id != account
    again = Staff(Random(2), SINCE, chance)
    assert {role: again.actor(agency, role) for role in reversed(roles)} == {
        role: asked[role] for role in reversed(roles)
    }


@pytest.mark.django_db(transaction=True)
def test_a_name_does_not_depend_on_whom_was_named_before() -> None:
    rows.load_province()
    some = organisation.agencies(SINCE)[:4]
    one = Staff(Random(1), SINCE, chance)
    named = [one.actor(agency.id, "specialist").label for agency in some]
    assert len(set(named)) > 1
    rows.empty()
    rows.load_province()
    other = Staff(Random(1), SINCE, chance)
    assert [other.actor(agency.id, "specialist").label for agency in reversed(some)] == named[::-1]
