"""Measures: SQL against a naive count in Python, what was known at a moment, the records behind a figure."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from time import sleep
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.government.dossiers.world import MONDAY, World, accepted, build
from tinhso.foundation.worktime.api import ZONE, at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.indices.actions.refresh_facts import refresh, sweep
from tinhso.government.indices.measures.catalogue import COUNTED, MEASURES, PROCEDURES, REASONS
from tinhso.government.indices.measures.statement import Count, Scope, Window, counts, procedures, records
from tinhso.government.indices.models import Fact, FactHistory
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
START = datetime(2026, 10, 1, tzinfo=ZONE)
WINDOW = Window(START, START + 31 * DAY)
AGENCIES = [new_id() for _ in range(3)]
FLAGS = ("synced", "online", "has_result", "has_files", "reused", "proven", "citizen", "has_fee", "paid_online",
         "disliked", "complained", "signed", "behaviour", "pushed", "complete", "offered", "repeated")  # fmt: skip


def made_up(random: Random, many: int) -> list[Fact]:
    """Facts around a month: before, in it, after; ended, not ended, without a due day, some exactly on a border."""
    days = [-40, -1, 0, 5, 15, 30, 31, 40]
    rows = []
    for _one in range(many):
        received = START + random.choice(days) * DAY + random.choice([timedelta(), timedelta(hours=9)])
        due = random.choice([None, received + random.choice([1, 5, 40]) * DAY])
        finish = random.choice([None, due, received + random.choice([0, 2, 20, 60]) * DAY])
        missed = random.choice([None, None, received + random.choice([1, 5, 31, 60]) * DAY])
        rows.append(
            Fact(
                subject_id=new_id(), kind=random.choice([1, 1, 1, 2, 3, 4]), agency_id=random.choice(AGENCIES),
                unit_code=random.choice(["08866", "08867"]), field_code=random.choice(["a", "b"]),
                procedure_code=random.choice(["1", "2", "3"]), received_at=received, due_at=due, finish_at=finish, missed_at=missed,
                supplements=random.choice([0, 0, 1, 2]), known_from=START,
                **{flag: random.random() < 0.4 for flag in FLAGS},
            )
        )  # fmt: skip
    return rows


Within = list[tuple[Fact, bool, bool]]


def of_petitions(fine: Any) -> Any:
    """Every petition; `fine` says which counts. Late is what passed any of its limits before the window ends."""

    def passed(one: Fact, window: Window) -> bool:
        return one.missed_at is not None and one.missed_at < window.until

    def count(within: Within, window: Window) -> Count:
        told = [(one, late or passed(one, window)) for one, _fresh, late in within if one.kind == 2]
        return Count(sum(fine(one, late) for one, late in told), len(told))

    return count


def hours_of_ended(within: Within, window: Window) -> Count:
    """Hours of what ended before the window does."""
    ended = [
        one
        for one, _fresh, _late in within
        if one.kind == 1 and one.finish_at and one.finish_at < window.until
    ]
    return Count(
        sum(round((one.finish_at - one.received_at) / HOUR) for one in ended if one.finish_at), len(ended)
    )


def standing(flag: str, *, offered: bool) -> Any:
    """Procedures under authority when the window ends."""

    def count(within: Within, window: Window) -> Count:
        rows = [one for one, _fresh, _late in within if one.kind == 3]
        rows = [one for one in rows if not (one.finish_at and one.finish_at < window.until)]
        rows = [one for one in rows if one.offered or not offered]
        fine = {one.procedure_code for one in rows if getattr(one, flag)}
        return Count(len(fine), len({one.procedure_code for one in rows}))

    return count


def filed_online(within: Within, window: Window) -> Count:
    """Procedures received online somewhere when the window ends, and those of them that somebody filed so."""
    offers = {
        one.procedure_code
        for one, _fresh, _late in within
        if one.kind == 3 and one.online and not (one.finish_at and one.finish_at < window.until)
    }
    filed = {one.procedure_code for one, fresh, _late in within if one.kind == 1 and fresh and one.online}
    return Count(len(offers & filed), len(offers))


def announced(within: Within, _window: Window) -> Count:
    """One late decision makes its procedure late."""
    told = [(one, late) for one, fresh, late in within if one.kind == 4 and fresh]
    bad = {one.procedure_code for one, late in told if late or not one.complete}
    every = {one.procedure_code for one, _late in told}
    return Count(len(every - bad), len(every))


OTHERS: dict[str, Any] = {
    "petitions_on_time": of_petitions(lambda _one, late: not late),
    "petitions_content": of_petitions(lambda one, late: not (late or one.disliked or one.repeated)),
    "petitions_behaviour": of_petitions(lambda one, _late: one.behaviour),
    "dossiers_time": hours_of_ended,
    "procedures_complete": standing("complete", offered=True),
    "procedures_filed_online": filed_online,
    "procedures_online": standing("online", offered=False),
    "procedures_announced": announced,
}


def naive(key: str, facts: list[Fact], window: Window) -> Count:
    """The words of the reference, one record after another, without SQL."""
    within: list[tuple[Fact, bool, bool]] = []
    for one in facts:
        if one.received_at >= window.until:
            continue
        fresh = one.received_at >= window.first
        if not fresh and one.finish_at is not None and one.finish_at < window.first:
            continue
        end = window.until if one.finish_at is None else min(one.finish_at, window.until)
        late = one.supplements >= 2 or (one.due_at is not None and end > one.due_at)
        within.append((one, fresh, late))
    if key in OTHERS:
        return OTHERS[key](within, window)
    own = [(one, fresh, late) for one, fresh, late in within if one.kind == 1]
    conditions: dict[str, Any] = {
        "dossiers_synced": (lambda o, f, _l: f, lambda o, _l: o.synced),
        "dossiers_on_time": (lambda o, f, _l: True, lambda o, late: not late),
        "dossiers_online": (lambda o, f, _l: f, lambda o, _l: o.online and o.has_result),
        "dossiers_paid_online": (lambda o, f, _l: o.has_fee, lambda o, _l: o.paid_online),
        "dossiers_with_result": (lambda o, f, _l: True, lambda o, _l: o.has_result),
        "results_signed": (lambda o, f, _l: o.has_result, lambda o, _l: o.signed),
        "dossiers_digitised": (lambda o, f, _l: True, lambda o, _l: o.has_files and o.has_result),
        "dossiers_reused": (lambda o, f, _l: True, lambda o, _l: o.reused),
        "dossiers_proven": (lambda o, f, _l: True, lambda o, _l: o.proven),
        "dossiers_shared": (lambda o, f, _l: True, lambda o, _l: o.reused or o.pushed),
        "dossiers_unhappy": (lambda o, f, _l: True, lambda o, _l: o.disliked or o.complained),
        "procedures_paid_online": (lambda o, f, _l: o.has_fee, lambda o, _l: o.paid_online),
        "procedures_proven": (lambda o, f, _l: o.citizen, lambda o, _l: o.proven),
    }
    among, counted = conditions[key]
    asked = [(one, late) for one, fresh, late in own if among(one, fresh, late)]
    if key.startswith("procedures"):
        by: dict[str, bool] = defaultdict(bool)
        for one, late in asked:
            by[one.procedure_code] |= counted(one, late)
        return Count(sum(by.values()), len(by))
    return Count(sum(bool(counted(one, late)) for one, late in asked), len(asked))


@pytest.mark.parametrize("seed", range(12))
def test_every_measure_counts_what_a_naive_count_counts(seed: int) -> None:
    random = Random(seed)
    facts = made_up(random, random.choice([0, 1, 12, 60]))
    Fact.objects.bulk_create(facts)
    for scope, own in (
        (Scope(), facts),
        (Scope((AGENCIES[0], AGENCIES[1])), [one for one in facts if one.agency_id in AGENCIES[:2]]),
        (Scope(units=(("08866", START - 400 * DAY, None),), field_code="a"), [o for o in facts if (o.unit_code, o.field_code) == ("08866", "a")]),
        (Scope(procedure_code="2"), [one for one in facts if one.procedure_code == "2"]),
    ):  # fmt: skip
        found = counts(scope, WINDOW)
        assert found == {key: naive(key, own, WINDOW) for key in MEASURES}


def test_records_behind_a_figure_are_as_many_as_it_says_and_each_has_its_reason() -> None:
    Fact.objects.bulk_create(made_up(Random(7), 90))
    found = counts(Scope(), WINDOW)
    for key, measure in MEASURES.items():
        if measure.of == "procedures":
            continue
        rows, after = [], None
        while page := records(measure, Scope(), WINDOW, after=after, limit=7):
            rows += page
            after = page[-1].subject_id
        assert len({one.subject_id for one in rows}) == len(rows) == found[key].among
        if not measure.total:
            assert sum(one.reason == COUNTED for one in rows) == found[key].counted
        assert {one.reason for one in rows} <= {COUNTED, *REASONS}
        counted = records(measure, Scope(), WINDOW, reason=COUNTED, limit=1000)
        assert len(counted) == (found[key].among if measure.total else found[key].counted)


def test_procedures_behind_a_figure_are_as_many_as_it_says() -> None:
    Fact.objects.bulk_create(made_up(Random(8), 120))
    found = counts(Scope(), WINDOW)
    for key, measure in MEASURES.items():
        if measure.of != PROCEDURES:
            continue
        rows, after = [], ""
        while page := procedures(measure, Scope(), WINDOW, after=after, limit=2):
            rows += page
            after = page[-1].procedure_code
        assert len({one.procedure_code for one in rows}) == len(rows) == found[key].among > 0, key
        assert sum(one.reason == COUNTED for one in rows) == found[key].counted
        for one in rows:
            behind = records(measure, Scope(procedure_code=one.procedure_code), WINDOW, limit=1000)
            assert (sum(row.reason == COUNTED for row in behind), len(behind)) == (one.counted, one.among)


@pytest.fixture
def world() -> World:
    return build()


def month(moment: datetime) -> Window:
    return Window(moment - 30 * DAY, moment + DAY)


def run_worker() -> int:
    """The job, again while an older transaction of the same server still holds the log's horizon down."""
    return next((changed for _turn in range(600) if (changed := refresh()) or sleep(0.05)), 0)


