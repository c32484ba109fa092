"""An officer who opens the page on which people file for themselves is led to the counter."""

from __future__ import annotations

from django.test import Client

from tests.government.dossiers.world import CODE, MONDAY, World
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import at


def test_an_officer_is_led_to_the_counter(world: World) -> None:
    counter = f'href="/can-bo/quay/{CODE}/"'
    with at(MONDAY):
        for actor, told, led in (
            (world.reception, True, True),
            (world.leader, True, False),
            (world.resident, False, False),
        ):
            browser = Client()
            browser.force_login(Account.objects.get(pk=actor.account_id))
            page = browser.get(f"/nop/{CODE}/").content.decode()
            assert ("tài khoản cán bộ" in page) is told
            assert (counter in page) is led
