"""The clock: set for one act, and a world that started elsewhere and ticks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import override_settings

from tinhso.foundation.worktime import clock
from tinhso.foundation.worktime.models import World


def test_an_act_can_happen_at_another_moment() -> None:
    moment = datetime(2026, 9, 1, 8, 30, tzinfo=clock.ZONE)
    with clock.at(moment):
        assert clock.now() == moment
    assert abs(clock.now() - clock.real_now()) < timedelta(seconds=5)


@override_settings(ENV="production")
def test_production_never_sets_its_clock() -> None:
    with pytest.raises(RuntimeError), clock.at(clock.real_now()):
        pass


@pytest.mark.django_db
@override_settings(AS_OF="2022-03-01")
def test_a_world_starts_on_its_day_and_ticks() -> None:
    clock._offset.cache_clear()
    try:
        first = clock.now()
        assert first.date().isoformat() == "2022-03-01"
        assert (first.hour, World.objects.count()) == (7, 1)
        assert clock.now() > first
        world = World.objects.get()
        World.objects.filter(pk=world.pk).update(started_at=world.started_at - timedelta(days=2))
        clock._offset.cache_clear()
        assert clock.now().date().isoformat() == "2022-03-03"
    finally:
        clock._offset.cache_clear()