def test_an_act_changes_the_figure_at_the_workers_next_run_and_what_was_known_stays(world: World) -> None:
    with at(MONDAY):
        dossier = accepted(world)
        run_worker()
        before = counts(Scope(), month(MONDAY))
        assert before["dossiers_on_time"] == Count(1, 1)
        assert before["dossiers_with_result"] == Count(0, 1)
    with at(MONDAY + timedelta(hours=2)):
        items = [dossiers.Missing("component", "giay-to", "Giấy tờ", "mờ")]
        dossiers.request_supplement(world.reception, dossier.pk, items=items, reason="mờ")
        assert counts(Scope(), month(MONDAY)) == before
        assert run_worker() == 1
        assert Fact.objects.get().supplements == 1
        kept = FactHistory.objects.get()
        assert (kept.supplements, kept.known_from, kept.known_to) == (0, MONDAY, MONDAY + timedelta(hours=2))
        assert refresh() == 0
        assert sweep() == 0
        early = Window(MONDAY - DAY, MONDAY + DAY, known_at=MONDAY + timedelta(hours=1))
        assert counts(Scope(), early) == before
    assert UUID(str(kept.subject_id)) == dossier.pk


def test_the_provinces_figures_take_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        counts(Scope(), WINDOW)
    assert connection.vendor == "postgresql"
