"""Fifty viewers ask the database once; what takes too long is given up; a held figure follows the worker."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.government.dossiers.world import MONDAY
from tinhso.foundation.worktime.api import at
from tinhso.government.directives.actions.measure import write
from tinhso.government.directives.models import Target
from tinhso.government.indices import api
from tinhso.government.indices.measures.catalogue import MEASURES
from tinhso.government.indices.measures.statement import Count, Scope, Window
from tinhso.government.indices.models import Campaign
from tinhso.government.indices.queries import beside, limits
from tinhso.lib.errors import Busy
from tinhso.lib.held import forget_all

WINDOW = Window(MONDAY, MONDAY + timedelta(days=1))
VIEWERS = 50


def test_fifty_viewers_at_once_make_one_count(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Scope] = []

    def slow(scope: Scope, window: Window) -> dict[str, Count]:
        made.append(scope)
        sleep(0.05)
        return {"dossiers_on_time": Count(len(made), 9)}

    monkeypatch.setattr(limits, "_counts", limits.held(slow))
    together = Barrier(VIEWERS)

    def view(number: int) -> Count:
        together.wait()
        return limits.counts(Scope(field_code="a" if number % 2 else "b"), WINDOW)["dossiers_on_time"]

    with ThreadPoolExecutor(VIEWERS) as pool:
        answers = list(pool.map(view, range(VIEWERS)))
    assert sorted(one.field_code for one in made) == ["a", "b"]
    assert {one.among for one in answers} == {9}
    assert not limits._under_way, "nothing is kept of what is over"


@pytest.mark.django_db
def test_a_held_figure_asks_nothing_and_the_next_window_asks_again() -> None:
    limits.counts(Scope(), WINDOW)
    with CaptureQueriesContext(connection) as asked:
        limits.counts(Scope(), WINDOW)
    assert len(asked) == 0
    with CaptureQueriesContext(connection) as asked:
        limits.counts(Scope(), Window(WINDOW.first, WINDOW.until + timedelta(minutes=1)))
    assert len(asked) > 0


@pytest.mark.django_db
def test_what_takes_too_long_is_given_up_and_nothing_else_is_limited() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        before = cursor.fetchone()
    with pytest.raises(Busy, match="lâu hơn") as refused, limits.limited(1), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    assert refused.value.way_out
    with limits.limited(1), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == before


@pytest.mark.django_db
def test_targets_and_self_scoring_ask_by_the_same_door(monkeypatch: pytest.MonkeyPatch) -> None:
    with at(MONDAY):
        known = set(MEASURES)
        day = MONDAY.date()
        first = api.counted(known, None, day, day)
        with CaptureQueriesContext(connection) as asked:
            assert api.counted(known, None, day, day) == first
        assert not [one for one in asked if "indices_fact " in one["sql"]], "held: the facts are asked once"
        campaign = Campaign(
            period_first=day, period_last=day, components=[{"code": "1", "measure": "dossiers_online"}]
        )

        def sleeping(_scope: Scope, _window: Window) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(5)")

        monkeypatch.setattr(limits, "SECONDS", 1)
        monkeypatch.setattr(limits.statement, "counts", sleeping)
        forget_all()
        before = monotonic()
        with pytest.raises(Busy):
            api.counted(known, None, day, day)
        with pytest.raises(Busy):
            beside.of_member(campaign, None)  # type: ignore[arg-type]
        assert monotonic() - before < 4, "both are given up in time"
        target = Target(measure="dossiers_online", unit="%")
        assert write(target, day) == 0, "a target waits for the next day"


@pytest.mark.django_db(transaction=True)
def test_viewers_in_threads_of_their_own_each_get_an_answer() -> None:
    def view(_number: int) -> Any:
        try:
            return limits.counts(Scope(), WINDOW)["dossiers_on_time"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(view, range(16))) == {Count(0, 0)}
